// Working time against a minute-by-minute simulator, by its algebra, and on real days when clocks change.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { at, day, hour, type Minute, minute, minutesOf } from '../../test/minutes.ts'
import {
  type CalendarDescription,
  describeCalendar,
  type LocalSpan,
  officeWeek,
  openCalendar,
  type Week,
} from './worktime.ts'

/** Instants at which clocks change (or, in Kathmandu and UTC, do not), around which random times are drawn. */
const changes: [zone: string, instant: string][] = [
  ['Asia/Shanghai', '2026-02-28T16:00:00Z'],
  ['Asia/Shanghai', '1991-04-13T18:00:00Z'],
  ['Asia/Shanghai', '1991-09-14T17:00:00Z'],
  ['America/New_York', '2026-03-08T07:00:00Z'],
  ['America/New_York', '2026-11-01T06:00:00Z'],
  ['Europe/Helsinki', '2026-03-29T01:00:00Z'],
  ['Europe/Helsinki', '2026-10-25T01:00:00Z'],
  ['Australia/Lord_Howe', '2026-04-04T15:00:00Z'],
  ['Australia/Lord_Howe', '2026-10-03T15:30:00Z'],
  ['America/Havana', '2026-03-08T05:00:00Z'],
  ['America/Havana', '2026-11-01T05:00:00Z'],
  ['America/Sao_Paulo', '2018-02-18T02:00:00Z'],
  ['America/Sao_Paulo', '2018-11-04T03:00:00Z'],
  ['Pacific/Apia', '2011-12-30T10:00:00Z'],
  ['Asia/Kathmandu', '2027-12-31T18:15:00Z'],
  ['UTC', '2028-02-29T00:00:00Z'],
]

/** Hours of a day, often near the small hours in which clocks change. */
const spans = fc
  .uniqueArray(
    fc.oneof(
      fc.nat(1440),
      fc.nat(8).map(half => half * 30),
    ),
    { maxLength: 6 },
  )
  .map((minutes): LocalSpan[] => {
    const sorted = minutes.toSorted((a, b) => a - b).map(written)
    return sorted.flatMap((to, index) => (index % 2 ? [{ from: sorted[index - 1] ?? '', to }] : []))
  })

const week: fc.Arbitrary<Week> = fc.record({
  monday: spans,
  tuesday: spans,
  wednesday: spans,
  thursday: spans,
  friday: spans,
  saturday: spans,
  sunday: spans,
})

/** A calendar, and some days of minutes around a change of its clocks. */
const days = fc
  .record({
    change: fc.constantFrom(...changes),
    week,
    exceptions: fc.dictionary(fc.integer({ min: -2, max: 2 }).map(String), spans, { maxKeys: 3 }),
    before: fc.nat(2 * 1440),
    length: fc.nat(2 * 1440),
  })
  .map(({ change: [zone, instant], week, exceptions, before, length }) => {
    const middle = Date.parse(instant)
    const dated = Object.entries(exceptions).map(([days, spans]) => {
      return [new Date(middle + Number(days) * day).toISOString().slice(0, 10), spans]
    })
    const description = describeCalendar(zone, { week, exceptions: Object.fromEntries(dated) })
    const from = middle - before * minute
    return { description, from, until: from + length * minute }
  })

// mission: DC5
test('working time, its ends and local days are as the minute simulator counts them, around every change of clocks', () => {
  fc.assert(
    fc.property(days, fc.double({ min: 0, max: 1, noNaN: true }), ({ description, from, until }, share) => {
      const calendar = openCalendar(description)
      const minutes = minutesOf(description, from, until + minute)
      const worked = minutes.slice(0, -1).filter(({ works }) => works)
      expect(calendar.workBetween(from, until)).toBe(worked.length * minute)

      const amount = Math.ceil(share * worked.length)
      if (amount > 0)
        expect(calendar.afterWork(from, amount * minute)).toBe((worked[amount - 1]?.at ?? 0) + minute)

      const passed = dayOf(minutes.at(-1)) - dayOf(minutes[0])
      expect(calendar.daysBetween(from, until)).toBe(passed)
      for (let days = 0; days < passed; days += 1) {
        const next = minutes.find(each => dayOf(each) > dayOf(minutes[0]) + days)
        expect(calendar.endOfDay(from, days)).toBe(next?.at)
      }
    }),
    { numRuns: 250 },
  )
})

