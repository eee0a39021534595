// The case clock against a minute-by-minute simulator, by its algebra, and on days one can check by hand.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { at, day, hour, type Minute, minute, minutesOf } from '../../../test/minutes.ts'
import { type Limit, type LimitUnit, limitUnits } from '../../base/limits.ts'
import { officeWeek, openCalendar, type WorkCalendar } from '../../base/worktime.ts'
import { calendarOf } from '../regions/calendar.ts'
import { deadline, elapsed, finish, type Stage } from './clock.ts'

/** Two months in which clocks change or holidays and make-up workdays lie; all their minutes are simulated once. */
const places = [
  place('Asia/Shanghai', '2026-02-02T00:00:00Z'),
  place('America/New_York', '2026-03-02T00:00:00Z'),
  place('Europe/Helsinki', '2026-10-19T00:00:00Z'),
  place('Australia/Lord_Howe', '2026-03-30T00:00:00Z'),
]

interface Place {
  calendar: WorkCalendar
  minutes: Minute[]
  from: number
}

function place(zone: string, start: string): Place {
  const description = calendarOf(zone, {
    week: { ...officeWeek, sunday: [{ from: '01:30', to: '03:30' }] },
    ...(zone === 'Europe/Helsinki' && { exceptions: { '2026-10-27': [] } }),
  })
  const from = Date.parse(start)
  return { calendar: openCalendar(description), minutes: minutesOf(description, from, from + 60 * day), from }
}

const limit: fc.Arbitrary<Limit> = fc.oneof(
  fc.record({
    value: fc.integer({ min: 1, max: 30 }),
    unit: fc.constantFrom<LimitUnit>('urgent_hour', 'work_hour'),
  }),
  fc.record({ value: fc.integer({ min: 1, max: 4 }), unit: fc.constantFrom(...limitUnits) }),
)
const minuteOfWeek = fc.nat(9 * 1440)

/** A stage whose facts lie on whole minutes of the first days. */
const lives = fc
  .record({
    place: fc.constantFrom(...places),
    start: minuteOfWeek,
    limit,
    suspensions: fc.array(
      fc.record({ from: minuteOfWeek, length: fc.option(fc.nat(4 * 1440), { freq: 9 }) }),
      {
        maxLength: 3,
      },
    ),
    extensions: fc.array(fc.record({ at: minuteOfWeek, add: limit }), { maxLength: 2 }),
    now: fc.nat(20 * 1440),
  })
  .map(({ place, start, limit, suspensions, extensions, now }) => {
    const time = (minutes: number): number => place.from + minutes * minute
    const stage: Stage = {
      start: time(start),
      limit,
      suspensions: suspensions.map(({ from, length }) => ({
        from: time(start + from),
        until: length === null ? null : time(start + from + length),
      })),
      extensions: extensions.map(({ at, add }) => ({ at: time(start + at), add })),
      finished: null,
    }
    return { place, stage, now: time(start + now) }
  })

// mission: DC5
test('used time, due, overdue and light are as the minute simulator counts them', () => {
  let dues = 0
  fc.assert(
    fc.property(lives, ({ place, stage, now }) => {
      const truth = simulate(stage, place, now)
      fc.pre(truth.due !== null || stage.suspensions.some(({ until }) => until === null))
      const reading = elapsed(stage, place.calendar, now)
      expect(reading.used).toBe(truth.used)
      expect(reading.due).toBe(truth.due)
      expect(reading.light).toBe(truth.light)
      expect(reading.overdue).toBe(truth.overdue)
      if (truth.due !== null) {
        dues += 1
        expect(reading.allowed).toBe(truth.allowed)
      }
    }),
    { numRuns: 400 },
  )
  expect(dues).toBeGreaterThan(150)
})

test('the light changes at the stored instants and at no other, to the millisecond', () => {
  fc.assert(
    fc.property(lives, ({ place: { calendar }, stage }) => {
      const known = { ...stage, extensions: stage.extensions.map(({ add }) => ({ at: stage.start, add })) }
      const { soon, late } = deadline(known, calendar)
      const light = (now: number): string => elapsed(known, calendar, now).light
      if (late !== null && soon !== null) {
        expect(soon).toBeLessThanOrEqual(late)
        expect(light(late)).not.toBe('late')
        expect(light(late + 1)).toBe('late')
        expect(light(late + 90 * day)).toBe('late')
        const { used, allowed } = elapsed(known, calendar, late)
        expect(used).toBe(allowed)
      }
      // A suspension that begins later may move the 80 % of calendar days; at `soon` nobody knew of it.
      if (soon !== null && stage.suspensions.every(({ from }) => from < soon)) {
        expect(['soon', 'hold']).toContain(light(soon))
        expect(['ok', 'hold']).toContain(light(soon - 1))
        const { used, allowed } = elapsed(known, calendar, soon)
        expect(used * 5).toBeGreaterThanOrEqual((allowed ?? 0) * 4)
        expect(elapsed(known, calendar, soon - 1).used * 5).toBeLessThan((allowed ?? 0) * 4)
      }
    }),
  )
})

