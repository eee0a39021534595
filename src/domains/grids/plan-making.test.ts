// Making a plan from stated material, without a database: what blocks carry, what stays, what is too large.
import { expect, test } from 'vitest'
import type { Street } from '../../geo/blocks.ts'
import type { Position } from '../../geo/ring.ts'
import { type Material, makePlan } from './plan-making.ts'
import { planFigures } from './plan-rules.ts'
import { spotter } from './plan-spots.ts'

const side = 0.0005
const across = 12
const place = (x: number, y: number): Position => [
  Math.round((121.4 + x * side) * 1e7) / 1e7,
  Math.round((31.2 + y * side) * 1e7) / 1e7,
]
const box = (west: number, south: number, east: number, north: number): Position[] => [
  place(west, south),
  place(east, south),
  place(east, north),
  place(west, north),
  place(west, south),
]
const streets: Street[] = Array.from({ length: across - 1 }, (_, at): Street[] => [
  { line: [place(at + 1, -1), place(at + 1, across + 1)], kind: at % 4 === 3 ? 'main' : 'minor' },
  { line: [place(-1, at + 1), place(across + 1, at + 1)], kind: 'minor' },
]).flat()

/** Two communities beside one another, 72 blocks each, two households a block. */
const material: Material = {
  settings: {
    layer: 'management',
    region: '990103001',
    from: 'fresh',
    base: null,
    along: 'streets',
    paths: false,
    weights: { buildings: 0, addresses: 1, parts: 0, cases: 0, area: 0 },
    target: 24,
    within: 0.1,
    shape: 0.2,
    oversized: 'cut',
    locked: [],
  },
  seed: 3,
  regions: [
    { code: '990103001001', polygons: [[box(0, 0, 6, across)]] },
    { code: '990103001002', polygons: [[box(6, 0, across, across)]] },
  ],
  streets,
  spots: Float64Array.from(
    Array.from({ length: across * across * 2 }, (_, at) => {
      const block = at >> 1
      const [x, y] = place((block % across) + 0.3 + (at % 2) * 0.4, Math.floor(block / across) + 0.5)
      return [x, y, 1]
    }).flat(),
  ),
  perSquareMetre: 0,
  present: [],
  base: null,
}
const on = () => true

// mission: YC1, ZS2
test('every block is in one grid of its own community, and grids carry about the same', () => {
  const { ground, division, whole } = makePlan(material, on)
  expect(whole).toBe(true)
  expect(division.grids).toHaveLength(12)
  expect(ground.loads).toEqual(ground.loads.map(() => 2))
  for (const [block, grid] of division.parts.entries())
    expect(division.grids[grid]?.region).toBe(ground.regions[ground.net.blocks[block]?.ground ?? -1])
  expect(planFigures(ground, division, material.settings)).toMatchObject({
    grids: 12,
    within: 12,
    oversized: 0,
  })
})

test('a block that carries more than half a grid is cut into squares, or left whole and said to be too large', () => {
  const crowd = Array.from({ length: 90 }, (_, at) => [
    ...place(2.05 + (at % 10) * 0.09, 2.05 + Math.floor(at / 10) * 0.1),
    1,
  ]).flat()
  const crowded = { ...material, spots: Float64Array.from([...material.spots, ...crowd]) }
  const cut = makePlan(crowded, on)
  expect(planFigures(cut.ground, cut.division, material.settings).oversized).toBe(0)
  expect(cut.ground.loads.length).toBeGreaterThan(across * across + 2)
  const whole = makePlan({ ...crowded, settings: { ...material.settings, oversized: 'whole' } }, on)
  expect(planFigures(whole.ground, whole.division, material.settings).oversized).toBe(1)
  expect(whole.ground.loads).toHaveLength(across * across)
})

test('locked grids keep their ground to the point, and an adjustment moves less than a plan afresh', () => {
  const { ground, division } = makePlan(material, on)
  const first = { ...material, seed: 9 }
  const present = division.grids.map((_, grid) => ({
    code: `99010300100${grid < 6 ? 1 : 2}${String(grid + 1).padStart(3, '0')}`,
    name: `Grid ${grid}`,
    region: division.grids[grid]?.region ?? '',
    polygons: [] as Position[][][],
  }))
  for (const [block, grid] of division.parts.entries()) {
    const centre = ground.net.blocks[block]?.centre ?? [0, 0]
    const [x, y] = [Math.floor((centre[0] - 121.4) / side), Math.floor((centre[1] - 31.2) / side)]
    present[grid]?.polygons.push([box(x, y, x + 1, y + 1)])
  }
  const locked = present[0]?.code ?? ''
  const adjusted = makePlan(
    { ...first, present, settings: { ...material.settings, from: 'present', locked: [locked], target: 20 } },
    on,
  )
  const at = adjusted.division.grids.findIndex(({ code }) => code === locked)
  expect(adjusted.division.grids[at]?.locked).toBe(true)
  const own = adjusted.division.parts.flatMap((part, block) => (part === at ? [block] : []))
  expect(own.reduce((sum, block) => sum + (adjusted.ground.loads[block] ?? 0), 0)).toBe(
    division.parts.filter(part => part === 0).length * 2,
  )
  const { moved, load } = planFigures(adjusted.ground, adjusted.division, { target: 20, within: 0.1 })
  expect(moved).toBeLessThan(load / 2)
})

test('whoever stops a plan has every block in a grid all the same', () => {
  const { division, whole } = makePlan(material, () => false)
  expect(whole).toBe(false)
  expect(division.parts.every(part => part >= 0 && part < division.grids.length)).toBe(true)
  expect(new Set(division.parts).size).toBe(division.grids.length)
})

test('a place on a border is found in one of the shapes beside it, one outside in none', () => {
  const at = spotter([[[box(0, 0, 1, 1)]], [[box(1, 0, 2, 1)]], []])
  expect(at(place(0.5, 0.5))).toBe(0)
  expect(at(place(1, 0.5))).toBe(1)
  expect(at(place(3, 0.5))).toBe(-1)
  expect(spotter([])(place(0, 0))).toBe(-1)
})
