// The ordinary week of the district, what it calls one work day, and until when its holidays are known.
import { Button, Input } from 'antd'
import { officeWeek, type Weekday } from '../../../base/worktime.ts'
import { Field } from '../../../ui/Field.tsx'
import { useLanguage, useSay } from '../../../ui/say.ts'
import type { Fault } from '../faults.ts'
import type { CalendarEdits, Published } from '../rules.ts'
import { dateName, mondayFirst, weekdayName } from './days.ts'
import { faultSentence } from './faultSentence.ts'
import { HoursInput } from './HoursInput.tsx'

interface Props {
  edits: CalendarEdits
  published: Published
  faults: readonly Fault[]
  onChange(part: Partial<CalendarEdits>): void
}

const usualMinutes = 480

export function WeekPanel({ edits, published, faults, onChange }: Props) {
  const say = useSay()
  const [language] = useLanguage()
  const week = edits.week ?? officeWeek
  const shippedUntil = published.knownUntil
  const wrongAt = (where: string) => faults.find(fault => fault.where === where)
  const isWrong = (name: Weekday): boolean => wrongAt(name) !== undefined || wrongAt('week') !== undefined
  const mistakes = [...mondayFirst, 'week', 'dayMinutes', 'knownUntil'].flatMap(where => wrongAt(where) ?? [])
  return (
    <section className="calendar-panel" aria-labelledby="calendar-week">
      <header>
        <h2 id="calendar-week">{say('calendar.week_title')}</h2>
        {edits.week && (
          <Button size="small" type="text" onClick={() => onChange({ week: null })}>
            {say('calendar.week_shipped')}
          </Button>
        )}
      </header>
      <div className="calendar-form">
        <div className="calendar-week">
          {mondayFirst.map(name => (
            <div key={name}>
              <label htmlFor={`week-${name}`}>{weekdayName(name, language, 'short')}</label>
              <HoursInput
                id={`week-${name}`}
                spans={week[name]}
                isWrong={isWrong(name)}
                placeholder={say('calendar.closed')}
                describedBy="calendar-week-wrong"
                onChange={spans => onChange({ week: { ...week, [name]: spans } })}
              />
            </div>
          ))}
        </div>
        <Field
          label={say('calendar.day_length')}
          for="calendar-length"
          help={say('calendar.day_length_help')}
        >
          <Input
            id="calendar-length"
            type="number"
            min={1}
            max={1440}
            step={1}
            value={edits.dayMinutes ?? usualMinutes}
            aria-describedby="calendar-length-help calendar-week-wrong"
            aria-invalid={wrongAt('dayMinutes') !== undefined}
            onChange={event => {
              const minutes = Number(event.target.value)
              onChange({ dayMinutes: minutes === usualMinutes ? null : minutes })
            }}
          />
        </Field>
        <Field
          label={say('calendar.until')}
          for="calendar-until"
          help={
            shippedUntil
              ? say('calendar.until_help', { date: dateName(shippedUntil, language) })
              : say('calendar.until_help_none')
          }
        >
          <Input
            id="calendar-until"
            type="date"
            min={shippedUntil ?? '1970-01-01'}
            max="2199-12-31"
            value={edits.knownUntil ?? shippedUntil ?? ''}
            aria-describedby="calendar-until-help calendar-week-wrong"
            onChange={event => {
              const until = event.target.value
              onChange({ knownUntil: until === '' || until === shippedUntil ? null : until })
            }}
          />
        </Field>
        <div id="calendar-week-wrong" className="calendar-wrong" aria-live="polite">
          {mistakes.map(fault => (
            <p key={`${fault.where} ${fault.said}`}>{faultSentence(fault, say, language)}</p>
          ))}
        </div>
      </div>
    </section>
  )
}
