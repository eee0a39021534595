// The checking of coverages against brute force and against defects put in on purpose.

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Cell, Cells, defectKinds, random, spoil } from '../../test/cells.ts'
import { Coverage, type CoverageFault } from './coverage.ts'
import { groundArea, measurePiece, metresPerDegree } from './coverage-measure.ts'
import { PackedShapes, type Shape, unitsPerDegree } from './coverage-shapes.ts'

// mission: PK1
test('a clean coverage has no fault', () => {
  const coverage = new Coverage(packed([...new Cells(8, 6, 15, 3).all()]))
  expect(coverage.check()).toEqual([])
})

test('a hole, a strip, ground twice and a whole grid twice are told with place, size and neighbours', () => {
  const squares = [
    square(0, 0),
    square(1, 0),
    square(2, 0),
    square(0, 1),
    square(2, 1),
    square(0, 2),
    square(1, 2),
    square(2, 2),
  ]
  const [gap, ...others] = new Coverage(packed(squares)).check()
  expect(others).toEqual([])
  expect(gap).toMatchObject({ kind: 'gap', noise: false, sliver: false })
  expect([...(gap?.shapes ?? [])].sort()).toEqual([1, 3, 4, 6])
  const [east, north] = metresPerDegree(40.0015)
  expect(gap?.squareMetres).toBeCloseTo(0.001 * east * 0.001 * north, 1)
  expect(gap?.place[0]).toBeCloseTo(116.0015, 5)
  expect(gap?.width).toBeCloseTo(0.001 * east, 1)
  expect(gap?.borders.reduce((sum, each) => sum + each, 0)).toBeCloseTo(0.002 * (east + north), -1)

  const wide = [square(0, 0), square(1, 0, 1.2)]
  const twice = new Coverage(packed([...wide, square(2, 0)])).check()
  expect(twice.filter(({ kind }) => kind !== 't_junction')).toMatchObject([
    { kind: 'overlap', shapes: [1, 2] },
  ])
  expect(new Coverage(packed([square(0, 0), square(0, 0)])).check()).toMatchObject([
    { kind: 'duplicate', shapes: [0, 1] },
  ])
})

test('a corner on the border of another grid is told as its own class, and is no gap', () => {
  const faults = new Coverage(packed([square(0, 0, 2), square(0, 1), square(1, 1)])).check()
  expect(faults.map(({ kind, noise }) => [kind, noise])).toEqual([['t_junction', true]])
  expect(faults[0]?.place).toEqual([116.001, 40.001])
})

test('against a region: what is left out, and what lies outside', () => {
  const within = packed([square(0, 0, 3)])
  const faults = new Coverage(packed([square(0, 0), square(1, 0), square(2, 0, 1.5)]), { within }).check()
  expect(faults.map(({ kind, shapes }) => [kind, shapes])).toEqual([['outside', [2]]])
  const short = new Coverage(packed([square(0, 0), square(1, 0)]), { within }).check()
  expect(short.map(({ kind, shapes }) => [kind, shapes])).toEqual([['gap', [1]]])
})

test('two surveys of one border are noise, a strip of a metre or a hole is none', () => {
  const [, north] = metresPerDegree(40)
  const line = (off: number): number[][] =>
    Array.from({ length: 21 }, (_, at) => [
      116 + at * 1e-4,
      40 + ((at * 7 + off * 3) % 5) * off * (0.05 / north),
    ])
  const below = (top: number[][]): Shape => [
    [[[116, 39.999], [116.002, 39.999], ...top.toReversed(), [116, 39.999]]],
  ]
  const above = (bottom: number[][]): Shape => [
    [[...[...bottom, [116.002, 40.001], [116, 40.001]], bottom[0] ?? []]],
  ]
  const noisy = new Coverage(packed([below(line(1)), above(line(2))])).check()
  expect(noisy.length).toBeGreaterThan(3)
  expect(noisy.filter(({ noise }) => !noise)).toEqual([])
  const raised = line(0).map(([x = 0, y = 0], at) => [x, at > 4 && at < 15 ? y + 1 / north : y])
  const strip = new Coverage(packed([below(line(0)), above(raised)])).check()
  expect(strip).toMatchObject([{ kind: 'gap', noise: false }])
  expect(strip[0]?.width).toBeCloseTo(1, 1)
  expect(strip[0]?.length).toBeGreaterThan(80)
})

test('the width of a narrow piece is that of its widest place, round corners too', () => {
  const at = (list: readonly (readonly [number, number])[]): Shape => [[[...list.map(each => [...each])]]]
  const outer = [
    [123.5046244, 29.4949295],
    [123.5043674, 29.4939656],
    [123.5055717, 29.4938202],
    [123.5043684, 29.4939656],
    [123.5046244, 29.4949295],
  ] as const
  const ring = Float64Array.from(outer.flatMap(each => each.map(value => Math.round(value * 1e7) * 16)))
  const { width, length, squareMetres } = measurePiece({ rings: [ring] })
  expect(width).toBeLessThan(0.11)
  expect(width).toBeGreaterThan(0.07)
  expect(length).toBeCloseTo(153.5, 0)
  expect(squareMetres).toBeCloseTo(Math.abs(groundArea(at(outer))), 1)
})

