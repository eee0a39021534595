// Divides blocks into grids that hang together, carry about the same load and have short borders; or adjusts a division
// so that it does so again with as few households moved as possible. Pure: the same input and seed give the same answer.
import { countFigures } from './divide/figures.ts'
import { checkGraph, checkOptions } from './divide/input.ts'
import { alongCurve, renumbered } from './divide/order.ts'
import { search } from './divide/search.ts'

/** Blocks that touch: compressed rows. Blocks of block b are neighbours[starts[b] … starts[b+1]). */
export interface BlockGraph {
  /** One entry more than there are blocks. */
  starts: Int32Array
  /** Symmetric: each pair stands in the rows of both. */
  neighbours: Int32Array
  /** Metres of shared border, beside neighbours; already weighted: cheap along main roads, dear through a compound. */
  lengths: Float64Array
  /** Households (or any weighted measure) of each block, from 0 up. */
  loads: Float64Array
  /** Square metres. */
  areas: Float64Array
  /** Metres of the whole border of each block, shared and outer. */
  perimeters: Float64Array
  /** Centres in metres of a local plane. */
  xs: Float64Array
  ys: Float64Array
}

export interface Division {
  /** The part of each block, from 0 to count - 1. */
  parts: Int32Array
  count: number
}

export interface DivideOptions {
  /** Grids wanted. */
  count: number
  seed: number
  /** Share of the target load that a grid may be off, 0.10 where not given. */
  within?: number
  /** Shape against balance: the higher, the shorter the borders. */
  beta?: number
  /** Budget of proposals (reproducible); the caller may stop earlier through `go`. */
  steps?: number
  /** Present division to start from and to stay near to; -1: in none yet. */
  current?: Int32Array
  /** Price of moving a household out of its current grid (0: free). */
  stay?: number
  /** 1: the block stays in its current grid whatever happens; a grid that is locked wholly takes no block either. */
  locked?: Uint8Array
  /** Called now and then with what is best so far; false stops, and the best so far is the answer. */
  go?: (told: Progress) => boolean
}

export interface Progress {
  step: number
  steps: number
  best: Figures
}

export interface Figures {
  /** Parts within ± within of the mean load. */
  within: number
  /** Farthest and mean share that parts are off the mean load. */
  worst: number
  mean: number
  /** Length of border between parts, each border once. */
  cut: number
  /** Mean Polsby–Popper measure. */
  compactness: number
  broken: number
  empty: number
  /** Load that is no longer in its current part. */
  moved: number
}

export interface DivideResult extends Division {
  figures: Figures
  seed: number
  steps: number
  /** Blocks too large for any part: why a bound cannot hold. */
  forced: readonly { block: number; load: number }[]
}

/** Throws a RangeError with a sentence for people where the input is unsound or nothing can fulfil it. */
export function divide(graph: BlockGraph, options: DivideOptions): DivideResult {
  checkGraph(graph)
  checkOptions(graph, options)
  const order = alongCurve(graph)
  const { current, locked, ...others } = options
  const answer = search(renumbered(graph, order), {
    ...others,
    ...(current && { current: Int32Array.from(order, block => current[block] ?? -1) }),
    ...(locked && { locked: Uint8Array.from(order, block => locked[block] ?? 0) }),
  })
  const parts = new Int32Array(order.length)
  for (const [at, block] of order.entries()) parts[block] = answer.parts[at] ?? 0
  const forced = answer.forced.map(({ block, load }) => ({ block: order[block] ?? 0, load }))
  return { ...answer, parts, forced: forced.sort((a, b) => a.block - b.block) }
}

/** What a division is worth, counted afresh; also for divisions that were made elsewhere or by hand. */
export function figuresOf(
  graph: BlockGraph,
  division: Division,
  options?: Pick<DivideOptions, 'within' | 'current'>,
): Figures {
  return countFigures(graph, division, options)
}
