// The fictional city keeps what it promises for any seed: grids without gap or overlap, houses off the streets and the
// water, addresses and parts in their places. mission: DC1 DC2
import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type DemoCity, usualSeed } from '../../demo/city.ts'
import { type Polygon, type Position, squareMetres, turning } from '../../src/geo/ring.ts'
import { crosses, edges, freshlyGrown, isIn, polygonsOf, Squares, shapesOf, small } from './ground.ts'

/** A city is a second's work and a lot to look at: the usual one, and another seed in each run. */
const other = 1 + Math.floor(Math.random() * (2 ** 31 - 2))
const anySeed = fc.constant(other)
const few = { numRuns: 2, examples: [[usualSeed]] satisfies [number][], endOnFailure: true }

function digest(city: DemoCity): string {
  return createHash('sha256').update(JSON.stringify(city)).digest('hex')
}

test('the same seed grows the same city to the last digit, another seed another one', () => {
  expect(digest(freshlyGrown(usualSeed))).toBe(digest(small()))
  expect(digest(small(other))).not.toBe(digest(small()))
}, 120_000)

test('the usual city has the size of a subdistrict', () => {
  const city = small()
  const count = (code: string): number => city.layers.find(({ layer }) => layer === code)?.grids.length ?? 0
  const communities = city.regions.filter(({ level }) => level === 'community').length
  expect(communities).toBeGreaterThanOrEqual(10)
  expect(communities).toBeLessThanOrEqual(13)
  expect(count('unit')).toBeGreaterThan(300)
  expect(count('unit')).toBeLessThan(500)
  expect(count('management')).toBeGreaterThanOrEqual(2 * communities)
  expect(count('management')).toBeLessThanOrEqual(5 * communities)
  expect(city.parts.length).toBeGreaterThan(9_000)
  expect(city.people.filter(({ role }) => role === 'inspector').length).toBeGreaterThanOrEqual(
    Math.round(count('unit') / 13),
  )
})

test('every layer covers every community: each side of a grid is a side of its neighbour or of the outline', () => {
  fc.assert(
    fc.property(anySeed, seed => {
      const city = small(seed)
      const shapes = shapesOf(city)
      for (const { layer, grids } of city.layers) {
        for (const { code } of city.regions.filter(({ level }) => level === 'community')) {
          const own = grids.filter(({ region }) => region === code)
          const outline = shapes.get(code) ?? []
          const key = ([a, b]: [Position, Position]): string => `${a}>${b}`
          const border = new Set(outline.flat().flatMap(edges).map(key))
          const sides = own.flatMap(({ geometry }) => polygonsOf(geometry).flat().flatMap(edges))
          const there = new Set(sides.map(key))
          expect(there.size, `${layer} ${code}: a side twice`).toBe(sides.length)
          const open = sides.filter(([a, b]) => !there.has(key([b, a])))
          expect(open.map(key).sort(), `${layer} ${code}`).toEqual([...border].sort())
          const sum = own.reduce((all, { geometry }) => all + extent(polygonsOf(geometry)), 0)
          const whole = extent(outline)
          expect(Math.abs(sum - whole) / whole).toBeLessThan(1e-6)
        }
      }
    }),
    few,
  )
}, 300_000)

/** In square degrees, so that nothing is rounded by where it lies. */
function extent(polygons: readonly Polygon[]): number {
  return polygons.flat().reduce((sum, ring) => sum + turning(ring) / 2, 0)
}

function areaOf(geometry: { type: string; coordinates: unknown }): number {
  return polygonsOf(geometry).reduce((sum, polygon) => sum + squareMetres(polygon), 0)
}

