// Makes parts sound: each of one piece, none without a block, every block in one. What is locked stays in its part.
import type { BlockGraph } from '../divide.ts'
import { lockedPieces } from './locks.ts'
import { piecesOf } from './pieces.ts'

/** Of each part the piece with locked blocks, else the heaviest, stays; the others are in no part any more. */
export function keepOnePiece(graph: BlockGraph, parts: Int32Array, locked: Uint8Array): void {
  const pieces = piecesOf(graph, parts)
  const holding = lockedPieces(pieces, locked)
  const kept = new Map<number, number>()
  const rank = (piece: number): number =>
    holding.has(piece) ? Number.POSITIVE_INFINITY : (pieces.loads[piece] ?? 0)
  for (const [piece, part] of pieces.parts.entries()) {
    const before = kept.get(part)
    const isMore =
      before === undefined ||
      rank(piece) > rank(before) ||
      (rank(piece) === rank(before) && (pieces.sizes[piece] ?? 0) > (pieces.sizes[before] ?? 0))
    if (isMore) kept.set(part, piece)
  }
  for (let block = 0; block < parts.length; block += 1)
    if (kept.get(parts[block] ?? -1) !== pieces.of[block]) parts[block] = -1
}

/** Blocks in no part join a part they touch, ring by ring, the lightest first; whole groups that touch none wait for fillEmpty. */
export function spread(graph: BlockGraph, parts: Int32Array, locked: Uint8Array): void {
  const loads: number[] = []
  const frozen: boolean[] = []
  let open: number[] = []
  for (let block = 0; block < parts.length; block += 1) {
    const part = parts[block] ?? -1
    if (part < 0) open.push(block)
    else {
      loads[part] = (loads[part] ?? 0) + (graph.loads[block] ?? 0)
      frozen[part] = (frozen[part] ?? true) && locked[block] === 1
    }
  }
  let mayFrozen = false
  while (open.length > 0) {
    const chosen: [number, number][] = []
    for (const block of open) {
      let best = -1
      for (let at = graph.starts[block] ?? 0; at < (graph.starts[block + 1] ?? 0); at += 1) {
        const part = parts[graph.neighbours[at] ?? 0] ?? -1
        if (part < 0 || (frozen[part] && !mayFrozen)) continue
        if (best < 0 || (loads[part] ?? 0) < (loads[best] ?? 0)) best = part
      }
      if (best >= 0) chosen.push([block, best])
    }
    if (chosen.length === 0) {
      // Only parts that are wholly locked are left to join.
      if (mayFrozen) return
      mayFrozen = true
      continue
    }
    for (const [block, part] of chosen) {
      parts[block] = part
      loads[part] = (loads[part] ?? 0) + (graph.loads[block] ?? 0)
    }
    open = open.filter(block => (parts[block] ?? -1) < 0)
  }
}

/** A part without blocks is cut off from the heaviest part that can give some. */
export function fillEmpty(graph: BlockGraph, parts: Int32Array, count: number, locked: Uint8Array): void {
  for (;;) {
    const members: number[][] = Array.from({ length: count }, () => [])
    const loads = new Float64Array(count)
    for (let block = 0; block < parts.length; block += 1) {
      const part = parts[block] ?? 0
      members[part]?.push(block)
      loads[part] = (loads[part] ?? 0) + (graph.loads[block] ?? 0)
    }
    const empty = members.findIndex(blocks => blocks.length === 0)
    if (empty < 0) return
    const heavy = [...members.keys()].sort((a, b) => (loads[b] ?? 0) - (loads[a] ?? 0) || a - b)
    let given: number[] = []
    for (const part of heavy) {
      given = branchOf(graph, parts, members[part] ?? [], (loads[part] ?? 0) / 2, locked)
      if (given.length > 0) break
    }
    if (given.length === 0)
      throw new RangeError(
        'So many blocks are locked that not every grid can have one. Unlock some, or ask for fewer grids.',
      )
    for (const block of given) parts[block] = empty
  }
}

/** The branch of a tree over a part whose load is nearest to what is wanted, with nothing locked in it. */
function branchOf(
  graph: BlockGraph,
  parts: Int32Array,
  members: readonly number[],
  wanted: number,
  locked: Uint8Array,
): number[] {
  const [first] = [members.find(block => locked[block] === 1) ?? members[0]]
  if (first === undefined || members.length < 2) return []
  const part = parts[first]
  const above = new Map<number, number>([[first, -1]])
  const order = [first]
  for (const block of order)
    for (let at = graph.starts[block] ?? 0; at < (graph.starts[block + 1] ?? 0); at += 1) {
      const other = graph.neighbours[at] ?? 0
      if (parts[other] !== part || above.has(other)) continue
      above.set(other, block)
      order.push(other)
    }
  const sums = new Map<number, number>()
  const holds = new Set<number>()
  for (const block of [...order].reverse()) {
    const sum = (sums.get(block) ?? 0) + (graph.loads[block] ?? 0)
    sums.set(block, sum)
    if (locked[block] === 1) holds.add(block)
    const parent = above.get(block) ?? -1
    if (parent < 0) continue
    sums.set(parent, (sums.get(parent) ?? 0) + sum)
    if (holds.has(block)) holds.add(parent)
  }
  let [root, least] = [-1, Number.POSITIVE_INFINITY]
  for (const block of order) {
    const off = Math.abs((sums.get(block) ?? 0) - wanted)
    if (block !== first && !holds.has(block) && off < least) [root, least] = [block, off]
  }
  if (root < 0) return []
  const branch = new Set([root])
  for (const block of order) if (branch.has(above.get(block) ?? -1)) branch.add(block)
  return [...branch]
}