test('a shape that crosses itself covers what it winds round', () => {
  const bow: Shape = [
    [
      [
        [116, 40],
        [116.002, 40.001],
        [116.002, 40],
        [116, 40.001],
        [116, 40],
      ],
    ],
  ]
  const [fault, ...others] = new Coverage(packed([bow])).check()
  expect(others).toEqual([])
  expect(fault).toMatchObject({ kind: 'crossing', shapes: [0] })
  expect(fault?.place[0]).toBeCloseTo(116.001, 6)
  const hole: Shape = [[...(square(0, 0)[0] ?? []), ...(square(0, 0, 1.5)[0] ?? [])]]
  expect(new Coverage(packed([hole])).check()[0]?.kind).toBe('crossing')
})

// mission: PK1
test('every defect put in on purpose is found, and nothing else is', () => {
  fc.assert(
    fc.property(fc.nat(), fc.constantFrom(...defectKinds), (seed, kind) => {
      const cells = new Cells(4, 4, 9, seed)
      const shapes: Cell[] = [...cells.all()]
      const live = new Coverage(packed(shapes))
      const defect = spoil(shapes[5] ?? [], 9, kind, random(seed))
      shapes[5] = defect.cell
      const faults = new Coverage(packed(shapes)).check()
      expect(verdictOn(faults, 5, 9, defect)).toEqual('')
      // The same from the change alone, and nothing after it is undone.
      expect(told(live.replace(5, defect.cell))).toEqual(told(faults))
      expect(told(live.check())).toEqual(told(faults))
      expect(live.replace(5, cells.at(1, 1))).toEqual([])
      expect(live.check()).toEqual([])
    }),
    { numRuns: 300 },
  )
})

test('gaps, overlaps and ground outside are where counting says so', () => {
  const corner = fc.tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 60 }))
  // Corners around a middle, sorted by angle: any such ring is sound.
  const polygon = fc.tuple(
    corner,
    fc.uniqueArray(fc.integer({ min: 0, max: 23 }), { minLength: 3, maxLength: 9 }),
    fc.integer({ min: 4, max: 25 }),
  )
  fc.assert(
    fc.property(
      fc.array(polygon, { minLength: 1, maxLength: 7 }),
      fc.boolean(),
      fc.nat(),
      (list, isClosed, seed) => {
        const shapes = list.map(([[x, y], turns, size]) => star(x, y, turns, size))
        const region = star(30, 30, [0, 5, 12, 17], 28)
        const within = isClosed ? packed([region]) : undefined
        const coverage = new Coverage(packed(shapes), within && { within })
        const faults = coverage.check()
        expect(faults.filter(({ kind }) => kind === 'crossing')).toEqual([])
        compare(faults, shapes, isClosed ? region : undefined, seed)
        const next = star(20 + (seed % 30), 20 + (seed % 17), [1, 7, 13, 20], 17)
        const near = coverage.replace(0, next)
        const after = [next, ...shapes.slice(1)]
        const whole = told(new Coverage(packed(after), within && { within: packed([region]) }).check())
        expect(told(coverage.check())).toEqual(whole)
        expect(told(near).filter(each => !whole.includes(each))).toEqual([])
      },
    ),
    { numRuns: 300 },
  )
})

test('what cannot be judged is refused with a sentence', () => {
  const refused = (ring: number[][]) => () => packed([[[ring]]])
  const [a, b, c] = [
    [0, 0],
    [0.1, 0],
    [0.1, 0.1],
  ] as const
  expect(refused([[...a], [...b], [...c]])).toThrow(/does not end where it begins/)
  expect(refused([[...a], [...b], [...a], [...a]])).toThrow(/fewer than three/)
  expect(
    refused([
      [179.9, 0],
      [-179.9, 0],
      [-179.9, 1],
      [179.9, 0],
    ]),
  ).toThrow(/antimeridian/)
  expect(
    refused([
      [0, 0],
      [3, 0],
      [3, 1],
      [0, 0],
    ]),
  ).toThrow(/longer than 0.4/)
  expect(
    refused([
      [0, 0],
      [181, 0],
      [3, 1],
      [0, 0],
    ]),
  ).toThrow(/beyond/)
  expect(
    refused([
      [0, 0],
      [Number.NaN, 0],
      [3, 1],
      [0, 0],
    ]),
  ).toThrow(/finite/)
  expect(() => new Coverage(packed([]), { tolerance: -1 })).toThrow(RangeError)
  expect(new Coverage(packed([])).check()).toEqual([])
})

