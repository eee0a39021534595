// The working calendar that Gangmu ships: an ordinary week, and in China the public holidays and make-up
// workdays that the State Council publishes each year, from the maintained package chinese-days.
import chinese from 'chinese-days/dist/chinese-days.json' with { type: 'json' }
import type { CalendarDescription, LocalDate } from '../../base/worktime.ts'
import { type CalendarEdits, combine, noEdits, type Published } from './rules.ts'

const names = new Map<LocalDate, string>([
  ...Object.entries(chinese.holidays),
  ...Object.entries(chinese.workdays),
])
const holidays: readonly LocalDate[] = Object.keys(chinese.holidays).sort()
const makeUpDays: readonly LocalDate[] = Object.keys(chinese.workdays).sort()

/**
 * The years whose holidays the package has, ascending. A year counts when both its New Year's Day and its
 * National Day are there: single days of the year after the last one may already be listed with it.
 */
export const publishedYears: readonly number[] = holidays
  .filter(date => date.endsWith('-01-01') && holidays.includes(`${date.slice(0, 4)}-10-01`))
  .map(date => Number(date.slice(0, 4)))

const ofChina: Published = publishedIn(publishedYears)
const ofNobody: Published = { closed: [], makeUp: [], knownUntil: null }

/**
 * What is published for a time zone: in Asia/Shanghai public holidays, also those on weekends, and make-up
 * workdays; dates after the last published year are not known. Elsewhere nothing, and nothing is awaited.
 */
export function publishedFor(timeZone: string): Published {
  return timeZone === 'Asia/Shanghai' ? ofChina : ofNobody
}

/** The calendar of a district by its time zone (IANA) and what it changes. */
export function calendarOf(timeZone: string, edits: Partial<CalendarEdits> = {}): CalendarDescription {
  return combine(timeZone, publishedFor(timeZone), { ...noEdits, ...edits })
}

/** What the package has of the given years. */
export function publishedIn(years: readonly number[]): Published {
  const isAsked = (date: LocalDate): boolean => years.includes(Number(date.slice(0, 4)))
  const last = years.at(-1)
  return {
    closed: holidays.filter(isAsked),
    makeUp: makeUpDays.filter(isAsked),
    knownUntil: last === undefined ? null : `${last}-12-31`,
  }
}

/** What published dates are about: the holiday itself, or the one that a make-up day is worked for. */
export function festivals({ closed, makeUp }: Published): { name: Name; dates: LocalDate[] }[] {
  const found = new Map<string, LocalDate[]>()
  for (const date of [...closed, ...makeUp]) {
    const [en = '', zh = ''] = names.get(date)?.split(',') ?? []
    const key = `${en},${zh}`
    found.set(key, [...(found.get(key) ?? []), date])
  }
  return [...found].map(([key, dates]) => {
    const [en = '', zh = ''] = key.split(',')
    return { name: { zh, en }, dates }
  })
}

interface Name {
  zh: string
  en: string
}
