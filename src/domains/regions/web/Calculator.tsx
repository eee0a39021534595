// From when, how long, in which unit: when it ends by the calendar in force (the server's own) and by the one
// that is being changed.
import { useQuery } from '@tanstack/react-query'
import { Input, Select } from 'antd'
import { useDeferredValue, useMemo, useState } from 'react'
import type { LimitUnit } from '../../../base/limits.ts'
import { localTimes } from '../../../base/localtime.ts'
import { type CalendarDescription, openCalendar } from '../../../base/worktime.ts'
import { api } from '../../../client.ts'
import { Field } from '../../../ui/Field.tsx'
import { Refused } from '../../../ui/Refused.tsx'
import { useLanguage, useSay } from '../../../ui/say.ts'
import { endOf } from '../rules.ts'
import type { CalendarNow } from './CalendarDraft.tsx'
import { instantName, todayIn } from './days.ts'

const units: readonly LimitUnit[] = ['work_day', 'work_hour', 'calendar_day', 'urgent_hour', 'urgent_day']

interface Props {
  now: CalendarNow
  draft: CalendarDescription | undefined
}

export function Calculator({ now: { timeZone, version }, draft }: Props) {
  const say = useSay()
  const [from, setFrom] = useState(() => `${todayIn(timeZone)}T09:00`)
  const [value, setValue] = useState('3')
  const [unit, setUnit] = useState<LimitUnit>('work_day')
  const start = instantOf(from, timeZone)
  const amount = Number(value)
  const isAmount = value.trim() !== '' && amount > 0 && amount <= 90_000
  const isWhole = unit !== 'calendar_day' || Number.isInteger(amount)
  const wrong =
    start === undefined
      ? say('calendar.calc_from_wrong')
      : !isAmount
        ? say('calendar.calc_value_wrong')
        : !isWhole
          ? say('calendar.calc_value_whole')
          : undefined
  const asked = useDeferredValue({ from: new Date(start ?? 0).toISOString(), value: amount, unit })
  const inForce = useQuery({
    ...api.regions.calendarEnd.queryOptions({ input: asked }),
    enabled: wrong === undefined,
  })
  const byDraft = useMemo(() => {
    if (!draft || wrong !== undefined || start === undefined) return undefined
    const calendar = openCalendar(draft)
    const end = endOf(calendar, start, { value: amount, unit })
    const isWork = unit === 'work_hour' || unit === 'work_day'
    return { end, provisional: isWork && calendar.isProvisional(end ?? Number.POSITIVE_INFINITY) }
  }, [draft, wrong, start, amount, unit])

  return (
    <section className="calendar-panel" aria-labelledby="calendar-calculator">
      <h2 id="calendar-calculator">{say('calendar.calculator')}</h2>
      <div className="calendar-form">
        <Field label={say('calendar.calc_from', { zone: timeZone })} for="calc-from">
          <Input
            id="calc-from"
            type="datetime-local"
            min="1970-01-02T00:00"
            max="2199-12-30T00:00"
            value={from}
            onChange={event => setFrom(event.target.value)}
          />
        </Field>
        <div className="calendar-pair">
          <Field label={say('calendar.calc_value')} for="calc-value">
            <Input
              id="calc-value"
              inputMode="decimal"
              value={value}
              maxLength={10}
              aria-invalid={!isAmount || !isWhole}
              onChange={event => setValue(event.target.value)}
            />
          </Field>
          <Field label={say('calendar.calc_unit')} for="calc-unit">
            <Select
              id="calc-unit"
              value={unit}
              options={units.map(each => ({ value: each, label: say(`calendar.unit.${each}`) }))}
              onChange={setUnit}
            />
          </Field>
        </div>
        <div className="calendar-wrong" aria-live="polite">
          {wrong && <p>{wrong}</p>}
        </div>
        <dl className="calendar-ends" aria-live="polite">
          {wrong === undefined && (
            <div>
              <dt>
                {say('calendar.calc_now', {
                  version:
                    version === 0 ? say('calendar.version_shipped') : say('calendar.version', { version }),
                })}
              </dt>
              <dd>
                {inForce.isError && <Refused error={inForce.error} onRetry={() => void inForce.refetch()} />}
                {inForce.data && (
                  <End
                    end={inForce.data.end === null ? null : Date.parse(inForce.data.end)}
                    provisional={inForce.data.provisional}
                    timeZone={timeZone}
                  />
                )}
                {inForce.isPending && <span className="late-shown">…</span>}
              </dd>
            </div>
          )}
          {byDraft && (
            <div>
              <dt>{say('calendar.calc_draft')}</dt>
              <dd>
                <End {...byDraft} timeZone={timeZone} />
              </dd>
            </div>
          )}
        </dl>
      </div>
    </section>
  )
}

function End({ end, provisional, timeZone }: { end: number | null; provisional: boolean; timeZone: string }) {
  const say = useSay()
  const [language] = useLanguage()
  return (
    <>
      <strong>
        {end === null
          ? say('calendar.calc_never')
          : say('calendar.calc_ends', { at: instantName(end, language, timeZone) })}
      </strong>
      {provisional && <span className="calendar-soft">{say('calendar.calc_provisional')}</span>}
    </>
  )
}

/** The instant of a local date and time, `yyyy-mm-ddThh:mm`, of the years that are counted. */
function instantOf(local: string, timeZone: string): number | undefined {
  const wall = /^\d{4}-/.test(local) ? Date.parse(`${local}Z`) : Number.NaN
  if (!(wall >= Date.UTC(1970, 0, 2) && wall < Date.UTC(2199, 11, 30))) return undefined
  return localTimes(timeZone)(new Date(wall).getUTCFullYear())(wall)
}
