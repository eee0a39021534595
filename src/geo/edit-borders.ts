// Borders that grids share, changed for all of them at once: a point that moves, comes or goes does so in every grid
// that has it, and a grid that only passes it (its border runs on where two others meet) is given it first.
import { crossing, runsThrough, through } from './edit-noding.ts'
import { cancelled, segmentsOf, traced } from './edit-overlay.ts'
import { boxOf, isSame, keyOf, type Point, type Ring, type Shape, side, turning } from './edit-units.ts'

/** Grids by what they are called; all that may touch what is changed. */
export type Grids = ReadonlyMap<string, Shape>

export type BorderFault =
  /** No border has that point. */
  | 'no_point'
  /** A border would run through or along another one, or through itself. */
  | 'crosses'
  /** Another grid would end up on the other side of the border. */
  | 'swallows'
  /** A grid would have no ground left, or three borders meet in the point that is to go. */
  | 'holds_border'

export type Changed = { changed: Map<string, Shape> } | { wrong: BorderFault }

/**
 * The grids that pass one of the points closer than half a unit get it. A border that is bent so may pass other points
 * now: those are given too, until nothing changes. `bent` names grids that were changed before, and came by the points.
 */
export function settled(
  grids: Grids,
  points: readonly Point[],
  bent: Iterable<string> = [],
): Map<string, Shape> {
  const changed = new Map<string, Shape>()
  let fresh = points
  let unsure = new Set(bent)
  for (let round = 0; round < mostRounds && (fresh.length > 0 || unsure.size > 0); round += 1) {
    const now = new Map([...grids, ...changed])
    const all = unsure.size > 0 ? pointsOf([...now.values()]) : []
    const moved = new Map<string, Shape>()
    for (const [name, shape] of now) {
      const [west, south, east, north] = boxOf(shape)
      const near = (unsure.has(name) ? all : fresh).filter(
        ([x, y]) => x >= west - 1 && x <= east + 1 && y >= south - 1 && y <= north + 1,
      )
      const next = near.length > 0 ? withPoints(shape, near) : shape
      if (next !== shape) moved.set(name, next)
    }
    fresh = newPoints([...moved.values()], [...now.values()])
    unsure = new Set(moved.keys())
    for (const [name, shape] of moved) changed.set(name, shape)
  }
  return changed
}

const mostRounds = 12

function withPoints(shape: Shape, points: readonly Point[]): Shape {
  let isChanged = false
  const next = shape.map(polygon =>
    polygon.map(ring => {
      const walked = through(ring, points)
      if (walked !== ring) isChanged = true
      return walked
    }),
  )
  if (!isChanged) return shape
  return passesTwice(next) ? walkedAnew(next) : next
}

/** A strip thinner than a unit may have closed up: its two sides go through the same points now. */
function passesTwice(shape: Shape): boolean {
  return shape.some(polygon => polygon.some(ring => new Set(ring.slice(1).map(keyOf)).size < ring.length - 1))
}

function walkedAnew(shape: Shape): Shape {
  return traced([...cancelled(segmentsOf(shape, 0), 0).values()]).map(({ polygon }) => polygon)
}

/** The points that a shape has and the ones before it had not. */
export function newPoints(after: readonly Shape[], before: readonly Shape[]): Point[] {
  const known = new Set(pointsOf(before).map(keyOf))
  return [...new Map(pointsOf(after).map(point => [keyOf(point), point])).entries()].flatMap(
    ([key, point]) => (known.has(key) ? [] : [point]),
  )
}

function pointsOf(shapes: readonly Shape[]): Point[] {
  return shapes.flatMap(shape => shape.flatMap(polygon => polygon.flatMap(ring => [...ring])))
}

/** A point on a border that had none there, in every grid that has this border. */
export function addPoint(grids: Grids, at: Point): Changed {
  const changed = settled(grids, [at])
  return changed.size === 0 ? { wrong: 'no_point' } : { changed }
}

/** The point and all borders that end in it, to another place. `alone` for layers whose grids may lie over one another. */
export function movePoint(grids: Grids, from: Point, to: Point, alone = false): Changed {
  const given = settled(grids, [from])
  const whole = new Map([...grids, ...given])
  const touched = new Map([...whole].filter(([, shape]) => has(shape, from)))
  if (touched.size === 0) return { wrong: 'no_point' }
  if (isSame(from, to)) return { changed: new Map() }
  const changed = new Map<string, Shape>()
  for (const [name, shape] of touched) {
    const moved = shape.map(polygon =>
      polygon.map(ring => ring.map(each => (isSame(each, from) ? to : each))),
    )
    changed.set(name, moved)
  }
  const groups = alone ? [...touched.keys()].map(name => [name]) : [[...whole.keys()]]
  for (const names of groups) {
    const before = names.flatMap(name => [...(whole.get(name) ?? [])])
    const wrong = wayIsBlocked(before, from, to)
    if (wrong) return { wrong }
  }
  for (const [name, shape] of touched)
    if (!isTurnedAlike(changed.get(name) ?? [], shape)) return { wrong: 'holds_border' }
  return { changed }
}