test('time never gives used time back, and a suspended clock stands still', () => {
  fc.assert(
    fc.property(lives, fc.nat(5 * day), ({ place: { calendar }, stage, now }, more) => {
      const [first, second] = [elapsed(stage, calendar, now), elapsed(stage, calendar, now + more)]
      expect(second.used).toBeGreaterThanOrEqual(first.used)
      expect(second.used).toBeLessThanOrEqual(first.used + more)
      const held = { ...stage, suspensions: [{ from: now, until: null }] }
      const before = elapsed({ ...stage, suspensions: [] }, calendar, now)
      expect(elapsed(held, calendar, now + more).used).toBe(before.used)
    }),
  )
})

test('neither a suspension nor an extension ever makes a stage due earlier', () => {
  fc.assert(
    fc.property(lives, limit, ({ place: { calendar }, stage, now }, add) => {
      const bare = { ...stage, suspensions: [], extensions: [] }
      const due = deadline(bare, calendar).late ?? 0
      const until = now + 3 * day
      expect(
        deadline({ ...bare, suspensions: [{ from: now, until }] }, calendar).late,
      ).toBeGreaterThanOrEqual(due)
      expect(deadline({ ...bare, extensions: [{ at: now, add }] }, calendar).late).toBeGreaterThanOrEqual(due)
    }),
  )
})

test('a finished stage shows for ever, on any calendar, what it showed when it ended', () => {
  fc.assert(
    fc.property(lives, fc.constantFrom(...places), fc.nat(900 * day), (life, other, later) => {
      const done = finish(life.stage, life.place.calendar, life.now)
      const shown = elapsed(done, other.calendar, life.now + later)
      expect(shown).toEqual(done.finished)
      const running = elapsed(life.stage, life.place.calendar, life.now)
      expect([shown.used, shown.overdue]).toEqual([running.used, running.overdue])
      if (running.light !== 'hold') expect(shown.light).toBe(running.light)
      expect(deadline(done, other.calendar)).toEqual({ soon: null, late: null, provisional: false })
    }),
  )
})

test('the order in which suspensions are told and how they overlap change nothing', () => {
  fc.assert(
    fc.property(lives, ({ place: { calendar }, stage, now }) => {
      const twice = { ...stage, suspensions: [...stage.suspensions, ...stage.suspensions].reverse() }
      expect(elapsed(twice, calendar, now)).toEqual(elapsed(stage, calendar, now))
    }),
  )
})

test('a limit and its extension in one unit are as one longer limit', () => {
  fc.assert(
    fc.property(lives, fc.integer({ min: 1, max: 5 }), ({ place: { calendar }, stage }, value) => {
      const { limit, start } = stage
      if (limit === null) return
      const extended = { ...stage, extensions: [{ at: start, add: { value, unit: limit.unit } }] }
      const longer = { ...stage, extensions: [], limit: { unit: limit.unit, value: limit.value + value } }
      expect(deadline(extended, calendar)).toEqual(deadline(longer, calendar))
    }),
  )
})

const china = openCalendar(calendarOf('Asia/Shanghai'))
const from = (local: string, value: number, unit: LimitUnit): Stage => ({
  start: at(local, '+08:00'),
  limit: { value, unit },
  suspensions: [],
  extensions: [],
  finished: null,
})
const due = (stage: Stage): string => {
  const late = deadline(stage, china).late ?? Number.NaN
  return new Date(late + 8 * hour).toISOString().slice(0, 16).replace('T', ' ')
}

test('the five units, reported on the Friday before Spring Festival 2026 at 17:00', () => {
  const reported = '2026-02-13 17:00'
  expect(due(from(reported, 2, 'urgent_hour'))).toBe('2026-02-13 19:00')
  expect(due(from(reported, 1 / 6, 'urgent_hour'))).toBe('2026-02-13 17:10')
  expect(due(from(reported, 2, 'urgent_day'))).toBe('2026-02-15 17:00')
  // Saturday 14 February is a make-up workday, 15 to 23 February are closed.
  expect(due(from(reported, 2, 'work_hour'))).toBe('2026-02-14 09:30')
  expect(due(from(reported, 1, 'work_day'))).toBe('2026-02-14 17:00')
  expect(due(from(reported, 2, 'work_day'))).toBe('2026-02-24 17:00')
  expect(due(from(reported, 0, 'calendar_day'))).toBe('2026-02-14 00:00')
  expect(due(from(reported, 5, 'calendar_day'))).toBe('2026-02-19 00:00')
})

