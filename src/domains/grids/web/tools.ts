// What the editing tools draw and work out before anything is sent: where a click means, what pieces a line would
// make, who lies beside whom. The same geometry as the server's.
import { split } from '../../../geo/edit-split.ts'
import { type Point, perDegree, squareMetresOf, toDegrees, toUnits, unitOf } from '../../../geo/edit-units.ts'
import type { Position } from '../../../ui/map/Map.tsx'

export const tools = ['choose', 'border', 'split', 'merge', 'transfer', 'lock'] as const
export type Tool = (typeof tools)[number]
export const toolKeys: Record<Tool, string> = {
  choose: 'V',
  border: 'B',
  split: 'X',
  merge: 'J',
  transfer: 'T',
  lock: 'L',
}

export interface DraftFeature {
  properties: { code: string; name: string; region: string; locked: boolean }
  geometry: { type: 'MultiPolygon'; coordinates: number[][][][] }
}

/** Where a click means: the nearest point of a border within reach, else the nearest place on one, else itself. */
export function snapped(
  { longitude, latitude }: Position,
  features: readonly DraftFeature[],
  metres: number,
): Position & { on: 'point' | 'border' | 'ground' } {
  const squeeze = Math.cos((latitude * Math.PI) / 180)
  const reach = metres / 111_320
  let point: { place: Position; far: number } | undefined
  let border: { place: Position; far: number } | undefined
  for (const { geometry } of features) {
    for (const ring of geometry.coordinates.flat()) {
      for (let at = 1; at < ring.length; at += 1) {
        const [[ax = 0, ay = 0] = [], [bx = 0, by = 0] = []] = [ring[at - 1], ring[at]]
        if (Math.min(ay, by) > latitude + reach || Math.max(ay, by) < latitude - reach) continue
        const corner = Math.hypot((bx - longitude) * squeeze, by - latitude)
        if (corner <= reach && corner < (point?.far ?? Infinity))
          point = { place: { longitude: bx, latitude: by }, far: corner }
        const [dx, dy] = [(bx - ax) * squeeze, by - ay]
        const along = ((longitude - ax) * squeeze * dx + (latitude - ay) * dy) / (dx * dx + dy * dy || 1)
        const share = Math.max(0, Math.min(1, along))
        const [x, y] = unitOf([ax + (bx - ax) * share, ay + (by - ay) * share])
        const place = { longitude: x / perDegree, latitude: y / perDegree }
        const far = Math.hypot((place.longitude - longitude) * squeeze, place.latitude - latitude)
        if (far <= reach && far < (border?.far ?? Infinity)) border = { place, far }
      }
    }
  }
  if (point) return { ...point.place, on: 'point' }
  if (border) return { ...border.place, on: 'border' }
  const [x, y] = unitOf([longitude, latitude])
  return { longitude: x / perDegree, latitude: y / perDegree, on: 'ground' }
}

/** How many metres a few pixels are, so that a click need not be exact. */
export function metresOfPixels(zoom: number, latitude: number, pixels = 9): number {
  return (pixels * 78_271.5 * Math.cos((latitude * Math.PI) / 180)) / 2 ** zoom
}

export interface DrawnPiece {
  squareMetres: number
  coordinates: number[][][][]
}

/** The pieces a line would make; undefined while it divides nothing. */
export function piecesOf(feature: DraftFeature, line: readonly Position[]): DrawnPiece[] | undefined {
  if (line.length < 2) return undefined
  const points = line.map(({ longitude, latitude }): Point => unitOf([longitude, latitude]))
  return split(toUnits(feature.geometry.coordinates), [points])?.map(piece => ({
    squareMetres: squareMetresOf(piece),
    coordinates: toDegrees(piece),
  }))
}

export function squareMetresIn(feature: DraftFeature): number {
  return squareMetresOf(toUnits(feature.geometry.coordinates))
}

/** Grids of the same community that share at least one piece of border. */
export function neighboursOf(features: readonly DraftFeature[], code: string): DraftFeature[] {
  const own = features.find(({ properties }) => properties.code === code)
  if (!own) return []
  const edges = new Set(edgesOf(own).flatMap(([a, b]) => [`${a}|${b}`, `${b}|${a}`]))
  return features.filter(
    each =>
      each !== own &&
      each.properties.region === own.properties.region &&
      edgesOf(each).some(([a, b]) => edges.has(`${a}|${b}`)),
  )
}

function edgesOf({ geometry }: DraftFeature): [string, string][] {
  return geometry.coordinates
    .flat()
    .flatMap(ring => ring.slice(1).map((b, at): [string, string] => [String(ring[at]), String(b)]))
}

/** A line through the middle of a grid, from a little outside to a little outside. */
export function middleLine({ geometry }: DraftFeature, way: 'upright' | 'level'): Position[] {
  const points = geometry.coordinates.flatMap(([outer = []]) => outer)
  const [xs, ys] = [points.map(([x = 0]) => x), points.map(([, y = 0]) => y)]
  const [west, east, south, north] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)]
  const beside = 1e-5
  return way === 'upright'
    ? [
        { longitude: (west + east) / 2, latitude: north + beside },
        { longitude: (west + east) / 2, latitude: south - beside },
      ]
    : [
        { longitude: west - beside, latitude: (south + north) / 2 },
        { longitude: east + beside, latitude: (south + north) / 2 },
      ]
}

/** A drawn line as an area without ground, so that the map draws it as it draws borders. */
export function lineShape(line: readonly Position[], isRing: boolean): number[][][][] {
  const there = line.map(({ longitude, latitude }) => [longitude, latitude])
  const [first] = there
  if (!first || there.length < 2) return []
  return [[isRing ? [...there, first] : [...there, ...there.toReversed().slice(1)]]]
}

/** The points of a grid's borders, each once. */
export function cornersOf({ geometry }: DraftFeature): Position[] {
  const all = new Map<string, Position>()
  for (const ring of geometry.coordinates.flat())
    for (const [longitude = 0, latitude = 0] of ring)
      all.set(`${longitude} ${latitude}`, { longitude, latitude })
  return [...all.values()]
}
