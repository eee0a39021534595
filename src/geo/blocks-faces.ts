// The faces of a plane cut by edges: what lies left and right of each edge. Edges with the same ground on both sides
// (dead ends, the way to an island) bound nothing and are left out. Decisions are exact, on whole numbers.
import type { Noded } from './blocks-noding.ts'

export interface Faces {
  count: number
  /** The face to the left and right of each edge, seen from `from` to `upto`; -1 is the outside; -2 bounds nothing. */
  left: Int32Array
  right: Int32Array
}

export type Edges = Pick<Noded, 'xs' | 'ys' | 'from' | 'upto'>

export function facesOf(given: Edges): Faces {
  const all = cyclesOf(given, Int32Array.from(given.from.keys()))
  // Half-edge 2e runs from `from` to `upto` of edge e, 2e + 1 back.
  const bounding = Int32Array.from(given.from.keys()).filter(edge => all[2 * edge] !== all[2 * edge + 1])
  const cycles = cyclesOf(given, bounding)
  const { areas, leftmost } = measured(given, bounding, cycles)
  const same = new Union(areas.length + 1)
  const outside = areas.length
  for (const [cycle, area] of areas.entries()) {
    // What runs with the clock is the rim of a hole: it belongs to the face around it.
    if (area > 0) continue
    const beside = westOf(given, bounding, leftmost[cycle] ?? 0)
    same.join(cycle, beside === undefined ? outside : (cycles[beside] ?? 0))
  }
  const numbers = new Map<number, number>()
  const faceOf = (cycle: number): number => {
    const root = same.of(cycle)
    if (root === same.of(outside)) return -1
    const known = numbers.get(root)
    if (known !== undefined) return known
    numbers.set(root, numbers.size)
    return numbers.size - 1
  }
  const left = new Int32Array(given.from.length).fill(-2)
  const right = new Int32Array(given.from.length).fill(-2)
  for (const edge of bounding) {
    left[edge] = faceOf(cycles[2 * edge] ?? 0)
    right[edge] = faceOf(cycles[2 * edge + 1] ?? 0)
  }
  return { count: numbers.size, left, right }
}

/**
 * The cycle of each half-edge: walked with the face on the left, at each corner by the next edge with the clock from
 * the one that was come by.
 */
function cyclesOf(given: Edges, edges: Int32Array): Int32Array {
  const next = nextOf(given, edges)
  const cycles = new Int32Array(given.from.length * 2).fill(-1)
  let count = 0
  for (const edge of edges)
    for (const start of [2 * edge, 2 * edge + 1]) {
      if (cycles[start] !== -1) continue
      for (let half = start; cycles[half] === -1; half = next[half] ?? 0) cycles[half] = count
      count += 1
    }
  return cycles
}

/** After each half-edge the one that follows it round the face on its left. */
export function nextOf({ xs, ys, from, upto }: Edges, edges: Iterable<number>): Int32Array {
  const leaving = new Map<number, number[]>()
  const add = (corner: number, half: number): void => {
    const there = leaving.get(corner)
    if (there) there.push(half)
    else leaving.set(corner, [half])
  }
  for (const edge of edges) {
    add(from[edge] ?? 0, 2 * edge)
    add(upto[edge] ?? 0, 2 * edge + 1)
  }
  const next = new Int32Array(from.length * 2).fill(-1)
  for (const [corner, halves] of leaving) {
    const way = (half: number): [number, number] => {
      const end = half % 2 === 0 ? upto[half >> 1] : from[half >> 1]
      return [(xs[end ?? 0] ?? 0) - (xs[corner] ?? 0), (ys[end ?? 0] ?? 0) - (ys[corner] ?? 0)]
    }
    const sorted = halves.map(half => ({ half, way: way(half) })).sort((a, b) => turn(a.way, b.way))
    for (const [at, { half }] of sorted.entries()) {
      const before = sorted[(at + sorted.length - 1) % sorted.length]
      // Come by the twin of `half`, gone by the one before it against the clock.
      next[half ^ 1] = before?.half ?? half
    }
  }
  return next
}

