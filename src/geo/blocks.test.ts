// Blocks against brute force: nothing crosses, ground is covered once, groups have sound outlines. mission: DC1, YC1
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { blocksOf, type Street } from './blocks.ts'
import { cutsThrough } from './blocks-cutting.ts'
import { facesOf } from './blocks-faces.ts'
import { type Net, outlines, planeAt } from './blocks-net.ts'
import { noded } from './blocks-noding.ts'
import { isClosed, isInside, type Position, type Ring, squareMetres, turning } from './ring.ts'

type Piece = [number, number, number, number]

const small = fc.integer({ min: -12, max: 12 })
const large = fc.integer({ min: -(2 ** 23), max: 2 ** 23 })
const pieces = (size: fc.Arbitrary<number>, most: number): fc.Arbitrary<Piece[]> =>
  fc.array(fc.tuple(size, size, size, size), { minLength: 1, maxLength: most })

test('pieces that were cut at one another meet in corners only, and none has moved by more than half a unit', () => {
  for (const given of [pieces(small, 12), pieces(large, 10)])
    fc.assert(
      fc.property(given, all => {
        const { xs, ys, from, upto } = noded(all.flat())
        const edges = [...from.keys()].map((at): Piece => {
          const [a, b] = [from[at] ?? 0, upto[at] ?? 0]
          return [xs[a] ?? 0, ys[a] ?? 0, xs[b] ?? 0, ys[b] ?? 0]
        })
        for (const [at, one] of edges.entries())
          for (const other of edges.slice(at + 1))
            expect([one, other, touches(one, other)]).toEqual([one, other, false])
        for (const corner of xs.keys()) {
          const [x, y] = [xs[corner] ?? 0, ys[corner] ?? 0]
          expect(all.some(piece => distance(x, y, piece) < 0.7072)).toBe(true)
        }
      }),
      { numRuns: 400 },
    )
})

test('an end that lies on another piece, and a piece that lies on another one, cut it there', () => {
  const count = (all: Piece[]): number => noded(all.flat()).from.length
  expect(
    count([
      [0, 0, 10, 0],
      [5, 0, 5, 9],
    ]),
  ).toBe(3)
  expect(
    count([
      [0, 0, 10, 10],
      [2, 2, 7, 7],
    ]),
  ).toBe(3)
  expect(
    count([
      [0, 0, 10, 0],
      [10, 0, 0, 0],
    ]),
  ).toBe(1)
  expect(() => noded([0, 0, 2 ** 24, 0])).toThrow(RangeError)
})

test('the faces of lines on a raster are the rooms that a flood finds', () => {
  const size = 8
  const spot = fc.integer({ min: 0, max: size })
  const line = fc
    .tuple(spot, spot, spot, fc.boolean())
    .map(([a, b, c, up]): Piece => (up ? [a, b, a, c] : [b, a, c, a]))
  fc.assert(
    fc.property(fc.array(line, { maxLength: 30 }), lines => {
      const box: Piece[] = [
        [0, 0, size, 0],
        [size, 0, size, size],
        [size, size, 0, size],
        [0, size, 0, 0],
      ]
      const all = [...box, ...lines].filter(([a, b, c, d]) => a !== c || b !== d)
      expect(facesOf(noded(all.flat())).count).toBe(rooms(all, size))
    }),
    { numRuns: 400 },
  )
})

const here = { longitude: 121.43, latitude: 31.22 }
/** A place so many units from a corner in Shanghai; 100 units are about a metre. */
const place = (x: number, y: number): Position => [
  Math.round((here.longitude + x / 1e7) * 1e7) / 1e7,
  Math.round((here.latitude + y / 1e7) * 1e7) / 1e7,
]
const ringOf = (corners: readonly (readonly [number, number])[]): Ring => {
  const ring = corners.map(([x, y]) => place(x, y))
  return [...ring, ring[0] ?? [0, 0]]
}
/** Two communities with a bent border in common, about 500 m × 400 m each. */
const communities = [
  {
    polygons: [
      [
        ringOf([
          [0, 0],
          [50_000, 3000],
          [47_000, 21_000],
          [52_000, 40_000],
          [2000, 41_000],
        ]),
      ],
    ],
  },
  {
    polygons: [
      [
        ringOf([
          [50_000, 3000],
          [99_000, 0],
          [100_000, 39_000],
          [52_000, 40_000],
          [47_000, 21_000],
        ]),
      ],
    ],
  },
]
const street = fc
  .tuple(
    fc.array(fc.tuple(fc.integer({ min: -9000, max: 110_000 }), fc.integer({ min: -9000, max: 50_000 })), {
      minLength: 2,
      maxLength: 5,
    }),
    fc.constantFrom('main', 'minor', 'river', 'service'),
  )
  .map(([line, kind]): Street => ({ line: line.map(([x, y]) => place(x, y)), kind }))

