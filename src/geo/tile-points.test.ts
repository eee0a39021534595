// Tiles of packed points, read again by the reader that maps use, beside a plain list of the same points: which lie in
// a tile, what is written of them, and that counts leave nothing out. mission: DC2 DC8
import { VectorTile } from '@mapbox/vector-tile'
import fc from 'fast-check'
import { PbfReader } from 'pbf'
import { expect, test } from 'vitest'
import { across, down, type TileId, tileAt } from './tile.ts'
import { encodeClusters } from './tile-clusters.ts'
import { overlayRoom, type PointFilter, packPoints, type TilePoint } from './tile-points.ts'
import { encodePoints } from './tile-points-writer.ts'

const kinds = ['0101', '0137', '0217']
const homes = ['110101/', '110101/110101001/', '110101/110101002/']
const degrees = { longitude: [116.3, 116.5], latitude: [39.8, 40] } as const
const about = ([least, most]: readonly [number, number]) =>
  fc.oneof(
    fc.double({ min: least, max: most, noNaN: true }),
    // Many on one spot and on the borders of tiles.
    fc.integer({ min: 0, max: 20 }).map(step => least + (step * (most - least)) / 20),
  )
const said = fc.record({
  longitude: about(degrees.longitude),
  latitude: about(degrees.latitude),
  attributes: fc.record({ kind: fc.constantFrom(...kinds), state: fc.constantFrom('intact', 'lost') }),
  home: fc.constantFrom(...homes),
})
const id = fc.oneof(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 9_999_999_999 }))
const points = fc.array(fc.tuple(id, said), { maxLength: 200 }).map(all => {
  const byId = new Map(all.map(([name, point]) => [name, { id: name, ...point }]))
  return [...byId.values()]
})
const changes = fc.array(fc.tuple(id, fc.option(said)), { maxLength: 40 })
const filter: fc.Arbitrary<PointFilter | undefined> = fc.option(
  fc.record({
    attributes: fc.option(
      fc.constantFrom(...kinds).map(kind => (all: TilePoint['attributes']) => all.kind === kind),
      { nil: undefined },
    ),
    home: fc.option(
      fc.constantFrom(...homes).map(path => (home: string) => home.startsWith(path)),
      { nil: undefined },
    ),
  }),
  { nil: undefined },
)
const tiles = fc
  .tuple(about(degrees.longitude), about(degrees.latitude), fc.integer({ min: 3, max: 19 }))
  .map(([longitude, latitude, z]) => tileAt(longitude, latitude, z))

/** What there is after the changes, as a plain list. */
function changed(
  given: readonly TilePoint[],
  later: readonly [number, Omit<TilePoint, 'id'> | null][],
): TilePoint[] {
  const all = new Map(given.map(point => [point.id, point]))
  for (const [name, point] of later) {
    if (point) all.set(name, { id: name, ...point })
    else all.delete(name)
  }
  return [...all.values()]
}

function packed(given: readonly TilePoint[], later: readonly [number, Omit<TilePoint, 'id'> | null][]) {
  const store = packPoints(given)
  for (const [name, point] of later) {
    if (point) store.put({ id: name, ...point })
    else store.remove(name)
  }
  return store
}

const passes = (point: TilePoint, wanted: PointFilter | undefined): boolean =>
  (wanted?.attributes?.(point.attributes) ?? true) && (wanted?.home?.(point.home) ?? true)

test('a tile has exactly the points within its buffer, each at its place with its id and what is said of it', () => {
  fc.assert(
    fc.property(
      points,
      changes,
      tiles,
      filter,
      fc.constantFrom(0, 64),
      fc.boolean(),
      (given, later, tile, wanted, buffer, repacks) => {
        const once = packed(given, later)
        const store = repacks ? once.repacked() : once
        const all = changed(given, later)
        expect(store.size).toBe(all.length)
        const expected = all.filter(each => passes(each, wanted) && lies(each, tile, buffer))
        const read = decode(encodePoints(store, tile, { name: 'part', filter: wanted, buffer }))
        expect(read.sort(byId)).toEqual(
          expected
            .map(({ id: name, longitude, latitude, attributes }) => ({
              id: name,
              x: unit(across(longitude), tile.z, tile.x),
              y: unit(down(latitude), tile.z, tile.y),
              properties: attributes,
            }))
            .sort(byId),
        )
      },
    ),
    { numRuns: 500 },
  )
})

test('counts of a tile add up to what lies in it, stand where it lies, and one alone stands as itself', () => {
  fc.assert(
    fc.property(points, changes, tiles, filter, fc.boolean(), (given, later, tile, wanted, repacks) => {
      const once = packed(given, later)
      const store = repacks ? once.repacked() : once
      const expected = changed(given, later).filter(each => passes(each, wanted) && lies(each, tile, 0))
      const read = decode(encodeClusters(store, tile, { name: 'part', filter: wanted }))
      expect(read.length).toBeLessThanOrEqual(64)
      let sum = 0
      for (const { id: name, x, y, properties } of read) {
        expect(Math.min(x, y)).toBeGreaterThanOrEqual(0)
        expect(Math.max(x, y)).toBeLessThanOrEqual(4096)
        if (typeof properties.count !== 'number') {
          const point = expected.find(each => each.id === name)
          expect(properties).toEqual(point?.attributes)
          expect(Math.abs(x - unit(across(point?.longitude ?? 0), tile.z, tile.x))).toBeLessThanOrEqual(1)
          sum += 1
          continue
        }
        expect(properties.count).toBeGreaterThan(1)
        sum += properties.count
        // The middle of what lies in one square lies in it.
        const inSquare = expected.filter(
          each =>
            squareOf(each, tile) ===
              Math.min(7, Math.floor((y - 0.5) / 512)) * 8 + Math.min(7, Math.floor((x - 0.5) / 512)) ||
            squareOf(each, tile) === Math.min(7, Math.floor(y / 512)) * 8 + Math.min(7, Math.floor(x / 512)),
        )
        expect(inSquare.length).toBeGreaterThanOrEqual(properties.count)
      }
      expect(sum).toBe(expected.length)
    }),
    { numRuns: 500 },
  )
})

