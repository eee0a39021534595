// Streets → blocks: the ground of communities cut along streets, rivers and railways, and narrow strips and crumbs put to
// a neighbour. The blocks of a community cover it exactly; what lies between two of them is a border with a kind.
//
//   const net = blocksOf([{ polygons }], [{ line, kind: 'main' }])
//   outlines(net, groups, 3)  // the ground of three groups of blocks
import { facesOf } from './blocks-faces.ts'
import { merged } from './blocks-merging.ts'
import { type BorderKind, borderKinds, type Net, type NetBorder, planeAt, unit } from './blocks-net.ts'
import { farthest, type Noded, noded } from './blocks-noding.ts'
import { type Position, type Ring, turned } from './ring.ts'

export interface Ground {
  polygons: readonly (readonly Ring[])[]
}

export interface Street {
  line: readonly Position[]
  kind: BorderKind
}

export interface BlockRules {
  /** Square metres below which a block is put to a neighbour. */
  leastArea?: number
  /** Metres of width below which a strip is, as between the two sides of a dual carriageway. */
  leastWidth?: number
  /** How far in metres a dead end is drawn on to meet what it nearly meets. */
  reach?: number
}

/**
 * @throws RangeError when the grounds reach over more than 1.6 degrees
 */
export function blocksOf(
  grounds: readonly Ground[],
  streets: readonly Street[],
  { leastArea = 500, leastWidth = 8, reach = 3 }: BlockRules = {},
): Net {
  const frame = frameOf(grounds)
  const plane = planeAt((frame.y + frame.height / 2) * unit)
  const flat: number[] = []
  /** The ground whose border a piece is, from its left, or minus a kind and one. */
  const marks: number[] = []
  const add = (a: readonly [number, number], b: readonly [number, number], mark: number): void => {
    if (a[0] === b[0] && a[1] === b[1]) return
    flat.push(a[0], a[1], b[0], b[1])
    marks.push(mark)
  }
  const whole = ([longitude, latitude]: Position): [number, number] => [
    Math.round(longitude / unit) - frame.x,
    Math.round(latitude / unit) - frame.y,
  ]
  for (const [ground, { polygons }] of grounds.entries())
    for (const polygon of polygons)
      for (const [at, ring] of polygon.entries()) {
        const points: [number, number][] = turned([...ring], at === 0 ? 1 : -1).map(whole)
        for (let i = 1; i < points.length; i += 1) add(points[i - 1] ?? nowhere, points[i] ?? nowhere, ground)
      }
  const ends = countEnds(streets)
  for (const { line, kind } of streets) {
    const points = drawnOn(line, ends, reach).map(whole)
    const mark = -1 - borderKinds.indexOf(kind)
    for (let i = 1; i < points.length; i += 1) {
      const [a, b] = [points[i - 1] ?? nowhere, points[i] ?? nowhere]
      if (meets(a, b, frame)) for (const [p, q] of within(a, b)) add(p, q, mark)
    }
  }
  const net = noded(flat)
  const { count, left, right } = facesOf(net)
  const owners = ownersOf(net, { count, left, right }, marks, grounds.length)
  const borders = bordersOf(net, left, right, owners, marks, frame)
  return merged(borders, owners, plane, { leastArea, leastWidth })
}

const nowhere: [number, number] = [0, 0]

interface Frame {
  /** Of its south-west corner, in units. */
  x: number
  y: number
  width: number
  height: number
}

/** Where the grounds lie; its corner is the origin, so that numbers are small. */
function frameOf(grounds: readonly Ground[]): Frame {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const { polygons } of grounds)
    for (const [outer = []] of polygons)
      for (const [longitude, latitude] of outer) {
        west = Math.min(west, longitude)
        south = Math.min(south, latitude)
        east = Math.max(east, longitude)
        north = Math.max(north, latitude)
      }
  const [x, y] = [Math.round(west / unit), Math.round(south / unit)]
  const [width, height] = [Math.round(east / unit) - x, Math.round(north / unit) - y]
  if (!(width < farthest && height < farthest))
    throw new RangeError('the ground is empty or reaches over more than 1.6 degrees')
  return { x, y, width, height }
}

function meets(a: [number, number], b: [number, number], { width, height }: Frame): boolean {
  return (
    Math.max(a[0], b[0]) >= 0 &&
    Math.min(a[0], b[0]) <= width &&
    Math.max(a[1], b[1]) >= 0 &&
    Math.min(a[1], b[1]) <= height
  )
}

/** A piece that leads far away is halved until what is kept of it lies where numbers are exact. */
function within(a: [number, number], b: [number, number]): [[number, number], [number, number]][] {
  const far = ([x, y]: [number, number]): boolean => Math.abs(x) > farthest || Math.abs(y) > farthest
  if (!far(a) && !far(b)) return [[a, b]]
  const middle: [number, number] = [Math.round((a[0] + b[0]) / 2), Math.round((a[1] + b[1]) / 2)]
  if (Math.abs(a[0] - b[0]) < 2 && Math.abs(a[1] - b[1]) < 2) return []
  return [
    ...(far(a) && far(middle) ? [] : within(a, middle)),
    ...(far(middle) && far(b) ? [] : within(middle, b)),
  ]
}

function countEnds(streets: readonly Street[]): Map<string, number> {
  const ends = new Map<string, number>()
  for (const { line } of streets)
    for (const place of line) ends.set(String(place), (ends.get(String(place)) ?? 0) + 1)
  return ends
}

