// Grids divided, joined and their borders moved, on random divisions of a square: nothing is lost, nothing doubled.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addPoint, type Grids, movePoint, newPoints, removePoint, settled } from './edit-borders.ts'
import { crossing, noded, runsThrough } from './edit-noding.ts'
import { cancelled, overlay, segmentsOf, traced, united } from './edit-overlay.ts'
import { split } from './edit-split.ts'
import {
  doubleArea,
  keyOf,
  type Point,
  type Shape,
  stand,
  toDegrees,
  toUnits,
  turning,
  widthOf,
} from './edit-units.ts'

/** About a kilometre; lines are drawn to the metre. */
const size = 100_000
const step = 100
const box = (side: number): Shape => [
  [
    [
      [0, 0],
      [side, 0],
      [side, side],
      [0, side],
      [0, 0],
    ],
  ],
]
const square = box(size)
const small = box(1000)
const whole = doubleArea(square)
/** About half a metre: the tools refuse to cut off what is narrower (a sliver thinner than a unit may close up). */
const narrowest = 50

const coordinate = fc.integer({ min: -300, max: 1300 }).map(each => each * step)
const place = fc.tuple(coordinate, coordinate).map((point): Point => point)
const inner = fc.integer({ min: 0, max: 1000 }).map(each => each * step)
const within = fc.tuple(inner, inner)
const line = fc.array(place, { minLength: 2, maxLength: 5 })
const lines = fc.array(line, { minLength: 1, maxLength: 6 })

/** A square cut by one line after the other, as somebody would draw them. */
function divided(cuts: readonly (readonly Point[])[], start = square): Map<string, Shape> {
  let grids = new Map<string, Shape>([['0', start]])
  let next = 1
  for (const cut of cuts) {
    for (const name of [...grids.keys()]) {
      const shape = grids.get(name) ?? []
      const pieces = split(shape, [cut])
      if (!pieces || pieces.some(piece => widthOf(piece) < narrowest)) continue
      grids.delete(name)
      const names = pieces.map(() => String(next++))
      for (const [at, piece] of pieces.entries()) grids.set(names[at] ?? '', piece)
      for (const [other, changed] of settled(grids, newPoints(pieces, [shape]), names))
        grids.set(other, changed)
    }
    grids = new Map(grids)
  }
  return grids
}

/** Every border inside is shared by two, the outer ones make the square, and no two borders cross or touch between points. */
function isSound(grids: Grids, area = whole): void {
  const shapes = [...grids.values()]
  const segments = shapes.flatMap((shape, at) => segmentsOf(shape, at))
  expect(meetings(segments)).toEqual([])
  const directed = segments.map(({ a, b }) => `${keyOf(a)}|${keyOf(b)}`)
  expect(new Set(directed).size).toBe(directed.length)
  const outside = cancelled(
    segments.map(each => ({ ...each, of: 0 })),
    0,
  )
  const around = traced([...outside.values()])
  expect(around).toHaveLength(1)
  expect(around[0]?.polygon).toHaveLength(1)
  expect(shapes.reduce((sum, shape) => sum + doubleArea(shape), 0)).toBe(area)
  for (const shape of shapes) {
    for (const [outer = [], ...holes] of shape) {
      expect(turning(outer)).toBeGreaterThan(0)
      for (const hole of holes) expect(turning(hole)).toBeLessThan(0)
      // Simple: no point twice.
      for (const ring of [outer, ...holes])
        expect(new Set(ring.slice(1).map(keyOf)).size).toBe(ring.length - 1)
    }
  }
}

// mission: YC1
test('a division by any lines loses no ground and doubles none, and neighbours keep their borders in common', () => {
  fc.assert(
    fc.property(lines, cuts => {
      isSound(divided(cuts))
    }),
    { numRuns: 100 },
  )
})

