// What a district may change of its working calendar, what comes of it, and what is wrong with it. Pure, for
// the server and the page alike; how long work takes is counted in base/worktime.ts.
import type { Limit } from '../../base/limits.ts'
import {
  type CalendarDescription,
  describeCalendar,
  type LocalDate,
  type LocalSpan,
  officeWeek,
  type Week,
  type Weekday,
  type WorkCalendar,
  weekdays,
} from '../../base/worktime.ts'

/** What a district changes of the shipped calendar; null leaves it as shipped. */
export interface CalendarEdits {
  readonly week: Week | null
  readonly dayMinutes: number | null
  /** They win over the published ones: no spans = closed, spans = those hours. */
  readonly exceptions: Readonly<Record<LocalDate, readonly LocalSpan[]>>
  /** The last date whose exceptions the district knows; only a later date than the shipped one counts. */
  readonly knownUntil: LocalDate | null
}

export const noEdits: CalendarEdits = { week: null, dayMinutes: null, exceptions: {}, knownUntil: null }

/** Public holidays as a government published them. */
export interface Published {
  readonly closed: readonly LocalDate[]
  /** Weekend days that are worked instead, with ordinary hours. */
  readonly makeUp: readonly LocalDate[]
  /** The last date that is published; null where none are awaited. */
  readonly knownUntil: LocalDate | null
}

/** The calendar of a time zone (IANA) with what is published there and what the district changes of it. */
export function combine(
  timeZone: string,
  published: Published,
  { week, dayMinutes, exceptions, knownUntil }: CalendarEdits,
): CalendarDescription {
  const hours = ordinaryHours(week ?? officeWeek)
  return describeCalendar(timeZone, {
    ...(week && { week }),
    ...(dayMinutes !== null && { dayMinutes }),
    knownUntil: laterOf(published.knownUntil, knownUntil),
    exceptions: {
      ...Object.fromEntries(published.closed.map(date => [date, []])),
      ...Object.fromEntries(published.makeUp.map(date => [date, hours])),
      ...exceptions,
    },
  })
}

/** The hours of the first day from Monday on that has any: notices do not say which weekday a make-up day follows. */
export function ordinaryHours(week: Week): readonly LocalSpan[] {
  const [sunday, ...others] = weekdays
  return [...others, sunday].map(name => week[name]).find(spans => spans.length > 0) ?? []
}

export function weekdayOf(date: LocalDate): Weekday {
  return weekdays[new Date(`${date}T00:00:00Z`).getUTCDay()] ?? 'sunday'
}

/** The hours of a date: its own, else those of its weekday. */
export function hoursOf({ week, exceptions }: CalendarDescription, date: LocalDate): readonly LocalSpan[] {
  return exceptions[date] ?? week[weekdayOf(date)]
}

export function isSameHours(a: readonly LocalSpan[], b: readonly LocalSpan[]): boolean {
  return a.length === b.length && a.every(({ from, to }, at) => from === b[at]?.from && to === b[at]?.to)
}

/** Whether two districts that change this would have the same calendar, as far as they say. */
export function isSameEdits(a: CalendarEdits, b: CalendarEdits): boolean {
  return wordOf(a) === wordOf(b)
}

/** What was changed from `base` to `mine`, on `theirs`; where both changed the same, mine stays. */
export function rebased(base: CalendarEdits, mine: CalendarEdits, theirs: CalendarEdits): CalendarEdits {
  const told = (part: Partial<CalendarEdits>): string => wordOf({ ...noEdits, ...part })
  const kept = Object.keys({ ...base.exceptions, ...mine.exceptions, ...theirs.exceptions }).map(date => {
    const [was, is] = [base, mine].map(({ exceptions }) => {
      const spans = exceptions[date]
      return spans === undefined ? '' : told({ exceptions: { [date]: spans } })
    })
    return [date, was === is ? theirs.exceptions[date] : mine.exceptions[date]] as const
  })
  return {
    week: told({ week: base.week }) === told({ week: mine.week }) ? theirs.week : mine.week,
    dayMinutes: base.dayMinutes === mine.dayMinutes ? theirs.dayMinutes : mine.dayMinutes,
    knownUntil: base.knownUntil === mine.knownUntil ? theirs.knownUntil : mine.knownUntil,
    exceptions: Object.fromEntries(
      kept.filter((entry): entry is [LocalDate, readonly LocalSpan[]] => entry[1] !== undefined),
    ),
  }
}

export interface Changes {
  /** Weekdays with other hours. */
  week: Weekday[]
  dayMinutes: boolean
  knownUntil: boolean
  /** Dates whose hours change by more than their weekday's, ascending. */
  dates: { date: LocalDate; before: readonly LocalSpan[]; after: readonly LocalSpan[] }[]
}

/** What another calendar would mean. */
export function changesBetween(before: CalendarDescription, after: CalendarDescription): Changes {
  const special = new Set([...Object.keys(before.exceptions), ...Object.keys(after.exceptions)])
  return {
    week: weekdays.filter(name => !isSameHours(before.week[name], after.week[name])),
    dayMinutes: before.dayMinutes !== after.dayMinutes,
    knownUntil: before.knownUntil !== after.knownUntil,
    dates: [...special]
      .sort()
      .map(date => ({ date, before: hoursOf(before, date), after: hoursOf(after, date) }))
      .filter(change => !isSameHours(change.before, change.after)),
  }
}

export function isNothing({ week, dayMinutes, knownUntil, dates }: Changes): boolean {
  return week.length === 0 && !dayMinutes && !knownUntil && dates.length === 0
}

const hour = 3_600_000
const lastInstant = Date.UTC(2199, 11, 30)

/**
 * When a limit that begins to run at `from` has run out, nothing suspended or extended; null: never, or after
 * 2199. Urgent units run by the wall clock, work units by the calendar, calendar days to the end of a local
 * day, the first one not counted.
 * @param from UTC milliseconds of the years 1970–2199
 */
export function endOf(calendar: WorkCalendar, from: number, { value, unit }: Limit): number | null {
  if (unit === 'calendar_day')
    return from + value * 24 * hour > lastInstant ? null : calendar.endOfDay(from, Math.ceil(value))
  const whole = { urgent_hour: hour, urgent_day: 24 * hour, work_hour: hour, work_day: calendar.workDay }[
    unit
  ]
  const amount = Math.round(value * whole)
  const end = unit.startsWith('work') ? calendar.afterWork(from, amount) : from + amount
  return end === Number.POSITIVE_INFINITY ? null : end
}

/** All that edits say, the same whatever order it is in. */
function wordOf({ week, dayMinutes, exceptions, knownUntil }: CalendarEdits): string {
  const said = (spans: readonly LocalSpan[]): string => spans.map(({ from, to }) => `${from}-${to}`).join(' ')
  return JSON.stringify([
    week && weekdays.map(name => said(week[name])),
    dayMinutes,
    Object.entries(exceptions)
      .map(([date, spans]) => `${date} ${said(spans)}`)
      .sort(),
    knownUntil,
  ])
}

function laterOf(a: LocalDate | null, b: LocalDate | null): LocalDate | null {
  if (a === null || b === null) return a ?? b
  return a > b ? a : b
}
