// Draws by lot: the same for everybody who draws again, fair by weight, and nobody safe from them. mission: DC5
import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { drawn, happensTo, type Lot, weightOf } from './draws.ts'

const seed = (name: string): string => createHash('sha256').update(name).digest('hex')
const seeds = fc.integer().map(n => seed(String(n)))
const purpose = fc.constantFrom('verify', 'check', 'recheck')
const lots = fc
  .uniqueArray(fc.tuple(fc.uuid(), fc.integer({ min: 1, max: 3600 })), {
    minLength: 1,
    maxLength: 40,
    selector: ([post]) => post,
  })
  .map((list): Lot[] => list)

test('the order in which the lots are given changes nothing', () => {
  fc.assert(
    fc.property(
      seeds,
      purpose,
      lots.chain(all => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
      (by, why, [all, shuffled]) => {
        expect(drawn(by, why, shuffled)).toBe(drawn(by, why, all))
      },
    ),
  )
})

test('whoever is drawn has a lot, and the same draw always draws the same', () => {
  fc.assert(
    fc.property(seeds, purpose, lots, (by, why, all) => {
      const post = drawn(by, why, all)
      expect(all.map(([each]) => each)).toContain(post)
      expect(drawn(by, why, [...all])).toBe(post)
    }),
  )
})

test('over many seeds each is drawn as often as his lots say, within what chance allows', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 2, maxLength: 8 }),
      fc.integer({ min: 0, max: 1_000_000 }),
      (weights, run) => {
        const all: Lot[] = weights.map((weight, at) => [`post-${at}`, weight])
        const total = weights.reduce((sum, weight) => sum + weight, 0)
        const rounds = total * 60
        const times = new Map<string, number>()
        for (let round = 0; round < rounds; round += 1) {
          const post = drawn(seed(`${run}/${round}`), 'check', all)
          times.set(post, (times.get(post) ?? 0) + 1)
        }
        const chiSquare = all.reduce((sum, [post, weight]) => {
          const expected = (rounds * weight) / total
          return sum + ((times.get(post) ?? 0) - expected) ** 2 / expected
        }, 0)
        // Seven degrees of freedom at most; beyond 40 chance comes once in a million.
        expect(chiSquare).toBeLessThan(40)
        // Even a single lot among many is drawn sooner or later: sixty times are expected.
        for (const [post] of all) expect(times.get(post) ?? 0).toBeGreaterThan(0)
      },
    ),
    { numRuns: 25 },
  )
})

test('each byte of the seed, and the purpose, decides with the others', () => {
  const all: Lot[] = Array.from({ length: 1000 }, (_, at) => [`post-${String(at).padStart(4, '0')}`, 1])
  fc.assert(
    fc.property(seeds, fc.integer({ min: 0, max: 63 }), (by, at) => {
      const digit = (Number.parseInt(by[at] ?? '0', 16) + 1) % 16
      const other = by.slice(0, at) + digit.toString(16) + by.slice(at + 1)
      // By chance one in a thousand stays; three changes in a row do not.
      const changes = [other, `${other.slice(1)}0`, `0${by}`].filter(
        each => drawn(each, 'check', all) !== drawn(by, 'check', all),
      )
      expect(changes.length).toBeGreaterThanOrEqual(1)
      const why = ['verify', 'check', 'recheck'].map(each => drawn(by, each, all))
      expect(new Set(why).size).toBeGreaterThanOrEqual(2)
    }),
  )
})

test('the more often somebody was drawn, or for the same department, the fewer lots; never fewer than one', () => {
  const often = fc.nat({ max: 100_000 })
  fc.assert(
    fc.property(often, often, often, (drawnOften, sameDepartment, more) => {
      const weight = weightOf({ drawn: drawnOften, sameDepartment })
      expect(Number.isInteger(weight)).toBe(true)
      expect(weight).toBeGreaterThanOrEqual(1)
      expect(weightOf({ drawn: drawnOften + more, sameDepartment })).toBeLessThanOrEqual(weight)
      expect(weightOf({ drawn: drawnOften, sameDepartment: sameDepartment + more })).toBeLessThanOrEqual(
        weight,
      )
    }),
  )
  expect(weightOf({ drawn: 1, sameDepartment: 0 })).toBeLessThan(weightOf({ drawn: 0, sameDepartment: 0 }))
  expect(weightOf({ drawn: 0, sameDepartment: 1 })).toBeLessThan(weightOf({ drawn: 0, sameDepartment: 0 }))
})

test('a share of seeds is chosen, as large as was said', () => {
  const rounds = 20_000
  for (const share of [0, 0.03, 0.5, 1]) {
    const chosen = Array.from({ length: rounds }, (_, round) =>
      happensTo(seed(String(round)), 'recheck', share),
    )
    const times = chosen.filter(Boolean).length
    // Five standard deviations.
    expect(Math.abs(times - share * rounds)).toBeLessThanOrEqual(5 * Math.sqrt(rounds * share * (1 - share)))
  }
})

test('without lots nobody is drawn', () => {
  expect(() => drawn(seed('a'), 'check', [])).toThrow('nobody')
})
