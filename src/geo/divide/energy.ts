// What the search wants, as one number to make small: loads near the target and hardly ever past the bound, short
// borders, round parts, households left where they are.

import type { State } from './state.ts'

export interface Energy {
  /** Load each part should have. */
  target: number
  /** Weight of the square of how far a part is off, as a share of the target. */
  balance: number
  /** Weight of the square of what lies past the shoulder: the wall before the bound. */
  wall: number
  /** Where the wall begins, as a share of the target. */
  shoulder: number
  /** Price of a part that lies past the shoulder at all. */
  fine: number
  /** Price of a metre of border between parts. */
  metre: number
  /** Price of a part's border squared beside its circle's (the inverse of Polsby and Popper's measure). */
  round: number
  /** Price of a household moved out of its part of today. */
  household: number
}

/** What one part costs by itself. */
export function costOf(energy: Energy, load: number, area: number, perimeter: number): number {
  const off = Math.abs(load / energy.target - 1)
  const past = off - energy.shoulder
  const balance = energy.balance * off * off + (past > 0 ? energy.fine + energy.wall * past * past : 0)
  return area > 0 ? balance + (energy.round * perimeter * perimeter) / (4 * Math.PI * area) : balance
}

/** What a whole division costs. */
export function totalCost(
  { graph, parts, count, loads, areas, perimeters }: State,
  energy: Energy,
  home: Int32Array | undefined,
): number {
  let cost = 0
  for (let part = 0; part < count; part += 1)
    cost += costOf(energy, loads[part] ?? 0, areas[part] ?? 0, perimeters[part] ?? 0)
  let twiceCut = 0
  for (let block = 0; block < parts.length; block += 1) {
    const part = parts[block] ?? 0
    const own = home?.[block] ?? -1
    if (own >= 0 && own !== part) cost += energy.household * (graph.loads[block] ?? 0)
    for (let at = graph.starts[block] ?? 0; at < (graph.starts[block + 1] ?? 0); at += 1)
      if (parts[graph.neighbours[at] ?? 0] !== part) twiceCut += graph.lengths[at] ?? 0
  }
  return cost + (energy.metre * twiceCut) / 2
}
