// What is wrong with a calendar as somebody typed it, each fault with its place, so that a sentence can say what
// to do. Whatever has no fault here can be opened (base/worktime.ts).
import { type LocalDate, type LocalSpan, weekdays } from '../../base/worktime.ts'
import { type CalendarEdits, noEdits } from './rules.ts'

export const wrongs = [
  /** No time of day hh:mm. */
  'time',
  /** Ends when it begins, or before. */
  'order',
  /** Begins before the span above it ends. */
  'overlap',
  /** No date yyyy-mm-dd. */
  'date',
  /** A date before 1970 or after 2199. */
  'years',
  /** A work day that is not 1–1440 whole minutes. */
  'day_length',
  /** A week without any hours. */
  'no_hours',
  'too_many',
] as const
export type Wrong = (typeof wrongs)[number]

export interface Fault {
  wrong: Wrong
  /** A weekday, a date as it was typed, or the name of a part. */
  where: string
  /** What was typed there; empty where that says nothing more. */
  said: string
}

/** So many dates may differ from the shipped calendar: eight years of every day. */
export const mostExceptions = 3000

export function faultsOf({ week, dayMinutes, exceptions, knownUntil }: CalendarEdits): Fault[] {
  const dates = Object.entries(exceptions)
  return [
    ...(week ? weekdays.flatMap(name => faultsOfHours(week[name], name)) : []),
    ...(week && weekdays.every(name => week[name].length === 0) ? [fault('no_hours', 'week')] : []),
    ...(dayMinutes !== null && !(Number.isInteger(dayMinutes) && dayMinutes >= 1 && dayMinutes <= 1440)
      ? [fault('day_length', 'dayMinutes', String(dayMinutes))]
      : []),
    ...(dates.length > mostExceptions ? [fault('too_many', 'exceptions', String(dates.length))] : []),
    ...dates.flatMap(([date, spans]) => [...faultsOfDate(date, date), ...faultsOfHours(spans, date)]),
    ...(knownUntil === null ? [] : faultsOfDate(knownUntil, 'knownUntil')),
  ]
}

/** Whether these parts alone have no fault. */
export function isSound(parts: Partial<CalendarEdits>): boolean {
  return faultsOf({ ...noEdits, ...parts }).length === 0
}

/** Hours of one day: times from 00:00 to 24:00, each span after the one above it. */
export function faultsOfHours(spans: readonly LocalSpan[], where: string): Fault[] {
  const faults: Fault[] = []
  let end = '00:00'
  for (const { from, to } of spans) {
    const said = `${from}–${to}`
    if (!isTime(from) || !isTime(to)) faults.push(fault('time', where, isTime(from) ? to : from))
    else if (from >= to) faults.push(fault('order', where, said))
    else if (from < end) faults.push(fault('overlap', where, said))
    else end = to
  }
  return faults
}

export function faultsOfDate(said: LocalDate, where: string): Fault[] {
  const at = /^\d{4}-\d\d-\d\d$/.test(said) ? Date.parse(`${said}T00:00:00Z`) : Number.NaN
  if (Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== said)
    return [fault('date', where, said)]
  const year = Number(said.slice(0, 4))
  return year < 1970 || year > 2199 ? [fault('years', where, said)] : []
}

function isTime(said: string): boolean {
  return said === '24:00' || /^([01]\d|2[0-3]):[0-5]\d$/.test(said)
}

function fault(wrong: Wrong, where: string, said = ''): Fault {
  return { wrong, where, said }
}
