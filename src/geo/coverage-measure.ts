// What a piece of ground measures. Metres on a plane that touches the WGS 84 spheroid (CGCS2000 differs by a tenth of a
// millimetre) at the middle of the piece: one degree of longitude is N·cos φ·π/180, one of latitude M·π/180, with
// N = a/√(1−e²·sin²φ) and M = a·(1−e²)/(1−e²·sin²φ)^1.5. Areas within 1e-5 for pieces of a few kilometres.

import type { Piece } from './coverage-field.ts'
import { fine } from './coverage-nodes.ts'
import { boxOf, turning } from './coverage-rings.ts'
import { type Shape, unitsPerDegree } from './coverage-shapes.ts'

export interface Measure {
  squareMetres: number
  /** The widest circle that fits, and its middle: always inside. Metres and degrees; a few per cent short at worst. */
  width: number
  place: [longitude: number, latitude: number]
  /** The farthest two corners, in metres. */
  length: number
}

/** Metres a degree of longitude and of latitude. */
export function metresPerDegree(latitude: number): [east: number, north: number] {
  const [a, e2] = [6_378_137, 0.006_694_379_990_14]
  const phi = (latitude * Math.PI) / 180
  const w = 1 - e2 * Math.sin(phi) ** 2
  return [((a / Math.sqrt(w)) * Math.cos(phi) * Math.PI) / 180, (((a * (1 - e2)) / w ** 1.5) * Math.PI) / 180]
}

/** Of rings in parts of a unit, the outer one first. */
export function measurePiece({ rings }: Pick<Piece, 'rings'>): Measure {
  const outer = rings[0] ?? new Float64Array()
  const [west, south, , north] = boxOf(outer)
  const scale = fine * unitsPerDegree
  const [east, up] = metresPerDegree((south + north) / 2 / scale)
  const [wide, high] = [east / scale, up / scale]
  const doubled = rings.reduce((sum, ring) => sum + turning(ring), 0)
  // Metres, from the western and southern side.
  const flat = rings.map(ring =>
    ring.map((value, at) => (at % 2 === 0 ? (value - west) * wide : (value - south) * high)),
  )
  // No circle inside has more ground than the piece.
  const { radius, x, y } = widestCircle(flat, Math.sqrt(((doubled / 2) * wide * high) / Math.PI))
  return {
    squareMetres: (doubled / 2) * wide * high,
    width: radius * 2,
    place: [(x / wide + west) / scale, (y / high + south) / scale],
    length: extent(flat[0] ?? new Float64Array()),
  }
}

/** Square metres of a shape in degrees. */
export function groundArea(shape: Shape): number {
  return shape.reduce((sum, polygon) => {
    const rings = polygon.map((ring, place) => {
      const flat = Float64Array.from(ring.flatMap(([x = 0, y = 0]) => [x, y]))
      return { area: Math.abs(turning(flat)) / 2, place, box: boxOf(flat) }
    })
    const [, south, , north] = rings[0]?.box ?? [0, 0, 0, 0]
    const [east, up] = metresPerDegree((south + north) / 2)
    return sum + rings.reduce((own, { area, place }) => own + (place === 0 ? area : -area), 0) * east * up
  }, 0)
}

/** Most places on the border that circles are tried from. */
const mostTries = 400

/**
 * The widest circle inside, by shrinking balls: from places along the border a circle that touches there shrinks until it
 * touches the border at a second place (after Ma, Bae & Choi, 3D medial axis point approximation, 2012).
 */
