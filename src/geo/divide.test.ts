// Dividing: every answer recounted by brute force, small ones against every division there is. mission: DC1 YC1
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type BlockGraph, type DivideResult, divide, figuresOf } from './divide.ts'

/** Squares of 100 m in rows, with some missing, so that holes, necks and islands come up. */
function town(
  columns: number,
  rows: number,
  loads: readonly number[],
  missing: readonly number[] = [],
): BlockGraph {
  const places = Array.from({ length: columns * rows }, (_, at) => at).filter(at => !missing.includes(at))
  const known = new Map(places.map((at, block) => [at, block]))
  const starts = [0]
  const neighbours: number[] = []
  for (const at of places) {
    const [column, row] = [at % columns, Math.floor(at / columns)]
    for (const [dx, dy] of [
      [-1, 0],
      [1, 0],
      [0, -1],
      [0, 1],
    ] as const) {
      if (column + dx < 0 || column + dx >= columns || row + dy < 0 || row + dy >= rows) continue
      const other = known.get(at + dx + dy * columns)
      if (other !== undefined) neighbours.push(other)
    }
    starts.push(neighbours.length)
  }
  return {
    starts: Int32Array.from(starts),
    neighbours: Int32Array.from(neighbours),
    lengths: new Float64Array(neighbours.length).fill(100),
    loads: Float64Array.from(places, (_, block) => loads[block % loads.length] ?? 0),
    areas: new Float64Array(places.length).fill(10_000),
    perimeters: new Float64Array(places.length).fill(400),
    xs: Float64Array.from(places, at => (at % columns) * 100),
    ys: Float64Array.from(places, at => Math.floor(at / columns) * 100),
  }
}

/** Groups of blocks that reach each other through blocks for which `isIn` holds. */
function groups(graph: BlockGraph, isIn: (block: number) => boolean): number[][] {
  const seen = new Set<number>()
  const found: number[][] = []
  for (let first = 0; first < graph.loads.length; first += 1) {
    if (!isIn(first) || seen.has(first)) continue
    const group = [first]
    seen.add(first)
    for (const block of group)
      for (const other of graph.neighbours.subarray(graph.starts[block], graph.starts[block + 1]))
        if (isIn(other) && !seen.has(other)) {
          seen.add(other)
          group.push(other)
        }
    found.push(group)
  }
  return found
}

/** The figures by the slowest and plainest way there is. */
function recounted(
  graph: BlockGraph,
  parts: Int32Array,
  count: number,
  within: number,
  current?: Int32Array,
) {
  const names = Array.from({ length: count }, (_, part) => part)
  const blocks = [...graph.loads.keys()]
  const target = graph.loads.reduce((sum, load) => sum + load, 0) / count
  const borders = blocks.flatMap(a =>
    [...graph.neighbours.subarray(graph.starts[a], graph.starts[a + 1])].map((b, at) => ({
      a,
      b,
      length: graph.lengths[(graph.starts[a] ?? 0) + at] ?? 0,
    })),
  )
  const sum = (values: Float64Array, part: number): number =>
    blocks.reduce((total, block) => total + (parts[block] === part ? (values[block] ?? 0) : 0), 0)
  const offs = names.map(part => (target > 0 ? Math.abs(sum(graph.loads, part) / target - 1) : 0))
  const compact = names.map(part => {
    const inner = borders.filter(({ a, b }) => parts[a] === part && parts[b] === part)
    const border = sum(graph.perimeters, part) - inner.reduce((total, { length }) => total + length, 0)
    return border > 0 ? Math.min(1, (4 * Math.PI * sum(graph.areas, part)) / border ** 2) : 0
  })
  const pieces = names.map(part => groups(graph, block => parts[block] === part).length)
  return {
    within: offs.filter(off => off <= within + 1e-9).length,
    worst: Math.max(...offs),
    mean: offs.reduce((a, b) => a + b, 0) / count,
    cut: borders
      .filter(({ a, b }) => a < b && parts[a] !== parts[b])
      .reduce((a, { length }) => a + length, 0),
    compactness: compact.reduce((a, b) => a + b, 0) / count,
    broken: pieces.filter(each => each > 1).length,
    empty: pieces.filter(each => each === 0).length,
    moved: blocks.reduce((total, block) => {
      const before = current?.[block] ?? -1
      return total + (before >= 0 && before !== parts[block] ? (graph.loads[block] ?? 0) : 0)
    }, 0),
  }
}

