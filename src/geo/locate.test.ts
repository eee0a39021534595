// The index against plain counting of borders, on every kind of shape that files bring, and on every place that may
// be decided wrongly: corners, borders, and a unit beside them.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { buildLocator } from './locate/build.ts'
import { Rings } from './locate/rings.ts'
import { Locator } from './locate.ts'

type Point = readonly [x: number, y: number]
/** Of each face its rings, without the first corner again. */
type Faces = Point[][][]

/** Small numbers, so that corners and borders fall on one another, at three sizes of the raster's cells. */
const scales = [1, 61, 400_003]
const corner = fc.tuple(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 12 }))
const ring = fc.oneof(
  fc.array(corner, { minLength: 0, maxLength: 9 }),
  fc.tuple(corner, corner).map(([[a, b], [c, d]]): Point[] => [
    [a, b],
    [c, b],
    [c, d],
    [a, d],
  ]),
)
const layer = fc.record({
  scale: fc.constantFrom(...scales),
  faces: fc.array(fc.array(ring, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 5 }),
})

// mission: DC1
test('whatever the rings are, each place is in exactly the faces whose borders lie an odd number of times to its west', () => {
  fc.assert(
    fc.property(layer, ({ scale, faces }) => {
      const grown = scaled(faces, scale)
      const locator = built(grown)
      for (const place of placesOf(grown, scale)) {
        const expected = holding(grown, place)
        expect([place, ...all(locator, place)]).toEqual([place, ...expected])
        expect(locator.locateUnits(...place)).toBe(expected[0] ?? -1)
      }
    }),
    { numRuns: 300 },
  )
})

/** A rectangle cut in two again and again: neighbours share borders and not the corners upon them. */
interface Cut {
  share: number
  isUpright: boolean
  halves: [Cut, Cut] | null
}
const { cut } = fc.letrec<{ cut: Cut }>(tie => ({
  cut: fc.record({
    share: fc.integer({ min: 1, max: 7 }),
    isUpright: fc.boolean(),
    halves: fc.option(fc.tuple(tie('cut'), tie('cut')), { maxDepth: 5 }),
  }),
}))

// mission: PK1
test('of a layer without gaps every place belongs to exactly one face, borders, corners and T-junctions included', () => {
  fc.assert(
    fc.property(
      cut,
      fc.constantFrom(8, 4096, 4_000_000),
      fc.integer({ min: -3, max: 3 }),
      (tree, size, lean) => {
        const faces: Faces = []
        const divide = (each: Cut, west: number, south: number, east: number, north: number): void => {
          const at = (from: number, upto: number) => from + Math.floor(((upto - from) * each.share) / 8)
          const [x, y] = [at(west, east), at(south, north)]
          if (each.halves === null) faces.push([leaning(west, south, east, north, lean)])
          else if (each.isUpright) {
            divide(each.halves[0], west, south, x, north)
            divide(each.halves[1], x, south, east, north)
          } else {
            divide(each.halves[0], west, south, east, y)
            divide(each.halves[1], west, y, east, north)
          }
        }
        divide(tree, 0, 0, size, size)
        const locator = built(faces)
        const whole: Faces = [[leaning(0, 0, size, size, lean)]]
        for (const place of placesOf(faces, 1)) {
          const isInside = holding(whole, place).length === 1
          expect([place, all(locator, place).length]).toEqual([place, isInside ? 1 : 0])
        }
      },
    ),
    { numRuns: 200 },
  )
})

test('a square holds its western and lower border and no other, and its neighbours hold the rest', () => {
  const square = (x: number, y: number): Point[] => [
    [x, y],
    [x + 100, y],
    [x + 100, y + 100],
    [x, y + 100],
  ]
  const locator = built([[square(0, 0)], [square(100, 0)], [square(0, 100)], [square(100, 100)]])
  const at = (x: number, y: number) => locator.locateUnits(x, y)
  expect([at(0, 0), at(0, 50), at(50, 0), at(99, 99)]).toEqual([0, 0, 0, 0])
  expect([at(100, 50), at(50, 100), at(100, 100)]).toEqual([1, 2, 3])
  expect([at(200, 50), at(50, 200), at(200, 200), at(-1, 0), at(0, -1)]).toEqual([-1, -1, -1, -1, -1])
})

