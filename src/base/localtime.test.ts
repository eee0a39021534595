// Local times on the days when clocks change: what skipped and repeated hours mean for spans, limits and days.
import { expect, test } from 'vitest'
import { day, hour, minute } from '../../test/minutes.ts'
import { localTimes } from './localtime.ts'
import { describeCalendar, type LocalSpan, officeWeek, openCalendar } from './worktime.ts'

test('a local time is the first instant at which clocks show it or a later one', () => {
  const newYork = localTimes('America/New_York')(2026)
  const shown = (month: number, date: number, hours: number, minutes: number): string => {
    return new Date(newYork(Date.UTC(2026, month - 1, date, hours, minutes))).toISOString().slice(5, 16)
  }
  expect(shown(3, 8, 1, 59)).toBe('03-08T06:59')
  expect([shown(3, 8, 2, 0), shown(3, 8, 2, 59), shown(3, 8, 3, 0)]).toEqual(Array(3).fill('03-08T07:00'))
  expect([shown(11, 1, 1, 0), shown(11, 1, 1, 59)]).toEqual(['11-01T05:00', '11-01T05:59'])
  expect(shown(11, 1, 2, 0)).toBe('11-01T07:00')
})

test('a boundary that spring skips moves to the end of the gap, one that autumn repeats is its first occurrence', () => {
  const worked = (sunday: LocalSpan[], date: string): number => {
    const calendar = openCalendar(describeCalendar('America/New_York', { week: { ...officeWeek, sunday } }))
    return calendar.workBetween(Date.parse(`${date}T04:00:00Z`), Date.parse(`${date}T22:00:00Z`)) / minute
  }
  // 8 March: 02:00–03:00 does not exist. 1 November: 01:00–02:00 is twice.
  expect(worked([{ from: '01:00', to: '02:30' }], '2026-03-08')).toBe(60)
  expect(worked([{ from: '02:30', to: '04:00' }], '2026-03-08')).toBe(60)
  expect(worked([{ from: '02:10', to: '02:50' }], '2026-03-08')).toBe(0)
  expect(worked([{ from: '00:30', to: '03:00' }], '2026-11-01')).toBe(150 + 60)
  expect(worked([{ from: '00:30', to: '01:30' }], '2026-11-01')).toBe(60)
  expect(worked([{ from: '01:30', to: '03:00' }], '2026-11-01')).toBe(90 + 60)
  expect(worked([{ from: '01:10', to: '01:40' }], '2026-11-01')).toBe(30)
  expect(worked([{ from: '08:30', to: '12:00' }], '2026-11-01')).toBe(210)
})

test('office hours stay local when clocks change, so an amount over that weekend ends at the same local time', () => {
  const calendar = openCalendar(describeCalendar('Europe/Helsinki'))
  const end = (friday: string): string => {
    return new Date(calendar.afterWork(Date.parse(friday), 2 * hour)).toISOString()
  }
  expect(end('2026-03-27T17:00:00+02:00')).toBe(new Date('2026-03-30T09:30:00+03:00').toISOString())
  expect(end('2026-10-23T17:00:00+03:00')).toBe(new Date('2026-10-26T09:30:00+02:00').toISOString())
})

test('a local day has 23 hours in spring, 25 in autumn, and 23.5 or 24.5 on Lord Howe Island', () => {
  const length = (zone: string, instant: string): number => {
    const calendar = openCalendar(describeCalendar(zone))
    const end = calendar.endOfDay(Date.parse(instant), 0)
    const start = calendar.endOfDay(Date.parse(instant) - day, 0)
    expect(calendar.daysBetween(start, end)).toBe(1)
    return (end - start) / hour
  }
  expect(length('Europe/Helsinki', '2026-03-29T12:00:00Z')).toBe(23)
  expect(length('Europe/Helsinki', '2026-10-25T12:00:00Z')).toBe(25)
  expect(length('Australia/Lord_Howe', '2026-10-04T05:00:00Z')).toBe(23.5)
  expect(length('Australia/Lord_Howe', '2026-04-05T05:00:00Z')).toBe(24.5)
  expect(length('Asia/Shanghai', '2026-03-29T05:00:00Z')).toBe(24)
})
