// The division a search begins from: what is there today as far as it is sound, the rest seeded, every part whole.
import type { BlockGraph } from '../divide.ts'
import { joinLocked } from './locks.ts'
import { fillEmpty, keepOnePiece, spread } from './mending.ts'
import { piecesOf } from './pieces.ts'
import { seed } from './seeds.ts'

export function begin(
  graph: BlockGraph,
  count: number,
  current: Int32Array | undefined,
  locked: Uint8Array,
): Int32Array {
  const parts = current ? current.slice() : new Int32Array(graph.loads.length).fill(-1)
  joinLocked(graph, parts, locked)
  keepOnePiece(graph, parts, locked)
  seed(graph, parts, freed(graph, parts, count, locked))
  keepOnePiece(graph, parts, locked)
  spread(graph, parts, locked)
  fillEmpty(graph, parts, count, locked)
  return parts
}

/** The parts that have no block. Where islands without any part need more of them, the lightest unlocked ones are dissolved. */
function freed(graph: BlockGraph, parts: Int32Array, count: number, locked: Uint8Array): number[] {
  for (;;) {
    const pieces = piecesOf(graph, parts)
    const loads = new Float64Array(count)
    const isHeld = new Uint8Array(count)
    const isBeside = new Uint8Array(count)
    const sizes = new Int32Array(count)
    const isLone = new Uint8Array(pieces.count).fill(1)
    for (let block = 0; block < parts.length; block += 1) {
      const part = parts[block] ?? -1
      if (part >= 0) {
        sizes[part] = (sizes[part] ?? 0) + 1
        loads[part] = (loads[part] ?? 0) + (graph.loads[block] ?? 0)
        if (locked[block] === 1) isHeld[part] = 1
      }
      for (let at = graph.starts[block] ?? 0; at < (graph.starts[block + 1] ?? 0); at += 1) {
        const other = parts[graph.neighbours[at] ?? 0] ?? -1
        if (other < 0 || other === part) continue
        if (part >= 0) isBeside[part] = 1
        isLone[pieces.of[block] ?? 0] = 0
      }
    }
    const free = [...sizes.keys()].filter(part => sizes[part] === 0)
    const lone = [...isLone.keys()].filter(piece => pieces.parts[piece] === -1 && isLone[piece] === 1)
    if (lone.length <= free.length) return free
    const [lightest] = [...sizes.keys()]
      .filter(part => isHeld[part] === 0 && isBeside[part] === 1)
      .sort((a, b) => (loads[a] ?? 0) - (loads[b] ?? 0) || a - b)
    if (lightest === undefined)
      throw new RangeError(
        'Every piece of ground needs a grid of its own, and locked blocks leave too few. Unlock some, or ask for more grids.',
      )
    for (let block = 0; block < parts.length; block += 1) if (parts[block] === lightest) parts[block] = -1
  }
}