test('many places at once get what each gets alone, and what is no place lies nowhere', () => {
  const locator = built([[box(0, 0, 1000, 1000)], [box(1000, 0, 2000, 1000)]])
  const longitudes = Float64Array.of(0.00005, 0.00015, 0.0003, Number.NaN)
  const latitudes = Float64Array.of(0.00005, 0.00005, 0.00005, 0.00005)
  expect([...locator.locateMany(longitudes, latitudes)]).toEqual([0, 1, -1, -1])
  expect(() => locator.locateMany(longitudes, latitudes.subarray(1))).toThrow(RangeError)
  expect(locator.locate(0.00015, 0.00005)).toBe(1)
  expect(() => locator.locate(181, 0)).toThrow('not a longitude and latitude')
  expect(() => locator.locate(0, Number.NaN)).toThrow(RangeError)
})

test('an index is one buffer that other threads share; what is none, or half of one, is refused', () => {
  fc.assert(
    fc.property(layer, ({ scale, faces }) => {
      const grown = scaled(faces, scale)
      const first = built(grown)
      expect(first.buffer).toBeInstanceOf(SharedArrayBuffer)
      const copy = new Locator(first.buffer.slice(0))
      for (const place of placesOf(grown, scale)) expect(all(copy, place)).toEqual(all(first, place))
    }),
    { numRuns: 20 },
  )
  const { buffer } = built([[box(0, 0, 10, 10)]])
  expect(() => new Locator(new ArrayBuffer(64))).toThrow('no index')
  expect(() => new Locator(new ArrayBuffer(7))).toThrow('no index')
  expect(() => new Locator(buffer.slice(0, buffer.byteLength - 4))).toThrow('not whole')
  const other = new Int32Array(buffer.slice(0))
  other[1] = 99
  expect(() => new Locator(other.buffer)).toThrow('layout 99')
})

test('rings that are none of this Earth are refused with the face and the position', () => {
  const add = (...degrees: number[]) => new Rings().add(3, degrees)
  expect(() => add(0, 0, 1, 0, 1, 91)).toThrow('ring of face 3, position 3 (1, 91): not a longitude')
  expect(() => add(0, 0, 1, Number.NaN, 1, 1)).toThrow('position 2')
  expect(() => add(0, 0, 1)).toThrow('without its latitude')
  expect(() => add(179.9, 0, -179.9, 0, -179.9, 1)).toThrow('crosses the 180th meridian')
  expect(() => add(0, 0, 7, 0, 7, 1)).toThrow('longer than 6.7°')
  expect(() => new Rings().add(-1, [])).toThrow('a face is a number from 0 on')
  expect(new Locator(buildLocator(new Rings()).buffer).locate(0, 0)).toBe(-1)
  expect(built([[[]], [[[5, 5]]], [box(0, 0, 0, 9)]]).locateUnits(5, 5)).toBe(-1)
})

test('a place outside is told the nearest face and how far it is, as far as one asks', () => {
  fc.assert(
    fc.property(layer, corner, ({ scale, faces }, [x, y]) => {
      const grown = scaled(faces, scale)
      const locator = built(grown)
      const place: Point = [x * scale + 1, y * scale - 2]
      if (holding(grown, place).length > 0) return
      const found = locator.nearest(place[0] / 1e7, place[1] / 1e7)
      const expected = Math.min(...grown.flatMap((_, face) => distances(grown, face, place)))
      if (found === undefined) expect(expected).toBe(Infinity)
      else {
        // So small a layer at the equator is a plane to a part in a hundred.
        expect(Math.abs(found.metres - expected * 0.0111)).toBeLessThan(0.01 * found.metres + 0.001)
        expect(locator.nearest(place[0] / 1e7, place[1] / 1e7, found.metres * 0.99 - 1e-6)).toBeUndefined()
        expect(locator.nearest(place[0] / 1e7, place[1] / 1e7, found.metres * 1.01 + 1e-6)).toEqual(found)
      }
    }),
    { numRuns: 200 },
  )
  // Figures of PostGIS: st_distance of geographies.
  const grid = new Rings()
  grid.add(0, [123.5, 29.49, 123.51, 29.49, 123.51, 29.5, 123.5, 29.5])
  const locator = buildLocator(grid)
  expect(locator.nearest(123.52, 29.495)?.metres).toBeCloseTo(969.71, 1)
  expect(locator.nearest(123.505, 29.51)?.metres).toBeCloseTo(1108.43, 1)
})

