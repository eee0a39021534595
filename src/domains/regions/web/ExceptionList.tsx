// The twin of the year view in words: every date of the year that is not as its weekday.
import { Button } from 'antd'
import type { CalendarDescription, LocalDate } from '../../../base/worktime.ts'
import { useLanguage, useSay } from '../../../ui/say.ts'
import { writeHours } from '../importing.ts'
import type { CalendarEdits } from '../rules.ts'
import { dateName, kindOf } from './days.ts'

interface Props {
  year: number
  description: CalendarDescription
  edits: CalendarEdits
  festivals: ReadonlyMap<LocalDate, string>
  onSelect(date: LocalDate): void
  onUndo(date: LocalDate): void
}

export function ExceptionList({ year, description, edits, festivals, onSelect, onUndo }: Props) {
  const say = useSay()
  const [language] = useLanguage()
  const all = new Set([...Object.keys(description.exceptions), ...Object.keys(edits.exceptions)])
  const dates = [...all].filter(date => date.startsWith(`${year}-`)).sort()
  return (
    <section aria-labelledby="calendar-list">
      <h2 id="calendar-list" className="calendar-list-title">
        {say('calendar.list', { year })} <span className="quiet">{dates.length}</span>
      </h2>
      {dates.length === 0 && <p className="quiet">{say('calendar.list_none')}</p>}
      {dates.length > 0 && (
        <table className="table calendar-list">
          <thead>
            <tr>
              <th scope="col">{say('calendar.list_date')}</th>
              <th scope="col">{say('calendar.list_hours')}</th>
              <th scope="col">{say('calendar.list_what')}</th>
              <td />
            </tr>
          </thead>
          <tbody>
            {dates.map(date => {
              const isOwn = Object.hasOwn(edits.exceptions, date)
              const spans = description.exceptions[date] ?? []
              const name = dateName(date, language)
              return (
                <tr key={date}>
                  <th scope="row">
                    <button
                      type="button"
                      className="calendar-date"
                      aria-label={say('calendar.list_select', { date: name })}
                      onClick={() => onSelect(date)}
                    >
                      {name}
                    </button>
                  </th>
                  <td>{spans.length === 0 ? say('calendar.closed') : writeHours(spans)}</td>
                  <td>
                    {[say(`calendar.kind.${kindOf(description, date)}`), festivals.get(date) ?? []]
                      .flat()
                      .join(' · ')}{' '}
                    {isOwn && <span className="tag tag-ink">{say('calendar.own')}</span>}
                  </td>
                  <td className="table-act">
                    {isOwn && (
                      <Button
                        size="small"
                        type="text"
                        aria-label={`${say('calendar.list_remove')}: ${name}`}
                        onClick={() => onUndo(date)}
                      >
                        {say('calendar.list_remove')}
                      </Button>
                    )}
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      )}
    </section>
  )
}