/** A line drawn on where it ends by itself; what meets nothing there is left out with all dead ends. */
function drawnOn(line: readonly Position[], ends: ReadonlyMap<string, number>, reach: number): Position[] {
  const points = [...line]
  const onward = (end: Position | undefined, before: Position | undefined): Position | undefined => {
    if (!end || !before || (ends.get(String(end)) ?? 0) > 1) return undefined
    const squeeze = Math.cos((end[1] * Math.PI) / 180)
    const [dx, dy] = [(end[0] - before[0]) * squeeze, end[1] - before[1]]
    const length = Math.hypot(dx, dy)
    if (length === 0) return undefined
    const share = reach / 111_195 / length
    return [end[0] + (dx * share) / squeeze, end[1] + dy * share]
  }
  const [first, last] = [onward(points[0], points[1]), onward(points.at(-1), points.at(-2))]
  return [...(first ? [first] : []), ...points, ...(last ? [last] : [])]
}

/** Which ground each face belongs to, by how often its outline runs round it; -1 is none. Where two claim it, the first. */
function ownersOf(
  net: Noded,
  { count, left, right }: { count: number; left: Int32Array; right: Int32Array },
  marks: readonly number[],
  grounds: number,
): Int32Array {
  const beside: { face: number; edge: number; sign: number }[][] = Array.from({ length: count + 1 }, () => [])
  /** How much the outline of a ground turns round more on the left of an edge than on its right. */
  const changes = net.pieces.map(pieces => {
    const change = new Map<number, number>()
    for (const each of pieces) {
      const mark = marks[each >> 1] ?? -1
      if (mark >= 0) change.set(mark, (change.get(mark) ?? 0) + (each % 2 === 0 ? 1 : -1))
    }
    return change
  })
  for (const [edge, face] of left.entries()) {
    const other = right[edge] ?? -2
    if (face === -2) continue
    // The outside stands at 0.
    beside[face + 1]?.push({ face: other + 1, edge, sign: -1 })
    beside[other + 1]?.push({ face: face + 1, edge, sign: 1 })
  }
  const owners = new Int32Array(count).fill(-1)
  for (let ground = grounds - 1; ground >= 0; ground -= 1) {
    const winding = new Int32Array(count + 1)
    const seen = new Uint8Array(count + 1)
    seen[0] = 1
    const open = [0]
    for (let here = open.pop(); here !== undefined; here = open.pop())
      for (const { face, edge, sign } of beside[here] ?? []) {
        if (seen[face]) continue
        seen[face] = 1
        winding[face] = (winding[here] ?? 0) + sign * (changes[edge]?.get(ground) ?? 0)
        open.push(face)
      }
    for (let face = 0; face < count; face += 1) if ((winding[face + 1] ?? 0) > 0) owners[face] = ground
  }
  return owners
}

/** Edges in a row between the same two faces as one border. */
function bordersOf(
  net: Noded,
  left: Int32Array,
  right: Int32Array,
  owners: Int32Array,
  marks: readonly number[],
  frame: Frame,
): NetBorder[] {
  const owner = (face: number): number => (face < 0 ? -1 : (owners[face] ?? -1))
  const kindOf = (edge: number): number => {
    let best = borderKinds.length - 1
    for (const each of net.pieces[edge] ?? []) {
      const mark = marks[each >> 1] ?? 0
      best = Math.min(best, mark >= 0 ? 0 : -1 - mark)
    }
    return best
  }
  const shown = [...left.keys()].filter(
    edge => left[edge] !== -2 && (owner(left[edge] ?? -1) >= 0 || owner(right[edge] ?? -1) >= 0),
  )
  const kinds = new Map(shown.map(edge => [edge, kindOf(edge)]))
  const atCorner = new Map<number, number[]>()
  for (const edge of shown)
    for (const corner of [net.from[edge] ?? 0, net.upto[edge] ?? 0])
      atCorner.set(corner, [...(atCorner.get(corner) ?? []), edge])
  const used = new Set<number>()
  /** Onward along borders of the same kind between the same faces. */
  const walk = (edge: number, corner: number): number[] => {
    const corners: number[] = []
    for (let [here, at] = [edge, corner]; ; ) {
      const there = atCorner.get(at) ?? []
      const next = there.length === 2 ? there.find(each => each !== here) : undefined
      if (next === undefined || used.has(next) || kinds.get(next) !== kinds.get(edge)) return corners
      used.add(next)
      here = next
      at = (net.from[next] === at ? net.upto[next] : net.from[next]) ?? at
      corners.push(at)
    }
  }
  const borders: NetBorder[] = []
  for (const edge of shown) {
    if (used.has(edge)) continue
    used.add(edge)
    const [a, b] = [net.from[edge] ?? 0, net.upto[edge] ?? 0]
    const onward = walk(edge, b)
    const back = walk(edge, a)
    const corners = [...back.reverse(), a, b, ...onward]
    borders.push({
      left: left[edge] ?? -1,
      right: right[edge] ?? -1,
      kind: borderKinds[kinds.get(edge) ?? 0] ?? 'cut',
      line: corners.flatMap(at => [(net.xs[at] ?? 0) + frame.x, (net.ys[at] ?? 0) + frame.y]),
    })
  }
  return borders
}
