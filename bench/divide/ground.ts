// Ground to divide: irregular blocks of about 8,000 m² (Voronoi cells) with three dense centres, and loads as uneven as
// households are: log-normal, one block in eight nearly empty.

import { type Chance, chance } from '../../src/geo/divide/chance.ts'
import type { BlockGraph } from '../../src/geo/divide.ts'

const areaOfBlock = 8000

export function ground(blocks: number, seed: number): BlockGraph {
  const random = chance(seed)
  const side = Math.sqrt(blocks * areaOfBlock)
  const sites = sitesOf(blocks, side, random)
  const loads = Float64Array.from({ length: blocks }, () =>
    random.share() < 0.12 ? random.share() * 0.05 : Math.exp(0.9 * normal(random)),
  )
  // Households come in whole numbers, some thirty a block.
  return { ...cells(sites, side), loads: loads.map(load => Math.round(load * 20)) }
}

function normal(random: Chance): number {
  return Math.sqrt(-2 * Math.log(1 - random.share())) * Math.cos(2 * Math.PI * random.share())
}

interface Sites {
  xs: Float64Array
  ys: Float64Array
}

/** A third of the sites around three centres, the others anywhere. */
function sitesOf(blocks: number, side: number, random: Chance): Sites {
  const centres = [0, 1, 2].map(() => [0.2 + 0.6 * random.share(), 0.2 + 0.6 * random.share()] as const)
  const xs = new Float64Array(blocks)
  const ys = new Float64Array(blocks)
  for (let at = 0; at < blocks; at += 1) {
    const centre = random.share() < 1 / 3 ? centres[random.below(3)] : undefined
    let [x, y] = [-1, -1]
    while (x <= 0 || x >= 1 || y <= 0 || y >= 1)
      [x, y] = centre
        ? [centre[0] + 0.1 * normal(random), centre[1] + 0.1 * normal(random)]
        : [random.share(), random.share()]
    xs[at] = x * side
    ys[at] = y * side
  }
  return { xs, ys }
}

/** Voronoi cells within a square, each cut out of it by the bisectors with the sites around, the nearest first. */
function cells({ xs, ys }: Sites, side: number): Omit<BlockGraph, 'loads'> {
  const blocks = xs.length
  const columns = Math.max(1, Math.floor(Math.sqrt(blocks / 2)))
  const buckets: number[][] = Array.from({ length: columns * columns }, () => [])
  const cellOf = (value: number): number => Math.min(columns - 1, Math.floor((value / side) * columns))
  for (let at = 0; at < blocks; at += 1)
    buckets[cellOf(ys[at] ?? 0) * columns + cellOf(xs[at] ?? 0)]?.push(at)
  const shared = new Map<number, number>()
  const areas = new Float64Array(blocks)
  const perimeters = new Float64Array(blocks)
  for (let block = 0; block < blocks; block += 1) {
    const [x, y] = [xs[block] ?? 0, ys[block] ?? 0]
    let corners: Corner[] = [
      { x: 0, y: 0, beyond: -1 },
      { x: side, y: 0, beyond: -1 },
      { x: side, y: side, beyond: -1 },
      { x: 0, y: side, beyond: -1 },
    ]
    for (let ring = 0; ring <= columns; ring += 1) {
      const reach = Math.max(...corners.map(corner => Math.hypot(corner.x - x, corner.y - y)))
      // Everything nearer than this lies in the rings already seen.
      if (((ring - 1) * side) / columns > 2 * reach) break
      for (const other of around(buckets, columns, cellOf(x), cellOf(y), ring))
        if (other !== block) corners = clipped(corners, x, y, xs[other] ?? 0, ys[other] ?? 0, other)
    }
    for (const [at, from] of corners.entries()) {
      const to = corners[(at + 1) % corners.length] ?? from
      const length = Math.hypot(to.x - from.x, to.y - from.y)
      areas[block] = (areas[block] ?? 0) + (from.x * to.y - to.x * from.y) / 2
      perimeters[block] = (perimeters[block] ?? 0) + length
      if (from.beyond > block && length > 0.001) shared.set(block * blocks + from.beyond, length)
    }
  }
  return { ...rows(blocks, shared), areas, perimeters, xs, ys }
}

interface Corner {
  x: number
  y: number
  /** The block beyond the side that begins here. */
  beyond: number
}

/** What of a convex cell lies nearer to its own site than to another. */
function clipped(corners: Corner[], x: number, y: number, ox: number, oy: number, other: number): Corner[] {
  const [dx, dy] = [ox - x, oy - y]
  const bound = (ox * ox + oy * oy - x * x - y * y) / 2
  const over = corners.map(corner => corner.x * dx + corner.y * dy - bound)
  if (over.every(each => each <= 0)) return corners
  const kept: Corner[] = []
  for (const [at, from] of corners.entries()) {
    const next = (at + 1) % corners.length
    const to = corners[next] ?? from
    const [a, b] = [over[at] ?? 0, over[next] ?? 0]
    const cut = (beyond: number): Corner => {
      const share = a / (a - b)
      return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share, beyond }
    }
    if (a <= 0) {
      kept.push(from)
      if (b > 0) kept.push(cut(other))
    } else if (b <= 0) kept.push(cut(from.beyond))
  }
  return kept
}

function* around(
  buckets: number[][],
  columns: number,
  column: number,
  row: number,
  ring: number,
): Generator<number> {
  for (let r = Math.max(0, row - ring); r <= Math.min(columns - 1, row + ring); r += 1)
    for (let c = Math.max(0, column - ring); c <= Math.min(columns - 1, column + ring); c += 1)
      if (Math.max(Math.abs(r - row), Math.abs(c - column)) === ring) yield* buckets[r * columns + c] ?? []
}

function rows(
  blocks: number,
  shared: Map<number, number>,
): Pick<BlockGraph, 'starts' | 'neighbours' | 'lengths'> {
  const starts = new Int32Array(blocks + 1)
  for (const key of shared.keys())
    for (const end of [Math.floor(key / blocks), key % blocks]) starts[end + 1] = (starts[end + 1] ?? 0) + 1
  for (let block = 0; block < blocks; block += 1)
    starts[block + 1] = (starts[block + 1] ?? 0) + (starts[block] ?? 0)
  const next = starts.slice()
  const neighbours = new Int32Array(2 * shared.size)
  const lengths = new Float64Array(2 * shared.size)
  for (const [key, length] of shared) {
    const ends = [Math.floor(key / blocks), key % blocks] as const
    for (const [a, b] of [ends, [ends[1], ends[0]] as const]) {
      const at = next[a] ?? 0
      next[a] = at + 1
      neighbours[at] = b
      lengths[at] = length
    }
  }
  return { starts, neighbours, lengths }
}
