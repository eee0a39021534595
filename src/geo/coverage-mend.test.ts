// Mending: noise of two surveys goes, and nothing comes in its place; other mends change what they say and no more.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Cell, Cells, random } from '../../test/cells.ts'
import { Coverage, type CoverageFault } from './coverage.ts'
import {
  type Ground,
  sharedGround,
  snapNoise,
  withCorner,
  withGround,
  withoutGround,
} from './coverage-mend.ts'
import { PackedShapes, type Shape } from './coverage-shapes.ts'
import { isInside } from './ring.ts'

// mission: PK1
test('after snapping no noise is left, nothing new has come up, and what is no noise stays', () => {
  fc.assert(
    fc.property(fc.nat(), fc.integer({ min: 1, max: 40 }), fc.boolean(), (seed, share, hasHole) => {
      const cells = new Cells(4, 3, 6, seed)
      const roll = random(seed)
      const shapes: Cell[] = [...cells.all()].map(cell => surveyed(cell, roll, share / 100))
      if (hasHole) shapes.splice(5, 1)
      const before = judged(shapes)
      const changed = snapNoise(shapes, { isNoise })
      const after: Shape[] = shapes.map((shape, at) => changed.get(at) ?? shape)
      const left = judged(after)
      expect(left.filter(isNoise).map(({ kind, squareMetres }) => [kind, squareMetres])).toEqual([])
      // A width just beside the tolerance may change sides with what lies next to it.
      for (const { kind, width, place } of before.filter(each => each.kind !== 't_junction')) {
        const times = after.filter(shape => holds(shape, place)).length
        if (width > 0.6) expect(kind === 'gap' ? times === 0 : times > 1).toBe(true)
      }
      for (const { kind, noise, width } of left)
        expect(kind === 't_junction' || (!noise && width > 0.5)).toBe(true)
      expect(left.filter(each => !each.noise).length).toBeLessThanOrEqual(
        before.filter(({ width }) => width > 0.4).length,
      )
      // Corners on borders, too, only where nothing was changed.
      const corners = left.filter(({ kind }) => kind === 't_junction')
      expect(corners.filter(fault => fault.shapes.some(shape => changed.has(shape)))).toEqual([])
      // A second time there is nothing to do.
      expect(snapNoise(after, { isNoise }).size).toBe(0)
    }),
    { numRuns: 100 },
  )
})

test('ground is given and taken to the digit, and a corner is put where a neighbour has one', () => {
  const [a, b] = [square(0, 0), square(1, 0)]
  expect(area(withGround(a, b))).toBeCloseTo(2, 6)
  expect(withGround(a, b)).toHaveLength(1)
  const half: Shape = [
    [
      [
        [116.0005, 40],
        [116.001, 40],
        [116.001, 40.001],
        [116.0005, 40.001],
        [116.0005, 40],
      ],
    ],
  ]
  expect(area(withoutGround(a, half))).toBeCloseTo(0.5, 6)
  expect(area(sharedGround(a, half))).toBeCloseTo(0.5, 6)
  expect(withoutGround(a, a)).toEqual([])
  expect(withCorner(a, [116.0005, 40])[0]?.[0]).toHaveLength(6)
  expect(withCorner(a, [116.0005, 40.0002])).toEqual(a)
  const hole = withoutGround(square(0, 0), [
    [
      [
        [116.0002, 40.0002],
        [116.0004, 40.0002],
        [116.0004, 40.0004],
        [116.0002, 40.0002],
      ],
    ],
  ])
  expect(hole[0]).toHaveLength(2)
})

function isNoise({ kind, noise }: CoverageFault): boolean {
  return noise && kind !== 't_junction'
}

function judged(shapes: readonly Shape[]): CoverageFault[] {
  const packed = new PackedShapes()
  for (const shape of shapes) packed.add(shape)
  return new Coverage(packed).check()
}

/** The cell as somebody else would have measured it: some corners a hand's breadth off, some left out. */
function surveyed(cell: Cell, roll: () => number, share: number): Cell {
  const ring = (cell[0]?.[0] ?? []).slice(0, -1)
  const moved = ring.flatMap(([x, y], at): [number, number][] => {
    if (roll() > share) return [[x, y]]
    if (at % 7 === 3 && roll() < 0.3) return []
    const off = (): number => Math.round((roll() - 0.5) * 30) / 1e7
    return [[Math.round(x * 1e7) / 1e7 + off(), Math.round(y * 1e7) / 1e7 + off()]]
  })
  return [[[...moved, moved[0] ?? [0, 0]]]]
}

function holds(shape: Shape, place: readonly [number, number]): boolean {
  return shape.some(polygon =>
    isInside(
      [...place],
      polygon.map(ring => ring.map(([x = 0, y = 0]) => [x, y])),
    ),
  )
}

function square(x: number, y: number): Ground {
  const [west, south] = [116 + x * 0.001, 40 + y * 0.001].map(each => Math.round(each * 1e7) / 1e7) as [
    number,
    number,
  ]
  const [east, north] = [west + 0.001, south + 0.001].map(each => Math.round(each * 1e7) / 1e7) as [
    number,
    number,
  ]
  return [
    [
      [
        [west, south],
        [east, south],
        [east, north],
        [west, north],
        [west, south],
      ],
    ],
  ]
}

/** In squares. */
function area(ground: Ground): number {
  return (
    ground.reduce(
      (sum, polygon) =>
        sum +
        polygon.reduce((own, ring) => {
          let doubled = 0
          for (let at = 1; at < ring.length; at += 1) {
            const [[ax = 0, ay = 0], [bx = 0, by = 0]] = [ring[at - 1] ?? [], ring[at] ?? []]
            doubled += (ax - 116) * (by - 40) - (bx - 116) * (ay - 40)
          }
          return own + doubled / 2
        }, 0),
      0,
    ) * 1e6
  )
}
