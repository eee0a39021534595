// How streets grow: a face that is too large is cut across its length, as straight as its quarter is, into the crossing
// on the other side where one is near; and so on until it is as small as it shall be.

import { sideOf } from './ground/net.ts'
import {
  areaOf,
  between,
  direction,
  distance,
  distanceToLine,
  extentOf,
  off,
  type Point,
  sides,
  turnedBy,
} from './ground/plane.ts'
import type { Chance } from './ground/random.ts'
import { type City, type Ground, hitsOf } from './plan.ts'
import type { SideKind } from './traits.ts'

export interface Growth {
  kind: SideKind
  /** Faces larger than this are cut, in square metres. */
  above: number
  /** How far a cut may turn from the straight, in radians, and how far it winds, in metres. */
  turn: number
  winds: number
  /** A corner within so many metres is taken instead of a new one. */
  snap: number
}

/** Cuts the faces until none is too large; gives what they have become. */
export function grow(net: City, faces: readonly Ground[], growth: Growth, dice: Chance): Ground[] {
  const waiting = [...faces]
  const done: Ground[] = []
  for (let face = waiting.pop(); face; face = waiting.pop()) {
    const halves = areaOf(net.ringOf(face)) > growth.above ? halved(net, face, growth, dice) : undefined
    if (halves) waiting.push(...halves)
    else done.push(face)
  }
  return done
}

interface Box {
  middle: Point
  /** Along the longer side. */
  long: Point
  length: number
  width: number
}

/** The smallest upright or turned box around a ring, along one of its sides. */
export function boxAround(ring: readonly Point[]): Box {
  let best: Box | undefined
  for (const [a, b] of sides(ring)) {
    if (distance(a, b) < 5) continue
    const along = direction(a, b)
    const angle = Math.atan2(along.y, along.x)
    const { west, south, east, north } = extentOf(ring.map(point => turnedBy(point, -angle)))
    const [wide, high] = [east - west, north - south]
    if (best && wide * high >= best.length * best.width) continue
    const middle = turnedBy({ x: (west + east) / 2, y: (south + north) / 2 }, angle)
    const long = wide >= high ? along : { x: -along.y, y: along.x }
    best = { middle, long, length: Math.max(wide, high), width: Math.min(wide, high) }
  }
  if (!best) throw new Error('a ring with no sides')
  return best
}

interface Try {
  from: Point
  to: Point
  cost: number
}

function halved(net: City, face: Ground, growth: Growth, dice: Chance): [Ground, Ground] | undefined {
  const ring = net.ringOf(face)
  const some = (count: number, freely: Growth): Try[] =>
    Array.from({ length: count }, () => tried(net, face, ring, freely, dice))
      .filter(each => each !== undefined)
      .sort((a, b) => a.cost - b.cost)
  const tries = [...some(14, growth), ...some(10, { ...growth, turn: 0.7, snap: growth.snap / 3 })]
  const cut = net.newCut()
  for (const { from, to } of tries) {
    const [a, b] = [net.cornerOn(face, from, growth.snap), net.cornerOn(face, to, growth.snap)]
    const via = winding(net.point(a), net.point(b), growth, dice)
    for (const line of [via, []])
      if (net.isChord(face, a, b, line)) return net.cut(face, a, b, line, { kind: growth.kind, cut })
  }
  return undefined
}

