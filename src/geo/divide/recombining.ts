// The last step: a part that is still past the bound is joined with a neighbour, and the two are cut anew where a tree
// over both falls into better halves (recombination: DeFord, Duchin and Solomon 2021).
import type { BlockGraph } from '../divide.ts'
import type { Chance } from './chance.ts'
import { costOf, type Energy } from './energy.ts'
import { resum, type State } from './state.ts'

/** Trees tried for each pair. */
const tries = 24

/** Works on the state in place, round after round while any pair gets better; never makes the whole worse. */
export function recombine(
  state: State,
  energy: Energy,
  within: number,
  chance: Chance,
  home: Int32Array | undefined,
): void {
  for (let turn = 0; turn < 8; turn += 1) {
    let isBetter = false
    const members = membersOf(state)
    for (let part = 0; part < state.count; part += 1) {
      if (state.frozen[part] === 1 || Math.abs((state.loads[part] ?? 0) / energy.target - 1) <= within)
        continue
      for (const other of besides(state, part, members[part] ?? [])) {
        const both = [...(members[part] ?? []), ...(members[other] ?? [])]
        if (
          both.length < 3 ||
          state.frozen[other] === 1 ||
          !recut(state, energy, part, other, both, chance, home)
        )
          continue
        isBetter = true
        members[part] = both.filter(block => state.parts[block] === part)
        members[other] = both.filter(block => state.parts[block] === other)
      }
    }
    if (!isBetter) return
  }
}

function membersOf({ parts, count }: State): number[][] {
  const members: number[][] = Array.from({ length: count }, () => [])
  for (const [block, part] of parts.entries()) members[part]?.push(block)
  return members
}

function besides({ graph, parts }: State, part: number, members: readonly number[]): number[] {
  const found = new Set<number>()
  for (const block of members)
    for (let at = graph.starts[block] ?? 0; at < (graph.starts[block + 1] ?? 0); at += 1)
      found.add(parts[graph.neighbours[at] ?? 0] ?? part)
  found.delete(part)
  return [...found].sort((a, b) => a - b)
}

/** Whether a better cut between two parts was found and taken. */
function recut(
  state: State,
  energy: Energy,
  one: number,
  two: number,
  both: readonly number[],
  chance: Chance,
  home: Int32Array | undefined,
): boolean {
  const { graph, parts, locked } = state
  const before = both.map(block => parts[block] ?? 0)
  let least = costOfPair(state, energy, one, two, both, home) - 1e-9
  let best: number[] | undefined
  for (let turn = 0; turn < tries; turn += 1) {
    const branch = halfOf(graph, parts, both, energy, one, two, chance)
    if (!branch) continue
    // The branch is named so that more of it stays what it is; the other names are tried where they are locked.
    const kept = both.reduce(
      (sum, block, at) => sum + (branch.has(block) === (before[at] === one) ? 1 : -1),
      0,
    )
    const [inside, outside] = kept >= 0 ? [one, two] : [two, one]
    const isAllowed = both.every(
      (block, at) => locked[block] !== 1 || before[at] === (branch.has(block) ? inside : outside),
    )
    if (!isAllowed) continue
    for (const block of both) parts[block] = branch.has(block) ? inside : outside
    resum(state, [one, two], both)
    const cost = costOfPair(state, energy, one, two, both, home)
    if (cost < least) [least, best] = [cost, both.map(block => parts[block] ?? 0)]
    for (const [at, block] of both.entries()) parts[block] = before[at] ?? 0
  }
  for (const [at, block] of both.entries()) parts[block] = (best ?? before)[at] ?? 0
  resum(state, [one, two], both)
  return best !== undefined
}

function costOfPair(
  { graph, parts, loads, areas, perimeters }: State,
  energy: Energy,
  one: number,
  two: number,
  both: readonly number[],
  home: Int32Array | undefined,
): number {
  let cost = 0
  for (const part of [one, two])
    cost += costOf(energy, loads[part] ?? 0, areas[part] ?? 0, perimeters[part] ?? 0)
  for (const block of both) {
    const own = home?.[block] ?? -1
    if (own >= 0 && own !== parts[block]) cost += energy.household * (graph.loads[block] ?? 0)
    if (parts[block] !== one) continue
    for (let at = graph.starts[block] ?? 0; at < (graph.starts[block + 1] ?? 0); at += 1)
      if (parts[graph.neighbours[at] ?? 0] === two) cost += energy.metre * (graph.lengths[at] ?? 0)
  }
  return cost
}

/** The branch of a random tree over two parts that leaves both nearest to the target. */
function halfOf(
  graph: BlockGraph,
  parts: Int32Array,
  both: readonly number[],
  energy: Energy,
  one: number,
  two: number,
  chance: Chance,
): Set<number> | undefined {
  const root = both[chance.below(both.length)] ?? 0
  const above = new Map<number, number>([[root, -1]])
  const order: number[] = []
  const open = [root]
  while (open.length > 0) {
    // A block from anywhere in the front: trees come out ragged and different each time.
    const at = chance.below(open.length)
    const block = open[at] ?? 0
    open[at] = open.at(-1) ?? 0
    open.pop()
    order.push(block)
    for (let row = graph.starts[block] ?? 0; row < (graph.starts[block + 1] ?? 0); row += 1) {
      const other = graph.neighbours[row] ?? 0
      if (above.has(other) || (parts[other] !== one && parts[other] !== two)) continue
      above.set(other, block)
      open.push(other)
    }
  }
  // An earlier cut may have parted the two; then there is no tree over both.
  if (order.length < both.length) return undefined
  const sums = new Map<number, number>()
  for (const block of order.toReversed()) {
    const sum = (sums.get(block) ?? 0) + (graph.loads[block] ?? 0)
    sums.set(block, sum)
    const parent = above.get(block) ?? -1
    if (parent >= 0) sums.set(parent, (sums.get(parent) ?? 0) + sum)
  }
  const whole = sums.get(root) ?? 0
  const off = (load: number): number => costOf({ ...energy, round: 0 }, load, 0, 0)
  let [top, least] = [-1, Number.POSITIVE_INFINITY]
  for (const block of order) {
    if (block === root) continue
    const sum = sums.get(block) ?? 0
    const cost = off(sum) + off(whole - sum)
    if (cost < least) [top, least] = [block, cost]
  }
  if (top < 0) return undefined
  const branch = new Set([top])
  for (const block of order) if (branch.has(above.get(block) ?? -1)) branch.add(block)
  return branch
}
