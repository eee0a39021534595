// The search from the first parts to the answer: seeds or today's division, annealing, the worst pairs cut anew; and what
// is best so far, so that it can be stopped at any time.
import type { BlockGraph, DivideOptions, DivideResult, Figures } from '../divide.ts'
import { anneal } from './annealing.ts'
import { begin } from './beginning.ts'
import { chance } from './chance.ts'
import { type Energy, totalCost } from './energy.ts'
import { countFigures, usualWithin } from './figures.ts'
import { recombine } from './recombining.ts'
import { stateOf } from './state.ts'

/** Proposals where the caller sets no budget: seconds for a district, under a minute for a city. */
function usualSteps(blocks: number): number {
  return Math.min(450_000_000, Math.max(200_000, 10_000 * blocks, 20_000 * blocks - 50_000_000))
}

/** The last share of the steps brings in the grids that are still past the bound. */
const lastShare = 0.1

/** Temperatures in prices of a border of mean length. An adjustment begins cool, so that what is good stays. */
const fresh = { hot: 1, cold: 0.1 }
const adjusting = { hot: 0.15, cold: 0.05 }
const finishing = { hot: 0.3, cold: 0.05 }

export function search(graph: BlockGraph, options: DivideOptions): DivideResult {
  const { count, current, go, within = usualWithin } = options
  const locked = options.locked ?? new Uint8Array(graph.loads.length)
  const target = graph.loads.reduce((sum, load) => sum + load, 0) / count
  const isHeld = current !== undefined && (options.stay ?? 1) > 0
  const energy = energyOf(graph, options, target, isHeld)
  const strict = isHeld ? energy : { ...energy, fine: 2 * energy.fine, wall: 20 * energy.wall }
  const steps = options.steps ?? usualSteps(graph.loads.length)
  const random = chance(options.seed)
  const counted = (parts: Int32Array): Figures =>
    countFigures(graph, { parts, count }, { within, ...(current && { current }) })

  let state = stateOf(graph, begin(graph, count, current, locked), count, locked)
  // Judged as strictly as the end is, so that what was stopped early is the best of what was seen.
  const best = { parts: state.parts.slice(), cost: totalCost(state, strict, current) }
  const keepBest = (): void => {
    const cost = totalCost(state, strict, current)
    if (cost > best.cost) return
    best.cost = cost
    best.parts.set(state.parts)
  }
  const isGoing = (step: number): boolean => go?.({ step, steps, best: counted(best.parts) }) !== false
  const pauseEvery = Math.floor(steps / 50)
  const work = (
    wanted: Energy,
    from: number,
    schedule: { steps: number; hot: number; cold: number },
  ): number =>
    from +
    anneal(state, wanted, { ...schedule, pauseEvery }, random, current, step => {
      keepBest()
      return isGoing(from + step)
    })

  const turn = Math.round(steps * (1 - lastShare))
  let done = 0
  if (isGoing(0)) done = work(energy, 0, { steps: turn, ...(isHeld ? adjusting : fresh) })
  if (done === turn) done = work(strict, turn, { steps: steps - turn, ...(isHeld ? adjusting : finishing) })
  keepBest()
  state = stateOf(graph, best.parts, count, locked)
  if (done === steps) recombine(state, strict, within, random, current)
  const { parts } = state
  return {
    parts,
    count,
    figures: counted(parts),
    seed: options.seed,
    steps: done,
    forced: forcedOf(graph, target, within),
  }
}

/** Any division has at least as many grids past the bound as there are such blocks, and the worst at least as far. */
function forcedOf({ loads }: BlockGraph, target: number, within: number): DivideResult['forced'] {
  return [...loads.entries()]
    .filter(([, load]) => load > (1 + within) * target + 1e-9)
    .map(([block, load]) => ({ block, load }))
}

function energyOf(graph: BlockGraph, options: DivideOptions, target: number, isHeld: boolean): Energy {
  const { lengths } = graph
  const { within = usualWithin, beta = 1, stay = 1 } = options
  const mean = lengths.length > 0 ? lengths.reduce((sum, each) => sum + each, 0) / lengths.length : 1
  const unit = target > 0 ? target : 1
  // Where a grid has many blocks, its border is of many pieces, and the fine must outweigh more of them.
  const blocksEach = graph.loads.length / options.count
  // Weights are meant for a bound of 10 %: a wider one is a gentler slope. An adjustment is there to bring grids back
  // within, and pays for that with households.
  const load = isHeld
    ? { balance: 0, wall: 4 / within ** 2, fine: 8 }
    : { balance: 0.03 / within ** 2, wall: 0.5 / within ** 2, fine: 0.9 + 0.6 * Math.min(1, blocksEach / 30) }
  return {
    ...load,
    target: unit,
    shoulder: 0.999 * within,
    metre: beta / (mean > 0 ? mean : 1),
    round: beta,
    household: isHeld ? (10 * stay) / unit : 0,
  }
}