/** Why the faults are not those of the defect; empty when they are. */
function verdictOn(
  faults: readonly CoverageFault[],
  shape: number,
  above: number,
  { kind, lost }: ReturnType<typeof spoil>,
): string {
  const stranger = faults.find(({ shapes }) => !shapes.every(each => each === shape || each === above))
  if (stranger) return `invented a ${stranger.kind}`
  const area = (wanted: string): number =>
    faults.reduce((sum, each) => sum + (each.kind === wanted ? each.squareMetres : 0), 0)
  const [east, north] = metresPerDegree(39.9001)
  if (kind === 't_junction')
    return faults.every(each => each.kind === kind) && faults.length === 1 ? '' : 'not told'
  if (kind === 'crossing') return faults.some(each => each.kind === kind) ? '' : 'not told'
  const net = area('gap') - area('overlap')
  if (Math.abs(net - lost * east * north) > 0.02 + Math.abs(net) * 0.01)
    return `${net} m² of ${lost * east * north}`
  if (kind === 'sliver') return faults.some(({ sliver, noise }) => sliver && noise) ? '' : 'no sliver'
  return faults.some(each => each.kind === kind && !each.noise) ? '' : `no ${kind}`
}

function told(faults: readonly CoverageFault[]): string[] {
  return faults
    .map(({ kind, shapes, squareMetres }) =>
      [kind, [...shapes].sort((a, b) => a - b), Math.round(squareMetres)].join(' '),
    )
    .sort()
}

const unit = 1000 / unitsPerDegree

function star(x: number, y: number, turns: readonly number[], size: number): [number, number][][][] {
  const sorted = [...turns].sort((a, b) => a - b)
  // Dented only where the corners stand all around: any such ring is sound.
  const isAround = sorted.every((turn, at) => (sorted[at + 1] ?? (sorted[0] ?? 0) + 24) - turn < 12)
  const ring = sorted.map((turn, at): [number, number] => {
    const far = size * (at % 2 === 0 || !isAround ? 1 : 0.6)
    return [
      Math.round((116 + (x + far * Math.cos((turn / 12) * Math.PI)) * unit) * 1e7) / 1e7,
      Math.round((40 + (y + far * Math.sin((turn / 12) * Math.PI)) * unit) * 1e7) / 1e7,
    ]
  })
  return [[[...ring, ring[0] ?? [0, 0]]]]
}

/** Places of a lattice that no corner is near to. */
function compare(
  faults: readonly CoverageFault[],
  shapes: readonly [number, number][][][][],
  region: [number, number][][][] | undefined,
  seed: number,
): void {
  const roll = random(seed)
  const grounds = (...kinds: string[]): number[][][][] =>
    faults.filter(({ kind }) => kinds.includes(kind)).flatMap(({ ground }) => ground)
  const [overlaps, gaps, outsides] = [grounds('overlap', 'duplicate'), grounds('gap'), grounds('outside')]
  for (let k = 0; k < 150; k += 1) {
    const [x, y] = [116 + (roll() * 120 - 30) * unit, 40 + (roll() * 120 - 30) * unit]
    const all = [...shapes, ...(region ? [region] : [])]
    if (all.some(shape => shape.some(rings => rings.some(ring => isNear(x, y, ring))))) continue
    const count = shapes.filter(shape => isIn(x, y, shape)).length
    expect(isIn(x, y, overlaps)).toBe(count > 1)
    if (!region) continue
    expect(isIn(x, y, gaps)).toBe(count === 0 && isIn(x, y, region))
    expect(isIn(x, y, outsides)).toBe(count > 0 && !isIn(x, y, region))
  }
}

function isIn(
  x: number,
  y: number,
  polygons: readonly (readonly (readonly (readonly number[])[])[])[],
): boolean {
  return polygons.some(rings => {
    let inside = false
    for (const ring of rings) {
      for (let at = 1; at < ring.length; at += 1) {
        const [[ax = 0, ay = 0], [bx = 0, by = 0]] = [ring[at - 1] ?? [], ring[at] ?? []]
        if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside
      }
    }
    return inside
  })
}

/** Within two units of an edge. */
function isNear(x: number, y: number, ring: readonly (readonly number[])[]): boolean {
  return ring.slice(1).some(([bx = 0, by = 0], at) => {
    const [ax = 0, ay = 0] = ring[at] ?? []
    const [ux, uy] = [bx - ax, by - ay]
    const share = Math.max(0, Math.min(1, ((x - ax) * ux + (y - ay) * uy) / (ux * ux + uy * uy)))
    return Math.hypot(x - ax - share * ux, y - ay - share * uy) < 2e-7
  })
}

function square(x: number, y: number, wide = 1): [number, number][][][] {
  const at = (dx: number, dy: number): [number, number] => [
    Math.round((116 + (x + dx) * 0.001) * 1e7) / 1e7,
    Math.round((40 + (y + dy) * 0.001) * 1e7) / 1e7,
  ]
  return [[[at(0, 0), at(wide, 0), at(wide, 1), at(0, 1), at(0, 0)]]]
}

function packed(shapes: readonly Shape[]): PackedShapes {
  const made = new PackedShapes()
  for (const shape of shapes) made.add(shape)
  return made
}