function expectSound(graph: BlockGraph, answer: DivideResult, within = 0.1, current?: Int32Array): void {
  const plain = recounted(graph, answer.parts, answer.count, within, current)
  expect({ broken: plain.broken, empty: plain.empty }).toEqual({ broken: 0, empty: 0 })
  expect([...answer.parts].every(part => part >= 0 && part < answer.count)).toBe(true)
  for (const [name, value] of Object.entries(plain))
    expect(answer.figures[name as keyof typeof plain], name).toBeCloseTo(value, 6)
}

const steps = 4000
const seeds = fc.integer({ min: -1e9, max: 1e9 })
const manyLoads = fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 60 })), {
  minLength: 1,
  maxLength: 50,
})
const towns = fc
  .record({
    columns: fc.integer({ min: 2, max: 8 }),
    rows: fc.integer({ min: 2, max: 8 }),
    loads: manyLoads,
    missing: fc.array(fc.integer({ min: 0, max: 63 }), { maxLength: 14 }),
  })
  .map(({ columns, rows, loads, missing }) => town(columns, rows, loads, missing))
  .filter(graph => graph.loads.length > 3)
/** A town and a number of grids that suits its islands. */
const asked = fc.tuple(towns, fc.integer({ min: 0, max: 9 }), seeds).map(([graph, more, seed]) => {
  const islands = groups(graph, () => true).length
  return { graph, seed, count: Math.min(graph.loads.length, islands + more) }
})

describe('a fresh division', () => {
  // mission: YC1
  test('has whole grids, none empty, on any ground, with figures that a plain recount agrees with', () => {
    fc.assert(
      fc.property(asked, ({ graph, count, seed }) => {
        const answer = divide(graph, { count, seed, steps })
        expectSound(graph, answer)
        expect(answer.steps).toBe(steps)
        expect(answer.seed).toBe(seed)
      }),
      { numRuns: 150 },
    )
  })

  test('is the same for the same seed, and told figures are those of a division that is whole', () => {
    fc.assert(
      fc.property(asked, ({ graph, count, seed }) => {
        const told: number[] = []
        const options = { count, seed, steps }
        const first = divide(graph, options)
        const second = divide(graph, {
          ...options,
          go: ({ best, step }) => {
            expect([best.broken, best.empty]).toEqual([0, 0])
            told.push(step)
            return true
          },
        })
        expect([...second.parts]).toEqual([...first.parts])
        expect(told.length).toBeGreaterThan(0)
        expect(told).toEqual([...told].sort((a, b) => a - b))
      }),
      { numRuns: 40 },
    )
  })

  test('stopped early is whole all the same, and says how far it came', () => {
    fc.assert(
      fc.property(asked, fc.integer({ min: 0, max: 3 }), ({ graph, count, seed }, calls) => {
        let left = calls
        const answer = divide(graph, {
          ...{ count, seed, steps: 200_000 },
          go: () => {
            left -= 1
            return left >= 0
          },
        })
        expectSound(graph, answer)
        expect(answer.steps).toBeLessThan(200_000)
      }),
      { numRuns: 40 },
    )
  })

  test('of even ground is even: 64 blocks in 16 grids have four each, and squares or nearly', () => {
    const graph = town(8, 8, [25])
    const { figures } = divide(graph, { count: 16, seed: 3, steps: 200_000 })
    expect(figures.within).toBe(16)
    expect(figures.worst).toBe(0)
    expect(figures.compactness).toBeGreaterThan(0.7)
  })

  test('names the blocks that no grid can hold within the bound', () => {
    const graph = town(5, 5, [10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 600])
    const { forced, figures } = divide(graph, { count: 5, seed: 1, steps })
    const heavy = [...graph.loads.entries()].filter(([, load]) => load === 600)
    expect(forced).toEqual(heavy.map(([block, load]) => ({ block, load })))
    expect(figures.worst).toBeGreaterThanOrEqual(600 / (graph.loads.reduce((a, b) => a + b, 0) / 5) - 1)
  })

  test('of ground without households is whole all the same', () => {
    const graph = town(6, 6, [0])
    expectSound(graph, divide(graph, { count: 7, seed: 1, steps }))
  })
})

