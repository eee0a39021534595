// Limits of time and dates in words, and back: how much time a limit gives, and when a day of the district begins.
import type { Limit } from '../../../base/limits.ts'
import type { Say } from '../../../ui/words/words.ts'

/** A limit as people say it: `2 urgent hours`; parts of an hour in minutes. */
export function limitWords({ value, unit }: Limit, say: Say): string {
  const isHours = unit === 'urgent_hour' || unit === 'work_hour'
  if (isHours && value < 1) return say(`limit.${unit}.minutes`, { count: Math.round(value * 60) })
  return say(`limit.${unit}`, { count: Math.round(value * 100) / 100 })
}

/** The instant at which a local date (`2026-07-01`) begins there; undefined where it is no date. */
export function beginOfDay(date: string, timeZone: string): string | undefined {
  const midnight = Date.parse(`${date}T00:00:00Z`)
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date) || Number.isNaN(midnight)) return undefined
  // Twice, because the offset that holds at UTC midnight need not be that of the local one.
  const first = midnight - offsetAt(midnight, timeZone)
  return new Date(midnight - offsetAt(first, timeZone)).toISOString()
}

/** The local date some days after an instant. */
export function dateAfter(instant: number, days: number, timeZone: string): string {
  const local = new Date(instant + offsetAt(instant, timeZone))
  local.setUTCDate(local.getUTCDate() + days)
  return local.toISOString().slice(0, 10)
}

/** Milliseconds by which the local clock is ahead of UTC. */
function offsetAt(instant: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(instant)
  const of = (type: string): number => Number(parts.find(part => part.type === type)?.value)
  const local = Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'))
  return local - Math.floor(instant / 1000) * 1000
}
