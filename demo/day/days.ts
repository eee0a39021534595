// The days of the district by its own clock: when a local hour is, and whether people work.
import { localTimes } from '../../src/base/localtime.ts'

export interface Day {
  /** The local date. */
  date: string
  /** From 0, Sunday. */
  weekday: number
  isWorkday: boolean
  /** UTC milliseconds of an hour of the day, fractions allowed. */
  at(hour: number): number
}

export interface Calendar {
  timeZone: string
  closed: readonly string[]
  makeUp: readonly string[]
}

/** The days from the one that holds this instant, one after another without end. */
export function daysFrom(start: number, calendar: Calendar): (number: number) => Day {
  const first = Date.parse(`${localDate(start, calendar.timeZone)}T00:00:00Z`)
  return number => dayOf(first + number * 86_400_000, calendar)
}

function dayOf(midnight: number, { timeZone, closed, makeUp }: Calendar): Day {
  const wall = new Date(midnight)
  const date = wall.toISOString().slice(0, 10)
  const weekday = wall.getUTCDay()
  const isWeekend = weekday === 0 || weekday === 6
  const toInstant = localTimes(timeZone)(wall.getUTCFullYear())
  return {
    date,
    weekday,
    isWorkday: makeUp.includes(date) || (!isWeekend && !closed.includes(date)),
    at: hour => toInstant(midnight + Math.round(hour * 3_600_000)),
  }
}

export function localDate(instant: number, timeZone: string): string {
  return new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).format(instant)
}

/** The hour of the local day, with its fraction. */
export function localHour(instant: number, timeZone: string): number {
  const said = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
  }).format(instant)
  const [hour = 0, minute = 0] = said.split(':').map(Number)
  return hour + minute / 60
}