describe('small ground', () => {
  test('has as many grids within the bound as any division there is, where balance goes before shape', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 5, max: 15 }), { minLength: 9, maxLength: 9 }),
        seeds,
        (loads, seed) => {
          const graph = town(3, 3, loads)
          const count = 3
          let most = 0
          for (let code = 0; code < count ** 9; code += 1) {
            const parts = Int32Array.from({ length: 9 }, (_, at) => Math.floor(code / count ** at) % count)
            // Names do not matter: the first block is in part 0.
            if (parts[0] !== 0) continue
            const figures = figuresOf(graph, { parts, count }, { within: 0.15 })
            if (figures.broken === 0 && figures.empty === 0) most = Math.max(most, figures.within)
          }
          const { figures } = divide(graph, { count, seed, within: 0.15, beta: 0.01, steps: 30_000 })
          expect(figures.within).toBe(most)
        },
      ),
      { numRuns: 12 },
    )
  })
})

describe('an adjustment', () => {
  /** A division that was good, and loads that have changed since by a twentieth each. */
  const changed = fc.tuple(asked, seeds).map(([{ graph, count, seed }, drift]) => {
    const { parts } = divide(graph, { count, seed, steps })
    let state = drift
    const loads = graph.loads.map(load => {
      state = (Math.imul(state, 1103515245) + 12345) | 0
      return load * (1 + (((state >>> 16) & 1023) / 1023 - 0.5) / 10)
    })
    return { graph: { ...graph, loads }, count, seed, current: parts }
  })

  // mission: YC1
  test('leaves locked blocks where they are and tells rightly what moved', () => {
    fc.assert(
      fc.property(changed, fc.nat(), ({ graph, count, seed, current }, pick) => {
        const locked = Uint8Array.from(current, part => (part === pick % count ? 1 : 0))
        const answer = divide(graph, { count, seed, steps, current, locked, stay: 0 })
        expectSound(graph, answer, 0.1, current)
        // Wholly locked: nothing leaves it, and nothing joins it either.
        expect([...answer.parts].map(part => part === pick % count)).toEqual(
          [...current].map(part => part === pick % count),
        )
      }),
      { numRuns: 60 },
    )
  })

  test('keeps single locked blocks in their grid, also where that division was in pieces', () => {
    fc.assert(
      fc.property(asked, fc.infiniteStream(fc.nat(1000)), ({ graph, count, seed }, stream) => {
        const next = (): number => stream.next().value ?? 0
        const current = Int32Array.from(graph.loads, () => (next() % (count + 1)) - 1)
        // One locked block a grid at the most, so that it can always be done.
        const seen = new Set<number>()
        const locked = Uint8Array.from(current, part => {
          if (part < 0 || seen.has(part) || next() % 2 === 0) return 0
          seen.add(part)
          return 1
        })
        let answer: DivideResult
        try {
          answer = divide(graph, { count, seed, steps, current, locked })
        } catch (refused) {
          // Locks can leave an island without a grid of its own; then it must say so.
          expect(refused).toBeInstanceOf(RangeError)
          expect(groups(graph, () => true).length).toBeGreaterThan(1)
          return
        }
        expectSound(graph, answer, 0.1, current)
        for (const [block, lock] of locked.entries())
          if (lock === 1) expect(answer.parts[block]).toBe(current[block])
      }),
      { numRuns: 100 },
    )
  })

  test('of what is right already moves nobody', () => {
    const graph = town(8, 8, [25])
    const { parts } = divide(graph, { count: 16, seed: 3, steps: 100_000 })
    const answer = divide(graph, { count: 16, seed: 9, steps: 50_000, current: parts, stay: 1 })
    expect(answer.figures.moved).toBe(0)
    expect([...answer.parts]).toEqual([...parts])
  })

  test('moves households only where a grid has left its bound', () => {
    // Two halves that do not touch: only the loads of the left one have changed.
    const graph = town(9, 6, [30], [4, 13, 22, 31, 40, 49])
    const { parts } = divide(graph, { count: 8, seed: 2, steps: 100_000 })
    const isLeft = (block: number): boolean => (graph.xs[block] ?? 0) < 400
    const loads = graph.loads.map((load, block) =>
      isLeft(block) && (graph.ys[block] ?? 0) < 100 ? load * 2 : load,
    )
    const answer = divide(
      { ...graph, loads },
      { count: 8, seed: 5, within: 0.3, steps: 50_000, current: parts, stay: 1 },
    )
    expectSound({ ...graph, loads }, answer, 0.3, parts)
    const left = [...parts.keys()].filter(block => answer.parts[block] !== parts[block])
    expect(left.filter(block => !isLeft(block))).toEqual([])
  })
})

