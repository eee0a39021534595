// Working time: a week of working hours with its exceptions, as data, and exact arithmetic over it. Pure;
// each question is a binary search in a table that is built a year at a time, the first time it is needed.
import { localTimes } from './localtime.ts'

const minute = 60_000
const day = 24 * 60 * minute
const firstYear = 1970
const lastYear = 2199
const firstInstant = Date.UTC(firstYear, 0, 1)
const endInstant = Date.UTC(lastYear + 1, 0, 1)

/** 'yyyy-mm-dd' in the calendar's own time zone. */
export type LocalDate = string

/** Working hours of one local date, half-open: 'hh:mm' until 'hh:mm'; the day's end is '24:00'. */
export interface LocalSpan {
  readonly from: string
  readonly to: string
}

/** In the order of `Date.getUTCDay`. */
export const weekdays = [
  'sunday',
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
] as const
export type Weekday = (typeof weekdays)[number]
export type Week = Readonly<Record<Weekday, readonly LocalSpan[]>>

/** A working calendar as data: it can be stored as JSON and edited. */
export interface CalendarDescription {
  /** IANA name. */
  readonly timeZone: string
  readonly week: Week
  /** Dates that are not as their weekday: no spans = closed, spans = those hours instead. */
  readonly exceptions: Readonly<Record<LocalDate, readonly LocalSpan[]>>
  /** Minutes of working time that are called one work day. */
  readonly dayMinutes: number
  /** The last date for which exceptions are published; null where none are awaited. */
  readonly knownUntil: LocalDate | null
}

/** Instants are whole UTC milliseconds of the years 1970–2199, amounts whole milliseconds. */
export interface WorkCalendar {
  readonly description: CalendarDescription
  /** One work day in milliseconds of working time. */
  readonly workDay: number
  /**
   * Working time in [a, b), milliseconds. Signed as b − a is: negative when b < a; so
   * workBetween(a, c) = workBetween(a, b) + workBetween(b, c) for any three instants.
   */
  workBetween(a: number, b: number): number
  /**
   * The first instant at which `amount` of working time has passed since `start`: `start` itself for 0, and
   * the end of a span, not the beginning of the next, when the amount is used up there. Infinity where
   * the calendar has no more work before 2200.
   * @throws RangeError for an amount that is negative or not whole
   */
  afterWork(start: number, amount: number): number
  /** Whether what lasts until `instant` (exclusive) reaches dates whose exceptions are not published. */
  isProvisional(instant: number): boolean
  /**
   * The instant at which a local date ends: for 0 days the date of `instant`, for n the date n days later.
   * @throws RangeError for days that are negative or not whole, and past 2199
   */
  endOfDay(instant: number, days: number): number
  /** How many local dates end in (a, b]; negative when b < a. */
  daysBetween(a: number, b: number): number
}

const officeHours: readonly LocalSpan[] = [
  { from: '08:30', to: '12:00' },
  { from: '13:30', to: '18:00' },
]

/** Monday to Friday 08:30–12:00 and 13:30–18:00. */
export const officeWeek: Week = {
  sunday: [],
  monday: officeHours,
  tuesday: officeHours,
  wednesday: officeHours,
  thursday: officeHours,
  friday: officeHours,
  saturday: [],
}

/** A description with the usual parts where none are given: office week, no exceptions, 8 h a work day. */
export function describeCalendar(
  timeZone: string,
  parts: Partial<Omit<CalendarDescription, 'timeZone'>> = {},
): CalendarDescription {
  return { timeZone, week: officeWeek, exceptions: {}, dayMinutes: 480, knownUntil: null, ...parts }
}

/**
 * Reads a description and answers questions about it.
 *
 * Local hours become instants by the zone's real rules (see `localTimes`): a boundary inside the hour that
 * spring skips moves to the instant at which clocks jump; a boundary inside the hour that autumn repeats is
 * its first occurrence, so a span around that hour is an hour longer, and one that ends or begins
 * within it does so once.
 *
 * @throws RangeError with a sentence for an unknown zone, a time that is no time, spans of a date that
 * overlap or cross midnight, a date that is no date, and a work day that is not 1–1440 whole minutes
 */
