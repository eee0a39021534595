// Tiles, read again by the reader that maps use: what was put in is there, sound, and nothing beyond the buffer.
import { VectorTile } from '@mapbox/vector-tile'
import fc from 'fast-check'
import { PbfReader } from 'pbf'
import { expect, test } from 'vitest'
import { deepest, quadAround, quadOf, spansMeeting } from './quad.ts'
import { simplify } from './simplify.ts'
import { squares } from './squares.ts'
import { encodeTile, type Feature, type Layer, tileAt, tileBounds } from './tile.ts'

const place = fc.tuple(
  fc.double({ min: 24.9, max: 25, noNaN: true }),
  fc.double({ min: 60.1, max: 60.2, noNaN: true }),
)
const flat = (least: number) =>
  fc.array(place, { minLength: least, maxLength: 30 }).map(all => Float64Array.from(all.flat()))
const ring = flat(3).map(all => Float64Array.from([...all, all[0] ?? 0, all[1] ?? 0]))
const value = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.integer(),
  // A whole number is written as one, and whole numbers have one zero.
  fc.double({ noNaN: true, noDefaultInfinity: true }).map(x => x + 0),
  fc.boolean(),
)
const attributes = fc
  .dictionary(fc.string({ minLength: 1, maxLength: 4 }), value, { maxKeys: 4 })
  .map(all => ({ ...all }))
const feature: fc.Arbitrary<Feature> = fc.oneof(
  fc.record({ type: fc.constant('point' as const), points: flat(1), attributes }),
  fc.record({
    type: fc.constant('line' as const),
    lines: fc.array(flat(2), { minLength: 1, maxLength: 3 }),
    attributes,
  }),
  fc.record({
    type: fc.constant('polygon' as const),
    polygons: fc.array(fc.array(ring, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 2 }),
    attributes,
  }),
)
const layers: fc.Arbitrary<Layer[]> = fc
  .array(fc.array(feature, { maxLength: 5 }), { maxLength: 3 })
  .map(all => all.map((features, at) => ({ name: `layer ${at} 街`, features })))
const zoom = fc.integer({ min: 8, max: 17 })

test('whatever is drawn decodes: within the buffer, rings closed, turned and enclosing something', () => {
  fc.assert(
    fc.property(layers, zoom, fc.constantFrom(0, 1, 4), (given, z, tolerance) => {
      const tile = tileAt(24.95, 60.15, z)
      const found = decode(encodeTile(tile, given, { tolerance }))
      for (const layer of Object.values(found)) {
        expect(layer.version).toBe(2)
        expect(layer.extent).toBe(4096)
        expect(layer.length).toBeGreaterThan(0)
        for (let at = 0; at < layer.length; at += 1) {
          const read = layer.feature(at)
          const parts = read.loadGeometry()
          expect(parts.length).toBeGreaterThan(0)
          for (const { x, y } of parts.flat()) {
            expect(Number.isInteger(x) && Number.isInteger(y)).toBe(true)
            expect(Math.min(x, y)).toBeGreaterThanOrEqual(-64)
            expect(Math.max(x, y)).toBeLessThanOrEqual(4096 + 64)
          }
          if (read.type === 2) for (const part of parts) expect(part.length).toBeGreaterThanOrEqual(2)
          if (read.type === 3) {
            expect(area(parts[0] ?? [])).toBeGreaterThan(0)
            for (const part of parts) {
              expect(part.length).toBeGreaterThanOrEqual(4)
              expect(part[0]).toEqual(part.at(-1))
              expect(area(part)).not.toBe(0)
            }
          }
        }
      }
    }),
    { numRuns: 300 },
  )
})

test('attributes and points come back as they were put in', () => {
  fc.assert(
    fc.property(attributes, place, zoom, (said, [longitude, latitude], z) => {
      const tile = tileAt(longitude, latitude, z)
      const layer: Layer = {
        name: 'label',
        features: [{ type: 'point', points: Float64Array.of(longitude, latitude), attributes: said }],
      }
      const read = decode(encodeTile(tile, [layer])).label?.feature(0)
      expect(read?.properties).toEqual(said)
      const back = read?.toGeoJSON(tile.x, tile.y, tile.z).geometry
      if (back?.type !== 'Point') throw new Error('no point')
      const unit = 360 / 2 ** z / 4096
      expect(Math.abs((back.coordinates[0] ?? 0) - longitude)).toBeLessThan(unit)
      expect(Math.abs((back.coordinates[1] ?? 0) - latitude)).toBeLessThan(unit)
    }),
  )
})

test('a polygon around the whole tile fills it, one whose hole surrounds the tile is not there', () => {
  const tile = tileAt(24.95, 60.15, 14)
  const box = (grow: number): Float64Array => {
    const { west, south, east, north } = tileBounds(tile)
    const [w, s, e, n] = [west - grow, south - grow, east + grow, north + grow]
    return Float64Array.of(w, s, e, s, e, n, w, n, w, s)
  }
  const fill = (polygon: Float64Array[]): Uint8Array =>
    encodeTile(tile, [
      { name: 'water', features: [{ type: 'polygon', polygons: [polygon], attributes: {} }] },
    ])
  const parts =
    decode(fill([box(1)]))
      .water?.feature(0)
      .loadGeometry() ?? []
  expect(Math.abs(area(parts[0] ?? []))).toBe((4096 + 128) ** 2)
  expect(fill([box(1), box(0.5)])).toHaveLength(0)
  expect(encodeTile(tile, [])).toHaveLength(0)
})

