// Distances, directions and circles on the sphere agree with one another.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bearingTo, isWithin, metresBetween, ringAround } from './distances.ts'
import { mixed } from './palette.ts'

const place = fc.record({
  longitude: fc.double({ min: -179, max: 179, noNaN: true }),
  latitude: fc.double({ min: -80, max: 80, noNaN: true }),
})

test('a degree of latitude is 111.2 km, and the way there is as long as the way back', () => {
  expect(metresBetween({ longitude: 116, latitude: 39 }, { longitude: 116, latitude: 40 })).toBeCloseTo(
    111_195,
    0,
  )
  fc.assert(
    fc.property(place, place, (one, other) => {
      expect(metresBetween(one, other)).toBeCloseTo(metresBetween(other, one), 5)
    }),
  )
})

test('every point of a circle lies at its distance, and the circle is closed', () => {
  fc.assert(
    fc.property(place, fc.integer({ min: 5, max: 2000 }), (centre, metres) => {
      const ring = ringAround(centre, metres)
      expect(ring[0]).toEqual(ring.at(-1))
      for (const [longitude, latitude] of ring) {
        const off = metresBetween(centre, { longitude, latitude }) / metres
        expect(Math.abs(off - 1)).toBeLessThan(0.01)
      }
    }),
  )
})

test('what lies north is said to lie north, all around', () => {
  const here = { longitude: 116, latitude: 40 }
  const at = (east: number, north: number) =>
    bearingTo(here, { longitude: 116 + east / Math.cos((40 * Math.PI) / 180), latitude: 40 + north })
  const said = [at(0, 1), at(1, 1), at(1, 0), at(1, -1), at(0, -1), at(-1, -1), at(-1, 0), at(-1, 1)]
  expect(said).toEqual(['n', 'ne', 'e', 'se', 's', 'sw', 'w', 'nw'])
  expect(isWithin([115, 39, 117, 41], here)).toBe(true)
  expect(isWithin([117, 39, 118, 41], here)).toBe(false)
})

test('tones lie between their colours', () => {
  expect(mixed('#000000', '#ffffff', 0.5)).toBe('#808080')
  expect(mixed('#102030', '#405060', 0)).toBe('#102030')
  expect(mixed('#fff', '#000', 1)).toBe('#000000')
  expect(mixed('rgb(0 0 0)', '#fff', 0.5)).toBe('rgb(0 0 0)')
})
