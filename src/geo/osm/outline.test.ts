// Shapes of OSM objects: rings from pieces of ways, holes, borders cut by the extract, the sea beside a coast.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isWithin, type Polygon, squareMetres, turning } from '../ring.ts'
import type { OsmItem, OsmWay } from './items.ts'
import { areaOfRelation, areaOfWay, lineOf, seaOf } from './outline.ts'
import { stitch } from './stitch.ts'
import { collect, type World } from './world.ts'

test('a ring cut into ways in any order and direction is stitched to the same ring', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 3, max: 30 }),
      fc.array(fc.tuple(fc.nat(29), fc.boolean()), { minLength: 1, maxLength: 8 }),
      fc.integer(),
      (size, cuts, seed) => {
        const nodes = Array.from({ length: size }, (_, at) => at + 1)
        const at = [...new Set(cuts.map(([cut]) => cut % size))].sort((a, b) => a - b)
        const ways = at.map((from, index) => {
          const upto = at[index + 1] ?? (at[0] ?? 0) + size
          const way = Array.from({ length: upto - from + 1 }, (_, step) => nodes[(from + step) % size] ?? 0)
          return cuts[index]?.[1] ? way.toReversed() : way
        })
        const turned = seed % 2 === 0 ? ways : ways.toReversed()
        const { rings, open } = stitch(turned)
        expect(open).toEqual([])
        expect(rings.flatMap(ring => ring.slice(1)).sort((a, b) => a - b)).toEqual(nodes)
      },
    ),
  )
})

test('rings that touch at a node come apart, and a gap costs only its own ring', () => {
  const { rings, open } = stitch([
    [1, 2, 3],
    [3, 4, 1],
    [3, 5, 6],
    [6, 7, 3],
    [8, 9, 10],
  ])
  expect(rings.map(ring => new Set(ring).size).sort()).toEqual([4, 4])
  expect(open).toEqual([[8, 9, 10]])
})

// Two squares, one within the other; the outer one in two ways.
const outer = square(1, 0, 0, 10)
const inner = square(11, 3, 3, 4)
const bounds: OsmItem = { type: 'bounds', west: -1, south: -1, east: 20, north: 20 }

test('a hole is a hole whatever its role says', async () => {
  const world = await worldOf([
    bounds,
    ...outer,
    ...inner,
    ...ways([1, [1, 2, 3]], [2, [3, 4, 1]], [3, [11, 12, 13, 14, 11]]),
  ])
  const area = areaOfRelation(world, relation([1, 'outer'], [2, 'outer'], [3, 'outer']))
  expect(area).toMatchObject({ cut: false })
  if (typeof area === 'string') throw new Error(area)
  expect(area.pieces.map(polygon => polygon.length)).toEqual([2])
  expect(turning(area.pieces[0]?.[0] ?? [])).toBeGreaterThan(0)
  expect(turning(area.pieces[0]?.[1] ?? [])).toBeLessThan(0)
})

test('a courtyard whose house is not in the file is not taken for the house', async () => {
  const world = await worldOf([bounds, ...outer, ...inner, ...ways([3, [11, 12, 13, 14, 11]])])
  expect(areaOfRelation(world, relation([1, 'outer'], [3, 'inner']))).toBe('broken_ring')
})

test('a way of which nothing is in the file says so, and one that is cut is drawn as far as it goes', async () => {
  const world = await worldOf([bounds, ...outer])
  expect(areaOfWay(world, way(1, [91, 92, 93, 91]))).toBe('missing_nodes')
  expect(lineOf(world, way(1, [1, 91, 92]))).toBe('missing_nodes')
  const cut = lineOf(world, way(1, [1, 2, 99, 3, 4]))
  expect(cut).toMatchObject({
    cut: true,
    pieces: [
      [
        [0, 0],
        [10, 0],
      ],
      [
        [10, 10],
        [0, 10],
      ],
    ],
  })
  expect(areaOfWay(world, way(1, [1, 2, 2, 1]))).toBe('no_extent')
})

test('the sea lies to the right of a coast, islands stand in it, and without a coast there is none', async () => {
  const coast: OsmItem[] = [node(1, 10, 25), node(2, 10, -5), ...square(11, 2, 2, 3), ...square(21, 14, 2, 3)]
  const world = await worldOf([bounds, ...coast])
  // Southward with the land to the east: the sea is to the west.
  const sea = seaOf(world, [way(1, [1, 2]), way(2, [11, 12, 13, 14, 11])])
  if (typeof sea === 'string') throw new Error(sea)
  expect(inPolygons([5, 15], sea.pieces)).toBe(true)
  expect(inPolygons([15, 15], sea.pieces)).toBe(false)
  expect(inPolygons([3, 3], sea.pieces)).toBe(false)
  expect(seaOf(world, [])).toEqual({ pieces: [], cut: false })
})

test('an island alone stands in a sea that fills the bounds', async () => {
  const world = await worldOf([bounds, ...square(11, 2, 2, 3)])
  const sea = seaOf(world, [way(2, [11, 12, 13, 14, 11])])
  if (typeof sea === 'string') throw new Error(sea)
  expect(inPolygons([15, 15], sea.pieces)).toBe(true)
  expect(inPolygons([3, 3], sea.pieces)).toBe(false)
  expect(squareMetres(sea.pieces[0] ?? [])).toBeGreaterThan(0)
})

function inPolygons(place: [number, number], polygons: readonly Polygon[]): boolean {
  return polygons.some(
    ([ring = [], ...holes]) => isWithin(place, ring) && !holes.some(hole => isWithin(place, hole)),
  )
}

function node(id: number, longitude: number, latitude: number): OsmItem {
  return { type: 'node', id, longitude, latitude, tags: {} }
}

/** Four corners against the clock, with ids from the first on. */
function square(id: number, x: number, y: number, side: number): OsmItem[] {
  return [
    node(id, x, y),
    node(id + 1, x + side, y),
    node(id + 2, x + side, y + side),
    node(id + 3, x, y + side),
  ]
}

function way(id: number, nodes: number[]): OsmWay {
  return { type: 'way', id, nodes, tags: {} }
}

function ways(...given: [number, number[]][]): OsmWay[] {
  return given.map(([id, nodes]) => way(id, nodes))
}

function relation(...members: [number, string][]) {
  return {
    type: 'relation' as const,
    id: 1,
    members: members.map(([ref, role]) => ({ type: 'way' as const, ref, role })),
    tags: { type: 'multipolygon' },
  }
}

function worldOf(items: readonly OsmItem[]): Promise<World> {
  async function* all(): AsyncGenerator<OsmItem> {
    yield* items
  }
  return collect(all())
}
