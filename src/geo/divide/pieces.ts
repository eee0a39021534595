// The pieces that parts fall into: blocks of one part that reach each other through blocks of the same part.
import type { BlockGraph } from '../divide.ts'

export interface Pieces {
  count: number
  /** The piece of each block. */
  of: Int32Array
  /** The part each piece belongs to (-1: blocks in no part yet). */
  parts: Int32Array
  loads: Float64Array
  sizes: Int32Array
}

/** Pieces in the order of their first block. */
export function piecesOf(graph: BlockGraph, parts: Int32Array): Pieces {
  const { starts, neighbours, loads } = graph
  const blocks = loads.length
  const of = new Int32Array(blocks).fill(-1)
  const queue = new Int32Array(blocks)
  const pieceParts: number[] = []
  const pieceLoads: number[] = []
  const pieceSizes: number[] = []
  for (let first = 0; first < blocks; first += 1) {
    if (of[first] !== -1) continue
    const piece = pieceParts.length
    const part = parts[first] ?? -1
    let [head, tail, load] = [0, 1, 0]
    queue[0] = first
    of[first] = piece
    while (head < tail) {
      const block = queue[head] ?? 0
      head += 1
      load += loads[block] ?? 0
      for (let at = starts[block] ?? 0; at < (starts[block + 1] ?? 0); at += 1) {
        const other = neighbours[at] ?? 0
        if (of[other] !== -1 || parts[other] !== part) continue
        of[other] = piece
        queue[tail] = other
        tail += 1
      }
    }
    pieceParts.push(part)
    pieceLoads.push(load)
    pieceSizes.push(tail)
  }
  return {
    count: pieceParts.length,
    of,
    parts: Int32Array.from(pieceParts),
    loads: Float64Array.from(pieceLoads),
    sizes: Int32Array.from(pieceSizes),
  }
}
