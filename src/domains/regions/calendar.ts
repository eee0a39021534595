// The working calendar of a district: an ordinary week, and in China the public holidays and make-up
// workdays that the State Council publishes each year, from the maintained package chinese-days.
import chinese from 'chinese-days/dist/chinese-days.json' with { type: 'json' }
import {
  type CalendarDescription,
  describeCalendar,
  type LocalDate,
  type LocalSpan,
  officeWeek,
  type Week,
  weekdays,
} from '../../base/worktime.ts'

const holidays: readonly LocalDate[] = Object.keys(chinese.holidays)
const makeUpDays: readonly LocalDate[] = Object.keys(chinese.workdays)

/**
 * The years whose holidays the package has, ascending. A year counts when both its New Year's Day and its
 * National Day are there: single days of the year after the last one may already be listed with it.
 */
export const publishedYears: readonly number[] = holidays
  .filter(date => date.endsWith('-01-01') && holidays.includes(`${date.slice(0, 4)}-10-01`))
  .map(date => Number(date.slice(0, 4)))
  .sort((a, b) => a - b)

/** What a district changes: its week, its own exceptions (they win over the published ones), the rest. */
export type CalendarEdits = Partial<Omit<CalendarDescription, 'timeZone'>>

/**
 * The calendar of a district by its time zone (IANA). In Asia/Shanghai public holidays are closed, also
 * on weekends, and make-up workdays have ordinary hours; dates after the last published year are not
 * known. Elsewhere it is a plain week without exceptions, and none are awaited.
 */
export function calendarOf(timeZone: string, edits: CalendarEdits = {}): CalendarDescription {
  if (timeZone !== 'Asia/Shanghai') return describeCalendar(timeZone, edits)
  const published = chineseExceptions(publishedYears, ordinaryHours(edits.week ?? officeWeek))
  const lastYear = publishedYears.at(-1)
  return describeCalendar(timeZone, {
    knownUntil: lastYear === undefined ? null : `${lastYear}-12-31`,
    ...edits,
    exceptions: { ...published, ...edits.exceptions },
  })
}

/** The exceptions of the given years: holidays closed, make-up workdays with these hours. */
export function chineseExceptions(
  years: readonly number[],
  hours: readonly LocalSpan[],
): Record<LocalDate, readonly LocalSpan[]> {
  const isAsked = (date: LocalDate): boolean => years.includes(Number(date.slice(0, 4)))
  return Object.fromEntries([
    ...holidays.filter(isAsked).map(date => [date, []] as const),
    ...makeUpDays.filter(isAsked).map(date => [date, hours] as const),
  ])
}

/** The hours of the first day from Monday on that has any: notices do not say which weekday a make-up day follows. */
export function ordinaryHours(week: Week): readonly LocalSpan[] {
  const [sunday, ...others] = weekdays
  return [...others, sunday].map(name => week[name]).find(spans => spans.length > 0) ?? []
}
