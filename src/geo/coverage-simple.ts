// Whether a shape is sound by itself: no ring crosses or touches itself, rings do not cross one another, and no place is
// inside twice. Exact. Most rings are seen to be sound in one walk: as a star around the middle of their box.
import { eachNearPair } from './coverage-near.ts'
import { segmentsOf, side } from './coverage-nodes.ts'
import type { PackedShapes } from './coverage-shapes.ts'

/** Where the shape crosses itself, in units; undefined where it does not. Rings in one another are asked elsewhere. */
export function crossingOf(shapes: PackedShapes, shape: number): [x: number, y: number] | undefined {
  const rings = shapes.shapeRings[shape] ?? []
  const [only] = rings
  if (rings.length === 1 && only !== undefined && isStar(shapes, only, shapes.boxOf(shape))) return undefined
  const ends: number[] = []
  const ringOf: number[] = []
  const { xs, ys } = shapes
  for (const ring of rings) {
    const [from, last] = shapes.span(ring)
    for (let i = from; i < last; i += 1) {
      ends.push(xs[i] as number, ys[i] as number, xs[i + 1] as number, ys[i + 1] as number)
      ringOf.push(ring)
    }
  }
  const edges = segmentsOf(ends, ringOf)
  let found: [number, number] | undefined
  eachNearPair(edges, 0, (i, j) => {
    found ??= meeting(
      [
        ends[i * 4] as number,
        ends[i * 4 + 1] as number,
        ends[i * 4 + 2] as number,
        ends[i * 4 + 3] as number,
      ],
      [
        ends[j * 4] as number,
        ends[j * 4 + 1] as number,
        ends[j * 4 + 2] as number,
        ends[j * 4 + 3] as number,
      ],
      ringOf[i] === ringOf[j],
    )
  })
  return found
}

/** Every corner seen from the middle lies farther round than the one before, and all of them go round once. */
function isStar(
  { xs, ys, rings }: PackedShapes,
  ring: number,
  [west, south, east, north]: readonly [number, number, number, number],
): boolean {
  const [from, last] = [rings[ring] as number, (rings[ring + 1] as number) - 1]
  const [x, y] = [Math.round((west + east) / 2), Math.round((south + north) / 2)]
  if (east - west > 60_000_000 || north - south > 60_000_000) return false
  let rounds = 0
  let [ax, ay] = [(xs[from] as number) - x, (ys[from] as number) - y]
  for (let i = from + 1; i <= last; i += 1) {
    const [bx, by] = [(xs[i] as number) - x, (ys[i] as number) - y]
    if (ax * by - ay * bx <= 0) return false
    // Through the ray to the east, from below.
    if (ay < 0 && by >= 0) rounds += 1
    ax = bx
    ay = by
  }
  return rounds === 1
}

type Edge = readonly [number, number, number, number]

/** Where two edges of a shape meet in a way that no sound shape has. */
function meeting(one: Edge, other: Edge, isSameRing: boolean): [number, number] | undefined {
  const [ax, ay, bx, by] = one
  const [cx, cy, dx, dy] = other
  const c = side(ax, ay, bx, by, cx, cy)
  const d = side(ax, ay, bx, by, dx, dy)
  const a = side(cx, cy, dx, dy, ax, ay)
  const b = side(cx, cy, dx, dy, bx, by)
  if (c === 0 && d === 0) return onOneLine(one, other, isSameRing)
  if (c > 0 === d > 0 && c !== 0 && d !== 0) return undefined
  if (a > 0 === b > 0 && a !== 0 && b !== 0) return undefined
  if (a !== 0 && b !== 0 && c !== 0 && d !== 0) {
    const share = c / (c - d)
    return [cx + share * (dx - cx), cy + share * (dy - cy)]
  }
  // An end of one lies on the other; neighbours in a ring share one corner, and rings may touch.
  if (!isSameRing) return undefined
  if ((ax === dx && ay === dy) || (bx === cx && by === cy)) return undefined
  return c === 0 ? [cx, cy] : d === 0 ? [dx, dy] : a === 0 ? [ax, ay] : [bx, by]
}

function onOneLine(
  [ax, ay, bx, by]: Edge,
  [cx, cy, dx, dy]: Edge,
  isSameRing: boolean,
): [number, number] | undefined {
  const along = (x: number, y: number): number => (Math.abs(bx - ax) >= Math.abs(by - ay) ? x : y)
  const [a, b, c, d] = [along(ax, ay), along(bx, by), along(cx, cy), along(dx, dy)]
  const from = Math.max(Math.min(a, b), Math.min(c, d))
  const to = Math.min(Math.max(a, b), Math.max(c, d))
  if (from > to) return undefined
  const place: [number, number] =
    from === a ? [ax, ay] : from === b ? [bx, by] : from === c ? [cx, cy] : [dx, dy]
  if (from < to) return place
  const isNext = (ax === dx && ay === dy) || (bx === cx && by === cy)
  return isSameRing && !isNext ? place : undefined
}
