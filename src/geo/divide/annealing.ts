// Simulated annealing on block moves (Kirkpatrick 1983): a random block goes to a neighbour's part. Most moves die by
// their cost alone, before anybody asks whether the part they leave still hangs together.
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
  const blocks = parts.length
  const holds = contiguity(graph, parts)
  const costs = new Float64Array(state.count)
  for (let part = 0; part < state.count; part += 1)
    costs[part] = costOf(energy, loads[part] ?? 0, areas[part] ?? 0, perimeters[part] ?? 0)
  const scale = blocks / 4294967296
  const fall = (schedule.cold / schedule.hot) ** (1024 / Math.max(1024, schedule.steps))
  let temperature = schedule.hot
  let untilPause = schedule.pauseEvery
  for (let step = 0; step < schedule.steps; step += 1) {
    if ((step & 1023) === 0) {
      if (step > 0) temperature *= fall
      untilPause -= 1024
      if (untilPause < 0) {
        untilPause = schedule.pauseEvery
        if (!pause(step)) return step
      }
    }
    const block = Math.floor(chance.bits() * scale)
    const draw = chance.bits()
    const from = parts[block] ?? 0
    const [first, end] = [starts[block] ?? 0, starts[block + 1] ?? 0]
    if (first === end) continue
    const to = parts[neighbours[first + ((draw >>> 12) % (end - first))] ?? 0] ?? 0
    if (to === from || locked[block] === 1 || frozen[to] === 1 || (sizes[from] ?? 0) < 2) continue
    let [inFrom, inTo] = [0, 0]
    for (let at = first; at < end; at += 1) {
      const other = parts[neighbours[at] ?? 0] ?? 0
      if (other === from) inFrom += lengths[at] ?? 0
      else if (other === to) inTo += lengths[at] ?? 0
    }
    const [load, area, perimeter] = [
      graph.loads[block] ?? 0,
      graph.areas[block] ?? 0,
      graph.perimeters[block] ?? 0,
    ]
    const fromLoad = (loads[from] ?? 0) - load
    const fromArea = (areas[from] ?? 0) - area
    const fromPerimeter = (perimeters[from] ?? 0) - perimeter + 2 * inFrom
    const toLoad = (loads[to] ?? 0) + load
    const toArea = (areas[to] ?? 0) + area
    const toPerimeter = (perimeters[to] ?? 0) + perimeter - 2 * inTo
    const fromCost = costOf(energy, fromLoad, fromArea, fromPerimeter)
    const toCost = costOf(energy, toLoad, toArea, toPerimeter)
    let change = fromCost + toCost - (costs[from] ?? 0) - (costs[to] ?? 0) + energy.metre * (inFrom - inTo)
    if (home !== undefined && energy.household > 0) {
      const own = home[block] ?? -1
      if (own === from) change += energy.household * load
      else if (own === to) change -= energy.household * load
    }
    if (change > temperature * (odds[draw & 4095] ?? 0)) continue
    if (!holds(block, from)) continue
    parts[block] = to
    loads[from] = fromLoad
    loads[to] = toLoad
    areas[from] = fromArea
    areas[to] = toArea
    perimeters[from] = fromPerimeter
    perimeters[to] = toPerimeter
    sizes[from] = (sizes[from] ?? 0) - 1
    sizes[to] = (sizes[to] ?? 0) + 1
    costs[from] = fromCost
    costs[to] = toCost
  }
  return schedule.steps
}
