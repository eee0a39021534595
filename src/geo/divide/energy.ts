// What the search wants, as one number to make small: loads near the target and hardly ever past the bound, short
// borders, round parts, households left where they are.

export interface Energy {
  /** Load each part should have. */
  target: number
  /** Weight of the square of how far a part is off, as a share of the target. */
  balance: number
  /** Weight of the square of what lies past the shoulder: the wall before the bound. */
  wall: number
  /** Where the wall begins, as a share of the target. */
  shoulder: number
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
  const balance = energy.balance * off * off + (past > 0 ? energy.wall * (past * past + 0.02 * past) : 0)
  return area > 0 ? balance + (energy.round * perimeter * perimeter) / (4 * Math.PI * area) : balance
}
