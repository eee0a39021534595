// Adjusting a division: locks hold, and no more moves than must. mission: YC1
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { asked, expectSound, groups, seeds, steps, town } from '../../../test/blocks.ts'
import { type DivideResult, divide } from '../divide.ts'

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

  test('moves fewer households the dearer each is', () => {
    const graph = town(16, 16, [30, 12, 41, 7, 25])
    const options = { count: 20, seed: 4, steps: 200_000 }
    const { parts: current } = divide(graph, options)
    const changed = {
      ...graph,
      loads: graph.loads.map((load, block) => (block % 7 === 0 ? load * 1.5 : load)),
    }
    const moved = (stay: number): number => divide(changed, { ...options, current, stay }).figures.moved
    expect(moved(1)).toBeGreaterThan(0)
    expect(moved(1)).toBeLessThan(moved(0.001))
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