export function openCalendar(description: CalendarDescription): WorkCalendar {
  const { timeZone, dayMinutes, knownUntil } = description
  if (!Number.isInteger(dayMinutes) || dayMinutes < 1 || dayMinutes > 1440)
    throw new RangeError(`A work day has 1 to 1440 whole minutes, not ${dayMinutes}`)
  const timesOf = localTimes(timeZone)
  const week = weekdays.map(name => minutesOf(description.week[name], name))
  const exceptions = new Map<number, Minutes[]>()
  for (const [date, spans] of Object.entries(description.exceptions))
    exceptions.set(wallOf(date), minutesOf(spans, date))
  const knownEnd = knownUntil === null ? Number.POSITIVE_INFINITY : endOfDate(knownUntil)
  const lastWorkYear = week.some(spans => spans.length > 0)
    ? lastYear
    : Math.max(0, ...[...exceptions].map(([wall, spans]) => (spans.length > 0 ? yearOf(wall) : 0)))

  // The table: spans [starts[i], ends[i]), the working time before each, and where each local date begins.
  let starts: number[] = []
  let ends: number[] = []
  let before: number[] = []
  let dates: number[] = []
  let total = 0
  let fromYear = 0
  let nextYear = 0
  let coveredFrom = Number.POSITIVE_INFINITY
  let coveredUntil = Number.NEGATIVE_INFINITY

  function addYear(): void {
    const times = timesOf(nextYear)
    const until = Date.UTC(nextYear + 1, 0, 1)
    for (let wall = Date.UTC(nextYear, 0, 1); wall < until; wall += day) {
      dates.push(times(wall))
      const spans = exceptions.get(wall) ?? week[new Date(wall).getUTCDay()] ?? []
      for (const { from, to } of spans) {
        const start = times(wall + from * minute)
        const end = times(wall + to * minute)
        starts.push(start)
        ends.push(end)
        before.push(total)
        total += end - start
      }
    }
    coveredFrom = dates[0] ?? coveredFrom
    coveredUntil = times(until)
    nextYear += 1
  }

  function startAgainFrom(year: number): void {
    const until = Math.max(nextYear, year + 1)
    starts = []
    ends = []
    before = []
    dates = []
    total = 0
    fromYear = year
    nextYear = year
    while (nextYear < until) addYear()
  }

  function cover(instant: number): void {
    if (!Number.isSafeInteger(instant))
      throw new RangeError(`An instant is a whole number of milliseconds, not ${instant}`)
    if (instant < firstInstant || instant >= endInstant)
      throw new RangeError(`Working time is known from ${firstYear} to ${lastYear} (UTC), not at ${instant}`)
    if (instant >= coveredFrom && instant < coveredUntil) return
    const year = yearOf(instant)
    if (nextYear === 0) startAgainFrom(year)
    if (instant < coveredFrom) startAgainFrom(Math.min(year, fromYear - 1))
    if (instant < coveredFrom) startAgainFrom(fromYear - 1)
    while (instant >= coveredUntil) addYear()
  }

  /** Working time from the table's beginning until an instant that it covers. */
  function worked(instant: number): number {
    const index = lastUpTo(starts, instant)
    if (index < 0) return 0
    return (before[index] ?? 0) + Math.min(instant, ends[index] ?? 0) - (starts[index] ?? 0)
  }

  function endOfDate(date: LocalDate): number {
    const wall = wallOf(date)
    return timesOf(yearOf(wall))(wall + day)
  }

  return {
    description,
    workDay: dayMinutes * minute,
    workBetween(a, b) {
      cover(a)
      cover(b)
      // Covering b may have begun the table anew, so both are counted only now.
      return worked(b) - worked(a)
    },
    afterWork(start, amount) {
      if (!Number.isSafeInteger(amount) || amount < 0)
        throw new RangeError(`An amount of work is a whole number of milliseconds from 0 on, not ${amount}`)
      cover(start)
      if (amount === 0) return start
      const target = worked(start) + amount
      while (total < target && nextYear <= lastWorkYear) addYear()
      if (total < target) return Number.POSITIVE_INFINITY
      const index = lastUpTo(before, target - 1)
      return (starts[index] ?? 0) + target - (before[index] ?? 0)
    },
    isProvisional: instant => instant > knownEnd,
    endOfDay(instant, days) {
      if (!Number.isSafeInteger(days) || days < 0)
        throw new RangeError(`Days are a whole number from 0 on, not ${days}`)
      cover(instant)
      const end = lastUpTo(dates, instant) + days + 1
      while (end >= dates.length) {
        if (nextYear > lastYear + 1) throw new RangeError(`${days} days later is after ${lastYear}`)
        addYear()
      }
      return dates[end] ?? Number.NaN
    },
    daysBetween(a, b) {
      cover(a)
      cover(b)
      return lastUpTo(dates, b) - lastUpTo(dates, a)
    },
  }
}

/** Minutes after the beginning of a local date. */
interface Minutes {
  from: number
  to: number
}

function minutesOf(spans: readonly LocalSpan[], where: string): Minutes[] {
  let end = 0
  return spans.map(span => {
    const from = minuteOf(span.from, where)
    const to = minuteOf(span.to, where)
    if (from >= to)
      throw new RangeError(
        `${where}: ${span.from}–${span.to} does not end after it begins; give work across midnight as two spans`,
      )
    if (from < end)
      throw new RangeError(`${where}: ${span.from}–${span.to} begins before the span above ends`)
    end = to
    return { from, to }
  })
}

function minuteOf(time: string, where: string): number {
  const [, hours, minutes] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(time === '24:00' ? '00:00' : time) ?? []
  if (hours === undefined || minutes === undefined)
    throw new RangeError(`${where}: ${time} is no time; write hh:mm from 00:00 to 24:00`)
  return time === '24:00' ? 1440 : Number(hours) * 60 + Number(minutes)
}

/** The beginning of a local date as if it were UTC. */
function wallOf(date: LocalDate): number {
  const wall = /^\d{4}-\d\d-\d\d$/.test(date) ? Date.parse(`${date}T00:00:00Z`) : Number.NaN
  const year = yearOf(wall)
  if (!(year >= firstYear && year <= lastYear) || new Date(wall).toISOString().slice(0, 10) !== date)
    throw new RangeError(`${date} is no date; write yyyy-mm-dd from ${firstYear} to ${lastYear}`)
  return wall
}

function yearOf(instant: number): number {
  return new Date(instant).getUTCFullYear()
}

/** The index of the last element that is not above the value; −1 where all are. */
function lastUpTo(sorted: readonly number[], value: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((sorted[middle] ?? 0) <= value) low = middle + 1
    else high = middle
  }
  return low - 1
}
