// The plane the city is drawn on: points in metres, x to the east, y to the north. Rings are open (the last point is
// not repeated) and run against the clock.

export interface Point {
  readonly x: number
  readonly y: number
}

export function distance(a: Point, b: Point): number {
  return Math.hypot(b.x - a.x, b.y - a.y)
}

/** The point so far on the way from one to the other; 0 is the first, 1 the second. */
export function between(a: Point, b: Point, share: number): Point {
  return { x: a.x + (b.x - a.x) * share, y: a.y + (b.y - a.y) * share }
}

/** Length 1 from one to the other. */
export function direction(a: Point, b: Point): Point {
  const length = distance(a, b) || 1
  return { x: (b.x - a.x) / length, y: (b.y - a.y) / length }
}

export function turnedBy({ x, y }: Point, angle: number): Point {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
  return { x: x * cos - y * sin, y: x * sin + y * cos }
}

/** From a point so far along a direction and so far to its left. */
export function off(from: Point, along: Point, ahead: number, left: number): Point {
  return { x: from.x + along.x * ahead - along.y * left, y: from.y + along.y * ahead + along.x * left }
}

/** Each side of a ring, from corner to corner. */
export function sides(ring: readonly Point[]): [Point, Point][] {
  return ring.map((corner, at) => [corner, ring[(at + 1) % ring.length] ?? corner])
}

/** Square metres; negative where the ring runs with the clock. */
export function areaOf(ring: readonly Point[]): number {
  const [first] = ring
  if (!first) return 0
  let twice = 0
  // Relative to the first corner, so that small rings far out keep their digits.
  for (const [a, b] of sides(ring))
    twice += (a.x - first.x) * (b.y - first.y) - (b.x - first.x) * (a.y - first.y)
  return twice / 2
}

export function middleOf(ring: readonly Point[]): Point {
  let [x, y, twice] = [0, 0, 0]
  const [first] = ring
  if (!first) throw new Error('a ring without corners has no middle')
  for (const [a, b] of sides(ring)) {
    const cross = (a.x - first.x) * (b.y - first.y) - (b.x - first.x) * (a.y - first.y)
    x += (a.x + b.x - 2 * first.x) * cross
    y += (a.y + b.y - 2 * first.y) * cross
    twice += cross
  }
  return twice === 0 ? first : { x: first.x + x / (3 * twice), y: first.y + y / (3 * twice) }
}

export function isWithin({ x, y }: Point, ring: readonly Point[]): boolean {
  let inside = false
  for (const [a, b] of sides(ring))
    if (a.y > y !== b.y > y && x < ((b.x - a.x) * (y - a.y)) / (b.y - a.y) + a.x) inside = !inside
  return inside
}

export function distanceToLine(place: Point, a: Point, b: Point): number {
  return distance(place, between(a, b, shareOf(place, a, b)))
}

/** How far along a line the nearest point lies, from 0 to 1. */
export function shareOf({ x, y }: Point, a: Point, b: Point): number {
  const [dx, dy] = [b.x - a.x, b.y - a.y]
  const square = dx * dx + dy * dy
  return square === 0 ? 0 : Math.max(0, Math.min(1, ((x - a.x) * dx + (y - a.y) * dy) / square))
}

/** How far a place is from the nearest side of a ring. */
export function distanceToRing(place: Point, ring: readonly Point[]): number {
  return Math.min(...sides(ring).map(([a, b]) => distanceToLine(place, a, b)))
}

/** Whether two lines cross or touch. */
export function cross(a: Point, b: Point, c: Point, d: Point): boolean {
  const side = (p: Point, q: Point, r: Point): number => (q.x - p.x) * (r.y - p.y) - (q.y - p.y) * (r.x - p.x)
  const [abc, abd, cda, cdb] = [side(a, b, c), side(a, b, d), side(c, d, a), side(c, d, b)]
  return abc * abd <= 0 && cda * cdb <= 0
}

/** Whether no side of a ring crosses another. */
export function isSimple(ring: readonly Point[]): boolean {
  const all = sides(ring)
  for (const [at, [a, b]] of all.entries())
    for (let other = at + 2; other < all.length; other += 1) {
      if (at === 0 && other === all.length - 1) continue
      const [c, d] = all[other] ?? [a, b]
      if (cross(a, b, c, d)) return false
    }
  return true
}

/** Whether a ring lies within another one as a whole. */
export function liesWithin(inner: readonly Point[], outer: readonly Point[]): boolean {
  if (!inner.every(corner => isWithin(corner, outer))) return false
  const walls = sides(outer)
  return sides(inner).every(([a, b]) => walls.every(([c, d]) => !cross(a, b, c, d)))
}

/** Length along a line of points. */
export function lengthOf(line: readonly Point[]): number {
  let length = 0
  for (let at = 1; at < line.length; at += 1) {
    const [a, b] = [line[at - 1], line[at]]
    if (a && b) length += distance(a, b)
  }
  return length
}

export interface Placed {
  at: Point
  along: Point
}

/** The point so many metres along a line, and where the line goes there. */
export function alongLine(line: readonly Point[], metres: number): Placed | undefined {
  let left = metres
  for (let at = 1; at < line.length; at += 1) {
    const [a, b] = [line[at - 1], line[at]]
    if (!a || !b) continue
    const length = distance(a, b)
    if (left <= length && length > 0) return { at: between(a, b, left / length), along: direction(a, b) }
    left -= length
  }
  return undefined
}

export function extentOf(points: readonly Point[]): {
  west: number
  south: number
  east: number
  north: number
} {
  const extent = { west: Infinity, south: Infinity, east: -Infinity, north: -Infinity }
  for (const { x, y } of points) {
    extent.west = Math.min(extent.west, x)
    extent.south = Math.min(extent.south, y)
    extent.east = Math.max(extent.east, x)
    extent.north = Math.max(extent.north, y)
  }
  return extent
}
