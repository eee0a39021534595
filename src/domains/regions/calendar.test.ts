// The Chinese working calendar against the State Council's notices for 2025 and 2026, written out by hand.
import { expect, test } from 'vitest'
import { at, day, hour } from '../../../test/minutes.ts'
import { officeWeek, openCalendar } from '../../base/worktime.ts'
import { calendarOf, festivals, publishedIn, publishedYears } from './calendar.ts'

const china = openCalendar(calendarOf('Asia/Shanghai'))

/** Hours worked on a date of China. */
function hours(date: string, calendar = china): number {
  const midnight = at(`${date} 00:00`, '+08:00')
  return calendar.workBetween(midnight, midnight + day) / hour
}

function datesFrom(first: string, last: string): string[] {
  const dates: string[] = []
  for (let date = Date.parse(first); date <= Date.parse(last); date += day)
    dates.push(new Date(date).toISOString().slice(0, 10))
  return dates
}

// mission: DC5
test('the holidays of 2025 and 2026 are closed', () => {
  const closed = [
    ...datesFrom('2025-01-01', '2025-01-01'),
    ...datesFrom('2025-01-28', '2025-02-04'),
    ...datesFrom('2025-04-04', '2025-04-06'),
    ...datesFrom('2025-05-01', '2025-05-05'),
    ...datesFrom('2025-05-31', '2025-06-02'),
    ...datesFrom('2025-10-01', '2025-10-08'),
    ...datesFrom('2026-01-01', '2026-01-03'),
    ...datesFrom('2026-02-15', '2026-02-23'),
    ...datesFrom('2026-04-04', '2026-04-06'),
    ...datesFrom('2026-05-01', '2026-05-05'),
    ...datesFrom('2026-06-19', '2026-06-21'),
    ...datesFrom('2026-09-25', '2026-09-27'),
    ...datesFrom('2026-10-01', '2026-10-07'),
  ]
  expect(closed.filter(date => hours(date) !== 0)).toEqual([])
})

test('their make-up workdays have ordinary hours, although they are Saturdays and Sundays', () => {
  const makeUp = [
    ...['2025-01-26', '2025-02-08', '2025-04-27', '2025-09-28', '2025-10-11'],
    ...['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10'],
  ]
  expect(makeUp.map(date => hours(date))).toEqual(makeUp.map(() => 8))
  expect(makeUp.filter(date => ![0, 6].includes(new Date(date).getUTCDay()))).toEqual([])
})

test('2025 has 248 workdays and 2026 has 248, and all other weekends are closed', () => {
  const worked = (year: number): string[] => {
    return datesFrom(`${year}-01-01`, `${year}-12-31`).filter(date => hours(date) > 0)
  }
  expect([worked(2025).length, worked(2026).length]).toEqual([248, 248])
  expect(['2025-10-12', '2026-02-08', '2026-02-24', '2026-10-08'].map(date => hours(date))).toEqual([
    0, 0, 8, 8,
  ])
})

test('what is known ends with the last year whose New Year and National Day the package has', () => {
  const last = publishedYears.at(-1) ?? 0
  expect(publishedYears[0]).toBe(2004)
  expect(last).toBeGreaterThanOrEqual(2026)
  expect(publishedYears.length).toBe(last - 2004 + 1)
  expect(china.description.knownUntil).toBe(`${last}-12-31`)
  const end = at(`${last + 1}-01-01 00:00`, '+08:00')
  expect([china.isProvisional(end), china.isProvisional(end + 1)]).toEqual([false, true])
})

test('a district edits its calendar: own week, own exceptions before the published ones', () => {
  const morning = [{ from: '09:00', to: '12:00' }]
  const edited = openCalendar(
    calendarOf('Asia/Shanghai', {
      week: { ...officeWeek, monday: morning, saturday: morning },
      exceptions: { '2026-02-16': morning, '2026-03-03': [] },
    }),
  )
  expect(hours('2026-02-16', edited)).toBe(3)
  expect(hours('2026-02-17', edited)).toBe(0)
  expect(hours('2026-03-03', edited)).toBe(0)
  // A holiday on a Saturday is closed although this district works on Saturdays; a make-up day follows Monday.
  expect(hours('2026-10-03', edited)).toBe(0)
  expect(hours('2026-03-07', edited)).toBe(3)
  expect(hours('2026-10-10', edited)).toBe(3)
})

test('elsewhere it is a plain week, and nothing is awaited', () => {
  const description = calendarOf('Europe/Helsinki')
  expect(description.exceptions).toEqual({})
  expect(description.knownUntil).toBeNull()
  expect(openCalendar(description).isProvisional(Date.UTC(2150, 0, 1))).toBe(false)
})

test('what is published can be had for some years only, with the name of the holiday', () => {
  const { closed, makeUp, knownUntil } = publishedIn([2025])
  expect([closed.length, makeUp.length, knownUntil]).toEqual([28, 5, '2025-12-31'])
  expect(publishedIn([2026]).makeUp).toContain('2026-02-14')
  expect(publishedIn([1999])).toEqual({ closed: [], makeUp: [], knownUntil: '1999-12-31' })
  const named = festivals(publishedIn([2026])).filter(({ name }) => name.en === 'Spring Festival')
  expect(named.map(({ name }) => name.zh)).toEqual(['春节'])
  expect(named[0]?.dates).toEqual(expect.arrayContaining(['2026-02-17', '2026-02-14']))
})