/** One way of cutting, and how much there is against it. */
function tried(
  net: City,
  face: Ground,
  ring: readonly Point[],
  { turn, snap }: Growth,
  dice: Chance,
): Try | undefined {
  const box = boxAround(ring)
  const start = off(box.middle, box.long, box.length * dice.between(-0.16, 0.16), 0)
  const way = turnedBy({ x: -box.long.y, y: box.long.x }, dice.between(-turn, turn))
  const reach = box.length + box.width
  const hits = hitsOf(ring, off(start, way, -reach, 0), off(start, way, reach, 0))
  // Of the pieces of the line within the face the one nearest to the start; the middle of a bent face lies outside.
  const [from, to] = pieceNear(hits, start)
  if (!from || !to) return undefined
  const ends = [from, to].map(hit => {
    const corner = face.ring.find(each => distance(net.point(each), hit) <= snap)
    return corner === undefined ? { hit, corner } : { hit: net.point(corner), corner }
  })
  const [one, other] = ends
  if (!one || !other || distance(one.hit, other.hit) < 12) return undefined
  const split = Math.abs(Math.log(shareLeft(ring, one.hit, other.hit)))
  const slant = ends.reduce(
    (sum, { hit, corner }) => sum + (corner === undefined ? slantAt(ring, hit, one.hit, other.hit) : 0),
    0,
  )
  // A crossing is better than two bends beside one another, but not a fifth street in one place.
  const joined = ends.reduce((sum, { corner }) => sum + (corner === undefined ? 0 : joins(net, corner)), 0)
  return { from: one.hit, to: other.hit, cost: split * 0.9 + slant * 1.2 - joined * 0.35 }
}

function pieceNear(hits: readonly Point[], start: Point): readonly [Point?, Point?] {
  let best: { piece: readonly [Point, Point]; off: number } | undefined
  for (let at = 0; at + 1 < hits.length; at += 2) {
    const [from, to] = [hits[at], hits[at + 1]]
    if (!from || !to) continue
    const off = distanceToLine(start, from, to)
    if (!best || off < best.off) best = { piece: [from, to], off }
  }
  return best?.piece ?? []
}

/** The part of the ring on one side of the cut against the other. */
function shareLeft(ring: readonly Point[], from: Point, to: Point): number {
  const along = direction(from, to)
  const left = ring.map(point => {
    const height = along.x * (point.y - from.y) - along.y * (point.x - from.x)
    return height >= 0 ? point : off(point, along, 0, -height)
  })
  const share = Math.abs(areaOf(left)) / Math.abs(areaOf(ring))
  return Math.max(0.02, share) / Math.max(0.02, 1 - share)
}

/** 0 where the cut meets the side upright. */
function slantAt(ring: readonly Point[], hit: Point, from: Point, to: Point): number {
  const way = direction(from, to)
  for (const [a, b] of sides(ring)) {
    const side = direction(a, b)
    const onto = (hit.x - a.x) * side.x + (hit.y - a.y) * side.y
    if (onto < -0.1 || onto > distance(a, b) + 0.1) continue
    if (Math.abs(side.x * (hit.y - a.y) - side.y * (hit.x - a.x)) < 0.1)
      return Math.abs(way.x * side.x + way.y * side.y)
  }
  return 0
}

function joins(net: City, corner: number): number {
  const streets = net.degree(corner)
  return streets === 3 ? 1 : streets === 2 ? -0.4 : -2
}

/** One or two points beside the straight line. */
function winding(a: Point, b: Point, { winds }: Growth, dice: Chance): Point[] {
  if (winds === 0) return []
  const along = direction(a, b)
  const long = distance(a, b)
  const shares = long > 160 ? [0.33, 0.68] : long > 60 ? [0.5] : []
  return shares.map(share =>
    off(between(a, b, share + dice.between(-0.08, 0.08)), along, 0, dice.between(-winds, winds)),
  )
}

/** Corners on every side that the bending would otherwise leave straight. */
export function smoothed(net: City, bend: (plan: Point) => Point, tolerance: number): void {
  const waiting = [...net.sides.keys()]
  for (let key = waiting.pop(); key; key = waiting.pop()) {
    const [a = 0, b = 0] = key.split('-').map(Number)
    const [from, to] = [net.point(a), net.point(b)]
    if (distance(from, to) < 16) continue
    const middle = between(from, to, 0.5)
    if (distance(bend(middle), between(bend(from), bend(to), 0.5)) <= tolerance) continue
    const corner = net.split(a, b, middle)
    waiting.push(sideOf(a, corner), sideOf(corner, b))
  }
}
