// First parts for blocks that are in none: halved again and again across their longest axis, then rounded as a power
// diagram (each block to the centre that is nearest after the centre's weight; weights grow where load lacks).
import type { BlockGraph } from '../divide.ts'
import { piecesOf } from './pieces.ts'

/** Rounds of the power diagram; it stands still before that on most maps. */
const rounds = 60

/**
 * Gives every block that is in no part (-1) one of the parts of that name that are still free. Pieces of such blocks get
 * parts by their load; a piece that gets none is left for its neighbours. Parts may come out broken.
 */
export function seed(graph: BlockGraph, parts: Int32Array, free: readonly number[]): void {
  if (free.length === 0) return
  const pieces = piecesOf(graph, parts)
  const open = [...pieces.parts.keys()].filter(piece => pieces.parts[piece] === -1)
  const blocksOf = new Map<number, number[]>(open.map(piece => [piece, []]))
  for (const [block, piece] of pieces.of.entries()) blocksOf.get(piece)?.push(block)
  const shares = apportioned(graph, parts, free.length, [...blocksOf.values()])
  let next = 0
  for (const [at, blocks] of [...blocksOf.values()].entries()) {
    const names = free.slice(next, next + (shares[at] ?? 0))
    next += names.length
    if (names.length === 0) continue
    halve(graph, parts, Int32Array.from(blocks), names)
    round(graph, parts, blocks, names)
  }
}

/** How many parts each piece gets: at least one where nothing else touches it, the rest to where a part would be heaviest. */
function apportioned(
  graph: BlockGraph,
  parts: Int32Array,
  count: number,
  pieces: readonly (readonly number[])[],
): number[] {
  const loads = pieces.map(blocks => blocks.reduce((sum, block) => sum + (graph.loads[block] ?? 0), 0))
  const shares: number[] = pieces.map(blocks => (touchesPart(graph, parts, blocks) ? 0 : 1))
  for (let left = count - shares.reduce((sum, each) => sum + each, 0); left > 0; left -= 1) {
    let [best, heaviest] = [-1, Number.NEGATIVE_INFINITY]
    for (const [at, blocks] of pieces.entries()) {
      const share = shares[at] ?? 0
      // Webster's method: nearest to the exact share over all pieces.
      const weight = share < blocks.length ? (loads[at] ?? 0) / (share + 0.5) : Number.NEGATIVE_INFINITY
      if (weight > heaviest) [best, heaviest] = [at, weight]
    }
    if (best < 0) break
    shares[best] = (shares[best] ?? 0) + 1
  }
  return shares
}

function touchesPart(graph: BlockGraph, parts: Int32Array, blocks: readonly number[]): boolean {
  return blocks.some(block => {
    for (let at = graph.starts[block] ?? 0; at < (graph.starts[block + 1] ?? 0); at += 1)
      if ((parts[graph.neighbours[at] ?? 0] ?? -1) >= 0) return true
    return false
  })
}

/** Cuts across the longest axis, in proportion to the number of parts on either side, until each part has its blocks. */
function halve(graph: BlockGraph, parts: Int32Array, blocks: Int32Array, names: readonly number[]): void {
  const [first = 0] = names
  if (names.length === 1) {
    for (const block of blocks) parts[block] = first
    return
  }
  const along = axisOf(graph, blocks)
  const place = new Map<number, number>()
  let total = 0
  for (const block of blocks) {
    place.set(block, (graph.xs[block] ?? 0) * along.x + (graph.ys[block] ?? 0) * along.y)
    // A trace of area, so that ground without households is shared too.
    total += weightOf(graph, block)
  }
  const sorted = blocks.slice().sort((a, b) => (place.get(a) ?? 0) - (place.get(b) ?? 0) || a - b)
  const left = names.length >> 1
  const wanted = (total * left) / names.length
  let [cut, sum] = [0, 0]
  while (cut < sorted.length && sum + weightOf(graph, sorted[cut] ?? 0) / 2 < wanted) {
    sum += weightOf(graph, sorted[cut] ?? 0)
    cut += 1
  }
  // Each side keeps a block for each of its parts.
  cut = Math.max(left, Math.min(sorted.length - (names.length - left), cut))
  halve(graph, parts, sorted.subarray(0, cut), names.slice(0, left))
  halve(graph, parts, sorted.subarray(cut), names.slice(left))
}