function built(faces: Faces): Locator {
  const rings = new Rings()
  for (const [face, own] of faces.entries()) for (const each of own) rings.addUnits(face, each.flat())
  return buildLocator(rings)
}

function box(west: number, south: number, east: number, north: number): Point[] {
  return leaning(west, south, east, north, 0)
}

/** A rectangle whose height grows with its longitude, so that borders slope: straight lines stay straight. */
function leaning(west: number, south: number, east: number, north: number, lean: number): Point[] {
  const up = (x: number, y: number): Point => [x, y + x * lean]
  return [up(west, south), up(east, south), up(east, north), up(west, north)]
}

function scaled(faces: readonly (readonly Point[])[][], scale: number): Faces {
  return faces.map(own => own.map(each => each.map(([x, y]): Point => [x * scale, y * scale])))
}

/** Corners, what lies between two of them, a unit beside each, and a net over everything. */
function placesOf(faces: Faces, scale: number): Point[] {
  const places: Point[] = []
  const around = (x: number, y: number): void => {
    for (const dx of [-1, 0, 1]) for (const dy of [-1, 0, 1]) places.push([x + dx, y + dy])
  }
  for (const each of faces.flat()) {
    for (const [at, [x, y]] of each.entries()) {
      const [nextX, nextY] = each[(at + 1) % each.length] ?? [x, y]
      around(x, y)
      around(Math.floor((x + nextX) / 2), Math.floor((y + nextY) / 2))
    }
  }
  for (let x = -1; x <= 13; x += 2) for (let y = -1; y <= 13; y += 3) places.push([x * scale, y * scale])
  return places
}

function all(locator: Locator, [x, y]: Point): number[] {
  return locator.locateAll(x / 1e7, y / 1e7)
}

/** The faces that hold the place, from the definition alone. */
function holding(faces: Faces, [x, y]: Point): number[] {
  return [...faces.keys()].filter(face => {
    let passed = 0
    for (const each of faces[face] ?? [])
      for (const [at, [ax, ay]] of each.entries()) {
        const [bx, by] = each[(at + 1) % each.length] ?? [ax, ay]
        const [lowX, lowY, highX, highY] = ay < by ? [ax, ay, bx, by] : [bx, by, ax, ay]
        if (lowY <= y && y < highY && (x - lowX) * (highY - lowY) >= (y - lowY) * (highX - lowX)) passed += 1
      }
    return passed % 2 === 1
  })
}

/** How far, in units, the place is from each edge that is the face's and not walked back. */
function distances(faces: Faces, face: number, [x, y]: Point): number[] {
  const found = new Map<string, number>()
  for (const each of faces[face] ?? [])
    for (const [at, [ax, ay]] of each.entries()) {
      const [bx, by] = each[(at + 1) % each.length] ?? [ax, ay]
      const key = [
        [ax, ay],
        [bx, by],
      ]
        .map(String)
        .sort()
        .join()
      const length = (bx - ax) ** 2 + (by - ay) ** 2
      if (length === 0) continue
      const share = Math.max(0, Math.min(1, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length))
      if (found.has(key)) found.delete(key)
      else found.set(key, Math.hypot(ax + share * (bx - ax) - x, ay + share * (by - ay) - y))
    }
  return [...found.values()]
}