describe('input that cannot be right', () => {
  const graph = town(3, 3, [10])
  const refused: [string, BlockGraph, Partial<Parameters<typeof divide>[1]>, RegExp][] = [
    ['no grid', graph, { count: 0 }, /whole number from 1 up/],
    ['half a grid', graph, { count: 2.5 }, /whole number from 1 up/],
    ['more grids than blocks', graph, { count: 10 }, /Ask for fewer, or split large blocks/],
    ['a bound of nothing', graph, { within: 0 }, /between 0 and 1/],
    ['a seed that is none', graph, { seed: Number.NaN }, /give a whole number/],
    ['a negative price', graph, { stay: -1 }, /stay is -1; give a number from 0 up/],
    ['a budget below nothing', graph, { steps: -1 }, /steps is -1/],
    ['a grid that is not there', graph, { current: new Int32Array(9).fill(3) }, /a grid from 0 to 2, or -1/],
    [
      'a lock on what is in no grid',
      graph,
      { locked: new Uint8Array(9).fill(1) },
      /Put it into one, or unlock it/,
    ],
    [
      'locks for other blocks',
      graph,
      { current: new Int32Array(9), locked: new Uint8Array(4) },
      /each of the 9 blocks/,
    ],
    ['more islands than grids', town(3, 3, [10], [1, 3, 4, 5]), { count: 2 }, /Ask for at least 3/],
    ['no block', town(1, 1, [1], [0]), {}, /no block to divide/],
    ['a load below nothing', { ...graph, loads: graph.loads.map(() => -1) }, {}, /loads\[0\] is -1/],
    ['a place nowhere', { ...graph, xs: graph.xs.map(() => Number.NaN) }, {}, /xs\[0\] is NaN/],
    ['areas of other blocks', { ...graph, areas: new Float64Array(2) }, {}, /one entry for each block/],
    ['rows that end elsewhere', { ...graph, starts: new Int32Array(10) }, {}, /end where neighbours end/],
    [
      'a neighbour on one side only',
      { ...graph, neighbours: graph.neighbours.map((b, at) => (at === 0 ? 8 : b)) },
      {},
      /must name each other/,
    ],
    [
      'a neighbour that is not there',
      { ...graph, neighbours: graph.neighbours.map(() => 99) },
      {},
      /name another block from 0 to 8/,
    ],
    [
      'borders that differ by side',
      { ...graph, lengths: graph.lengths.map((_, at) => at + 1) },
      {},
      /same length of border/,
    ],
  ]
  test.each(refused)('%s is refused with a sentence that says what to do', (_, ground, options, sentence) => {
    expect(() => divide(ground, { count: 3, seed: 1, steps: 100, ...options })).toThrow(RangeError)
    expect(() => divide(ground, { count: 3, seed: 1, steps: 100, ...options })).toThrow(sentence)
  })

  test('locks that tear a grid apart are refused, since nothing could make it whole', () => {
    const current = Int32Array.from([0, 1, 0, 0, 1, 0, 0, 1, 0])
    const locked = new Uint8Array(9).fill(1)
    expect(() => divide(graph, { count: 2, seed: 1, current, locked })).toThrow(
      /locked blocks of grid 0 lie apart/,
    )
  })
})
