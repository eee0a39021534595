// Simulated annealing on block moves (Kirkpatrick 1983): a random block goes to a neighbour's part; where only its load
// forbids that, another block comes back for it. Most moves die by their cost alone, before anybody asks whether the
// parts they leave still hang together.
import type { Chance } from './chance.ts'
import { contiguity } from './contiguity.ts'
import { costOf, type Energy } from './energy.ts'
import type { State } from './state.ts'

export interface Schedule {
  /** Moves proposed. */
  steps: number
  /** Temperature at the first and at the last step; it falls by the same share each step. */
  hot: number
  cold: number
  /** Proposals between two calls of `pause`. */
  pauseEvery: number
}

/** Blocks are drawn from a window for a while, so that what is looked at lies near in memory; then from another one. */
const windowSize = 1024
const windowSteps = 4096

/** -ln of a share drawn evenly: what a move may cost, in temperatures. */
const odds = Float64Array.from({ length: 4096 }, (_, at) => -Math.log((at + 0.5) / 4096))

/** Works on the state in place; `pause` is told how many steps are done and stops the search by false. Returns steps done. */
export function anneal(
  state: State,
  energy: Energy,
  schedule: Schedule,
  chance: Chance,
  home: Int32Array | undefined,
  pause: (steps: number) => boolean,
): number {
  const { graph, parts, loads, areas, perimeters, sizes, locked, frozen } = state
  const { starts, neighbours, lengths } = graph
  const holds = contiguity(graph, parts)
  const costs = new Float64Array(state.count)
  for (let part = 0; part < state.count; part += 1)
    costs[part] = costOf(energy, loads[part] ?? 0, areas[part] ?? 0, perimeters[part] ?? 0)
  const blocks = parts.length
  const window = Math.min(blocks, windowSize)
  const scale = window / 4294967296
  const fall = (schedule.cold / schedule.hot) ** (windowSteps / Math.max(windowSteps, schedule.steps))
  let windowStart = 0
  let temperature = schedule.hot
  // No oftener than each window: a pause costs a count of everything.
  const pauseEvery = Math.max(windowSteps, schedule.pauseEvery)
  let untilPause = pauseEvery
  const stayCost = (block: number, from: number, to: number): number => {
    const own = home?.[block] ?? -1
    if (own === from) return energy.household * (graph.loads[block] ?? 0)
    return own === to ? -energy.household * (graph.loads[block] ?? 0) : 0
  }
  for (let step = 0; step < schedule.steps; step += 1) {
    if (step % windowSteps === 0) {
      if (step > 0) temperature *= fall
      windowStart = chance.below(blocks)
      untilPause -= windowSteps
      if (untilPause < 0) {
        untilPause = pauseEvery
        if (!pause(step)) return step
      }
    }
    const drawn = windowStart + Math.floor(chance.bits() * scale)
    const block = drawn < blocks ? drawn : drawn - blocks
    const draw = chance.bits()
    const from = parts[block] ?? 0
    const first = starts[block] ?? 0
    const degree = (starts[block + 1] ?? 0) - first
    if (degree === 0) continue
    const to = parts[neighbours[first + Math.floor((draw >>> 12) * degree * 2 ** -20)] ?? 0] ?? 0
    if (to === from || locked[block] === 1 || frozen[to] === 1 || sizes[from] === 1) continue
    let [inFrom, inTo] = [0, 0]
    for (let at = first; at < first + degree; at += 1) {
      const other = parts[neighbours[at] ?? 0] ?? 0
      if (other === from) inFrom += lengths[at] ?? 0
      else if (other === to) inTo += lengths[at] ?? 0
    }
    const before = (costs[from] ?? 0) + (costs[to] ?? 0)
    let bare = energy.metre * (inFrom - inTo)
    if (home !== undefined) bare += stayCost(block, from, to)
    const bound = temperature * (odds[draw & 4095] ?? 0)
    // Costs of parts cannot fall below that of two circles, so most moves die here, before those are reckoned.
    const hopeless = bound + Math.max(2, before - 2 * energy.round)
    if (bare > hopeless) continue
    let fromLoad = (loads[from] ?? 0) - (graph.loads[block] ?? 0)
    let fromArea = (areas[from] ?? 0) - (graph.areas[block] ?? 0)
    let fromPerimeter = (perimeters[from] ?? 0) - (graph.perimeters[block] ?? 0) + 2 * inFrom
    let toLoad = (loads[to] ?? 0) + (graph.loads[block] ?? 0)
    let toArea = (areas[to] ?? 0) + (graph.areas[block] ?? 0)
    let toPerimeter = (perimeters[to] ?? 0) + (graph.perimeters[block] ?? 0) - 2 * inTo
    let fromCost = costOf(energy, fromLoad, fromArea, fromPerimeter)
    let toCost = costOf(energy, toLoad, toArea, toPerimeter)
    let back = -1
    if (fromCost + toCost - before + bare > bound) {
      // Shape alone would forbid it too: not worth a search for something to come back.
      if (bare > bound + 2) continue
      const beside = neighbours[first + (chance.bits() % degree)] ?? 0
      if (parts[beside] !== from) continue
      const row = starts[beside] ?? 0
      const other = neighbours[row + (chance.bits() % ((starts[beside + 1] ?? 0) - row))] ?? 0
      if (parts[other] !== to || locked[other] === 1 || frozen[from] === 1) continue
      back = other
      // As if the first block had moved already.
      let [backFrom, backTo] = [0, 0]
      for (let at = starts[back] ?? 0; at < (starts[back + 1] ?? 0); at += 1) {
        const near = neighbours[at] ?? 0
        const part = near === block ? to : (parts[near] ?? 0)
        if (part === to) backTo += lengths[at] ?? 0
        else if (part === from) backFrom += lengths[at] ?? 0
      }
      fromLoad += graph.loads[back] ?? 0
      fromArea += graph.areas[back] ?? 0
      fromPerimeter += (graph.perimeters[back] ?? 0) - 2 * backFrom
      toLoad -= graph.loads[back] ?? 0
      toArea -= graph.areas[back] ?? 0
      toPerimeter += 2 * backTo - (graph.perimeters[back] ?? 0)
      fromCost = costOf(energy, fromLoad, fromArea, fromPerimeter)
      toCost = costOf(energy, toLoad, toArea, toPerimeter)
      bare += energy.metre * (backTo - backFrom)
      if (home !== undefined) bare += stayCost(back, to, from)
      if (fromCost + toCost - before + bare > bound) continue
    }
    if (!holds(block, from)) continue
    parts[block] = to
    if (back >= 0) {
      // `beside` is in the part that the second block comes to, so only what it leaves must be asked.
      if (!holds(back, to)) {
        parts[block] = from
        continue
      }
      parts[back] = from
    } else {
      sizes[from] = (sizes[from] ?? 0) - 1
      sizes[to] = (sizes[to] ?? 0) + 1
    }
    loads[from] = fromLoad
    loads[to] = toLoad
    areas[from] = fromArea
    areas[to] = toArea
    perimeters[from] = fromPerimeter
    perimeters[to] = toPerimeter
    costs[from] = fromCost
    costs[to] = toCost
  }
  return schedule.steps
}
