// Rings as flat arrays of x and y in turns, the last corner repeating the first: areas, boxes, and what lies in what.
import { side } from './coverage-nodes.ts'

/** Twice the area, positive against the clock. */
export function turning(ring: Float64Array): number {
  const [x, y] = [ring[0] as number, ring[1] as number]
  let sum = 0
  for (let at = 0; at + 3 < ring.length; at += 2) {
    sum +=
      ((ring[at] as number) - x) * ((ring[at + 3] as number) - y) -
      ((ring[at + 2] as number) - x) * ((ring[at + 1] as number) - y)
  }
  return sum
}

export type RingBox = readonly [number, number, number, number]

export function boxOf(ring: Float64Array): RingBox {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  for (let at = 0; at < ring.length; at += 2) {
    const [x, y] = [ring[at] as number, ring[at + 1] as number]
    if (x < west) west = x
    if (x > east) east = x
    if (y < south) south = y
    if (y > north) north = y
  }
  return [west, south, east, north]
}

export function boxHolds(outer: RingBox, inner: RingBox): boolean {
  return inner[0] >= outer[0] && inner[1] >= outer[1] && inner[2] <= outer[2] && inner[3] <= outer[3]
}

/** Whether a hole lies in a ring: the two may share corners but do not cross. */
export function isRingIn(hole: Float64Array, ring: Float64Array): boolean {
  // The middle of an edge is no corner of the ring; on its border it is only where whole edges are shared.
  for (let at = 0; at + 3 < hole.length; at += 2) {
    const x = ((hole[at] as number) + (hole[at + 2] as number)) / 2
    const y = ((hole[at + 1] as number) + (hole[at + 3] as number)) / 2
    const found = sideOf(x, y, ring)
    if (found !== 0) return found > 0
  }
  return false
}

/** Whether the place lies inside the ring (1), outside (-1) or on it (0). */
export function sideOf(x: number, y: number, ring: Float64Array): -1 | 0 | 1 {
  let isInside = false
  for (let at = 0; at + 3 < ring.length; at += 2) {
    const [ax, ay] = [ring[at] as number, ring[at + 1] as number]
    const [bx, by] = [ring[at + 2] as number, ring[at + 3] as number]
    const off = side(ax, ay, bx, by, x, y)
    if (
      off === 0 &&
      x >= Math.min(ax, bx) &&
      x <= Math.max(ax, bx) &&
      y >= Math.min(ay, by) &&
      y <= Math.max(ay, by)
    )
      return 0
    if (ay > y !== by > y && off > 0 === by > ay) isInside = !isInside
  }
  return isInside ? 1 : -1
}
