// Locked blocks stay in their part, so the part must be able to hang together around them.
import type { BlockGraph } from '../divide.ts'
import { type Pieces, piecesOf } from './pieces.ts'

/** Where locked blocks of one part lie apart, a way of unlocked blocks between them is taken into the part. */
export function joinLocked(graph: BlockGraph, parts: Int32Array, locked: Uint8Array): void {
  if (!locked.includes(1)) return
  for (;;) {
    const pieces = piecesOf(graph, parts)
    const holding = lockedPieces(pieces, locked)
    const seen = new Set<number>()
    const apart = [...holding].find(piece => {
      const part = pieces.parts[piece] ?? 0
      if (seen.has(part)) return true
      seen.add(part)
      return false
    })
    if (apart === undefined) return
    const part = pieces.parts[apart] ?? 0
    const way = wayTo(graph, parts, locked, pieces, apart, part, holding)
    if (!way)
      throw new RangeError(
        `The locked blocks of grid ${part} lie apart, with nothing unlocked between them. Unlock some of them, or what lies between.`,
      )
    for (const block of way) parts[block] = part
  }
}

/** The pieces that hold a locked block. */
export function lockedPieces(pieces: Pieces, locked: Uint8Array): Set<number> {
  const holding = new Set<number>()
  for (let block = 0; block < locked.length; block += 1)
    if (locked[block] === 1) holding.add(pieces.of[block] ?? 0)
  return holding
}

/** The fewest unlocked blocks from a piece to another piece of the same part that holds locked blocks. */
function wayTo(
  graph: BlockGraph,
  parts: Int32Array,
  locked: Uint8Array,
  pieces: Pieces,
  from: number,
  part: number,
  holding: ReadonlySet<number>,
): number[] | undefined {
  const cameFrom = new Int32Array(parts.length).fill(-2)
  const queue: number[] = []
  for (let block = 0; block < parts.length; block += 1)
    if (pieces.of[block] === from) {
      cameFrom[block] = -1
      queue.push(block)
    }
  for (const block of queue)
    for (let at = graph.starts[block] ?? 0; at < (graph.starts[block + 1] ?? 0); at += 1) {
      const other = graph.neighbours[at] ?? 0
      if (cameFrom[other] !== -2) continue
      const piece = pieces.of[other] ?? 0
      if (parts[other] === part && holding.has(piece)) {
        const way: number[] = []
        for (let step = block; step >= 0 && pieces.of[step] !== from; step = cameFrom[step] ?? -1)
          way.push(step)
        return way
      }
      if (locked[other] === 1) continue
      cameFrom[other] = block
      queue.push(other)
    }
  return undefined
}
