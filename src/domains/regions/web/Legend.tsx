// What the colours and marks of the year view mean.
import { useSay } from '../../../ui/say.ts'
import type { DayKind } from './days.ts'
import { markOf } from './YearGrid.tsx'

const kinds: readonly DayKind[] = ['working', 'closed', 'holiday', 'make_up', 'hours']
const flags = ['own', 'changed', 'unpublished'] as const
const flagClass = { own: 'day-own', changed: 'day-changed', unpublished: 'day-unknown' }

export function Legend() {
  const say = useSay()
  return (
    <ul className="calendar-legend" aria-label={say('calendar.legend')}>
      {kinds.map(kind => (
        <li key={kind}>
          <span className={`day day-${kind}`} data-mark={markOf(kind, say)} aria-hidden="true">
            1
          </span>
          {say(`calendar.kind.${kind}`)}
        </li>
      ))}
      {flags.map(flag => (
        <li key={flag}>
          <span className={`day day-working ${flagClass[flag]}`} aria-hidden="true">
            1
          </span>
          {say(`calendar.${flag}`)}
        </li>
      ))}
    </ul>
  )
}