// mission: YC1
test('whatever streets there are, blocks cover each community once, and borders know what they divide', () => {
  fc.assert(
    fc.property(
      fc.array(street, { maxLength: 14 }),
      fc.array(fc.tuple(fc.integer({ min: 0, max: 100_000 }), fc.integer({ min: 0, max: 41_000 })), {
        maxLength: 20,
      }),
      (streets, spots) => {
        const net = blocksOf(communities, streets)
        const areas = communities.map(({ polygons }) => squareMetres(polygons[0] ?? []))
        for (const [ground, area] of areas.entries()) {
          const own = net.blocks.filter(block => block.ground === ground)
          const sum = own.reduce((total, each) => total + each.squareMetres, 0)
          // A border moves by half a centimetre at most where a street meets it.
          expect(Math.abs(sum - area)).toBeLessThan(area / 2000)
          expect(own.every(block => block.squareMetres > 0)).toBe(true)
        }
        const shapes = outlines(net, [...net.blocks.keys()], net.blocks.length)
        const near = streetsNear(net)
        for (const [x, y] of spots) {
          if (near(x, y)) continue
          const owner = communities.findIndex(({ polygons }) => isInside(place(x, y), polygons[0] ?? []))
          const holders = [...net.blocks.keys()].filter(block =>
            shapes[block]?.some(polygon => isInside(place(x, y), polygon)),
          )
          expect(holders.map(block => net.blocks[block]?.ground)).toEqual(owner < 0 ? [] : [owner])
        }
      },
    ),
    { numRuns: 120 },
  )
})

test('any grouping of blocks has sound rings, as large together as its blocks', () => {
  fc.assert(
    fc.property(
      fc.array(street, { maxLength: 12 }),
      fc.array(fc.integer({ min: -1, max: 3 }), { minLength: 60 }),
      (streets, said) => {
        const net = blocksOf(communities, streets, { leastArea: 0, leastWidth: 0 })
        const groups = net.blocks.map((_, at) => said[at % said.length] ?? -1)
        const shapes = outlines(net, groups, 4)
        const plane = planeAt(here.latitude + 0.002)
        for (let group = 0; group < 4; group += 1) {
          const own = net.blocks.filter((_, at) => groups[at] === group)
          const sum = own.reduce((total, each) => total + each.squareMetres, 0)
          let drawn = 0
          for (const [at, ring] of (shapes[group] ?? []).flatMap(polygon => [...polygon.entries()])) {
            expect(isClosed(ring)).toBe(true)
            expect(turning(ring) > 0).toBe(at === 0)
            expect(new Set(ring.slice(1).map(String)).size).toBe(ring.length - 1)
            drawn += (turning(ring) / 2) * 1e14 * plane.square
          }
          expect(Math.abs(drawn - sum)).toBeLessThan(1 + sum / 1000)
        }
      },
    ),
    { numRuns: 120 },
  )
})

test('the strip of a dual carriageway goes to a neighbour, and so does a crumb', () => {
  const [square] = [
    {
      polygons: [
        [
          ringOf([
            [0, 0],
            [40_000, 0],
            [40_000, 40_000],
            [0, 40_000],
          ]),
        ],
      ],
    },
  ]
  const line = (points: [number, number][]): Street => ({
    line: points.map(([x, y]) => place(x, y)),
    kind: 'main',
  })
  const streets = [
    line([
      [-900, 20_000],
      [41_000, 20_000],
    ]),
    line([
      [-900, 21_800],
      [41_000, 21_800],
    ]),
    line([
      [1500, -900],
      [1500, 3000],
      [-900, 3000],
    ]),
  ]
  const net = blocksOf([square], streets)
  expect(net.blocks).toHaveLength(2)
  const [border] = net.borders.filter(({ left, right }) => left >= 0 && right >= 0)
  expect(border?.kind).toBe('main')
  expect(blocksOf([square], streets, { leastArea: 0, leastWidth: 0 }).blocks).toHaveLength(4)
})

test('a dead end divides nothing, and one that ends two metres short of a street meets it', () => {
  const ground = {
    polygons: [
      [
        ringOf([
          [0, 0],
          [40_000, 0],
          [40_000, 40_000],
          [0, 40_000],
        ]),
      ],
    ],
  }
  const across: Street = { line: [place(-900, 20_000), place(41_000, 20_000)], kind: 'minor' }
  const up = (end: number): Street => ({ line: [place(20_000, -900), place(20_000, end)], kind: 'minor' })
  expect(blocksOf([ground], [across, up(12_000)]).blocks).toHaveLength(2)
  expect(blocksOf([ground], [across, up(19_800)]).blocks).toHaveLength(3)
})

