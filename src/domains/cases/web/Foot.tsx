// The foot of a desk: its keys, the result of the last step, and whether news arrive.
import { Key } from '../../../ui/Key.tsx'
import { KeySheet } from '../../../ui/KeySheet.tsx'
import { useLiveState } from '../../../ui/Live.tsx'
import { useSay } from '../../../ui/say.ts'

export function Foot({ told, hasBulk }: { told: string; hasBulk: boolean }) {
  const say = useSay()
  const live = useLiveState()
  return (
    <footer className="foot">
      <ul className="foot-keys" aria-label={say('console.keys_title')}>
        <li>
          <Key name="J" /> <Key name="K" /> {say('console.key_move')}
        </li>
        <li>
          <Key name="Enter" /> {say('console.key_primary')}
        </li>
        <li>
          <Key name="N" /> {say('console.key_note')}
        </li>
        <li>
          <Key name="/" /> {say('console.key_filter')}
        </li>
        <li>
          <Key name="Q" /> {say('console.queues')}
        </li>
        <li>
          <KeySheet
            lines={[
              { keys: ['J', '↓'], does: say('console.key_next') },
              { keys: ['K', '↑'], does: say('console.key_previous') },
              { keys: ['Enter'], does: say('console.key_primary') },
              { keys: ['R', 'B', 'D'], does: say('console.key_return') },
              { keys: ['A', '…', 'W'], does: say('desk.key_others') },
              { keys: ['1', '…', '9'], does: say('console.key_digits') },
              ...(hasBulk
                ? [
                    { keys: ['X'], does: say('desk.key_pick') },
                    { keys: ['G'], does: say('desk.key_bulk') },
                  ]
                : [
                    { keys: ['F'], does: say('console.key_fixed') },
                    { keys: ['X'], does: say('console.key_not_fixed') },
                  ]),
              { keys: ['U'], does: say('console.key_pictures') },
              { keys: ['N'], does: say('console.key_note') },
              { keys: ['V'], does: say('console.key_enlarge') },
              { keys: ['/'], does: say('console.key_filter') },
              { keys: ['Q'], does: say('console.key_queues') },
              { keys: ['Esc'], does: say('console.key_close') },
              { keys: ['?'], does: say('console.keys_title') },
            ]}
          />
        </li>
      </ul>
      <p className="foot-told" role="status">
        {told}
      </p>
      {live && (
        <p className="foot-live" role="status">
          <span className={`live-dot live-${live}`} aria-hidden="true" /> {say(`console.live_${live}`)}
        </p>
      )}
    </footer>
  )
}