test('National Day 2025 stops work hours for eight days, urgent hours for none', () => {
  expect(due(from('2025-09-30 16:00', 4, 'work_hour'))).toBe('2025-10-09 10:30')
  expect(due(from('2025-09-30 16:00', 4, 'urgent_hour'))).toBe('2025-09-30 20:00')
  expect(due(from('2025-10-10 17:00', 1, 'work_day'))).toBe('2025-10-11 17:00')
})

test('lights: ok below 80 %, soon from 80 % up to and including 100 %, late after it', () => {
  const stage = from('2026-03-02 08:30', 10, 'urgent_hour')
  const light = (milliseconds: number): string => elapsed(stage, china, stage.start + milliseconds).light
  expect([0, 8 * hour - 1, 8 * hour, 10 * hour, 10 * hour + 1].map(light)).toEqual([
    'ok',
    'ok',
    'soon',
    'soon',
    'late',
  ])
})

test('a calendar day that ends while the clock is suspended does not count', () => {
  const stage = from('2026-03-02 10:00', 3, 'calendar_day')
  const held = (from: string, until: string): string => {
    return due({ ...stage, suspensions: [{ from: at(from, '+08:00'), until: at(until, '+08:00') }] })
  }
  expect(due(stage)).toBe('2026-03-06 00:00')
  expect(held('2026-03-03 09:00', '2026-03-05 09:00')).toBe('2026-03-08 00:00')
  expect(held('2026-03-03 09:00', '2026-03-03 17:00')).toBe('2026-03-06 00:00')
  expect(held('2026-03-03 00:00', '2026-03-05 00:00')).toBe('2026-03-08 00:00')
  expect(held('2026-03-06 00:00', '2026-03-09 00:00')).toBe('2026-03-06 00:00')
})

test('an extension in another unit goes on from where the limit ends', () => {
  const extend = (value: number, unit: LimitUnit) => ({ at: 0, add: { value, unit } })
  const stage = from('2026-03-02 08:30', 1, 'work_day')
  expect(due({ ...stage, extensions: [extend(2, 'urgent_hour')] })).toBe('2026-03-02 20:00')
  expect(due({ ...stage, extensions: [extend(1, 'calendar_day'), extend(1, 'work_hour')] })).toBe(
    '2026-03-04 09:30',
  )
  const days = from('2026-03-02 10:00', 1, 'calendar_day')
  expect(due({ ...days, extensions: [extend(2, 'calendar_day')] })).toBe('2026-03-06 00:00')
})

interface Truth {
  used: number
  due: number | null
  allowed: number
  overdue: number
  light: string
}

/** Lives through a stage minute by minute, by what is known at `now`. */
function simulate(stage: Stage, { calendar, minutes }: Place, now: number): Truth {
  const holds = stage.suspensions.filter(({ from }) => from <= now)
  const isHeld = (time: number): boolean =>
    holds.some(({ from, until }) => from <= time && (until === null || time < until))
  const extensions = stage.extensions.filter(({ at }) => at <= now).sort((a, b) => a.at - b.at)
  const phases = [stage.limit, ...extensions.map(({ add }) => add)].filter(limit => limit !== null)
  const isWork = (limit: Limit | null | undefined): boolean => limit?.unit.startsWith('work') ?? false

  let [phase, left, due, used, allowed, overdue] = [0, Number.NaN, Number.POSITIVE_INFINITY, 0, 0, 0]
  for (const [index, { at, date, works }] of minutes.entries()) {
    if (at < stage.start) continue
    const runs = phases[phase]
    if (runs && Number.isNaN(left)) {
      const isNewDay = phase > 0 && minutes[index - 1]?.date !== date
      const days = runs.value + (isNewDay ? 0 : 1)
      left = runs.unit === 'calendar_day' ? days : runs.value * minutesIn(runs.unit, calendar)
    }
    if (isHeld(at)) continue
    const counts = works || !isWork(stage.limit)
    if (counts && at < now) used += minute
    if (counts && at < now && at >= due) overdue += minute
    if (!runs) continue
    if (counts) allowed += minute
    const endsDay = minutes[index + 1]?.date !== date
    if (runs.unit === 'calendar_day' ? endsDay : works || !isWork(runs)) left -= 1
    if (left > 0) continue
    left = Number.NaN
    phase += 1
    if (phase === phases.length) due = at + minute
  }
  const isOpen = holds.some(({ from, until }) => until === null && due > from)
  const isDue = due !== Number.POSITIVE_INFINITY && !isOpen
  const isSoon = used * 5 >= allowed * 4
  const light = isDue && now > due ? 'late' : isHeld(now) ? 'hold' : isSoon ? 'soon' : 'ok'
  return { used, due: isDue ? due : null, allowed, overdue: isDue ? overdue : 0, light }
}

function minutesIn(unit: LimitUnit, { description: { dayMinutes } }: WorkCalendar): number {
  return unit.endsWith('hour') ? 60 : unit === 'urgent_day' ? 1440 : dayMinutes
}