const calendars = ['Asia/Shanghai', 'America/New_York', 'Europe/Helsinki', 'Australia/Lord_Howe'].map(zone =>
  openCalendar(
    describeCalendar(zone, {
      week: { ...officeWeek, sunday: [{ from: '01:15', to: '03:45' }] },
      exceptions: { '2026-03-08': [{ from: '00:00', to: '24:00' }], '2026-10-05': [] },
    }),
  ),
)
const calendar = fc.constantFrom(...calendars)
const instant = fc.integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2028, 11, 31) })

test('work adds up: from a to c is from a to b and from b to c, in any order, to the millisecond', () => {
  fc.assert(
    fc.property(calendar, instant, instant, instant, (calendar, a, b, c) => {
      expect(calendar.workBetween(a, c)).toBe(calendar.workBetween(a, b) + calendar.workBetween(b, c))
      expect(calendar.workBetween(a, b)).toBe(0 - calendar.workBetween(b, a))
    }),
  )
})

test('work never runs backwards nor faster than time', () => {
  fc.assert(
    fc.property(calendar, instant, fc.nat(40 * day), (calendar, a, length) => {
      const work = calendar.workBetween(a, a + length)
      expect(work).toBeGreaterThanOrEqual(0)
      expect(work).toBeLessThanOrEqual(length)
    }),
  )
})

test('after an amount of work exactly that much has passed, and not one millisecond earlier', () => {
  fc.assert(
    fc.property(calendar, instant, fc.integer({ min: 1, max: 400 * hour }), (calendar, start, amount) => {
      const end = calendar.afterWork(start, amount)
      expect(calendar.workBetween(start, end)).toBe(amount)
      expect(calendar.workBetween(start, end - 1)).toBe(amount - 1)
    }),
  )
})

test('more work never ends earlier, nor a later start', () => {
  fc.assert(
    fc.property(
      calendar,
      instant,
      fc.nat(day),
      fc.nat(80 * hour),
      fc.nat(hour),
      (calendar, a, wait, x, more) => {
        const end = calendar.afterWork(a, x)
        expect(calendar.afterWork(a, x + more)).toBeGreaterThanOrEqual(end)
        if (x > 0) expect(calendar.afterWork(a + wait, x)).toBeGreaterThanOrEqual(end)
      },
    ),
  )
})

test('answers do not depend on which years were asked before', () => {
  fc.assert(
    fc.property(fc.array(instant, { maxLength: 4 }), instant, instant, (earlier, a, b) => {
      const [fresh, used] = [openCalendar(plain), openCalendar(plain)]
      for (const each of earlier) used.workBetween(each, each)
      expect(used.workBetween(a, b)).toBe(fresh.workBetween(a, b))
      expect(used.afterWork(a, 30 * hour)).toBe(fresh.afterWork(a, 30 * hour))
      expect(used.endOfDay(b, 3)).toBe(fresh.endOfDay(b, 3))
    }),
    { numRuns: 40 },
  )
})

const plain = describeCalendar('Europe/Helsinki')
const wholeDay = [{ from: '00:00', to: '24:00' }]
const always: Week = {
  monday: wholeDay,
  tuesday: wholeDay,
  wednesday: wholeDay,
  thursday: wholeDay,
  friday: wholeDay,
  saturday: wholeDay,
  sunday: wholeDay,
}

test('spans are half-open: the last millisecond of a morning is worked, the first of noon is not', () => {
  const calendar = openCalendar(describeCalendar('Asia/Shanghai'))
  const noon = at('2026-03-02 12:00', '+08:00')
  expect(calendar.workBetween(noon - 1, noon)).toBe(1)
  expect(calendar.workBetween(noon, noon + 1)).toBe(0)
  expect(calendar.afterWork(noon - 1, 1)).toBe(noon)
  expect(calendar.afterWork(noon, 1)).toBe(at('2026-03-02 13:30:00.001', '+08:00'))
  expect(calendar.afterWork(noon + 1, 0)).toBe(noon + 1)
})

test('round the clock there is no gap at midnight (zammad#3180), nor at a year end or on a leap day', () => {
  const calendar = openCalendar(describeCalendar('Asia/Shanghai', { week: always }))
  const start = at('2023-12-30 22:00', '+08:00')
  expect(calendar.workBetween(start, start + 800 * day)).toBe(800 * day)
  expect(calendar.afterWork(start, 61 * day)).toBe(at('2024-02-29 22:00', '+08:00'))
  expect(calendar.endOfDay(at('2024-02-28 10:00', '+08:00'), 1)).toBe(at('2024-03-01 00:00', '+08:00'))
  expect(calendar.endOfDay(at('2026-02-28 10:00', '+08:00'), 1)).toBe(at('2026-03-02 00:00', '+08:00'))
})

