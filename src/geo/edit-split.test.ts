// Grids divided and joined, on random divisions of a square: nothing is lost, nothing doubled.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { divided, isSound, lines, meetings, size, small, whole, within } from '../../test/divisions.ts'
import { noded } from './edit-noding.ts'
import { overlay, segmentsOf, united } from './edit-overlay.ts'
import { split } from './edit-split.ts'
import { doubleArea, keyOf, type Shape, toDegrees, toUnits } from './edit-units.ts'

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