test('ground without streets is cut into squares', () => {
  const polygon = [
    ringOf([
      [0, 0],
      [50_000, 3000],
      [47_000, 21_000],
      [52_000, 40_000],
      [2000, 41_000],
    ]),
  ]
  const net = blocksOf([{ polygons: [polygon] }], cutsThrough([polygon], 100))
  expect(net.blocks.length).toBeGreaterThan(15)
  const sum = net.blocks.reduce((total, each) => total + each.squareMetres, 0)
  expect(sum).toBeCloseTo(squareMetres(polygon), -2)
  expect(Math.max(...net.blocks.map(block => block.squareMetres))).toBeLessThan(25_000)
})

/** Whether two edges have more in common than a corner of both. */
function touches(p: Piece, q: Piece): boolean {
  const ends = (piece: Piece): string[] => [`${piece[0]} ${piece[1]}`, `${piece[2]} ${piece[3]}`]
  const common = ends(p).filter(end => ends(q).includes(end))
  if (common.length === 2) return true
  const side = (x: number, y: number, [ax, ay, bx, by]: Piece): bigint =>
    BigInt(bx - ax) * BigInt(y - ay) - BigInt(by - ay) * BigInt(x - ax)
  const lies = (x: number, y: number, piece: Piece): boolean =>
    side(x, y, piece) === 0n &&
    x >= Math.min(piece[0], piece[2]) &&
    x <= Math.max(piece[0], piece[2]) &&
    y >= Math.min(piece[1], piece[3]) &&
    y <= Math.max(piece[1], piece[3])
  const onOther = (one: Piece, other: Piece): boolean =>
    (
      [
        [one[0], one[1]],
        [one[2], one[3]],
      ] as const
    ).some(([x, y]) => !common.includes(`${x} ${y}`) && lies(x, y, other))
  if (onOther(p, q) || onOther(q, p)) return true
  if (common.length === 1) return false
  const [a, b] = [side(p[0], p[1], q), side(p[2], p[3], q)]
  const [c, d] = [side(q[0], q[1], p), side(q[2], q[3], p)]
  return a !== 0n && b !== 0n && c !== 0n && d !== 0n && a > 0n !== b > 0n && c > 0n !== d > 0n
}

function distance(x: number, y: number, [ax, ay, bx, by]: Piece): number {
  const [dx, dy] = [bx - ax, by - ay]
  const length = dx * dx + dy * dy
  const share = length === 0 ? 0 : Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / length))
  return Math.hypot(x - ax - share * dx, y - ay - share * dy)
}

/** Rooms of a raster between walls, found by a flood. */
function rooms(walls: readonly Piece[], size: number): number {
  const wall = new Set<string>()
  for (const [ax, ay, bx, by] of walls)
    for (let at = 0; at < Math.max(Math.abs(bx - ax), Math.abs(by - ay)); at += 1) {
      const [x, y] = [Math.min(ax, bx) + (ay === by ? at : 0), Math.min(ay, by) + (ax === bx ? at : 0)]
      wall.add(`${x} ${y} ${ay === by ? 'level' : 'upright'}`)
    }
  const seen = new Set<number>()
  let count = 0
  for (let start = 0; start < size * size; start += 1) {
    if (seen.has(start)) continue
    count += 1
    const open = [start]
    for (let here = open.pop(); here !== undefined; here = open.pop()) {
      if (seen.has(here)) continue
      seen.add(here)
      const [x, y] = [here % size, Math.floor(here / size)]
      if (x > 0 && !wall.has(`${x} ${y} upright`)) open.push(here - 1)
      if (x < size - 1 && !wall.has(`${x + 1} ${y} upright`)) open.push(here + 1)
      if (y > 0 && !wall.has(`${x} ${y} level`)) open.push(here - size)
      if (y < size - 1 && !wall.has(`${x} ${y + 1} level`)) open.push(here + size)
    }
  }
  return count
}

/** Whether a spot is within two units of any border or outline. */
function streetsNear(net: Net): (x: number, y: number) => boolean {
  const [left, low] = [Math.round(here.longitude * 1e7), Math.round(here.latitude * 1e7)]
  return (x, y) =>
    net.borders.some(({ line }) => {
      for (let at = 2; at < line.length; at += 2) {
        const piece: Piece = [
          (line[at - 2] ?? 0) - left,
          (line[at - 1] ?? 0) - low,
          (line[at] ?? 0) - left,
          (line[at + 1] ?? 0) - low,
        ]
        if (distance(x, y, piece) < 2) return true
      }
      return false
    })
}
