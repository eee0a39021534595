// Dividing: every answer recounted by brute force, small ones against every division there is. mission: DC1 YC1
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { asked, expectSound, seeds, steps, town } from '../../test/blocks.ts'
import { type BlockGraph, divide, figuresOf } from './divide.ts'

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

  test('is whole also where cutting grids anew is all that there is time for', () => {
    fc.assert(
      fc.property(asked, fc.nat(40), ({ graph, count, seed }, few) => {
        expectSound(graph, divide(graph, { count, seed, steps: few }))
      }),
      { numRuns: 400 },
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
  test('has as many grids within the bound as the best of all divisions, where balance goes before shape', () => {
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
