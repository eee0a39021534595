// Borders moved, on random divisions of a square: every grid that shares one goes along, or the move is refused.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { divided, isSound, lines, size, small, within } from '../../test/divisions.ts'
import { addPoint, type Grids, movePoint, removePoint } from './edit-borders.ts'
import { runsThrough } from './edit-noding.ts'
import { overlay, segmentsOf } from './edit-overlay.ts'
import { split } from './edit-split.ts'
import { doubleArea, keyOf, type Point, type Shape, stand, toUnits } from './edit-units.ts'

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

function innerPoints(grids: Grids): Point[] {
  const all = new Map<string, Point>()
  for (const shape of grids.values())
    for (const ring of shape.flat()) for (const point of ring) all.set(keyOf(point), point)
  return [...all.values()].filter(([x, y]) => x > 0 && y > 0 && x < size && y < size)
}
