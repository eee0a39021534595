// What a plan says: the ground it divides, which grid each block is in, the figures of both, and which block may change
// its grid. Pure, for the server and the page alike.
import { lengthOf, type Net, planeAt, unit } from '../../geo/blocks-net.ts'

/** What grids are balanced by; parts and past cases come from the capabilities that keep them. */
export const measures = ['buildings', 'addresses', 'parts', 'cases', 'area'] as const
export type Measure = (typeof measures)[number]
export type Amounts = Record<Measure, number>

/** Codes of 15 digits end in three of sequence. */
export const mostInRegion = 999

export interface PlanGround {
  net: Net
  /** What each block carries, in the unit of the measure that weighs most. */
  loads: number[]
  /** The code of the region of each ground of the net. */
  regions: string[]
  /** The code of the grid each block was in before; empty where in none, null where the plan began afresh. */
  before: string[] | null
}

export interface PlanGrid {
  region: string
  /** Of the grid it goes on from; null: it gets one. */
  code: string | null
  name: string | null
  locked: boolean
}

export interface PlanDivision {
  /** The grid of each block, by its place in `grids`. */
  parts: number[]
  grids: PlanGrid[]
}

export interface GridFigure {
  load: number
  squareMetres: number
  /** 4π × area ÷ perimeter² (Polsby and Popper 1991): 1 is a circle. */
  compactness: number
  /** How far from the target, as a share of it. */
  off: number
  blocks: number
}

export interface PlanFigures {
  grids: number
  /** Grids within the share of the target that is allowed. */
  within: number
  /** Farthest that a grid is off the target, as a share of it. */
  worst: number
  /** Metres of border between grids. */
  cut: number
  compactness: number
  /** Load that changes its grid. */
  moved: number
  load: number
  /** Blocks that carry more than a grid may: why some cannot be within. */
  oversized: number
}

export function gridFigures(
  { net, loads }: PlanGround,
  { parts, grids }: PlanDivision,
  target: number,
): GridFigure[] {
  const all = grids.map(() => ({ load: 0, squareMetres: 0, perimeter: 0, blocks: 0 }))
  for (const [block, own] of net.blocks.entries()) {
    const grid = all[parts[block] ?? -1]
    if (!grid) continue
    grid.load += loads[block] ?? 0
    grid.squareMetres += own.squareMetres
    grid.blocks += 1
  }
  const plane = planeOf(net)
  for (const { left, right, line } of net.borders) {
    const [here, there] = [parts[left], parts[right]]
    if (here === there) continue
    const length = lengthOf(line, plane)
    for (const grid of [all[here ?? -1], all[there ?? -1]]) if (grid) grid.perimeter += length
  }
  return all.map(({ perimeter, ...grid }) => ({
    ...grid,
    compactness: perimeter > 0 ? Math.min(1, (4 * Math.PI * grid.squareMetres) / perimeter ** 2) : 0,
    off: target > 0 ? grid.load / target - 1 : 0,
  }))
}

export function planFigures(
  ground: PlanGround,
  division: PlanDivision,
  { target, within }: { target: number; within: number },
): PlanFigures {
  const each = gridFigures(ground, division, target)
  const { net, loads, before } = ground
  const plane = planeOf(net)
  const free = each.filter((_, at) => !division.grids[at]?.locked)
  const codes = division.grids.map(({ code }) => code)
  return {
    grids: each.length,
    within: each.filter(({ off }) => Math.abs(off) <= within + 1e-9).length,
    worst: free.reduce((worst, { off }) => Math.max(worst, Math.abs(off)), 0),
    cut: net.borders.reduce((sum, { left, right, line }) => {
      const [here, there] = [division.parts[left], division.parts[right]]
      return here === undefined || there === undefined || here === there ? sum : sum + lengthOf(line, plane)
    }, 0),
    compactness: each.reduce((sum, { compactness }) => sum + compactness, 0) / Math.max(1, each.length),
    moved: (before ?? []).reduce((sum, code, block) => {
      const now = codes[division.parts[block] ?? -1]
      return code !== '' && code !== now ? sum + (loads[block] ?? 0) : sum
    }, 0),
    load: loads.reduce((sum, load) => sum + load, 0),
    oversized: loads.filter(load => load > target * (1 + within)).length,
  }
}

export const moveFaults = [
  'same',
  'locked',
  'other_region',
  'not_beside',
  'would_empty',
  'would_break',
] as const
export type MoveFault = (typeof moveFaults)[number]

/** Why a block may not go over to another grid. */
export function moveFault(
  { net }: PlanGround,
  { parts, grids }: PlanDivision,
  block: number,
  to: number,
): MoveFault | undefined {
  const from = parts[block] ?? -1
  const [source, goal] = [grids[from], grids[to]]
  if (!source || !goal || from === to) return 'same'
  if (source.locked || goal.locked) return 'locked'
  if (source.region !== goal.region) return 'other_region'
  const beside = neighboursIn(net)
  if (![...(beside[block] ?? [])].some(other => parts[other] === to)) return 'not_beside'
  const rest = parts.flatMap((part, each) => (part === from && each !== block ? [each] : []))
  if (rest.length === 0) return 'would_empty'
  const whole = piecesOf([...rest, block], beside)
  return piecesOf(rest, beside) > whole ? 'would_break' : undefined
}

/** The blocks beside each block, those that share a border. */
export function neighboursIn({ blocks, borders }: Net): Set<number>[] {
  const beside = blocks.map(() => new Set<number>())
  for (const { left, right } of borders) {
    if (left < 0 || right < 0) continue
    beside[left]?.add(right)
    beside[right]?.add(left)
  }
  return beside
}

/** Into how many pieces some blocks fall. */
export function piecesOf(some: readonly number[], beside: readonly ReadonlySet<number>[]): number {
  const left = new Set(some)
  let count = 0
  for (const start of some) {
    if (!left.delete(start)) continue
    count += 1
    const open = [start]
    for (let here = open.pop(); here !== undefined; here = open.pop())
      for (const other of beside[here] ?? []) if (left.delete(other)) open.push(other)
  }
  return count
}

function planeOf({ borders }: Net) {
  return planeAt((borders[0]?.line[1] ?? 0) * unit)
}
