// A net of blocks: borders between blocks, each with what lies left and right of it. Any grouping of blocks has its
// outline in it, neighbours sharing every corner, so that nothing lies between two groups or in both.
import { nextOf } from './blocks-faces.ts'
import { nested, type Polygon, type Position, type Ring } from './ring.ts'

/** What a border runs along, the best to divide by first. */
export const borderKinds = [
  'outline',
  'motorway',
  'river',
  'main',
  'rail',
  'secondary',
  'grid',
  'minor',
  'stream',
  'service',
  'path',
  'cut',
] as const
export type BorderKind = (typeof borderKinds)[number]

/** What a metre of border costs, of the metre it is: cheap along main roads and rivers, whole through a compound. */
export const borderCosts: Readonly<Record<BorderKind, number>> = {
  outline: 0.5,
  motorway: 0.5,
  river: 0.5,
  main: 0.5,
  rail: 0.55,
  secondary: 0.6,
  grid: 0.7,
  minor: 0.75,
  stream: 0.75,
  service: 0.9,
  path: 0.95,
  cut: 1,
}

export interface NetBorder {
  /** Blocks; -1 is ground that belongs to none. */
  left: number
  right: number
  kind: BorderKind
  /** x, y, x, y … in units of 1e-7 degrees. */
  line: number[]
}

export interface NetBlock {
  /** Which of the given grounds it lies in. */
  ground: number
  squareMetres: number
  /** Metres around it. */
  perimeter: number
  centre: Position
}

export interface Net {
  blocks: NetBlock[]
  borders: NetBorder[]
}

export const unit = 1e-7

/**
 * The ground of each group as polygons.
 * @param groups the group of each block, from 0; -1 is in none
 */
export function outlines(net: Net, groups: ArrayLike<number>, count: number): Polygon[][] {
  const groupOf = (block: number): number => (block < 0 ? -1 : (groups[block] ?? -1))
  const corners = new Map<string, number>()
  const [xs, ys, from, upto, sides]: [number[], number[], number[], number[], [number, number][]] = [
    [],
    [],
    [],
    [],
    [],
  ]
  const corner = (x: number, y: number): number => {
    const key = `${x} ${y}`
    const known = corners.get(key)
    if (known !== undefined) return known
    corners.set(key, xs.length)
    xs.push(x)
    ys.push(y)
    return xs.length - 1
  }
  for (const { left, right, line } of net.borders) {
    const [here, there] = [groupOf(left), groupOf(right)]
    if (here === there) continue
    for (let at = 2; at < line.length; at += 2) {
      from.push(corner(line[at - 2] ?? 0, line[at - 1] ?? 0))
      upto.push(corner(line[at] ?? 0, line[at + 1] ?? 0))
      sides.push([here, there])
    }
  }
  const edges = {
    xs: Int32Array.from(xs),
    ys: Int32Array.from(ys),
    from: Int32Array.from(from),
    upto: Int32Array.from(upto),
  }
  const next = nextOf(edges, from.keys())
  const rings: Ring[][] = Array.from({ length: count }, () => [])
  const seen = new Uint8Array(from.length * 2)
  for (let start = 0; start < seen.length; start += 1) {
    const group = sides[start >> 1]?.[start & 1] ?? -1
    if (seen[start] || group < 0) continue
    const walked: number[] = []
    for (let half = start; !seen[half]; half = next[half] ?? start) {
      seen[half] = 1
      walked.push((half % 2 === 0 ? from[half >> 1] : upto[half >> 1]) ?? 0)
    }
    for (const simple of loops(walked))
      rings[group]?.push(
        [...simple, simple[0] ?? 0].map((at): Position => [degrees(xs[at] ?? 0), degrees(ys[at] ?? 0)]),
      )
  }
  return rings.map(each => nested(each))
}

/** A walk that comes through a corner twice is two rings that touch there. */
function* loops(walked: readonly number[]): Generator<number[]> {
  const open: number[] = []
  const at = new Map<number, number>()
  for (const corner of walked) {
    const before = at.get(corner)
    if (before !== undefined) {
      const loop = open.splice(before)
      for (const each of loop) at.delete(each)
      yield loop
    }
    at.set(corner, open.length)
    open.push(corner)
  }
  yield open
}

function degrees(units: number): number {
  return Math.round(units) / 1e7
}

export interface Plane {
  /** Metres from the plane's origin of a place in units. */
  metres(x: number, y: number): [number, number]
  /** Square metres of a square unit. */
  square: number
}

const metresPerDegree = 111_195

/** A plane that touches the Earth at a latitude; within 1 % for what a district holds. */
export function planeAt(latitude: number): Plane {
  const high = metresPerDegree * unit
  const wide = high * Math.cos((latitude * Math.PI) / 180)
  return { metres: (x, y) => [x * wide, y * high], square: wide * high }
}

export function lengthOf(line: readonly number[], plane: Plane): number {
  let length = 0
  for (let at = 2; at < line.length; at += 2) {
    const [x, y] = plane.metres(
      (line[at] ?? 0) - (line[at - 2] ?? 0),
      (line[at + 1] ?? 0) - (line[at - 1] ?? 0),
    )
    length += Math.hypot(x, y)
  }
  return length
}
