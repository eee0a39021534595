// Borders are drawn once, at their highest level, in lines that run on; a name stands inside its area.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { borderLines, labelPoint } from './borders.ts'
import type { Area, Border, Rings } from './showing.ts'

const square = (x: number, y: number, size = 1): Rings => [
  [
    [x, y],
    [x + size, y],
    [x + size, y + size],
    [x, y + size],
    [x, y],
  ],
]

const area = (border: Border, polygon: Rings, chosen = false): Area => ({
  id: JSON.stringify(polygon),
  shape: { type: 'MultiPolygon', coordinates: [polygon] },
  name: '',
  code: '',
  border,
  chosen,
})

const length = (lines: ReturnType<typeof borderLines>): number =>
  lines.reduce((sum, { points }) => sum + points.length - 1, 0)

test('every edge of a lattice is drawn once, however many areas share it', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 6 }), (wide, high) => {
      const areas = Array.from({ length: wide * high }, (_, at) =>
        area('grid', square(at % wide, Math.floor(at / wide))),
      )
      const lines = borderLines(areas)
      expect(length(lines)).toBe(wide * (high + 1) + high * (wide + 1))
      const edges = lines.flatMap(({ points }) =>
        points.slice(1).map((to, at) => [points[at], to].map(String).sort().join(' ')),
      )
      expect(new Set(edges).size).toBe(edges.length)
    }),
  )
})

test('an edge that a community shares with a grid is the border of the community', () => {
  const lines = borderLines([
    area('grid', square(0, 0)),
    area('grid', square(1, 0)),
    area('community', square(0, 0)),
  ])
  const of = (border: Border) => lines.filter(line => line.border === border)
  expect(length(of('community'))).toBe(4)
  expect(length(of('grid'))).toBe(3)
})

test('a closed border is one line, and around the chosen area there is one of its own', () => {
  const [line, ...others] = borderLines([area('subdistrict', square(0, 0))])
  expect(others).toEqual([])
  expect(line?.points[0]).toEqual(line?.points.at(-1))
  const chosen = borderLines([area('grid', square(0, 0), true), area('grid', square(1, 0))])
  expect(length(chosen.filter(({ isChosen }) => isChosen))).toBe(4)
})

test('a line ends where a third border meets it', () => {
  const lines = borderLines([area('grid', square(0, 0)), area('grid', square(1, 0))])
  const within = lines.flatMap(({ points }) => points.slice(1, -1).map(String))
  expect(lines).toHaveLength(3)
  expect(within).not.toContain('1,0')
  expect(within).not.toContain('1,1')
})

test('a name stands inside its area, also when the middle of the area is not', () => {
  const horseshoe: Rings = [
    [
      [0, 0],
      [10, 0],
      [10, 10],
      [8, 10],
      [8, 2],
      [2, 2],
      [2, 10],
      [0, 10],
      [0, 0],
    ],
  ]
  const [x = 0, y = 0] = labelPoint([horseshoe]) ?? []
  expect(y < 2 || x < 2 || x > 8).toBe(true)
  expect(labelPoint([square(0, 0, 1), square(5, 5, 3)])?.[0]).toBeCloseTo(6.5)
  const holed: Rings = [...square(0, 0, 10), ...square(4, 4, 2)]
  const [hx = 0] = labelPoint([holed]) ?? []
  expect(hx < 4 || hx > 6).toBe(true)
  expect(labelPoint([])).toBeUndefined()
})