test('a line goes on at the border of the next tile where it stopped in this one', () => {
  const line = Float64Array.from(
    Array.from({ length: 200 }, (_, at) => [24.9 + at * 0.0005, 60.15 + 0.002 * Math.sin(at / 3)]).flat(),
  )
  const tile = tileAt(24.95, 60.15, 14)
  const at = (x: number): { x: number; y: number }[] => {
    const layer: Layer = { name: 'street', features: [{ type: 'line', lines: [line], attributes: {} }] }
    return (
      decode(encodeTile({ ...tile, x }, [layer]))
        .street?.feature(0)
        .loadGeometry()
        .flat() ?? []
    )
  }
  const shifted = at(tile.x + 1).map(({ x, y }) => `${x + 4096} ${y}`)
  const shared = at(tile.x).filter(({ x }) => x > 4096 - 60 && x < 4096 + 60)
  for (const { x, y } of shared) expect(shifted).toContain(`${x} ${y}`)
})

test('simplifying moves a line no further than it may, and keeps its ends', () => {
  const coordinate = fc.double({ min: 0, max: 1000, noNaN: true })
  fc.assert(
    fc.property(
      fc.array(fc.tuple(coordinate, coordinate), { minLength: 2, maxLength: 60 }),
      fc.double({ min: 0.1, max: 50, noNaN: true }),
      (line, tolerance) => {
        const all = line.flat()
        const kept = simplify(all, tolerance)
        expect(kept.slice(0, 2)).toEqual(all.slice(0, 2))
        expect(kept.slice(-2)).toEqual(all.slice(-2))
        for (const [x, y] of line) {
          let nearest = Infinity
          for (let at = 2; at < kept.length; at += 2) {
            const [ax, ay, bx, by] = kept.slice(at - 2, at + 2)
            nearest = Math.min(nearest, toSegment([x, y], [ax ?? 0, ay ?? 0], [bx ?? 0, by ?? 0]))
          }
          expect(nearest).toBeLessThanOrEqual(tolerance + 1e-9)
        }
      },
    ),
  )
})

test('whatever meets a box is found by its number in the quadtree', () => {
  const side = fc.double({ min: 1e-7, max: 2, noNaN: true })
  const boxes = fc
    .tuple(
      fc.double({ min: -179, max: 177, noNaN: true }),
      fc.double({ min: -80, max: 78, noNaN: true }),
      side,
      side,
    )
    .map(([west, south, width, height]) => ({ west, south, east: west + width, north: south + height }))
  fc.assert(
    fc.property(boxes, boxes, fc.boolean(), (one, given, near) => {
      const other = near
        ? { west: one.east, south: one.south, east: one.east + 1e-4, north: one.north }
        : given
      const meets =
        one.west <= other.east &&
        other.west <= one.east &&
        one.south <= other.north &&
        other.south <= one.north
      const number = quadAround(other)
      const found = spansMeeting(one).some(({ from, upto }) => number >= from && number < upto)
      if (meets) expect(found).toBe(true)
    }),
    { numRuns: 1000 },
  )
  expect(quadOf({ z: deepest, x: 2 ** deepest - 1, y: 2 ** deepest - 1 })).toBeLessThan(2 ** 53)
})

test('squares fill the box exactly, share their corners and are about as long as asked', () => {
  const size = fc.double({ min: 0.002, max: 0.05, noNaN: true })
  fc.assert(
    fc.property(
      fc.double({ min: -170, max: 170, noNaN: true }),
      fc.double({ min: -70, max: 70, noNaN: true }),
      size,
      size,
      (west, south, width, height) => {
        const box = { west, south, east: west + width, north: south + height }
        const { squares: all, columns, rows } = squares(box, 100)
        expect(all).toHaveLength(columns * rows)
        const sum = all.reduce(
          (area, { ring: [a, , c] }) =>
            area + ((c?.[0] ?? 0) - (a?.[0] ?? 0)) * ((c?.[1] ?? 0) - (a?.[1] ?? 0)),
          0,
        )
        expect(Math.abs(sum - width * height)).toBeLessThan(1e-9)
        const corners = new Set(all.flatMap(({ ring }) => ring.map(String)))
        expect(corners.size).toBe((columns + 1) * (rows + 1))
        const metres = (height * 111_195) / rows
        if (rows > 1) expect(metres > 66 && metres < 151).toBe(true)
      },
    ),
    { numRuns: 50 },
  )
  expect(squares({ west: 0, south: 0, east: 1, north: 1 }, 100, 500).squares.length).toBeLessThanOrEqual(500)
})

function decode(bytes: Uint8Array) {
  return new VectorTile(new PbfReader(bytes)).layers
}

function area(ring: readonly { x: number; y: number }[]): number {
  return ring
    .slice(1)
    .reduce((sum, { x, y }, at) => sum + ((ring[at]?.x ?? 0) * y - x * (ring[at]?.y ?? 0)) / 2, 0)
}

function toSegment([x, y]: [number, number], [ax, ay]: [number, number], [bx, by]: [number, number]): number {
  const length = (bx - ax) ** 2 + (by - ay) ** 2
  const share =
    length === 0 ? 0 : Math.max(0, Math.min(1, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length))
  return Math.hypot(x - ax - share * (bx - ax), y - ay - share * (by - ay))
}
