// Blocks renumbered along a Hilbert curve, so that neighbours lie near each other in memory too: the search spends most of
// its time waiting for memory, and blocks come in any order.
import type { BlockGraph } from '../divide.ts'

/** The blocks in the order in which the curve meets their centres. */
export function alongCurve({ xs, ys }: Pick<BlockGraph, 'xs' | 'ys'>): Int32Array {
  const [west, south] = [least(xs), least(ys)]
  const side = Math.max(-least(xs.map(x => -x)) - west, -least(ys.map(y => -y)) - south)
  const scale = side > 0 ? 65_535 / side : 0
  const keys = Float64Array.from(xs, (x, block) =>
    place((x - west) * scale, ((ys[block] ?? 0) - south) * scale),
  )
  return Int32Array.from(xs.keys()).sort((a, b) => (keys[a] ?? 0) - (keys[b] ?? 0) || a - b)
}

function least(values: Float64Array): number {
  return values.reduce((low, each) => Math.min(low, each), Number.POSITIVE_INFINITY)
}

/** How far along a curve of 16 levels a place lies (Hilbert 1891; the usual walk down its quarters). */
function place(east: number, north: number): number {
  let [x, y, far] = [Math.floor(east), Math.floor(north), 0]
  for (let half = 32_768; half >= 1; half /= 2) {
    const [right, up] = [x >= half ? 1 : 0, y >= half ? 1 : 0]
    far += half * half * ((3 * right) ^ up)
    x -= right * half
    y -= up * half
    if (up === 1) continue
    if (right === 1) [x, y] = [half - 1 - x, half - 1 - y]
    ;[x, y] = [y, x]
  }
  return far
}

/** The same graph with block order[at] as block at. */
export function renumbered(graph: BlockGraph, order: Int32Array): BlockGraph {
  const blocks = order.length
  const now = new Int32Array(blocks)
  for (const [at, block] of order.entries()) now[block] = at
  const starts = new Int32Array(blocks + 1)
  const neighbours = new Int32Array(graph.neighbours.length)
  const lengths = new Float64Array(graph.lengths.length)
  let next = 0
  for (const [at, block] of order.entries()) {
    for (let row = graph.starts[block] ?? 0; row < (graph.starts[block + 1] ?? 0); row += 1) {
      neighbours[next] = now[graph.neighbours[row] ?? 0] ?? 0
      lengths[next] = graph.lengths[row] ?? 0
      next += 1
    }
    starts[at + 1] = next
  }
  const moved = (values: Float64Array): Float64Array => Float64Array.from(order, block => values[block] ?? 0)
  return {
    ...{ starts, neighbours, lengths },
    loads: moved(graph.loads),
    areas: moved(graph.areas),
    perimeters: moved(graph.perimeters),
    xs: moved(graph.xs),
    ys: moved(graph.ys),
  }
}