test('counts that were added up beforehand follow every change, at every zoom', () => {
  const near = (at: number): TilePoint => ({
    id: at,
    longitude: 116.4 + (at % 40) * 1e-5,
    latitude: 39.9 + Math.floor(at / 40) * 1e-5,
    attributes: { kind: kinds[at % 3] ?? '', state: 'intact' },
    home: homes[at % 3] ?? '',
  })
  const store = packPoints(Array.from({ length: 2000 }, (_, at) => near(at)))
  const counted = (z: number): number => {
    const { x, y } = tileAt(116.4, 39.9, z)
    let sum = 0
    for (const dx of [-1, 0, 1])
      for (const dy of [-1, 0, 1])
        for (const { properties } of decode(
          encodeClusters(store, { z, x: x + dx, y: y + dy }, { name: 'part' }),
        ))
          sum += typeof properties.count === 'number' ? properties.count : 1
    return sum
  }
  for (let z = 1; z <= 14; z += 1) expect(counted(z)).toBe(2000)
  for (let at = 0; at < 2000; at += 2) store.remove(at)
  for (let z = 1; z <= 14; z += 1) expect(counted(z)).toBe(1000)
  for (let at = 1; at < 1999; at += 2) store.remove(at)
  // The one that is left stands as itself.
  const [last, ...others] = decode(encodeClusters(store, tileAt(116.4, 39.9, 12), { name: 'part' }))
  expect([last?.id, last?.properties, others]).toEqual([1999, near(1999).attributes, []])
  for (let at = 0; at < 2000; at += 1) store.put(near(at))
  for (let z = 1; z <= 14; z += 1) expect(counted(z)).toBe(2000)
})

test('a full overlay says so, and packing anew makes room and changes nothing', () => {
  const point = (name: number): TilePoint => ({ ...anywhere, id: name, longitude: 116.4 + name * 1e-6 })
  const store = packPoints([])
  for (let name = 0; name < overlayRoom; name += 1) store.put(point(name))
  expect(store.isFull).toBe(true)
  expect(() => store.put(point(9))).toThrow('overlay is full')
  const anew = store.repacked()
  expect([anew.isFull, anew.size]).toEqual([false, overlayRoom])
  const tile = tileAt(116.4, 39.9, 14)
  const both = [store, anew].map(each => decode(encodePoints(each, tile, { name: 'part' })).sort(byId))
  expect(both[0]).toEqual(both[1])
})

test('points without a proper name are refused, long texts and many values are written whole', () => {
  expect(() => packPoints([{ ...anywhere, id: 1.5 }])).toThrow('whole number')
  expect(() => packPoints([{ ...anywhere, id: -1 }])).toThrow('whole number')
  expect(() => packPoints([anywhere, anywhere])).toThrow('two points are named 1')
  const many = Array.from({ length: 400 }, (_, at) => ({
    ...anywhere,
    id: at,
    attributes: { name: `${at} ${'a'.repeat(at)}`, at, isOdd: at % 2 === 1, half: at + 0.5 },
  }))
  const read = decode(encodePoints(packPoints(many), tileAt(116.4, 39.9, 15), { name: 'part' })).sort(byId)
  expect(read.map(({ properties }) => properties)).toEqual(many.map(({ attributes }) => attributes))
  expect(encodePoints(packPoints([]), { z: 0, x: 0, y: 0 }, { name: 'part' })).toHaveLength(0)
  expect(encodeClusters(packPoints([]), { z: 0, x: 0, y: 0 }, { name: 'part' })).toHaveLength(0)
})

const anywhere: TilePoint = { id: 1, longitude: 116.4, latitude: 39.9, attributes: {}, home: '' }

function byId(a: { id: number }, b: { id: number }): number {
  return a.id - b.id
}

/** In units of the tile, as the specification rounds them. */
function unit(share: number, z: number, tile: number): number {
  return Math.round((share * 2 ** z - tile) * 4096)
}

/** The rule of the buffer, in plain numbers: on its western and northern edge, not on the others. */
function lies({ longitude, latitude }: TilePoint, { z, x, y }: TileId, buffer: number): boolean {
  const edge = buffer / 4096
  const [right, lower] = [across(longitude) * 2 ** z - x, down(latitude) * 2 ** z - y]
  return right >= -edge && right < 1 + edge && lower >= -edge && lower < 1 + edge
}

function squareOf({ longitude, latitude }: TilePoint, { z, x, y }: TileId): number {
  return Math.floor((down(latitude) * 2 ** z - y) * 8) * 8 + Math.floor((across(longitude) * 2 ** z - x) * 8)
}

function decode(bytes: Uint8Array) {
  const layer = new VectorTile(new PbfReader(bytes)).layers.part
  return Array.from({ length: layer?.length ?? 0 }, (_, at) => {
    const feature = layer?.feature(at)
    const [[place] = []] = feature?.loadGeometry() ?? []
    return {
      id: feature?.id ?? -1,
      x: place?.x ?? Number.NaN,
      y: place?.y ?? Number.NaN,
      properties: feature?.properties ?? {},
    }
  })
}