function widestCircle(
  rings: readonly Float64Array[],
  most: number,
): { radius: number; x: number; y: number } {
  const edges: number[] = []
  let total = 0
  for (const ring of rings) {
    for (let at = 0; at + 3 < ring.length; at += 2) {
      const edge = [ring[at], ring[at + 1], ring[at + 2], ring[at + 3]] as [number, number, number, number]
      edges.push(...edge)
      total += Math.hypot(edge[2] - edge[0], edge[3] - edge[1])
    }
  }
  const count = edges.length / 4
  let best = { radius: 0, x: edges[0] ?? 0, y: edges[1] ?? 0 }
  // With many edges the longer ones alone are tried.
  const least = count > mostTries ? total / mostTries : 0
  for (let i = 0; i < count; i += 1) {
    const [ax, ay] = [edges[i * 4] as number, edges[i * 4 + 1] as number]
    const [bx, by] = [edges[i * 4 + 2] as number, edges[i * 4 + 3] as number]
    const length = Math.hypot(bx - ax, by - ay)
    if (length === 0 || length < least * 0.5) continue
    const tries = Math.max(1, Math.min(15, Math.round((length / total) * mostTries * 0.5))) | 1
    const [nx, ny] = [-(by - ay) / length, (bx - ax) / length]
    for (let k = 0; k < tries; k += 1) {
      const share = (k + 0.5) / tries
      const [px, py] = [ax + share * (bx - ax), ay + share * (by - ay)]
      const radius = shrunk(edges, i, px, py, nx, ny, most, best.radius)
      if (radius > best.radius) best = { radius, x: px + nx * radius, y: py + ny * radius }
    }
  }
  return best
}

function shrunk(
  edges: readonly number[],
  own: number,
  px: number,
  py: number,
  nx: number,
  ny: number,
  start: number,
  enough: number,
): number {
  let radius = start
  for (let step = 0; step < 60; step += 1) {
    if (radius <= enough) return 0
    const [cx, cy] = [px + nx * radius, py + ny * radius]
    let [qx, qy, nearest] = [px, py, Infinity]
    for (let at = 0; at < edges.length; at += 4) {
      // The circle touches its own edge at the place it is tried from, and nowhere else.
      if (at === own * 4) continue
      const [ax, ay] = [edges[at] as number, edges[at + 1] as number]
      const [ux, uy] = [(edges[at + 2] as number) - ax, (edges[at + 3] as number) - ay]
      const square = ux * ux + uy * uy
      const along = square === 0 ? 0 : Math.max(0, Math.min(1, ((cx - ax) * ux + (cy - ay) * uy) / square))
      const [fx, fy] = [ax + along * ux, ay + along * uy]
      const distance = (fx - cx) ** 2 + (fy - cy) ** 2
      if (distance < nearest) [qx, qy, nearest] = [fx, fy, distance]
    }
    const clear = Math.sqrt(nearest)
    if (clear >= radius * (1 - 1e-5)) return Math.min(radius, clear)
    const towards = (qx - px) * nx + (qy - py) * ny
    // Behind the edge, as rounding may have it in the narrowest corners: there is no circle.
    if (towards <= 0) return 0
    const next = ((qx - px) ** 2 + (qy - py) ** 2) / (2 * towards)
    if (next >= radius) return 0
    radius = next
  }
  return 0
}

/** Between the two corners of the hull that lie farthest apart. */
function extent(ring: Float64Array): number {
  const corners: [number, number][] = []
  for (let at = 0; at + 1 < ring.length; at += 2) corners.push([ring[at] as number, ring[at + 1] as number])
  corners.sort((a, b) => a[0] - b[0] || a[1] - b[1])
  const half = (list: readonly [number, number][]): [number, number][] => {
    const hull: [number, number][] = []
    for (const each of list) {
      for (;;) {
        const [a, b] = [hull.at(-2), hull.at(-1)]
        if (!a || !b || (b[0] - a[0]) * (each[1] - a[1]) - (b[1] - a[1]) * (each[0] - a[0]) > 0) break
        hull.pop()
      }
      hull.push(each)
    }
    return hull
  }
  const hull = [...half(corners), ...half(corners.toReversed())]
  let most = 0
  for (const [i, [ax, ay]] of hull.entries())
    for (const [bx, by] of hull.slice(i + 1)) most = Math.max(most, Math.hypot(bx - ax, by - ay))
  return most
}
