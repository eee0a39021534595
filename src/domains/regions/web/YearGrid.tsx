// A year as twelve months of days. One day is reached by Tab, the others by arrow keys from it; with Shift a
// range is selected.
import { Button } from 'antd'
import { type KeyboardEvent, useEffect, useRef } from 'react'
import type { CalendarDescription, LocalDate } from '../../../base/worktime.ts'
import { useLanguage, useSay } from '../../../ui/say.ts'
import type { Say } from '../../../ui/words/words.ts'
import { writeHours } from '../importing.ts'
import { type CalendarEdits, hoursOf, isSameHours } from '../rules.ts'
import {
  addDays,
  addMonths,
  type DayKind,
  dateName,
  isUnpublished,
  kindOf,
  mondayFirst,
  monthName,
  monthOf,
  weekdayName,
} from './days.ts'

/** From `anchor` to `focus`, both included, in either direction. */
export interface Selection {
  anchor: LocalDate
  focus: LocalDate
}

interface Props {
  year: number
  onYear(year: number): void
  description: CalendarDescription
  /** The calendar in force. */
  before: CalendarDescription
  edits: CalendarEdits
  festivals: ReadonlyMap<LocalDate, string>
  selection: Selection
  onSelect(selection: Selection): void
}

const [first, last] = ['1970-01-01', '2199-12-31']
const months = Array.from({ length: 12 }, (_, month) => month)

export function YearGrid(props: Props) {
  const { year, onYear, selection, onSelect } = props
  const say = useSay()
  const [language] = useLanguage()
  const grid = useRef<HTMLElement>(null)
  const isMoving = useRef(false)
  useEffect(() => {
    if (!isMoving.current) return
    isMoving.current = false
    grid.current?.querySelector<HTMLButtonElement>(`[data-date="${selection.focus}"]`)?.focus()
  }, [selection.focus])

  const press = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || !(event.target instanceof HTMLElement)) return
    const from = event.target.dataset.date
    const next = from && stepOf(event.key, from)
    if (!next || next < first || next > last) return
    event.preventDefault()
    isMoving.current = true
    onSelect({ anchor: event.shiftKey ? selection.anchor : next, focus: next })
  }
  const [from = '', to = ''] = [selection.anchor, selection.focus].sort()
  // Where the selected day is in another year, the first of this one is reached by Tab.
  const reached = Number(selection.focus.slice(0, 4)) === year ? selection.focus : `${year}-01-01`

  return (
    <section className="year" ref={grid} aria-label={say('calendar.year_label', { year })} onKeyDown={press}>
      <header className="year-head">
        <Button
          aria-label={say('calendar.year_before')}
          disabled={year <= 1970}
          onClick={() => onYear(year - 1)}
        >
          ‹
        </Button>
        <h2 aria-live="polite">{say('calendar.year_name', { year })}</h2>
        <Button
          aria-label={say('calendar.year_after')}
          disabled={year >= 2199}
          onClick={() => onYear(year + 1)}
        >
          ›
        </Button>
      </header>
      <div className="months">
        {months.map(month => (
          <Month
            key={month}
            {...props}
            month={month}
            reached={reached}
            isSelected={date => from <= date && date <= to}
            onPick={(date, isRange) => onSelect({ anchor: isRange ? selection.anchor : date, focus: date })}
            name={monthName(month, language)}
          />
        ))}
      </div>
    </section>
  )
}

function stepOf(key: string, date: LocalDate): LocalDate | undefined {
  const days = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 }[key]
  if (days !== undefined) return addDays(date, days)
  const months = { PageUp: -1, PageDown: 1 }[key]
  return months === undefined ? undefined : addMonths(date, months)
}

interface MonthProps extends Props {
  month: number
  name: string
  reached: LocalDate
  isSelected(date: LocalDate): boolean
  onPick(date: LocalDate, isRange: boolean): void
}

function Month({ year, month, name, reached, isSelected, onPick, ...rest }: MonthProps) {
  const [language] = useLanguage()
  const { dates, before } = monthOf(year, month)
  return (
    <section className="month" aria-label={name}>
      <h3>{name}</h3>
      <div className="month-days">
        {mondayFirst.map(weekday => (
          <span key={weekday} className="month-weekday" aria-hidden="true">
            {weekdayName(weekday, language, 'narrow')}
          </span>
        ))}
        {dates.map((date, at) => (
          <Day
            key={date}
            {...rest}
            date={date}
            column={at === 0 ? before + 1 : undefined}
            isReached={date === reached}
            isSelected={isSelected(date)}
            onPick={onPick}
          />
        ))}
      </div>
    </section>
  )
}

interface DayProps extends Pick<Props, 'description' | 'before' | 'edits' | 'festivals'> {
  date: LocalDate
  column: number | undefined
  isReached: boolean
  isSelected: boolean
  onPick(date: LocalDate, isRange: boolean): void
}

function Day({
  date,
  description,
  before,
  edits,
  festivals,
  column,
  isReached,
  isSelected,
  onPick,
}: DayProps) {
  const say = useSay()
  const [language] = useLanguage()
  const kind = kindOf(description, date)
  const isOwn = Object.hasOwn(edits.exceptions, date)
  const isChanged = !isSameHours(hoursOf(before, date), hoursOf(description, date))
  const isUnknown = isUnpublished(description, date)
  const festival = festivals.get(date)
  const spoken = [
    dateName(date, language),
    say(`calendar.kind.${kind}`),
    ...(festival ? [festival] : []),
    ...(kind === 'hours' || kind === 'make_up' ? [writeHours(hoursOf(description, date))] : []),
    ...(isOwn ? [say('calendar.own')] : []),
    ...(isChanged ? [say('calendar.changed')] : []),
    ...(isUnknown ? [say('calendar.unpublished')] : []),
  ].join(language === 'zh' ? '，' : ', ')
  const flags = [
    isOwn && 'day-own',
    isChanged && 'day-changed',
    isUnknown && 'day-unknown',
    isSelected && 'day-selected',
  ]
  return (
    <button
      type="button"
      className={['day', `day-${kind}`, ...flags.filter(flag => flag !== false)].join(' ')}
      style={column === undefined ? undefined : { gridColumnStart: column }}
      data-date={date}
      data-mark={markOf(kind, say)}
      tabIndex={isReached ? 0 : -1}
      aria-pressed={isSelected}
      aria-label={spoken}
      title={spoken}
      onClick={event => onPick(date, event.shiftKey)}
    >
      {Number(date.slice(8))}
    </button>
  )
}

/** The small word in a day's corner; drawn by the style sheet, as the day's name says it in full. */
export function markOf(kind: DayKind, say: Say): string | undefined {
  return kind === 'working' || kind === 'closed' ? undefined : say(`calendar.mark_${kind}`)
}
