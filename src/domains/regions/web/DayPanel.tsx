// What the selected dates become: as published, closed, or worked with hours of their own.
import { Button, Checkbox, Input } from 'antd'
import { useState } from 'react'
import type { CalendarDescription, LocalDate, LocalSpan } from '../../../base/worktime.ts'
import { Choice, choiceKeys } from '../../../ui/Choice.tsx'
import { Field } from '../../../ui/Field.tsx'
import { useLanguage, useSay } from '../../../ui/say.ts'
import { useKeys } from '../../../ui/useKeys.ts'
import { faultsOfDate, faultsOfHours, mostExceptions } from '../faults.ts'
import { type CalendarEdits, hoursOf, ordinaryHours } from '../rules.ts'
import { datesBetween } from './days.ts'
import { faultSentence } from './faultSentence.ts'
import { HoursInput } from './HoursInput.tsx'
import type { Selection } from './YearGrid.tsx'

type Mode = 'published' | 'closed' | 'hours'

interface Props {
  selection: Selection
  onSelect(selection: Selection): void
  description: CalendarDescription
  edits: CalendarEdits
  /** The calendar as it would be without exceptions of the district. */
  shipped: CalendarDescription
  onChange(changes: Record<LocalDate, readonly LocalSpan[] | undefined>): void
}

export function DayPanel({ selection, onSelect, description, edits, shipped, onChange }: Props) {
  const say = useSay()
  const [language] = useLanguage()
  const [from = '', to = ''] = [selection.anchor, selection.focus].sort()
  // What is typed belongs to the dates it was typed for; elsewhere the panel shows what is.
  const [typed, setTyped] = useState<{ at: string; mode?: Mode; hours?: LocalSpan[]; to?: string }>()
  const at = `${from} ${to}`
  const mine = typed?.at === at ? typed : undefined
  const now = edits.exceptions[from]
  const mode = mine?.mode ?? (now === undefined ? 'published' : now.length === 0 ? 'closed' : 'hours')
  const worked = now?.length ? now : hoursOf(description, from)
  const hours = mine?.hours ?? (worked.length > 0 ? worked : ordinaryHours(description.week))
  const [onlyWorking, setOnlyWorking] = useState(true)

  const dates = datesBetween(from, to, mostExceptions + 1)
  const isRange = dates.length > 1
  const wanted = isRange && onlyWorking ? dates.filter(date => hoursOf(shipped, date).length > 0) : dates
  const faults = mode === 'hours' ? faultsOfHours(hours, from) : []
  const isMissing = mode === 'hours' && hours.length === 0
  const isTooLong = dates.length > mostExceptions
  const set = (change: Omit<NonNullable<typeof typed>, 'at'>): void => setTyped({ ...mine, ...change, at })
  const options = (['published', 'closed', 'hours'] as const).map(value => ({
    value,
    label: say(`calendar.mode_${value}`),
  }))
  useKeys(choiceKeys(options, value => set({ mode: value })))

  const apply = (): void => {
    if (faults.length > 0 || isMissing || isTooLong) return
    const spans = { published: undefined, closed: [], hours }[mode]
    onChange(Object.fromEntries(wanted.map(date => [date, spans])))
  }
  const pick = (part: 'from' | 'to', date: string): void => {
    if (faultsOfDate(date, date).length > 0) return
    // One day stays one day while its date is typed, whatever dates the digits pass through.
    const [start, end] =
      part === 'from' ? [date, isRange && date <= to ? to : date] : [date < from ? date : from, date]
    onSelect({ anchor: start, focus: end })
  }

  return (
    <section className="calendar-panel" aria-labelledby="calendar-day">
      <h2 id="calendar-day">{say('calendar.day_title')}</h2>
      <form
        className="calendar-form"
        onSubmit={event => {
          event.preventDefault()
          apply()
        }}
      >
        <div className="calendar-pair">
          <Field label={say('calendar.day_from')} for="calendar-from">
            <DateInput id="calendar-from" date={from} onPick={date => pick('from', date)} />
          </Field>
          <Field label={say('calendar.day_to')} for="calendar-to">
            <DateInput id="calendar-to" date={to} onPick={date => pick('to', date)} />
          </Field>
        </div>
        <Choice
          label={say('calendar.day_mode')}
          options={options}
          value={mode}
          onChange={value => set({ mode: value })}
        />
        {mode === 'hours' && (
          <Field label={say('calendar.day_hours')} for="calendar-hours" help={say('calendar.hours_help')}>
            <HoursInput
              id="calendar-hours"
              spans={hours}
              isWrong={faults.length > 0 || isMissing}
              describedBy="calendar-hours-help calendar-day-wrong"
              onChange={spans => set({ hours: spans })}
            />
          </Field>
        )}
        {isRange && (
          <Checkbox checked={onlyWorking} onChange={event => setOnlyWorking(event.target.checked)}>
            {say('calendar.day_only_working')}
          </Checkbox>
        )}
        <div id="calendar-day-wrong" className="calendar-wrong" aria-live="polite">
          {faults.map(fault => (
            <p key={fault.said}>{faultSentence(fault, say, language)}</p>
          ))}
          {isMissing && <p>{say('calendar.wrong.hours_missing')}</p>}
          {isTooLong && <p>{say('calendar.wrong.range')}</p>}
        </div>
        <div className="calendar-apply">
          <Button
            htmlType="submit"
            disabled={faults.length > 0 || isMissing || isTooLong || wanted.length === 0}
          >
            {say('calendar.day_apply')}
          </Button>
          <span className="quiet">{say('calendar.day_count', { count: wanted.length })}</span>
        </div>
      </form>
    </section>
  )
}

/** Follows the selection, but lets a date be typed digit by digit. */
function DateInput({ id, date, onPick }: { id: string; date: LocalDate; onPick(date: string): void }) {
  const [text, setText] = useState<string>()
  return (
    <Input
      id={id}
      type="date"
      min="1970-01-01"
      max="2199-12-31"
      value={text ?? date}
      onChange={event => {
        setText(event.target.value)
        onPick(event.target.value)
      }}
      onBlur={() => setText(undefined)}
    />
  )
}