/** Takes a point out of the one border that runs through it. */
export function removePoint(grids: Grids, at: Point, alone = false): Changed {
  const whole = new Map([...grids, ...settled(grids, [at])])
  const touched = [...whole].filter(([, shape]) => has(shape, at))
  const ends = new Map<string, Point>()
  for (const [, shape] of touched)
    for (const ring of shape.flat()) for (const each of besides(ring, at)) ends.set(keyOf(each), each)
  const [one, other] = ends.values()
  if (!one || !other) return { wrong: 'no_point' }
  if (ends.size > 2) return { wrong: 'holds_border' }
  const changed = new Map<string, Shape>()
  for (const [name, shape] of touched) {
    const next = shape.map(polygon => polygon.map(ring => without(ring, at)))
    if (!isTurnedAlike(next, shape)) return { wrong: 'holds_border' }
    changed.set(name, next)
  }
  const groups = alone ? touched.map(([name]) => [name]) : [[...whole.keys()]]
  for (const names of groups) {
    const rings = names.flatMap(name => (whole.get(name) ?? []).flat())
    const wrong = lineIsBlocked(rings, at, one, other)
    if (wrong) return { wrong }
  }
  return { changed }
}

function has(shape: Shape, point: Point): boolean {
  return shape.some(polygon => polygon.some(ring => ring.some(each => isSame(each, point))))
}

/** Every ring still goes round its ground in the same way, and has some. */
function isTurnedAlike(after: Shape, before: Shape): boolean {
  return after.every((polygon, p) =>
    polygon.every((ring, r) => turning(ring) * turning(before[p]?.[r] ?? []) > 0 && ring.length >= 4),
  )
}

/** The points before and after one in a ring. */
function besides(ring: Ring, point: Point): Point[] {
  const open = ring.slice(1)
  return open.flatMap((each, at) => {
    if (!isSame(each, point)) return []
    const [before, after] = [open.at(at - 1), open[(at + 1) % open.length]]
    return before && after ? [before, after] : []
  })
}

function without(ring: Ring, point: Point): Ring {
  const open = ring.slice(1).filter(each => !isSame(each, point))
  const [last] = open.slice(-1)
  return last ? [last, ...open] : []
}

/** Why the borders that end in `from` cannot end in `to`. */
function wayIsBlocked(polygons: Shape, from: Point, to: Point): BorderFault | undefined {
  const rings = polygons.flat()
  const ends = new Map<string, Point>()
  for (const ring of rings) for (const each of besides(ring, from)) ends.set(keyOf(each), each)
  const near = [...ends.values()]
  for (const ring of rings) {
    for (let at = 1; at < ring.length; at += 1) {
      const [a, b] = [ring[at - 1] ?? to, ring[at] ?? to]
      if (isSame(a, from) || isSame(b, from)) continue
      if (isSame(a, to) || isSame(b, to) || runsThrough(a, b, to)) return 'crosses'
      for (const end of near) {
        if (crossing({ a: end, b: to }, { a, b })) return 'crosses'
        if (runsThrough(end, to, a) || runsThrough(end, to, b)) return 'crosses'
      }
    }
  }
  // The new pieces of border among one another: none lies on another.
  for (const [at, one] of near.entries())
    for (const other of near.slice(at + 1))
      if (runsThrough(one, to, other) || runsThrough(other, to, one)) return 'crosses'
  const swept = near.map(end => [end, from, to] as const)
  for (const point of pointsOf([polygons]))
    if (swept.some(corners => isStrictlyWithin(point, corners))) return 'swallows'
  return undefined
}

/** Why two pieces of border cannot be drawn as one. */
function lineIsBlocked(rings: readonly Ring[], at: Point, one: Point, other: Point): BorderFault | undefined {
  for (const ring of rings) {
    for (let index = 1; index < ring.length; index += 1) {
      const [a, b] = [ring[index - 1] ?? at, ring[index] ?? at]
      if (isSame(a, at) || isSame(b, at)) continue
      const isThere = (isSame(a, one) && isSame(b, other)) || (isSame(a, other) && isSame(b, one))
      if (isThere || crossing({ a: one, b: other }, { a, b })) return 'crosses'
      if (runsThrough(one, other, a) || runsThrough(one, other, b)) return 'crosses'
    }
    if (ring.some(each => !isSame(each, at) && isStrictlyWithin(each, [one, at, other]))) return 'swallows'
  }
  return undefined
}

function isStrictlyWithin(point: Point, [a, b, c]: readonly [Point, Point, Point]): boolean {
  const [p, q, r] = [side(a, b, point), side(b, c, point), side(c, a, point)]
  return (p > 0 && q > 0 && r > 0) || (p < 0 && q < 0 && r < 0)
}
