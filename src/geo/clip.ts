// Cuts lines and areas off at a box. Areas stay sound: what is cut into pieces comes out as pieces, joined along
// the box's edge only where the area really lies on it. The same walk closes a sea from pieces of coastline.
import { boxOf, isInside, nested, type Polygon, type Position, type Ring, turned, turning } from './ring.ts'

export interface Box {
  west: number
  south: number
  east: number
  north: number
}

export function isInBox([x, y]: Position, { west, south, east, north }: Box): boolean {
  return x >= west && x <= east && y >= south && y <= north
}

/** The pieces of a line within the box, each of two or more positions. */
export function clipLine(line: readonly Position[], box: Box): Position[][] {
  if (line.every(each => isInBox(each, box))) return [[...line]]
  return piecesOf(line, box).map(({ line: piece }) => piece)
}

/**
 * What of a polygon lies within the box.
 * Undefined where its rings cross one another on the box's edge, so that nothing sound is left.
 */
export function clipPolygon(polygon: readonly Ring[], box: Box): Polygon[] | undefined {
  const [outer = [], ...holes] = polygon
  if (outer.every(each => isInBox(each, box))) return [[...polygon]]
  const [west, south, east, north] = boxOf(outer)
  if (west >= box.east || east <= box.west || south >= box.north || north <= box.south) return []
  const lines = [turned(outer, 1), ...holes.map(hole => turned(hole, -1))]
  const left = areaLeftOf(lines, box)
  if (left !== 'untouched') return left
  return isInside([(box.west + box.east) / 2, (box.south + box.north) / 2], polygon) ? [[frame(box)]] : []
}

/**
 * The area to the left of lines that come into the box and leave it: rings that run against the clock hold it, rings
 * with the clock are holes in it. Lines that end within the box cannot bound anything and are left out.
 *
 * `untouched` where no line comes into the box (so it lies within or without); undefined where the lines contradict
 * one another.
 */
export function areaLeftOf(
  lines: readonly (readonly Position[])[],
  box: Box,
): Polygon[] | 'untouched' | undefined {
  const inner: Ring[] = []
  const pieces: Piece[] = []
  for (const line of lines) {
    if (line.every(each => isInBox(each, box))) {
      const [first, last] = [line[0], line.at(-1)]
      if (first && last && first[0] === last[0] && first[1] === last[1]) inner.push([...line])
    } else pieces.push(...piecesOf(line, box).filter(({ comes, goes }) => comes && goes))
  }
  if (inner.length === 0 && pieces.length === 0) return 'untouched'
  const outers = joinedAlong(pieces, box)
  if (!outers) return undefined
  const rings = [...outers, ...inner.filter(ring => turning(ring) > 0)]
  const holes = inner.filter(ring => turning(ring) < 0)
  // A hole that nothing else surrounds lies in an area that fills the box.
  if (rings.length === 0 && holes.length > 0) rings.push(frame(box))
  return nested([...rings, ...holes])
}

interface Piece {
  line: Position[]
  /** Whether it begins and ends on the box's edge. */
  comes: boolean
  goes: boolean
}

/** Off the edge by less than a tenth of a millimetre, so that every crossing is a real one. */
const nudge = 1e-9

function piecesOf(line: readonly Position[], box: Box): Piece[] {
  const nudged = line.map(
    (place): Position => [off(place[0], box.west, box.east), off(place[1], box.south, box.north)],
  )
  const outside = nudged.findIndex(each => !isInBox(each, box))
  const [first, last] = [nudged[0], nudged.at(-1)]
  const isRing = first && last && first[0] === last[0] && first[1] === last[1]
  // A ring is walked from outside, so that no piece of it is cut in two by where it happens to begin.
  const walked =
    isRing && outside > 0 ? [...nudged.slice(outside, -1), ...nudged.slice(0, outside + 1)] : nudged
  const pieces: Piece[] = []
  let open: Piece | undefined
  let a: Position | undefined
  for (const b of walked) {
    const within = a && share(a, b, box)
    if (a && within) {
      const [from, upto] = within
      const start: Position = from > 0 ? between(a, b, from, box) : a
      const piece: Piece = open ?? { line: [start], comes: from > 0, goes: upto < 1 }
      piece.goes = upto < 1
      piece.line.push(upto < 1 ? between(a, b, upto, box) : b)
      if (!open) pieces.push(piece)
      open = upto < 1 ? undefined : piece
    }
    a = b
  }
  return pieces
}

