// What is left of a face when the streets around it have taken their width: every side moved inward by its own distance.
import {
  areaOf,
  between,
  direction,
  distance,
  isSimple,
  liesWithin,
  off,
  type Point,
  sides,
} from './plane.ts'

interface Moved {
  /** A point of the moved side, and the way it goes. */
  from: Point
  along: Point
  depth: number
}

/**
 * Sides that vanish on the way inward are left out, one after another, until all that are left run as before.
 * @param depths how far each side moves; the side at n runs from corner n to the next
 * @returns undefined where nothing sound is left
 */
export function inset(ring: readonly Point[], depths: readonly number[]): Point[] | undefined {
  let moved = sides(ring).flatMap(([a, b], at): Moved[] => {
    // Never on the side itself, so that what is within is within beyond doubt.
    const depth = Math.max(0.25, depths[at] ?? 0)
    const along = direction(a, b)
    return distance(a, b) < 0.2 ? [] : [{ from: off(a, along, 0, depth), along, depth }]
  })
  while (moved.length >= 3) {
    const corners = moved.map((side, at) => meeting(moved.at(at - 1) ?? side, side))
    let worst: { at: number; length: number } | undefined
    for (const [at, side] of moved.entries()) {
      const [a, b] = [corners[at], corners[(at + 1) % corners.length]]
      if (!a || !b) continue
      const length = (b.x - a.x) * side.along.x + (b.y - a.y) * side.along.y
      if (length < 0.05 && (!worst || length < worst.length)) worst = { at, length }
    }
    if (!worst) {
      const left = corners.filter(corner => corner !== undefined)
      return areaOf(left) > 60 && isSimple(left) && liesWithin(left, ring) ? left : undefined
    }
    const gone = worst.at
    moved = moved.filter((_, at) => at !== gone)
  }
  return undefined
}

/** Where two moved sides meet; of two that run on almost straight, halfway between their ends. */
function meeting(one: Moved, next: Moved): Point {
  const turn = one.along.x * next.along.y - one.along.y * next.along.x
  const [dx, dy] = [next.from.x - one.from.x, next.from.y - one.from.y]
  if (Math.abs(turn) < 0.02) {
    const onto = dx * one.along.x + dy * one.along.y
    return between(off(one.from, one.along, onto, 0), next.from, 0.5)
  }
  return off(one.from, one.along, (dx * next.along.y - dy * next.along.x) / turn, 0)
}
