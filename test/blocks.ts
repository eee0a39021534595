// Ground for tests of dividing: small towns of squares with holes and islands, and the slowest and plainest recount of a
// division there is.
import fc from 'fast-check'
import { expect } from 'vitest'
import type { BlockGraph, DivideResult } from '../src/geo/divide.ts'

/** Squares of 100 m in rows, with some missing, so that holes, necks and islands come up. */
export function town(
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
export function groups(graph: BlockGraph, isIn: (block: number) => boolean): number[][] {
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

export function expectSound(
  graph: BlockGraph,
  answer: DivideResult,
  within = 0.1,
  current?: Int32Array,
): void {
  const plain = recounted(graph, answer.parts, answer.count, within, current)
  expect({ broken: plain.broken, empty: plain.empty }).toEqual({ broken: 0, empty: 0 })
  expect([...answer.parts].every(part => part >= 0 && part < answer.count)).toBe(true)
  for (const [name, value] of Object.entries(plain))
    expect(answer.figures[name as keyof typeof plain], name).toBeCloseTo(value, 6)
}

export const steps = 4000
export const seeds = fc.integer({ min: -1e9, max: 1e9 })
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
export const asked = fc.tuple(towns, fc.integer({ min: 0, max: 9 }), seeds).map(([graph, more, seed]) => {
  const islands = groups(graph, () => true).length
  return { graph, seed, count: Math.min(graph.loads.length, islands + more) }
})