function off(value: number, low: number, high: number): number {
  if (Math.abs(value - low) < nudge) return low - nudge
  if (Math.abs(value - high) < nudge) return high + nudge
  return value
}

/** Which part of a segment lies within the box (Liang and Barsky 1984), as shares of its length. */
function share([ax, ay]: Position, [bx, by]: Position, box: Box): [number, number] | undefined {
  let [from, upto] = [0, 1]
  const [dx, dy] = [bx - ax, by - ay]
  for (const [step, room] of [
    [-dx, ax - box.west],
    [dx, box.east - ax],
    [-dy, ay - box.south],
    [dy, box.north - ay],
  ] as const) {
    if (step === 0) {
      if (room < 0) return undefined
    } else if (step < 0) from = Math.max(from, room / step)
    else upto = Math.min(upto, room / step)
  }
  return from < upto ? [from, upto] : undefined
}

function between([ax, ay]: Position, [bx, by]: Position, at: number, box: Box): Position {
  const [x, y] = [ax + (bx - ax) * at, ay + (by - ay) * at]
  // Exactly on the edge it crosses.
  const sides = [
    [Math.abs(x - box.west), box.west, y],
    [Math.abs(x - box.east), box.east, y],
    [Math.abs(y - box.south), x, box.south],
    [Math.abs(y - box.north), x, box.north],
  ] as const
  const [, sx, sy] = sides.reduce((best, side) => (side[0] < best[0] ? side : best))
  return [Math.min(Math.max(sx, box.west), box.east), Math.min(Math.max(sy, box.south), box.north)]
}

/** From where a piece leaves the box, against the clock along its edge, to where the next one comes in. */
function joinedAlong(pieces: readonly Piece[], box: Box): Ring[] | undefined {
  const comes = pieces
    .map(({ line }, index) => ({ index, at: along(line[0] ?? [0, 0], box) }))
    .sort((a, b) => a.at - b.at)
  const used = new Set<number>()
  const rings: Ring[] = []
  for (const start of pieces.keys()) {
    if (used.has(start)) continue
    const ring: Ring = []
    let index = start
    do {
      if (used.has(index)) return undefined
      used.add(index)
      const line = pieces[index]?.line ?? []
      ring.push(...line)
      const leaves = along(line.at(-1) ?? [0, 0], box)
      const next = comes.find(({ at }) => at >= leaves) ?? comes[0]
      if (!next) return undefined
      ring.push(...corners(leaves, next.at, box))
      index = next.index
    } while (index !== start)
    const [first] = ring
    if (first) ring.push(first)
    rings.push(ring.filter((each, at) => at === 0 || String(each) !== String(ring[at - 1])))
  }
  return rings.filter(ring => ring.length >= 4 && turning(ring) > 0)
}

/** How far round the edge: 0 to 1 the south from west to east, then east, north, west. */
function along([x, y]: Position, { west, south, east, north }: Box): number {
  if (y === south) return (x - west) / (east - west)
  if (x === east) return 1 + (y - south) / (north - south)
  if (y === north) return 2 + (east - x) / (east - west)
  return 3 + (north - y) / (north - south)
}

function corners(from: number, to: number, { west, south, east, north }: Box): Position[] {
  const all: Position[] = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
  ]
  const end = to >= from ? to : to + 4
  const passed: Position[] = []
  for (let corner = Math.floor(from) + 1; corner <= end; corner += 1)
    passed.push(all[corner % 4] ?? [west, south])
  return passed
}

export function frame({ west, south, east, north }: Box): Ring {
  return [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ]
}
