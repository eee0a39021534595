// The queues of a desk and the filters that were pinned beside them, each with how much is in it; and saving what is
// looked at now as a filter.
import { useSay } from '../../../ui/say.ts'
import { Several } from './LightCounts.tsx'
import { SavedViews } from './SavedViews.tsx'
import type { Tab, Tabs } from './tabs.ts'

interface Props {
  tabs: Tabs
  onTab(name: string): void
  onTell(told: string): void
}

export function QueueTabs({ tabs, onTab, onTell }: Props) {
  const say = useSay()
  const label = ({ queue, label: given }: Tab): string =>
    queue ? say(`console.queue_${queue}`) : (given ?? '')
  return (
    <nav className="queue-tabs" aria-label={say('console.queues')}>
      {tabs.all.map(tab => (
        <button
          key={tab.name}
          type="button"
          aria-current={tab.name === tabs.current.name}
          title={tab.queue ? undefined : tab.label}
          onClick={() => onTab(tab.name)}
        >
          <span>{label(tab)}</span> <b>{tab.count && <Several count={tab.count.total} />}</b>
        </button>
      ))}
      <SavedViews onTell={onTell} />
    </nav>
  )
}
