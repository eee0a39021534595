// Dates of the year view: what kind of day each is, stepping through them, and their names.
import type { CalendarDescription, LocalDate, LocalSpan, Weekday } from '../../../base/worktime.ts'
import { weekdays } from '../../../base/worktime.ts'
import type { Language } from '../../../ui/words/words.ts'
import { hoursOf, isSameHours, weekdayOf } from '../rules.ts'

/** `holiday`: closed by exception; `make_up`: worked though its weekday is not; `hours`: other hours than usual. */
export type DayKind = 'working' | 'closed' | 'holiday' | 'make_up' | 'hours'

export function kindOf(description: CalendarDescription, date: LocalDate): DayKind {
  const usual = description.week[weekdayOf(date)]
  const own = description.exceptions[date]
  if (own === undefined) return usual.length > 0 ? 'working' : 'closed'
  if (own.length === 0) return 'holiday'
  if (usual.length === 0) return 'make_up'
  return isSameHours(own, usual) ? 'working' : 'hours'
}

export function isUnpublished({ knownUntil }: CalendarDescription, date: LocalDate): boolean {
  return knownUntil !== null && date > knownUntil
}

const day = 24 * 60 * 60 * 1000

export function addDays(date: LocalDate, days: number): LocalDate {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * day).toISOString().slice(0, 10)
}

/** The same day some months on, or the last one of that month. */
export function addMonths(date: LocalDate, months: number): LocalDate {
  const at = new Date(`${date}T00:00:00Z`)
  const [year, month] = [at.getUTCFullYear(), at.getUTCMonth() + months]
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate()
  return new Date(Date.UTC(year, month, Math.min(at.getUTCDate(), last))).toISOString().slice(0, 10)
}

export function datesBetween(from: LocalDate, to: LocalDate, most: number): LocalDate[] {
  const dates: LocalDate[] = []
  for (let date = from; date <= to && dates.length < most; date = addDays(date, 1)) dates.push(date)
  return dates
}

/** The dates of a month, and how many weekdays stand empty before the first; weeks begin on Monday. */
export function monthOf(year: number, month: number): { dates: LocalDate[]; before: number } {
  const first = new Date(Date.UTC(year, month, 1))
  const from = first.toISOString().slice(0, 10)
  const to = new Date(Date.UTC(year, month + 1, 0)).toISOString().slice(0, 10)
  return { dates: datesBetween(from, to, 31), before: (first.getUTCDay() + 6) % 7 }
}

export const mondayFirst: readonly Weekday[] = [...weekdays.slice(1), 'sunday']

/** Today by the clocks of a zone. */
export function todayIn(timeZone: string): LocalDate {
  return new Intl.DateTimeFormat('sv-SE', { timeZone }).format(Date.now())
}

const localeOf = (language: Language): string => (language === 'zh' ? 'zh-CN' : 'en-GB')

export function dateName(date: LocalDate, language: Language): string {
  const format = new Intl.DateTimeFormat(localeOf(language), {
    timeZone: 'UTC',
    weekday: 'short',
    day: 'numeric',
    month: language === 'zh' ? 'long' : 'short',
    year: 'numeric',
  })
  return format.format(new Date(`${date}T00:00:00Z`))
}

export function monthName(month: number, language: Language): string {
  const format = new Intl.DateTimeFormat(localeOf(language), { timeZone: 'UTC', month: 'long' })
  return format.format(Date.UTC(2026, month, 1))
}

/** 2026-02-01 was a Sunday. */
export function weekdayName(name: Weekday, language: Language, width: 'long' | 'short' | 'narrow'): string {
  const format = new Intl.DateTimeFormat(localeOf(language), { timeZone: 'UTC', weekday: width })
  return format.format(Date.UTC(2026, 1, 1 + weekdays.indexOf(name)))
}

export function instantName(instant: number, language: Language, timeZone: string): string {
  const format = new Intl.DateTimeFormat(localeOf(language), {
    timeZone,
    weekday: 'short',
    day: 'numeric',
    month: language === 'zh' ? 'long' : 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
  })
  return format.format(instant)
}

/** The exceptions with these dates set, and none kept that says what holds without it. */
export function withDates(
  exceptions: Readonly<Record<LocalDate, readonly LocalSpan[]>>,
  without: CalendarDescription,
  changes: Readonly<Record<LocalDate, readonly LocalSpan[] | undefined>>,
): Record<LocalDate, readonly LocalSpan[]> {
  const all = Object.entries({ ...exceptions, ...changes })
  return Object.fromEntries(
    all.filter((entry): entry is [LocalDate, readonly LocalSpan[]] => {
      const [date, spans] = entry
      if (spans === undefined) return false
      return !Object.hasOwn(changes, date) || !isSameHours(spans, hoursOf(without, date))
    }),
  )
}
