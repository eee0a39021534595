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

/** Proposals for each block where the caller sets no budget; most of the gain comes in the first half. */
const usualSteps = 9000

/** Temperatures in prices of a border of mean length. An adjustment begins cool, so that what is good stays. */
const fresh = { hot: 1.2, cold: 0.1 }
const adjusting = { hot: 0.15, cold: 0.05 }

export function search(graph: BlockGraph, options: DivideOptions): DivideResult {
  const { count, current, go, within = usualWithin } = options
  const locked = options.locked ?? new Uint8Array(graph.loads.length)
  const target = graph.loads.reduce((sum, load) => sum + load, 0) / count
  const energy = energyOf(graph, options, target, within)
  const steps = options.steps ?? usualSteps * graph.loads.length
  const random = chance(options.seed)
  const counted = (parts: Int32Array): Figures =>
    countFigures(graph, { parts, count }, { within, ...(current && { current }) })

  const state = stateOf(graph, begin(graph, count, current, locked), count, locked)
  const isHeld = current !== undefined && energy.household > 0
  const best = { parts: state.parts.slice(), cost: totalCost(state, energy, current) }
  const keepBest = (): void => {
    const cost = totalCost(state, energy, current)
    if (cost > best.cost) return
    best.cost = cost
    best.parts.set(state.parts)
  }
  let isStopped = go?.({ step: 0, steps, best: counted(best.parts) }) === false
  let done = 0
  if (!isStopped) {
    const schedule = {
      steps,
      ...(isHeld ? adjusting : fresh),
      pauseEvery: Math.max(4096, Math.floor(steps / 50)),
    }
    done = anneal(state, energy, schedule, random, current, step => {
      keepBest()
      isStopped = go?.({ step, steps, best: counted(best.parts) }) === false
      return !isStopped
    })
    keepBest()
  }
  const last = stateOf(graph, best.parts, count, locked)
  if (!isStopped) recombine(last, { ...energy, fine: 3 * energy.fine }, within, random, current)
  const { parts } = last
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

function energyOf(graph: BlockGraph, options: DivideOptions, target: number, within: number): Energy {
  const { lengths } = graph
  const mean = lengths.length > 0 ? lengths.reduce((sum, each) => sum + each, 0) / lengths.length : 1
  const unit = target > 0 ? target : 1
  const shoulder = 0.999 * within
  const isHeld = options.current !== undefined && (options.stay ?? 1) > 0
  return {
    target: unit,
    // Weights are meant for ±10 %: a wider bound is a gentler slope. An adjustment is there to bring grids back within.
    ...(isHeld
      ? { balance: 0, wall: 4 / within ** 2, shoulder, fine: 8 }
      : { balance: 0.03 / within ** 2, wall: 0.5 / within ** 2, shoulder, fine: 1.5 }),
    metre: (options.beta ?? 1) / (mean > 0 ? mean : 1),
    round: options.beta ?? 1,
    household: (options.current ? (options.stay ?? 1) * 10 : 0) / unit,
  }
}
