// Shapes put together and taken from one another, in whole units: borders that two shapes share vanish or stay to the
// number. Whatever comes out is sound: rings are simple, outer ones run against the clock, holes with it.
import { noded, type Segment } from './edit-noding.ts'
import {
  isSame,
  keyOf,
  type Point,
  type Polygon,
  type Ring,
  type Shape,
  side,
  stand,
  turning,
} from './edit-units.ts'

/** A piece of border with the ground it bounds on its left. */
export interface Edge {
  a: Point
  b: Point
  /** Drawn across the shape, not part of its border. */
  isDrawn?: boolean
}

export type Overlay = 'union' | 'common' | 'without'

/**
 * What two shapes cover together (`union`), what both cover (`common`), or what the first covers and the second does
 * not (`without`). Undefined where their borders cannot be brought to meet (they run wildly through one another).
 */
export function overlay(how: Overlay, first: Shape, second: Shape): Shape | undefined {
  const segments = noded([...segmentsOf(first, 0), ...segmentsOf(second, 1)])
  if (!segments) return undefined
  const sides = [cancelled(segments, 0), cancelled(segments, 1)] as const
  const edges: Edge[] = []
  for (const [of, own] of sides.entries()) {
    const other = sides[1 - of] ?? new Map<string, Edge>()
    // Two points each: enough to ask what stands inside, and where noding left them.
    const otherRings = [...other.values()].map(({ a, b }): Ring => [a, b])
    for (const edge of own.values()) {
      const same = other.has(`${keyOf(edge.a)}|${keyOf(edge.b)}`)
      const against = other.has(`${keyOf(edge.b)}|${keyOf(edge.a)}`)
      if (same || against) {
        // A border that both have is taken once: from the first.
        if (of === 0 && (how === 'without' ? against : same)) edges.push(edge)
        continue
      }
      const where = stand([edge.a[0] + edge.b[0], edge.a[1] + edge.b[1]], otherRings, 2)
      if (how === 'union' ? where === 'outside' : how === 'common' && where === 'inside') edges.push(edge)
      if (how === 'without' && of === 0 && where === 'outside') edges.push(edge)
      if (how === 'without' && of === 1 && where === 'inside') edges.push({ a: edge.b, b: edge.a })
    }
  }
  return traced(edges).map(({ polygon }) => polygon)
}

/** All of them together. */
export function united(shapes: readonly Shape[]): Shape | undefined {
  let whole: Shape | undefined = []
  for (const shape of shapes) whole = whole && overlay('union', whole, shape)
  return whole
}

/** Each piece of border as two points, the ground at the left. */
export function segmentsOf(shape: Shape, of: number): Segment[] {
  return shape.flatMap(polygon =>
    polygon.flatMap(ring => ring.slice(1).map((b, at) => ({ a: ring[at] ?? b, b, of }))),
  )
}

/** The edges of one side; what runs to and fro over the same points bounds nothing. */
export function cancelled(segments: readonly Segment[], of: number): Map<string, Edge> {
  const edges = new Map<string, Edge>()
  for (const { a, b, of: whose } of segments) {
    if (whose !== of) continue
    const back = `${keyOf(b)}|${keyOf(a)}`
    if (edges.has(back)) edges.delete(back)
    else edges.set(`${keyOf(a)}|${keyOf(b)}`, { a, b })
  }
  return edges
}

export interface Piece {
  polygon: Polygon
  /** Whether a drawn line bounds it. */
  isDrawn: boolean
}

/** The polygons that edges bound: each walk takes the sharpest turn to the left, so every piece comes out by itself. */
export function traced(edges: readonly Edge[]): Piece[] {
  const leaving = new Map<string, Set<Edge>>()
  for (const edge of edges) {
    const key = keyOf(edge.a)
    leaving.set(key, (leaving.get(key) ?? new Set()).add(edge))
  }
  const loops: { ring: Ring; isDrawn: boolean; area: number }[] = []
  for (const first of edges) {
    if (!leaving.get(keyOf(first.a))?.delete(first)) continue
    const walk: Edge[] = []
    for (let edge: Edge | undefined = first; edge && (edge !== first || walk.length === 0); ) {
      walk.push(edge)
      const ways: Set<Edge> = leaving.get(keyOf(edge.b)) ?? new Set()
      // Back at the start the walk is over only if it would begin anew.
      const next = leftmost(edge, isSame(edge.b, first.a) ? [...ways, first] : [...ways])
      if (next) ways.delete(next)
      edge = next
    }
    loops.push(...simple(walk))
  }
  const outers = loops
    .filter(({ area }) => area > 0)
    .sort((a, b) => a.area - b.area)
    .map(({ ring, isDrawn }) => ({ polygon: [ring] as Ring[], isDrawn }))
  for (const hole of loops.filter(({ area }) => area < 0)) {
    const around = outers.find(({ polygon: [outer = []] }) => lies(hole.ring, outer))
    if (!around) continue
    around.polygon.push(hole.ring)
    around.isDrawn ||= hole.isDrawn
  }
  return outers
}

/** The first way with the clock from where the walk came. */
function leftmost(edge: Edge, ways: readonly Edge[]): Edge | undefined {
  const back: Point = [edge.a[0] - edge.b[0], edge.a[1] - edge.b[1]]
  const towards = ({ a, b }: Edge): Point => [b[0] - a[0], b[1] - a[1]]
  return ways.reduce<Edge | undefined>(
    (best, way) => (best && !isBefore(back, towards(way), towards(best)) ? best : way),
    undefined,
  )
}

function isBefore(back: Point, p: Point, q: Point): boolean {
  const [quarterP, quarterQ] = [turnOf(back, p), turnOf(back, q)]
  if (quarterP !== quarterQ) return quarterP < quarterQ
  return side([0, 0], p, q) < 0
}

/** With the clock from `back`: less than half a turn, half, more, a whole one. */
function turnOf(back: Point, to: Point): number {
  const turn = side([0, 0], back, to)
  const along = back[0] * to[0] + back[1] * to[1]
  if (turn !== 0) return turn < 0 ? 0 : 2
  return along < 0 ? 1 : 3
}

/** A walk in loops that pass no point twice; what went to and fro is gone. */
function simple(walk: readonly Edge[]): { ring: Ring; isDrawn: boolean; area: number }[] {
  const loops: { ring: Ring; isDrawn: boolean; area: number }[] = []
  const stack: Edge[] = []
  const at = new Map<string, number>()
  for (const edge of walk) {
    at.set(keyOf(edge.a), stack.length)
    stack.push(edge)
    const back = at.get(keyOf(edge.b))
    if (back === undefined) continue
    const loop = stack.splice(back)
    for (const { a } of loop) at.delete(keyOf(a))
    const first = loop[0]?.a ?? edge.b
    const ring = [...loop.map(({ a }) => a), first]
    const area = turning(ring)
    if (area !== 0) loops.push({ ring, area, isDrawn: loop.some(({ isDrawn }) => isDrawn) })
  }
  return loops
}

/** Whether a hole lies in an outer ring. One that has all its edges in common with it is that ring from outside. */
function lies(hole: Ring, outer: Ring): boolean {
  for (let at = 1; at < hole.length; at += 1) {
    const [a, b] = [hole[at - 1] ?? [0, 0], hole[at] ?? [0, 0]]
    const where = stand([a[0] + b[0], a[1] + b[1]], [outer], 2)
    if (where !== 'border') return where === 'inside'
  }
  return false
}
