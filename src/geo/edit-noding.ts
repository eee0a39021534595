// Segments that meet only in points that both have: crossings get a point, and a segment that runs through the cell
// of a point (one unit wide) goes through that point (snap rounding: Hobby 1999, Guibas and Marimont 1998). So lines
// that are drawn across borders never leave a crack between the two sides.
import { isSame, keyOf, type Point, side } from './edit-units.ts'

export interface Segment {
  a: Point
  b: Point
  /** Whose it is. */
  of: number
}

/** More rounds than any borders need that have a metre between their points. */
const mostRounds = 24

/** The same segments, in pieces that share points or nothing. Undefined where that does not come to an end. */
export function noded(segments: readonly Segment[]): Segment[] | undefined {
  let now = segments.filter(({ a, b }) => !isSame(a, b))
  for (let round = 0; round < mostRounds; round += 1) {
    const cuts = cutsOf(now)
    if (cuts.size === 0) return now
    now = now.flatMap((segment, at) => {
      const points = cuts.get(at)
      return points ? pieces(segment, points) : [segment]
    })
  }
  return undefined
}

/** A ring that goes through each of the points that it passes by less than half a unit. */
export function through(ring: readonly Point[], points: readonly Point[]): readonly Point[] {
  let isChanged = false
  const walked: Point[] = ring.slice(0, 1)
  for (let at = 1; at < ring.length; at += 1) {
    const [a, b]: [Point, Point] = [ring[at - 1] ?? [0, 0], ring[at] ?? [0, 0]]
    const passed = points.filter(point => runsThrough(a, b, point))
    if (passed.length > 0) isChanged = true
    walked.push(...(passed.length > 0 ? ordered(a, b, passed) : []), b)
  }
  return isChanged ? walked : ring
}

/** Whether a segment runs through the cell of a point that is none of its ends. */
export function runsThrough(a: Point, b: Point, point: Point): boolean {
  const [x, y] = point
  if (x < Math.min(a[0], b[0]) - 0.5 || x > Math.max(a[0], b[0]) + 0.5) return false
  if (y < Math.min(a[1], b[1]) - 0.5 || y > Math.max(a[1], b[1]) + 0.5) return false
  if (isSame(a, point) || isSame(b, point)) return false
  // The four corners of the cell do not all lie on one side. Twice the numbers, to stay whole.
  const [dx, dy] = [2 * (b[0] - a[0]), 2 * (b[1] - a[1])]
  const middle = dx * 2 * (y - a[1]) - dy * 2 * (x - a[0])
  return Math.abs(middle) <= Math.abs(dx) + Math.abs(dy)
}

function cutsOf(segments: readonly Segment[]): Map<number, Map<string, Point>> {
  const cuts = new Map<number, Map<string, Point>>()
  const cut = (at: number, point: Point): void => {
    const { a, b } = segments[at] ?? { a: point, b: point }
    if (isSame(a, point) || isSame(b, point)) return
    const points = cuts.get(at) ?? new Map<string, Point>()
    cuts.set(at, points.set(keyOf(point), point))
  }
  const order = segments.map((segment, at) => ({ ...segment, at })).sort((p, q) => west(p) - west(q))
  let open: typeof order = []
  for (const next of order) {
    open = open.filter(each => east(each) >= west(next) - 1)
    for (const other of open) {
      if (south(other) > north(next) + 1 || north(other) < south(next) - 1) continue
      for (const [one, two] of [
        [next, other],
        [other, next],
      ] as const) {
        for (const end of [two.a, two.b]) if (runsThrough(one.a, one.b, end)) cut(one.at, end)
      }
      const point = crossing(next, other)
      if (point) {
        cut(next.at, point)
        cut(other.at, point)
      }
    }
    open.push(next)
  }
  return cuts
}

const west = ({ a, b }: Segment): number => Math.min(a[0], b[0])
const east = ({ a, b }: Segment): number => Math.max(a[0], b[0])
const south = ({ a, b }: Segment): number => Math.min(a[1], b[1])
const north = ({ a, b }: Segment): number => Math.max(a[1], b[1])

/** Where two segments cross between their ends, rounded to whole units. */
export function crossing(p: { a: Point; b: Point }, q: { a: Point; b: Point }): Point | undefined {
  const [s1, s2] = [side(q.a, q.b, p.a), side(q.a, q.b, p.b)]
  if (s1 === 0 || s2 === 0 || s1 > 0 === s2 > 0) return undefined
  const [s3, s4] = [side(p.a, p.b, q.a), side(p.a, p.b, q.b)]
  if (s3 === 0 || s4 === 0 || s3 > 0 === s4 > 0) return undefined
  const share = s1 / (s1 - s2)
  return [
    p.a[0] + Math.round((p.b[0] - p.a[0]) * share) + 0,
    p.a[1] + Math.round((p.b[1] - p.a[1]) * share) + 0,
  ]
}

function pieces({ a, b, of }: Segment, points: ReadonlyMap<string, Point>): Segment[] {
  const line = [a, ...ordered(a, b, [...points.values()]), b]
  return line.slice(1).flatMap((point, at) => {
    const before = line[at] ?? a
    return isSame(before, point) ? [] : [{ a: before, b: point, of }]
  })
}

/** Along the segment; the same order, turned round, for the same segment the other way. */
function ordered(a: Point, b: Point, points: readonly Point[]): Point[] {
  const isTurned = a[0] > b[0] || (a[0] === b[0] && a[1] > b[1])
  const [from, to] = isTurned ? [b, a] : [a, b]
  const along = ([x, y]: Point): number =>
    (x - from[0]) * (to[0] - from[0]) + (y - from[1]) * (to[1] - from[1])
  const sorted = points.toSorted((p, q) => along(p) - along(q) || p[0] - q[0] || p[1] - q[1])
  return isTurned ? sorted.reverse() : sorted
}
