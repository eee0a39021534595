// A division while it is worked on: for each part its load, border, area and number of blocks, kept right by every move.
import type { BlockGraph } from '../divide.ts'

export interface State {
  graph: BlockGraph
  count: number
  /** The part of each block; every part has a block, and its blocks hang together. */
  parts: Int32Array
  loads: Float64Array
  areas: Float64Array
  perimeters: Float64Array
  sizes: Int32Array
  /** 1: the block stays where it is. */
  locked: Uint8Array
  /** 1: the part stays as it is, because all of it is locked. */
  frozen: Uint8Array
}

export function stateOf(graph: BlockGraph, parts: Int32Array, count: number, locked: Uint8Array): State {
  const state: State = {
    ...{ graph, count, parts, locked },
    loads: new Float64Array(count),
    areas: new Float64Array(count),
    perimeters: new Float64Array(count),
    sizes: new Int32Array(count),
    frozen: new Uint8Array(count).fill(1),
  }
  for (let block = 0; block < parts.length; block += 1) {
    if (locked[block] !== 1) state.frozen[parts[block] ?? 0] = 0
    add(state, block)
  }
  return state
}

/** The sums of some parts anew, from the blocks that are in them now. */
export function resum(state: State, changed: readonly number[], blocks: readonly number[]): void {
  for (const part of changed)
    for (const sums of [state.loads, state.areas, state.perimeters, state.sizes]) sums[part] = 0
  for (const block of blocks) add(state, block)
}

/** Adds what a block is to the sums of its part; borders within the part are on neither side's border. */
function add({ graph, parts, loads, areas, perimeters, sizes }: State, block: number): void {
  const part = parts[block] ?? 0
  let border = graph.perimeters[block] ?? 0
  for (let at = graph.starts[block] ?? 0; at < (graph.starts[block + 1] ?? 0); at += 1)
    if (parts[graph.neighbours[at] ?? 0] === part) border -= graph.lengths[at] ?? 0
  loads[part] = (loads[part] ?? 0) + (graph.loads[block] ?? 0)
  areas[part] = (areas[part] ?? 0) + (graph.areas[block] ?? 0)
  perimeters[part] = (perimeters[part] ?? 0) + border
  sizes[part] = (sizes[part] ?? 0) + 1
}
