// Where there is no room for list, map and case at once: which of the two stands beside the list.
import { Key } from '../../../ui/Key.tsx'
import { useSay } from '../../../ui/say.ts'

const panes = ['case', 'map'] as const
type Pane = (typeof panes)[number]

export function PaneTabs({ pane, onPane }: { pane: Pane; onPane(pane: Pane): void }) {
  const say = useSay()
  return (
    <nav className="pane-tabs" aria-label={say('desks.panes')}>
      {panes.map(each => (
        <button key={each} type="button" aria-current={each === pane} onClick={() => onPane(each)}>
          {say(`desks.pane_${each}`)} <Key name={each === 'map' ? 'M' : 'Esc'} />
        </button>
      ))}
    </nav>
  )
}
