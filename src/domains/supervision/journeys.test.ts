// Journeys and series that nobody can have made: found where they are impossible, and only there.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  type Answered,
  deviceTime,
  fastest,
  isImpossible,
  journey,
  metresBetween,
  seriesIn,
} from './journeys.ts'

const gulou = { longitude: 123.5035, latitude: 29.4935 }
const degree = 111_195
/** So many metres north of the middle of Gulou. */
const north = (metres: number) => ({ ...gulou, latitude: gulou.latitude + metres / degree })
const at = (seconds: number, metres = 0, device?: number): Answered => ({
  receivedAt: seconds * 1000,
  deviceAt: device === undefined ? null : device * 1000,
  place: north(metres),
})
const place = fc.record({
  longitude: fc.double({ min: -180, max: 180, noNaN: true }),
  latitude: fc.double({ min: -89, max: 89, noNaN: true }),
})

test('distances are those of a great circle', () => {
  // Between two airports: about 8150 km.
  const [beijing, london] = [
    { longitude: 116.58, latitude: 40.08 },
    { longitude: -0.4543, latitude: 51.47 },
  ]
  expect(metresBetween(beijing, london) / 1000).toBeGreaterThan(8100)
  expect(metresBetween(beijing, london) / 1000).toBeLessThan(8200)
  expect(Math.round(metresBetween(gulou, north(1000)))).toBe(1000)
  fc.assert(
    fc.property(place, place, place, (a, b, c) => {
      expect(metresBetween(a, b)).toBeCloseTo(metresBetween(b, a), 3)
      expect(metresBetween(a, a)).toBe(0)
      expect(metresBetween(a, c)).toBeLessThanOrEqual(metresBetween(a, b) + metresBetween(b, c) + 0.1)
      expect(metresBetween(a, b)).toBeLessThanOrEqual(Math.PI * 6_371_009)
    }),
  )
})

test('a way that a car can drive is possible; one that it cannot is not', () => {
  const possible = (from: Answered, to: Answered): boolean => {
    const way = journey(from, to)
    return way !== undefined && !isImpossible(way)
  }
  // Ten kilometres in ten minutes are 60 km/h; in four minutes 150.
  expect(possible(at(0), at(600, 10_000))).toBe(true)
  expect(possible(at(0), at(240, 10_000))).toBe(false)
  // Within the error of two positions no time is needed, beyond it some is.
  expect(possible(at(0), at(0, 190))).toBe(true)
  expect(possible(at(0), at(0, 260))).toBe(false)
})

test('whichever of the two clocks leaves more time decides, and their order does not matter', () => {
  const speeds = (from: Answered, to: Answered) => journey(from, to)?.speed
  // Sent together from a place without signal, answered half an hour apart.
  expect(speeds(at(5000, 0, 1000), at(5001, 10_000, 2800))).toBeLessThan(fastest)
  expect(speeds(at(0, 0, 1000), at(3600, 10_000, 1001))).toBeLessThan(fastest)
  fc.assert(
    fc.property(
      fc.nat(9999),
      fc.nat(9999),
      fc.nat(9999),
      fc.nat(9999),
      fc.nat(50_000),
      (a, b, c, d, metres) => {
        const [from, to] = [at(a, 0, b), at(c, metres, d)]
        expect(speeds(from, to)).toEqual(speeds(to, from))
        // To know the device's time besides never makes a way less plausible.
        const both = speeds(from, to)
        const one = speeds({ ...from, deviceAt: null }, to)
        if (typeof both === 'number' && typeof one === 'number') expect(both).toBeLessThanOrEqual(one)
        if (one === 0) expect(both).toBe(0)
      },
    ),
  )
})

test('an unknown place makes no journey', () => {
  expect(journey({ ...at(0), place: null }, at(1, 90_000))).toBeUndefined()
})

test('a device is believed only between the draw and the receipt', () => {
  expect(deviceTime(1000, 9000, 5000)).toBe(5000)
  expect(deviceTime(1000, 9000, 999)).toBeNull()
  expect(deviceTime(1000, 9000, 9000 + 120_001)).toBeNull()
  expect(deviceTime(1000, 9000, null)).toBeNull()
})

test('four answers within seconds at four places are a hasty series; the same at one place, or slowly, are none', () => {
  expect(seriesIn([0, 20, 40, 60].map((seconds, step) => at(seconds, step * 80)))).toEqual({
    kind: 'hasty',
    count: 4,
  })
  expect(seriesIn([0, 20, 40].map((seconds, step) => at(seconds, step * 80)))).toBeUndefined()
  expect(seriesIn([0, 20, 41, 60].map(seconds => at(seconds)))).toBeUndefined()
  expect(seriesIn([0, 20, 75, 95].map((seconds, step) => at(seconds, step * 80)))).toBeUndefined()
  // Kept without signal and sent at once.
  expect(seriesIn([1, 2, 3, 4].map(step => at(9000 + step, step * 80, step * 700)))).toBeUndefined()
})

test('eight answers as by a clock are a regular series', () => {
  const even = [0, 1, 2, 3, 4, 5, 6, 7].map(step => at(step * 300 + (step % 2) / 4))
  expect(seriesIn(even)).toEqual({ kind: 'regular', count: 8 })
  expect(seriesIn(even.slice(1))).toBeUndefined()
  const uneven = even.map((answer, step) =>
    step === 4 ? { ...answer, receivedAt: answer.receivedAt + 1600 } : answer,
  )
  expect(seriesIn(uneven)).toBeUndefined()
  // A program that sends them one after another is no clock, where the device says when each was given.
  const sent = [0, 3, 5, 11, 12, 20, 26, 31].map((minute, step) => at(9000 + step, 0, minute * 60))
  expect(seriesIn(sent)).toBeUndefined()
})

test('answers of somebody who walks, with the breaks of a person, are never a series', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.record({ pause: fc.integer({ min: 31, max: 3000 }), metres: fc.integer({ min: 0, max: 3000 }) }),
        {
          maxLength: 30,
        },
      ),
      steps => {
        // Nobody keeps an even pace to the second: every other break is two seconds longer than the one before.
        let now = 0
        const answers = steps.map(({ pause, metres }, step) => {
          now += 2 * pause + (step % 2 === 0 ? 0 : 3)
          return at(now + step ** 2 * 2, metres)
        })
        const series = seriesIn(answers)
        const gaps = answers
          .slice(1)
          .map(({ receivedAt }, step) => receivedAt - (answers[step]?.receivedAt ?? 0))
        const last = gaps.slice(-7)
        const isEven = last.length === 7 && Math.max(...last) - Math.min(...last) <= 1000
        expect(series?.kind).not.toBe('hasty')
        expect(series?.kind === 'regular').toBe(isEven)
      },
    ),
  )
})

test('what is found in a series is found in it again when it began earlier', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 4, max: 20 }),
      fc.integer({ min: 0, max: 29 }),
      fc.integer({ min: 80, max: 500 }),
      (count, gap, metres) => {
        const answers = Array.from({ length: count }, (_, step) => at(step * gap, (step % 2) * metres))
        expect(seriesIn(answers)).toEqual({ kind: 'hasty', count })
      },
    ),
  )
})
