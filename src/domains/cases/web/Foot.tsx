// The foot of a desk: its keys, the result of the last step, whether news arrive, and how much was done today.
import { useQuery } from '@tanstack/react-query'
import { api } from '../../../client.ts'
import { Key } from '../../../ui/Key.tsx'
import { KeySheet } from '../../../ui/KeySheet.tsx'
import { useLiveState } from '../../../ui/Live.tsx'
import { useSay } from '../../../ui/say.ts'
import type { Say } from '../../../ui/words/words.ts'

export function Foot({ told, hasBulk }: { told: string; hasBulk: boolean }) {
  const say = useSay()
  const live = useLiveState()
  return (
    <footer className="foot">
      <ul className="foot-keys" aria-label={say('console.keys_title')}>
        <li>
          <Key name="↑" />
          <Key name="↓" /> {say('console.key_move')}
        </li>
        {hasBulk && (
          <li>
            <Key name="X" /> {say('desks.key_pick')}
          </li>
        )}
        <li>
          <Key name="Enter" /> {say('console.key_primary')}
        </li>
        <li>
          <Key name="M" /> {say('desks.pane_map')}
        </li>
        <li>
          <Key name="L" /> {say('desks.key_timeline')}
        </li>
        <li>
          <Key name="Q" /> {say('console.queues')}
        </li>
        <li>
          <KeySheet lines={linesOf(say, hasBulk)} />
        </li>
      </ul>
      <p className="foot-told" role="status">
        {told}
      </p>
      <p className="foot-live">
        {live && (
          <span role="status">
            <span className={`live-dot live-${live}`} aria-hidden="true" />{' '}
            {say(live === 'connected' ? 'desks.connected' : `console.live_${live}`)}
          </span>
        )}
        <Pace />
      </p>
    </footer>
  )
}

/** How much this post has done today, and how long half of it took at most. */
function Pace() {
  const say = useSay()
  const { data } = useQuery(api.cases.pace.queryOptions({ staleTime: 30_000 }))
  if (!data) return null
  if (data.done === 0) return <span>{say('desks.pace_none')}</span>
  const median =
    data.median === null || data.median < 1 ? say('desks.under_minute') : spanOf(data.median, say)
  return <span>{say('desks.pace', { done: data.done, median })}</span>
}

function spanOf(minutes: number, say: Say): string {
  const whole = Math.round(minutes)
  return whole < 60
    ? say('console.span_minutes', { minutes: whole })
    : say('console.span_hours', { hours: Math.floor(whole / 60), minutes: whole % 60 })
}

function linesOf(say: Say, hasBulk: boolean) {
  return [
    { keys: ['J', '↓'], does: say('console.key_next') },
    { keys: ['K', '↑'], does: say('console.key_previous') },
    { keys: ['Enter'], does: say('console.key_primary') },
    { keys: ['R', 'B', 'D'], does: say('console.key_return') },
    { keys: ['A', '…', 'Y'], does: say('desk.key_others') },
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
    { keys: ['V'], does: say('desks.compare') },
    { keys: ['M'], does: say('desks.key_map') },
    { keys: ['L'], does: say('desks.key_timeline') },
    { keys: ['Q'], does: say('console.key_queues') },
    { keys: ['+'], does: say('views.edit_title') },
    { keys: ['.'], does: say('desks.key_filter') },
    { keys: ['/'], does: say('desks.key_search') },
    { keys: ['Z'], does: say('desks.key_desks') },
    { keys: ['Esc'], does: say('console.key_close') },
    { keys: ['?'], does: say('console.keys_title') },
  ]
}
