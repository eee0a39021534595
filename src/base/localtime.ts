// When a zone's clocks show a local time: the zone's real offsets, looked up once a year of the calendar
// and kept, so that arithmetic over local times never asks Intl again.

const minute = 60_000
const day = 24 * 60 * minute

/** From `from` (UTC milliseconds) on, until the next one, local time is UTC + `offset` milliseconds. */
interface Stretch {
  from: number
  offset: number
}

/**
 * The instant of a local time.
 * @param wall the local date and time as if it were UTC: `Date.UTC(2026, 2, 29, 8, 30)`
 * @returns UTC milliseconds
 */
export type ToInstant = (wall: number) => number

const zones = new Map<string, (year: number) => ToInstant>()

/**
 * The local times of a zone, year by year.
 *
 * A local time means **the first instant at which the zone's clocks show that time or a later one**. So a
 * time that clocks skip in spring is the instant at which the gap ends, and one that they show twice in
 * autumn is its first occurrence. The function is monotone: local times in order are instants in order,
 * and neighbouring spans stay neighbours, without overlap or hole.
 *
 * @param timeZone IANA name
 * @returns for a local year, a function that is right from two days before it until two days after it
 * @throws RangeError for a name that is no time zone
 *
 * Assumes that a zone changes its clocks at most once in 24 hours, which holds for all zones since 1970.
 */
export function localTimes(timeZone: string): (year: number) => ToInstant {
  const known = zones.get(timeZone)
  if (known) return known
  const offsetAt = offsetsOf(timeZone)
  const years = new Map<number, ToInstant>()
  const timesOf = (year: number): ToInstant => {
    const kept = years.get(year)
    if (kept) return kept
    const times = along(stretchesOf(year, offsetAt))
    years.set(year, times)
    return times
  }
  zones.set(timeZone, timesOf)
  return timesOf
}

function along(stretches: readonly Stretch[]): ToInstant {
  return wall => {
    let at = Number.NaN
    for (const [index, { from, offset }] of stretches.entries()) {
      at = Math.max(from, wall - offset)
      if (at < (stretches[index + 1]?.from ?? Number.POSITIVE_INFINITY)) break
    }
    return at
  }
}

function stretchesOf(year: number, offsetAt: (instant: number) => number): Stretch[] {
  const end = Date.UTC(year + 1, 0, 3)
  let at = Date.UTC(year, 0, 1) - 2 * day
  let offset = offsetAt(at)
  const stretches = [{ from: Number.NEGATIVE_INFINITY, offset }]
  for (; at < end; at += day) {
    const next = offsetAt(at + day)
    if (next === offset) continue
    let before = at
    let after = at + day
    while (after - before > 1) {
      const middle = Math.floor((before + after) / 2)
      if (offsetAt(middle) === offset) before = middle
      else after = middle
    }
    stretches.push({ from: after, offset: next })
    offset = next
  }
  return stretches
}

function offsetsOf(timeZone: string): (instant: number) => number {
  const format = formatOf(timeZone)
  return instant => {
    const second = Math.floor(instant / 1000) * 1000
    const field: Record<string, number> = {}
    for (const { type, value } of format.formatToParts(second)) field[type] = Number(value)
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second: seconds = 0 } = field
    return Date.UTC(year, month - 1, day, hour, minute, seconds) - second
  }
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat('en-US-u-ca-gregory-nu-latn', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
  } catch {
    throw new RangeError(`${timeZone} is no time zone: give an IANA name such as Asia/Shanghai`)
  }
}

/** Whether it is the IANA name of a zone, e.g. `Asia/Shanghai`. */
export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}