test('pieces joined again are what was divided, whatever the order', () => {
  fc.assert(
    fc.property(lines, fc.integer(), (cuts, seed) => {
      const grids = [...divided(cuts).values()]
      const order = grids.map((shape, at) => ({ shape, at: (at * 7919 + seed) % 101 }))
      order.sort((a, b) => a.at - b.at)
      const joined = united(order.map(({ shape }) => shape))
      expect(joined).toHaveLength(1)
      expect(joined?.[0]).toHaveLength(1)
      expect(doubleArea(joined ?? [])).toBe(whole)
    }),
    { numRuns: 80 },
  )
})

test('joining two neighbours and dividing them along their old border gives them back', () => {
  fc.assert(
    fc.property(lines, fc.nat(), (cuts, pick) => {
      const grids = divided(cuts)
      const names = [...grids.keys()]
      const name = names[pick % names.length] ?? ''
      const own = grids.get(name) ?? []
      const borders = new Set(segmentsOf(own, 0).map(({ a, b }) => `${keyOf(b)}|${keyOf(a)}`))
      const beside = names.find(
        other =>
          other !== name &&
          segmentsOf(grids.get(other) ?? [], 0).some(({ a, b }) => borders.has(`${keyOf(a)}|${keyOf(b)}`)),
      )
      fc.pre(beside !== undefined)
      const neighbour = grids.get(beside ?? '') ?? []
      const joined = overlay('union', own, neighbour) ?? []
      expect(doubleArea(joined)).toBe(doubleArea(own) + doubleArea(neighbour))
      const shared = segmentsOf(neighbour, 0)
        .filter(({ a, b }) => borders.has(`${keyOf(a)}|${keyOf(b)}`))
        .map(({ a, b }) => [a, b])
      const again = split(joined, shared) ?? []
      expect(again.map(doubleArea).sort()).toEqual([doubleArea(own), doubleArea(neighbour)].sort())
    }),
    { numRuns: 80 },
  )
})

test('what two shapes have in common and what each has alone make up both, without any ground twice', () => {
  fc.assert(
    fc.property(lines, lines, fc.nat(), fc.nat(), (cutsA, cutsB, a, b) => {
      const [first = [], second = []] = [
        [...divided(cutsA).values()].at(a % 2),
        [...divided(cutsB).values()].at(b % 3),
      ]
      const common = overlay('common', first, second) ?? []
      const alone = overlay('without', first, second) ?? []
      const both = overlay('union', first, second) ?? []
      // Crossings are rounded to whole units, each edge by less than one.
      const slack = 2 * size * (segmentsOf(first, 0).length + segmentsOf(second, 0).length)
      expect(Math.abs(doubleArea(common) + doubleArea(alone) - doubleArea(first))).toBeLessThanOrEqual(slack)
      expect(
        Math.abs(doubleArea(common) + doubleArea(both) - doubleArea(first) - doubleArea(second)),
      ).toBeLessThanOrEqual(slack)
      expect(
        overlay('common', alone, second)?.reduce((sum, each) => sum + doubleArea([each]), 0),
      ).toBeLessThanOrEqual(slack)
    }),
    { numRuns: 80 },
  )
})

test('a point of a border moves in every grid that has it; refused where it would cross or swallow', () => {
  let [moved, refused] = [0, 0]
  fc.assert(
    fc.property(lines, fc.nat(), within, (cuts, pick, to) => {
      const grids = divided(cuts)
      const inside = innerPoints(grids)
      fc.pre(inside.length > 0)
      const from = inside[pick % inside.length] ?? [0, 0]
      const told = movePoint(grids, from, to)
      if ('wrong' in told) {
        refused += 1
        return
      }
      moved += 1
      const after = new Map([...grids, ...told.changed])
      isSound(after)
      const back = movePoint(after, to, from)
      expect('changed' in back && new Map([...after, ...back.changed])).toEqual(grids)
    }),
    { numRuns: 150 },
  )
  expect(moved).toBeGreaterThan(20)
  expect(refused).toBeGreaterThan(20)
})

