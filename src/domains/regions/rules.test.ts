// What may be typed into a calendar, what comes of it and what it would change, from values alone.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { date, edits, hours } from '../../../test/calendars.ts'
import { officeWeek, openCalendar } from '../../base/worktime.ts'
import { calendarOf, publishedFor } from './calendar.ts'
import { faultsOf, faultsOfHours } from './faults.ts'
import { changesBetween, combine, isNothing, isSameEdits, noEdits, type Published, rebased } from './rules.ts'

/** Hours as somebody might type them: mostly times, in any order. */
const typed = fc.array(
  fc.record({
    from: fc.constantFrom('00:00', '08:30', '12:00', '18:00', '24:00', '24:30', '9:00', 'x', ''),
    to: fc.constantFrom('00:00', '08:30', '12:00', '18:00', '24:00', '24:30', '9:00', 'x', ''),
  }),
  { maxLength: 3 },
)

test('what has no fault can be opened, and what has one cannot', () => {
  const anything = fc.record({
    week: fc.option(
      fc.record({
        sunday: typed,
        monday: typed,
        tuesday: fc.constant(officeWeek.tuesday),
        wednesday: hours,
        thursday: hours,
        friday: hours,
        saturday: hours,
      }),
    ),
    dayMinutes: fc.option(fc.oneof(fc.integer({ min: -1, max: 1500 }), fc.double())),
    exceptions: fc.dictionary(
      fc.oneof(date, fc.constantFrom('2026-02-30', '1969-12-31', '2200-01-01', '2026-1-1', 'tomorrow')),
      fc.oneof(hours, typed),
      { maxKeys: 4 },
    ),
    knownUntil: fc.option(fc.oneof(date, fc.constantFrom('2026-13-01', '9999-01-01', ''))),
  })
  fc.assert(
    fc.property(anything, given => {
      let opens = true
      try {
        openCalendar(combine('Europe/Berlin', publishedFor('Europe/Berlin'), given))
      } catch (error) {
        if (!(error instanceof RangeError)) throw error
        opens = false
      }
      expect([given, faultsOf(given).length === 0]).toEqual([given, opens])
    }),
    { numRuns: 500 },
  )
})

test('each fault says where it is and what was typed', () => {
  const said = (from: string, to: string) => faultsOfHours([{ from, to }], 'monday')
  expect(said('8:30', '12:00')).toEqual([{ wrong: 'time', where: 'monday', said: '8:30' }])
  expect(said('12:00', '08:30')).toEqual([{ wrong: 'order', where: 'monday', said: '12:00–08:30' }])
  const overlapping = [
    { from: '08:00', to: '12:00' },
    { from: '11:59', to: '13:00' },
  ]
  expect(faultsOfHours(overlapping, '2026-05-04')).toEqual([
    { wrong: 'overlap', where: '2026-05-04', said: '11:59–13:00' },
  ])
  expect(faultsOf({ ...noEdits, dayMinutes: 1441 })).toEqual([
    { wrong: 'day_length', where: 'dayMinutes', said: '1441' },
  ])
})

test('own exceptions win over published ones, and only a later date is more known', () => {
  const published: Published = {
    closed: ['2026-05-01', '2026-05-04'],
    makeUp: ['2026-05-09'],
    knownUntil: '2026-12-31',
  }
  const own = { '2026-05-04': [{ from: '09:00', to: '10:00' }] }
  const until = (knownUntil: string | null) =>
    combine('Asia/Shanghai', published, { ...noEdits, exceptions: own, knownUntil })
  expect(until(null).exceptions).toEqual({
    '2026-05-01': [],
    '2026-05-04': own['2026-05-04'],
    '2026-05-09': officeWeek.monday,
  })
  expect([null, '2025-12-31', '2027-12-31'].map(end => until(end).knownUntil)).toEqual([
    '2026-12-31',
    '2026-12-31',
    '2027-12-31',
  ])
})

test('what a change means is said by date: only dates whose hours really change', () => {
  const before = calendarOf('Asia/Shanghai')
  const nine = [{ from: '09:00', to: '17:00' }]
  const after = calendarOf('Asia/Shanghai', {
    // A holiday that is worked, one that stays closed, a weekday that has its ordinary hours.
    exceptions: { '2026-05-04': nine, '2026-05-05': [], '2026-05-07': officeWeek.thursday },
  })
  expect(changesBetween(before, after)).toEqual({
    week: [],
    dayMinutes: false,
    knownUntil: false,
    dates: [{ date: '2026-05-04', before: [], after: nine }],
  })
  const later = calendarOf('Asia/Shanghai', { week: { ...officeWeek, monday: nine }, dayMinutes: 420 })
  const changes = changesBetween(before, later)
  expect([changes.week, changes.dayMinutes]).toEqual([['monday'], true])
  // Make-up days follow Monday.
  expect(changes.dates.map(({ date: each }) => each)).toContain('2026-05-09')
})

test('nothing changes exactly where the calendars answer alike', () => {
  fc.assert(
    fc.property(edits, edits, (a, b) => {
      const [one, other] = [calendarOf('Asia/Shanghai', a), calendarOf('Asia/Shanghai', b)]
      expect(isNothing(changesBetween(one, one))).toBe(true)
      const [opened, otherOpened] = [openCalendar(one), openCalendar(other)]
      // A change of the week changes all make-up days since 2004: some of them will do.
      for (const { date: each } of changesBetween(one, other).dates.slice(-15)) {
        const midnight = Date.parse(`${each}T00:00:00+08:00`)
        if (midnight < 0) continue
        expect([each, workedOn(opened, midnight)]).not.toEqual([each, workedOn(otherOpened, midnight)])
      }
    }),
    { numRuns: 12 },
  )
})

test('the order in which edits are written makes no difference to what they say', () => {
  const [nine, ten] = [[{ from: '09:00', to: '17:00' }], [{ from: '10:00', to: '17:00' }]]
  const a = { ...noEdits, exceptions: { '2026-05-04': nine, '2026-05-05': ten } }
  const b = { ...noEdits, exceptions: { '2026-05-05': ten, '2026-05-04': nine } }
  expect(isSameEdits(a, b)).toBe(true)
  expect(isSameEdits(a, { ...b, exceptions: { ...b.exceptions, '2026-05-04': ten } })).toBe(false)
  expect(isSameEdits(a, { ...a, dayMinutes: 480 })).toBe(false)
})

test('what somebody else published in the meantime stays beside what was changed here', () => {
  const nine = [{ from: '09:00', to: '17:00' }]
  const base = { ...noEdits, exceptions: { '2026-05-04': nine, '2026-05-05': nine } }
  const mine = { ...base, dayMinutes: 420, exceptions: { '2026-05-05': nine, '2026-05-06': [] } }
  const theirs = { ...base, knownUntil: '2027-12-31', exceptions: { ...base.exceptions, '2026-05-07': [] } }
  expect(rebased(base, mine, theirs)).toEqual({
    week: null,
    dayMinutes: 420,
    knownUntil: '2027-12-31',
    exceptions: { '2026-05-05': nine, '2026-05-06': [], '2026-05-07': [] },
  })
  fc.assert(
    fc.property(edits, edits, (a, b) => {
      expect(isSameEdits(rebased(a, a, b), b)).toBe(true)
      expect(isSameEdits(rebased(a, b, a), b)).toBe(true)
    }),
  )
})

/** Working time until each minute of the day: which minutes are worked. */
function workedOn(calendar: ReturnType<typeof openCalendar>, midnight: number): number[] {
  return Array.from({ length: 1441 }, (_, at) => calendar.workBetween(midnight, midnight + at * 60_000))
}