test('what lasts past the last published date is provisional, what ends with it is not', () => {
  const calendar = openCalendar(describeCalendar('Asia/Shanghai', { knownUntil: '2026-12-31' }))
  const end = at('2027-01-01 00:00', '+08:00')
  expect([end - 1, end, end + 1].map(calendar.isProvisional)).toEqual([false, false, true])
  expect(openCalendar(plain).isProvisional(end)).toBe(false)
})

test('a calendar without work never ends, and says so instead of looking for ever', () => {
  const never: Week = { ...always, ...closed }
  const start = Date.UTC(2026, 0, 1)
  expect(openCalendar(describeCalendar('UTC', { week: never })).afterWork(start, 1)).toBe(
    Number.POSITIVE_INFINITY,
  )
  const once = describeCalendar('UTC', {
    week: never,
    exceptions: { '2031-05-04': [{ from: '10:00', to: '11:00' }] },
  })
  expect(openCalendar(once).afterWork(start, hour)).toBe(Date.UTC(2031, 4, 4, 11))
  expect(openCalendar(once).afterWork(start, hour + 1)).toBe(Number.POSITIVE_INFINITY)
  expect(openCalendar(once).workBetween(start, Date.UTC(2032, 0, 1))).toBe(hour)
  expect(openCalendar(plain).afterWork(start, Number.MAX_SAFE_INTEGER)).toBe(Number.POSITIVE_INFINITY)
})

test('a description survives JSON and is not changed by opening it', () => {
  const description: CalendarDescription = describeCalendar('Asia/Shanghai', {
    exceptions: { '2026-01-01': [] },
  })
  const again: CalendarDescription = JSON.parse(JSON.stringify(description))
  expect(again).toEqual(description)
  expect(openCalendar(again).workBetween(0, 9e11)).toBe(openCalendar(description).workBetween(0, 9e11))
})

test('what cannot be meant is refused with a sentence', () => {
  const monday = (...spans: [string, string][]): (() => unknown) => {
    const hours = spans.map(([from, to]) => ({ from, to }))
    return () => openCalendar(describeCalendar('UTC', { week: { ...officeWeek, monday: hours } }))
  }
  expect(monday(['22:00', '06:00'])).toThrow('monday: 22:00–06:00 does not end after it begins')
  expect(monday(['08:00', '08:00'])).toThrow('across midnight as two spans')
  expect(monday(['08:00', '12:00'], ['11:59', '13:00'])).toThrow('begins before the span above ends')
  expect(monday(['8:00', '12:00'])).toThrow('8:00 is no time')
  expect(monday(['08:00', '24:01'])).toThrow('24:01 is no time')
  expect(monday(['08:00', '12:00'], ['12:00', '24:00'])).not.toThrow()
  expect(() => openCalendar(describeCalendar('Asia/Peking'))).toThrow('Asia/Peking is no time zone')
  const dated = (date: string) => () => openCalendar(describeCalendar('UTC', { exceptions: { [date]: [] } }))
  for (const date of ['2026-02-29', '2026-2-1', '1969-12-31', 'tomorrow'])
    expect(dated(date)).toThrow(`${date} is no date`)
  expect(() => openCalendar(describeCalendar('UTC', { dayMinutes: 0 }))).toThrow('1 to 1440 whole minutes')

  const calendar = openCalendar(plain)
  for (const amount of [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY])
    expect(() => calendar.afterWork(0, amount)).toThrow('whole number of milliseconds from 0 on')
  for (const instant of [0.5, Number.NaN, Number.NEGATIVE_INFINITY])
    expect(() => calendar.workBetween(0, instant)).toThrow('An instant is a whole number')
  expect(() => calendar.workBetween(-1, 0)).toThrow('known from 1970 to 2199')
  expect(() => calendar.workBetween(0, 9e15)).toThrow('known from 1970 to 2199')
  expect(() => calendar.endOfDay(0, -1)).toThrow('Days are a whole number from 0 on')
  expect(() => calendar.endOfDay(0, 100_000)).toThrow('is after 2199')
})

const closed = {
  monday: [],
  tuesday: [],
  wednesday: [],
  thursday: [],
  friday: [],
  saturday: [],
  sunday: [],
}

function written(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
}

function dayOf(minute: Minute | undefined): number {
  return Date.parse(minute?.date ?? '') / day
}