test('unit grids are about a hectare, and are numbered with 15 digits within their community', () => {
  fc.assert(
    fc.property(anySeed, seed => {
      const units = small(seed).layers[0]?.grids ?? []
      expect(new Set(units.map(({ code }) => code)).size).toBe(units.length)
      for (const { code, region, geometry } of units) {
        expect(code).toMatch(/^990103001\d{3}\d{3}$/)
        expect(code.startsWith(region)).toBe(true)
        expect(areaOf(geometry)).toBeGreaterThan(2_000)
        expect(areaOf(geometry)).toBeLessThan(25_000)
      }
      const mean = units.reduce((sum, { geometry }) => sum + areaOf(geometry), 0) / units.length
      expect(mean).toBeGreaterThan(8_500)
      expect(mean).toBeLessThan(12_500)
    }),
    few,
  )
}, 300_000)

test('no house stands in a street, in the water, in another house or outside its community', () => {
  fc.assert(
    fc.property(anySeed, seed => {
      const city = small(seed)
      const communities = [...shapesOf(city)].filter(([code]) => code.length === 12).map(([, shape]) => shape)
      const streets = new Squares<[Position, Position]>()
      for (const { layer, kind, shape } of city.places)
        if (layer === 'street' && kind !== 'path' && shape.type === 'MultiLineString')
          for (const line of shape.coordinates) for (const edge of edges(line)) streets.add(edge, edge)
      const waters = city.places.flatMap(({ layer, shape }) =>
        layer === 'water' && shape.type === 'MultiPolygon' ? shape.coordinates : [],
      )
      const walls = new Squares<{ house: string; edge: [Position, Position] }>()
      for (const { layer, shape, origin } of city.places) {
        if (layer !== 'building' || shape.type !== 'MultiPolygon') continue
        for (const ring of shape.coordinates.flat()) {
          for (const edge of edges(ring)) {
            for (const street of streets.near(edge))
              expect(crosses(edge, street), `${origin} in a street`).toBe(false)
            for (const wall of walls.near(edge))
              if (wall.house !== origin)
                expect(crosses(edge, wall.edge), `${origin} in ${wall.house}`).toBe(false)
            walls.add(edge, { house: origin, edge })
          }
          for (const corner of ring) expect(isIn(corner, waters), `${origin} in the water`).toBe(false)
          const homes = communities.filter(community => ring.every(corner => isIn(corner, community)))
          expect(homes.length, `${origin} in one community`).toBe(1)
        }
      }
    }),
    few,
  )
}, 300_000)

test('every address is there once, in a house; every part stands in the subdistrict, and none in the open river', () => {
  fc.assert(
    fc.property(anySeed, seed => {
      const city = small(seed)
      const whole = shapesOf(city).get('990103001') ?? []
      const said = city.addresses.map(({ street, number }) => `${street} ${number}`)
      expect(new Set(said).size).toBe(said.length)
      const houses = city.places.flatMap(({ layer, shape }) =>
        layer === 'building' && shape.type === 'MultiPolygon' ? shape.coordinates : [],
      )
      const near = new Squares<(typeof houses)[number]>()
      for (const house of houses) near.add(house[0] ?? [], house)
      for (const { layer, shape, number, street } of city.places)
        if (layer === 'address' && shape.type === 'Point')
          expect(isIn(shape.coordinates, [...near.near([shape.coordinates])]), `${street}${number}`).toBe(
            true,
          )
      const bridges = new Set(['0137', '0209'])
      const waters = city.places.flatMap(({ layer, shape }) =>
        layer === 'water' && shape.type === 'MultiPolygon' ? shape.coordinates : [],
      )
      for (const { row, kind = '', shape } of city.parts)
        for (const place of pointsOf(shape)) {
          expect(isIn(place, whole), `part ${row} of ${kind} lies outside`).toBe(true)
          if (!bridges.has(kind))
            expect(isIn(place, waters), `part ${row} of ${kind} in the water`).toBe(false)
        }
    }),
    few,
  )
}, 300_000)

function pointsOf(shape: unknown): Position[] {
  const { type, coordinates } = JSON.parse(JSON.stringify(shape))
  return type === 'Point' ? [coordinates] : type === 'LineString' ? coordinates : coordinates.flat()
}