function weightOf(graph: BlockGraph, block: number): number {
  return (graph.loads[block] ?? 0) + 1e-9 * (graph.areas[block] ?? 0) + 1e-12
}

function axisOf({ xs, ys, areas }: BlockGraph, blocks: Int32Array): { x: number; y: number } {
  let [weight, mx, my] = [0, 0, 0]
  for (const block of blocks) {
    const area = (areas[block] ?? 0) + 1e-9
    weight += area
    mx += area * (xs[block] ?? 0)
    my += area * (ys[block] ?? 0)
  }
  let [xx, xy, yy] = [0, 0, 0]
  for (const block of blocks) {
    const [area, dx, dy] = [
      (areas[block] ?? 0) + 1e-9,
      (xs[block] ?? 0) - mx / weight,
      (ys[block] ?? 0) - my / weight,
    ]
    xx += area * dx * dx
    xy += area * dx * dy
    yy += area * dy * dy
  }
  const angle = Math.atan2(2 * xy, xx - yy) / 2
  return { x: Math.cos(angle), y: Math.sin(angle) }
}

/** Lloyd's rounds with weights that even the load out: each block asks only the parts that it touches. */
function round(
  graph: BlockGraph,
  parts: Int32Array,
  blocks: readonly number[],
  names: readonly number[],
): void {
  const { xs, ys, areas, loads, starts, neighbours } = graph
  const size = Math.max(...names) + 1
  const [cx, cy, load, area] = [0, 1, 2, 3].map(() => new Float64Array(size))
  const weights = new Float64Array(size)
  const members = new Int32Array(size)
  const isOurs = new Uint8Array(size)
  for (const name of names) isOurs[name] = 1
  const total = blocks.reduce((sum, block) => sum + (loads[block] ?? 0), 0)
  const target = total / names.length
  if (!cx || !cy || !load || !area || !(target > 0)) return
  for (let turn = 0; turn < rounds; turn += 1) {
    for (const sums of [cx, cy, load, area]) sums.fill(0)
    members.fill(0)
    for (const block of blocks) {
      const part = parts[block] ?? 0
      const ground = (areas[block] ?? 0) + 1e-9
      cx[part] = (cx[part] ?? 0) + ground * (xs[block] ?? 0)
      cy[part] = (cy[part] ?? 0) + ground * (ys[block] ?? 0)
      area[part] = (area[part] ?? 0) + ground
      load[part] = (load[part] ?? 0) + (loads[block] ?? 0)
      members[part] = (members[part] ?? 0) + 1
    }
    for (const part of names) {
      const ground = area[part] ?? 1
      cx[part] = (cx[part] ?? 0) / ground
      cy[part] = (cy[part] ?? 0) / ground
      const lack = Math.max(-1, Math.min(1, 1 - (load[part] ?? 0) / target))
      weights[part] = (weights[part] ?? 0) + 0.2 * lack * (ground / Math.PI)
    }
    let changed = 0
    for (const block of blocks) {
      const own = parts[block] ?? 0
      if ((members[own] ?? 0) <= 1) continue
      const [x, y] = [xs[block] ?? 0, ys[block] ?? 0]
      const power = (part: number): number =>
        (x - (cx[part] ?? 0)) ** 2 + (y - (cy[part] ?? 0)) ** 2 - (weights[part] ?? 0)
      let [best, least] = [own, power(own)]
      for (let at = starts[block] ?? 0; at < (starts[block + 1] ?? 0); at += 1) {
        const other = parts[neighbours[at] ?? 0] ?? -1
        if (other < 0 || other === best || isOurs[other] !== 1) continue
        const far = power(other)
        if (far < least) [best, least] = [other, far]
      }
      if (best === own) continue
      parts[block] = best
      members[own] = (members[own] ?? 0) - 1
      members[best] = (members[best] ?? 0) + 1
      changed += 1
    }
    if (changed === 0) break
  }
}