test('a move is refused only for a reason: a short step of a point that stands free is never', () => {
  const grids = divided(
    [
      [
        [500, -10],
        [500, 500],
        [500, 1010],
      ],
    ],
    small,
  )
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 999 }), fc.integer({ min: 1, max: 999 }), (x, y) => {
      const told = movePoint(grids, [500, 500], [x, y])
      expect('wrong' in told).toBe(false)
    }),
  )
  expect(movePoint(grids, [500, 500], [1200, 500])).toEqual({ wrong: 'crosses' })
  expect(movePoint(grids, [123, 456], [1, 1])).toEqual({ wrong: 'no_point' })
})

test('a point that comes and goes again leaves the borders as they were', () => {
  fc.assert(
    fc.property(lines, fc.nat(), fc.double({ min: 0.1, max: 0.9, noNaN: true }), (cuts, pick, share) => {
      const grids = divided(cuts)
      const segments = [...grids.values()].flatMap(shape => segmentsOf(shape, 0))
      const { a, b } = segments[pick % segments.length] ?? { a: [0, 0], b: [0, 0] }
      const at: Point = [Math.round(a[0] + (b[0] - a[0]) * share), Math.round(a[1] + (b[1] - a[1]) * share)]
      fc.pre(runsThrough(a, b, at))
      const told = addPoint(grids, at)
      if ('wrong' in told) throw new Error(told.wrong)
      const after = new Map([...grids, ...told.changed])
      const gone = removePoint(after, at)
      if ('wrong' in gone) return
      for (const [name, shape] of new Map([...after, ...gone.changed]))
        expect(doubleArea(shape)).toBe(doubleArea(grids.get(name) ?? []))
    }),
    { numRuns: 100 },
  )
})

test('a grid in the hole of another is swallowed by no border, and a point where three borders meet stays', () => {
  const island = [
    [
      [400, 400],
      [450, 400],
      [450, 450],
      [400, 450],
      [400, 400],
    ],
  ] as const
  const [west = [], east = []] =
    split(small, [
      [
        [500, 0],
        [500, 500],
        [500, 1000],
      ],
    ])?.sort((a, b) => (a[0]?.[0]?.[0]?.[0] ?? 0) - (b[0]?.[0]?.[0]?.[0] ?? 0)) ?? []
  const holder = [west, east].find(shape => stand([420, 420], shape.flat()) === 'inside') ?? []
  const other = holder === west ? east : west
  const around = overlay('without', holder, [island.map(ring => [...ring])]) ?? []
  const grids = new Map<string, Shape>([
    ['around', around],
    ['island', [island.map(ring => [...ring])]],
    ['other', other],
  ])
  isSound(grids, doubleArea(small))
  expect(movePoint(grids, [500, 500], [430, 420])).toEqual({ wrong: 'crosses' })
  expect(movePoint(grids, [500, 500], [-20, 460])).toEqual({ wrong: 'crosses' })
  const far = movePoint(grids, [500, 500], [100, 430])
  expect(far).toEqual({ wrong: 'swallows' })
  expect(removePoint(grids, [500, 0])).toEqual({ wrong: 'holds_border' })
  expect(removePoint(grids, [500, 500])).toMatchObject({ changed: expect.any(Map) })
  const triangle = new Map([
    [
      't',
      toUnits([
        [
          [
            [0, 0],
            [1e-5, 0],
            [0, 1e-5],
            [0, 0],
          ],
        ],
      ]),
    ],
  ])
  expect(removePoint(triangle, [100, 0])).toEqual({ wrong: 'holds_border' })
})