/** Against the clock from the east. */
function turn([ax, ay]: [number, number], [bx, by]: [number, number]): number {
  const [lowA, lowB] = [ay < 0 || (ay === 0 && ax < 0), by < 0 || (by === 0 && bx < 0)]
  if (lowA !== lowB) return lowA ? 1 : -1
  return bx * ay - ax * by
}

function measured(
  { xs, ys, from, upto }: Edges,
  edges: Int32Array,
  cycles: Int32Array,
): { areas: number[]; leftmost: number[] } {
  const areas: number[] = []
  const leftmost: number[] = []
  for (const edge of edges)
    for (const half of [2 * edge, 2 * edge + 1]) {
      const cycle = cycles[half] ?? 0
      const [a = 0, b = 0] = half % 2 === 0 ? [from[edge], upto[edge]] : [upto[edge], from[edge]]
      const [ax, ay, bx, by] = [xs[a] ?? 0, ys[a] ?? 0, xs[b] ?? 0, ys[b] ?? 0]
      areas[cycle] = (areas[cycle] ?? 0) + ax * by - ay * bx
      const far = leftmost[cycle]
      if (far === undefined || ax < (xs[far] ?? 0) || (ax === xs[far] && ay < (ys[far] ?? 0)))
        leftmost[cycle] = a
    }
  return { areas, leftmost }
}

/** The half-edge that a look to the west from the corner meets first, with the corner's ground on its left. */
function westOf({ xs, ys, from, upto }: Edges, edges: Int32Array, corner: number): number | undefined {
  const [x, y] = [xs[corner] ?? 0, ys[corner] ?? 0]
  let best: { half: number; at: number; low: number; high: number } | undefined
  for (const edge of edges) {
    const [a, b] = [from[edge] ?? 0, upto[edge] ?? 0]
    const [low, high] = (ys[a] ?? 0) < (ys[b] ?? 0) ? [a, b] : [b, a]
    // A look that passes through a corner passes just above it.
    if (!((ys[low] ?? 0) <= y && y < (ys[high] ?? 0))) continue
    const [lx, ly, hx, hy] = [xs[low] ?? 0, ys[low] ?? 0, xs[high] ?? 0, ys[high] ?? 0]
    if ((hx - lx) * (y - ly) - (hy - ly) * (x - lx) >= 0) continue
    const at = lx + ((hx - lx) * (y - ly)) / (hy - ly)
    if (best && at < best.at - 1e-6) continue
    if (best && at < best.at + 1e-6 && !isEastOf({ xs, ys }, [low, high], [best.low, best.high], y)) continue
    best = { half: 2 * edge + (low === a ? 1 : 0), at, low, high }
  }
  return best?.half
}

/** Whether the first of two edges lies further east where both are at height y, or just above it where they meet there. */
function isEastOf(
  { xs, ys }: Pick<Edges, 'xs' | 'ys'>,
  [a, b]: [number, number],
  [c, d]: [number, number],
  y: number,
): boolean {
  const place = (low: number, high: number): [bigint, bigint, bigint] => {
    const rise = BigInt((ys[high] ?? 0) - (ys[low] ?? 0))
    const run = BigInt((xs[high] ?? 0) - (xs[low] ?? 0))
    return [BigInt(xs[low] ?? 0) * rise + run * BigInt(y - (ys[low] ?? 0)), rise, run]
  }
  const [first, second] = [place(a, b), place(c, d)]
  const difference = first[0] * second[1] - second[0] * first[1]
  return difference === 0n ? first[2] * second[1] > second[2] * first[1] : difference > 0n
}

/** Which things are one, after some were joined. */
export class Union {
  readonly #above: Int32Array
  constructor(count: number) {
    this.#above = Int32Array.from({ length: count }, (_, at) => at)
  }
  of(one: number): number {
    let root = one
    while (this.#above[root] !== root) root = this.#above[root] ?? root
    for (let at = one; at !== root; ) {
      const next = this.#above[at] ?? root
      this.#above[at] = root
      at = next
    }
    return root
  }
  join(one: number, other: number): void {
    this.#above[this.of(one)] = this.of(other)
  }
}
