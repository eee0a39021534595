// Random lives of several cases at once, through HTTP on the real database: what is offered goes through, what is not
// is refused and changes nothing, and clocks, counts and who is told are as a slow independent truth has them.
// LIVES=300 lives more of them, SEED=7 others.
import fc from 'fast-check'
import { test } from 'vitest'
import { inCity } from './city.ts'
import { live } from './lives/life.ts'
import type { Beginning, Turn } from './lives/turns.ts'
import { happenings } from './lives/watch.ts'

const lives = Number(process.env.LIVES ?? 14)
const seed = Number(process.env.SEED ?? 20260401)

/** Mondays and Fridays, before the long holidays, and over the end of the year. */
const beginning: fc.Arbitrary<Beginning> = fc.record({
  at: fc.constantFrom(
    '2026-02-12T09:00:00+08:00',
    '2026-02-13T17:20:00+08:00',
    '2026-04-03T08:40:00+08:00',
    '2026-09-25T10:00:00+08:00',
    '2026-09-30T16:00:00+08:00',
    '2026-12-29T11:00:00+08:00',
  ),
  cases: fc.array(
    fc.record({ who: fc.nat(20), along: fc.oneof(fc.integer({ min: 0, max: 8 }), fc.constant(4)) }),
    {
      minLength: 1,
      maxLength: 5,
    },
  ),
})

const minutes = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 1, max: 59 }) },
  { weight: 3, arbitrary: fc.integer({ min: 1, max: 10 }).map(hours => hours * 60) },
  { weight: 2, arbitrary: fc.integer({ min: 1, max: 6 * 1440 }) },
)
const chance = fc.nat(10_000)
const turn: fc.Arbitrary<Turn> = fc.oneof(
  {
    weight: 24,
    arbitrary: fc.record({ do: fc.constant('step'), which: chance, step: chance, who: chance, more: chance }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('stray'),
      which: chance,
      step: chance,
      who: chance,
      more: chance,
    }),
  },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('wait'), minutes }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('sweep') }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('report'), who: chance }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('reporter'), which: chance, more: chance }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('calendar'), more: chance }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('rulebook'), more: chance }) },
)

// mission: DC5, HY6
test(
  'random lives: what is offered goes through, nothing else does, and every clock is as the slow truth has it',
  async () => {
    await fc.assert(
      fc.asyncProperty(beginning, fc.array(turn, { minLength: 20, maxLength: 80 }), (begin, turns) =>
        inCity(city => live(city, begin, turns)),
      ),
      { numRuns: lives, seed, endOnFailure: process.env.SHRINK === undefined },
    )
    if (process.env.LIVES) console.log(Object.fromEntries([...happenings].sort()))
  },
  Math.max(120_000, lives * 20_000),
)