test('a border that only one of two neighbours has a point on moves for both', () => {
  // The left one has one straight side; at the right two grids meet in the middle of it.
  const left = toUnits([
    [
      [
        [0, 0],
        [1e-4, 0],
        [1e-4, 2e-4],
        [0, 2e-4],
        [0, 0],
      ],
    ],
  ])
  const low = toUnits([
    [
      [
        [1e-4, 0],
        [2e-4, 0],
        [2e-4, 1e-4],
        [1e-4, 1e-4],
        [1e-4, 0],
      ],
    ],
  ])
  const high = toUnits([
    [
      [
        [1e-4, 1e-4],
        [2e-4, 1e-4],
        [2e-4, 2e-4],
        [1e-4, 2e-4],
        [1e-4, 1e-4],
      ],
    ],
  ])
  const grids = new Map([
    ['left', left],
    ['low', low],
    ['high', high],
  ])
  const told = movePoint(grids, [1000, 1000], [1100, 1050])
  if ('wrong' in told) throw new Error(told.wrong)
  expect([...told.changed.keys()].sort()).toEqual(['high', 'left', 'low'])
  isSound(new Map([...grids, ...told.changed]), 2 * 2000 * 2000)
})

test('lines that end within a grid, miss it or run along its border divide nothing; a ring drawn within cuts it out', () => {
  expect(
    split(small, [
      [
        [-10, 500],
        [500, 500],
      ],
    ]),
  ).toBeUndefined()
  expect(
    split(small, [
      [
        [-10, 500],
        [-10, 700],
      ],
    ]),
  ).toBeUndefined()
  expect(
    split(small, [
      [
        [0, 0],
        [1000, 0],
      ],
    ]),
  ).toBeUndefined()
  const cut = split(small, [
    [
      [100, 100],
      [300, 100],
      [300, 300],
      [100, 100],
    ],
  ])
  expect(cut?.map(piece => piece[0]?.length)).toEqual([2, 1])
  expect(cut?.map(doubleArea)).toEqual([doubleArea(small) - 40_000, 40_000])
  // Two halves that touch no more: both parts of the other one stay with the largest piece.
  const [large = []] =
    split(small, [
      [
        [300, -1],
        [300, 1001],
      ],
    ]) ?? []
  const parts: Shape = [
    ...large,
    ...toUnits([
      [
        [
          [1e-3, 0],
          [1.1e-3, 0],
          [1e-3, 1e-4],
          [1e-3, 0],
        ],
      ],
    ]),
  ]
  const again = split(parts, [
    [
      [600, -1],
      [600, 1001],
    ],
  ])
  expect(again?.map(piece => piece.length)).toEqual([2, 1])
})

test('segments come out of noding in pieces that share points or nothing', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(within, within), { maxLength: 14 }), pairs => {
      const out = noded(pairs.map(([a, b], of) => ({ a, b, of })))
      expect(out).toBeDefined()
      expect(meetings(out ?? [])).toEqual([])
    }),
    { numRuns: 100 },
  )
})

test('degrees come back as they went in', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -1_800_000_000, max: 1_799_999_000 }),
      fc.integer({ min: -9e8, max: 8e8 }),
      (x, y) => {
        const degrees = [
          [
            [
              [x, y],
              [x + 7, y],
              [x + 7, y + 9],
              [x, y],
            ].map(([a = 0, b = 0]) => [a / 1e7, b / 1e7]),
          ],
        ]
        expect(toDegrees(toUnits(degrees))).toEqual(degrees)
      },
    ),
  )
})

function innerPoints(grids: Grids): Point[] {
  const all = new Map<string, Point>()
  for (const shape of grids.values())
    for (const ring of shape.flat()) for (const point of ring) all.set(keyOf(point), point)
  return [...all.values()].filter(([x, y]) => x > 0 && y > 0 && x < size && y < size)
}

/** Where two segments cross, or one runs through the end of another. */
function meetings(segments: readonly { a: Point; b: Point }[]): unknown[] {
  return segments.flatMap((one, at) =>
    segments
      .slice(at + 1)
      .filter(
        other =>
          crossing(one, other) !== undefined ||
          [other.a, other.b].some(end => runsThrough(one.a, one.b, end)) ||
          [one.a, one.b].some(end => runsThrough(other.a, other.b, end)),
      )
      .map(other => [one, other]),
  )
}
