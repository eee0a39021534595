// The clocks of a case from step to step, held against the minute-by-minute truth; and who has to be told when.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { endsOf, type Run, worked } from '../../../test/lives/truth.ts'
import { at, day, hour, minute } from '../../../test/minutes.ts'
import { type Limit, type LimitUnit, limitUnits } from '../../base/limits.ts'
import { describeCalendar, openCalendar } from '../../base/worktime.ts'
import { calendarOf } from '../regions/calendar.ts'
import {
  begun,
  type Clock,
  extended,
  type Measured,
  noClock,
  recounted,
  resumed,
  superiorAt,
  suspended,
  woken,
} from './clocks.ts'

const shipped = calendarOf('Asia/Shanghai')
const measured: Measured = { version: 1, calendar: openCalendar(shipped) }
const truth = worked(shipped, 8 * hour)
const first = at('2026-02-12 08:00', '+08:00')

const limit: fc.Arbitrary<Limit> = fc.record({
  value: fc.integer({ min: 1, max: 6 }),
  unit: fc.constantFrom<LimitUnit>(...limitUnits),
})

/** What happens to a handling stage, some minutes after what happened before. */
const happening = fc.record({
  after: fc.integer({ min: 1, max: 3 * 1440 }),
  what: fc.constantFrom('rest', 'extend', 'suspend'),
  /** How long it rests or stands still, and after how much of that somebody wakes it. */
  length: fc.integer({ min: 1, max: 4 * 1440 }),
  share: fc.integer({ min: 0, max: 150 }),
  add: limit,
})

// mission: DC5
test('whatever happens to a stage, it ends when the minute-by-minute truth says', () => {
  fc.assert(
    fc.property(limit, fc.nat(8 * 1440), fc.array(happening, { maxLength: 4 }), (given, start, life) => {
      let now = first + start * minute
      let clock = begun('handle', given, measured, now)
      const run: Omit<Run, 'stage' | 'told'> = { start: now, limit: given, holds: [], more: [] }
      const agrees = (): void => {
        const { soon, due } = endsOf(run, truth)
        expect({ soon: clock.soon, late: clock.late }).toEqual({ soon, late: due })
      }
      agrees()
      for (const { after, what, length, share, add } of life) {
        now += after * minute
        if (clock.clock === null) throw new Error('the stage is gone')
        if (what === 'extend') {
          clock = extended(clock.clock, add, measured, now)
          run.more.push(add)
        } else if (what === 'rest') {
          const rested = {
            ...clock.clock,
            suspensions: [...clock.clock.suspensions, { from: now, until: null }],
          }
          run.holds.push({ from: now, until: now + length * minute })
          now += length * minute
          clock = resumed('handle', rested, measured, now)
        } else {
          const from = now
          clock = suspended(clock.clock, from + length * minute, measured, from)
          expect(clock.tell).toBe(from + length * minute)
          now += Math.round((length * share) / 100) * minute
          clock = woken(clock.clock ?? never(), measured, now)
          run.holds.push({ from, until: Math.min(now, from + length * minute) })
        }
        agrees()
        expect(clock).toMatchObject({ stage: 'handle', tell: clock.late, calendar: 1 })
      }
    }),
  )
})

const running = (value: number, unit: LimitUnit): Clock => begun('handle', { value, unit }, measured, first)
const restedFrom = (from: number, told?: number) => ({
  ...(running(4, 'urgent_hour').clock ?? never()),
  suspensions: [{ from, until: null }],
  ...(told !== undefined && { told }),
})

test('a stage that goes on is told of once: not again if it was, and still if nobody was told', () => {
  const tell = (from: number, told: number | undefined): number | null => {
    const clock = resumed('handle', restedFrom(first + from * hour, told), measured, first + 48 * hour)
    expect(JSON.stringify(clock.clock)).not.toContain('told')
    return clock.tell === null ? null : (clock.tell - first) / hour
  }
  // In time when it began to rest: two of four hours are left.
  expect(tell(2, 0)).toBe(50)
  expect(tell(2, undefined)).toBe(50)
  // Late by two hours before it rested. Nobody knew: the sweeper tells it at once.
  expect(tell(6, 0)).toBe(4)
  // The leader knew: his superior hears of it when as much again has run, of which two hours have.
  expect(tell(6, 1)).toBe(50)
  expect(tell(6, 2)).toBeNull()
})

test('the superior is told when the whole limit has run out a second time, on the limit’s own clock', () => {
  const after = (value: number, unit: LimitUnit): string => {
    const told = superiorAt(running(value, unit).clock ?? never(), measured, first + 30 * day)
    return new Date((told ?? Number.NaN) + 8 * hour).toISOString().slice(0, 16)
  }
  expect(after(4, 'urgent_hour')).toBe('2026-02-12T16:00')
  // Thursday and Friday are worked, Saturday is made up, then comes Spring Festival.
  expect(after(2, 'work_day')).toBe('2026-02-24T18:00')
  expect(
    superiorAt({ ...(running(1, 'work_day').clock ?? never()), limit: null }, measured, first),
  ).toBeNull()
})

test('without a limit nothing is ever due, whatever happens', () => {
  const clock = begun('close', null, measured, first)
  expect(clock).toMatchObject({ stage: 'close', soon: null, late: null, tell: null, provisional: false })
  const stage = clock.clock ?? never()
  expect(resumed('close', { ...stage, told: 0 }, measured, first + day)).toMatchObject({
    late: null,
    tell: null,
  })
  expect(noClock(7)).toMatchObject({ stage: null, clock: null, tell: null, calendar: 7 })
})

test('counted anew by another calendar: the facts stay, the end moves, a suspension is still waited for', () => {
  const closed = describeCalendar('Asia/Shanghai', {
    exceptions: { ...shipped.exceptions, '2026-02-13': [] },
  })
  const later: Measured = { version: 2, calendar: openCalendar(closed) }
  const before = running(2, 'work_day')
  const stage = before.clock ?? never()
  const after = recounted('handle', stage, later, 'handling')
  expect(after.clock).toEqual(stage)
  expect(after).toMatchObject({ calendar: 2, tell: after.late })
  expect((after.late ?? 0) - (before.late ?? 0)).toBe(day)
  const until = first + 5 * day
  const held = suspended(stage, until, measured, first + hour)
  expect(recounted('handle', held.clock ?? never(), later, 'suspended').tell).toBe(until)
})

test('past the last published year a limit is provisional until that year is published', () => {
  const unknown = { ...shipped, knownUntil: '2026-12-31' }
  const start = at('2026-12-31 17:00', '+08:00')
  const by = (knownUntil: string): Measured => ({
    version: 1,
    calendar: openCalendar({ ...unknown, knownUntil }),
  })
  const work = { value: 2, unit: 'work_hour' } as const
  expect(begun('handle', work, by('2026-12-31'), start).provisional).toBe(true)
  expect(begun('handle', work, by('2027-12-31'), start).provisional).toBe(false)
  const urgent = { value: 2, unit: 'urgent_day' } as const
  expect(begun('handle', urgent, by('2026-12-31'), start).provisional).toBe(false)
})

function never(): never {
  throw new Error('a stage runs')
}
