// Encodes vector tiles (Mapbox Vector Tile 2.1, https://github.com/mapbox/vector-tile-spec) from geometries in
// degrees: projected, simplified, cut at the tile's edge, rounded to its units, written.
//
// encodeTile({ z: 14, x: 9327, y: 4742 }, [{ name: 'street', features: [
//   { type: 'line', lines: [Float64Array.of(24.94, 60.17, 24.95, 60.17)], attributes: { kind: 'main' } } ] }])
//
// What it promises: rings are closed, turn the right way round and enclose something; nothing lies beyond the buffer;
// the same line is simplified alike in neighbouring tiles, so that it meets itself at their border.
import { simplify, simplifyRing } from './simplify.ts'
import { writeTile } from './tile-writer.ts'
import type { Flat } from './wkb.ts'

export interface TileId {
  z: number
  x: number
  y: number
}

export type Attributes = Readonly<Record<string, string | number | boolean>>

/** Flat arrays of longitude and latitude in degrees, WGS 84. Polygons are lists of rings, the outer one first. */
export type Feature = { attributes: Attributes } & (
  | { type: 'point'; points: Flat }
  | { type: 'line'; lines: readonly Flat[] }
  | { type: 'polygon'; polygons: readonly (readonly Flat[])[] }
)

export interface Layer {
  name: string
  features: readonly Feature[]
}

export interface TileOptions {
  /** Units across the tile. */
  extent: number
  /** How many units beyond its edge are kept, so that lines of any width meet their neighbours. */
  buffer: number
  /** How many units a line may move when it is simplified; 0 leaves it as it is. */
  tolerance: number
}

/** A tile of 512 pixels has eight units a pixel: half a pixel is not seen. */
export const usual: TileOptions = { extent: 4096, buffer: 64, tolerance: 4 }

/** Flat whole tile units; rings do not repeat their first position. */
export interface Drawn {
  type: Feature['type']
  parts: number[][]
  attributes: Attributes
  /** Whole and not negative; tells the same thing in neighbouring tiles. */
  id?: number
}

/** The tile's bytes; none at all where nothing of the layers lies in it. */
export function encodeTile(
  tile: TileId,
  layers: readonly Layer[],
  options: Partial<TileOptions> = {},
): Uint8Array {
  const set = { ...usual, ...options }
  const drawn = layers.map(({ name, features }) => ({
    name,
    features: features.flatMap(feature => draw(tile, feature, set)),
  }))
  return writeTile(
    drawn.filter(({ features }) => features.length > 0),
    set.extent,
  )
}

/** The box of a tile in degrees, widened by the buffer. */
export function tileBounds(
  { z, x, y }: TileId,
  { extent, buffer }: Pick<TileOptions, 'extent' | 'buffer'> = usual,
): { west: number; south: number; east: number; north: number } {
  const edge = buffer / extent
  return {
    west: longitudeAt((x - edge) / 2 ** z),
    south: latitudeAt((y + 1 + edge) / 2 ** z),
    east: longitudeAt((x + 1 + edge) / 2 ** z),
    north: latitudeAt((y - edge) / 2 ** z),
  }
}

/** The tile that a place lies in. */
export function tileAt(longitude: number, latitude: number, z: number): TileId {
  const most = 2 ** z - 1
  return {
    z,
    x: Math.min(most, Math.max(0, Math.floor(across(longitude) * 2 ** z))),
    y: Math.min(most, Math.max(0, Math.floor(down(latitude) * 2 ** z))),
  }
}

/** Where Web Mercator ends and the world is a square. */
const northernmost = 85.051_128_779_806_59

/** From the west, 0 to 1. */
export function across(longitude: number): number {
  return longitude / 360 + 0.5
}

/** From the north, 0 to 1. */
export function down(latitude: number): number {
  const sine = Math.sin((Math.min(northernmost, Math.max(-northernmost, latitude)) * Math.PI) / 180)
  return 0.5 - (0.25 * Math.log((1 + sine) / (1 - sine))) / Math.PI
}

function longitudeAt(x: number): number {
  return (x - 0.5) * 360
}

function latitudeAt(y: number): number {
  return (360 / Math.PI) * Math.atan(Math.exp((1 - 2 * y) * Math.PI)) - 90
}

function draw(tile: TileId, feature: Feature, set: TileOptions): Drawn[] {
  const { type, attributes } = feature
  const parts =
    feature.type === 'point'
      ? drawPoints(projected(tile, feature.points, set), set)
      : feature.type === 'line'
        ? feature.lines.flatMap(line => drawLine(projected(tile, line, set), set))
        : feature.polygons.flatMap(rings => drawPolygon(tile, rings, set))
  return parts.length > 0 ? [{ type, parts, attributes }] : []
}

/** In units of the tile from its north-western corner, not rounded yet. */
function projected({ z, x, y }: TileId, flat: Flat, { extent }: TileOptions): Float64Array {
  const out = new Float64Array(flat.length)
  const scale = 2 ** z
  for (let at = 0; at + 1 < flat.length; at += 2) {
    out[at] = (across(flat[at] ?? 0) * scale - x) * extent
    out[at + 1] = (down(flat[at + 1] ?? 0) * scale - y) * extent
  }
  return out
}

function drawPoints(flat: Float64Array, { extent, buffer }: TileOptions): number[][] {
  const kept: number[] = []
  for (let at = 0; at + 1 < flat.length; at += 2) {
    const [x, y] = [Math.round(flat[at] ?? 0), Math.round(flat[at + 1] ?? 0)]
    if (x >= -buffer && x <= extent + buffer && y >= -buffer && y <= extent + buffer) kept.push(x, y)
  }
  return kept.length > 0 ? [kept] : []
}

function drawLine(flat: Float64Array, set: TileOptions): number[][] {
  if (isBeyond(flat, set)) return []
  return cutLine(simplify(flat, set.tolerance), set).flatMap(piece => {
    const whole = rounded(piece)
    return whole.length >= 4 ? [whole] : []
  })
}

/** The outer ring, then its holes; nothing where the outer ring encloses nothing that can be seen. */
function drawPolygon(tile: TileId, [outer, ...holes]: readonly Flat[], set: TileOptions): number[][] {
  const drawRing = (ring: Flat, turns: 1 | -1): number[] | undefined => {
    const flat = projected(tile, ring, set)
    if (isBeyond(flat, set)) return undefined
    const whole = rounded(cutRing(simplifyRing(flat, set.tolerance), set))
    if (whole.length > 2 && whole[0] === whole.at(-2) && whole[1] === whole.at(-1)) whole.length -= 2
    const area = doubleArea(whole)
    if (whole.length < 6 || Math.abs(area) < 2 * least(set)) return undefined
    return area * turns > 0 ? whole : reversed(whole)
  }
  const ring = outer && drawRing(outer, 1)
  if (!ring) return []
  const inner = holes.flatMap(hole => {
    const drawn = drawRing(hole, -1)
    return drawn ? [drawn] : []
  })
  // A tile that lies in a hole sees nothing of the polygon.
  const area = doubleArea(ring)
  return inner.some(hole => -doubleArea(hole) >= area) ? [] : [ring, ...inner]
}

/** The least area of a ring in square units: what is simplified away may be left out as well. */
function least({ tolerance }: TileOptions): number {
  return Math.max(0.5, tolerance * tolerance)
}

function isBeyond(flat: Float64Array, { extent, buffer }: TileOptions): boolean {
  let [west, north, east, south] = [true, true, true, true]
  for (let at = 0; at + 1 < flat.length; at += 2) {
    const [x, y] = [flat[at] ?? 0, flat[at + 1] ?? 0]
    west &&= x < -buffer
    east &&= x > extent + buffer
    north &&= y < -buffer
    south &&= y > extent + buffer
    if (!(west || east || north || south)) return false
  }
  return true
}

/** The pieces of a line within the buffer. */
function cutLine(flat: readonly number[], set: TileOptions): number[][] {
  let pieces = [[...flat]]
  for (const { axis, edge, keepsBelow } of sides(set)) {
    const cut: number[][] = []
    for (const line of pieces) {
      let piece: number[] = []
      for (let at = 0; at + 1 < line.length; at += 2) {
        const [x, y] = [line[at] ?? 0, line[at + 1] ?? 0]
        const isIn = keeps(axis === 0 ? x : y, edge, keepsBelow)
        if (at > 0) {
          const [px, py] = [line[at - 2] ?? 0, line[at - 1] ?? 0]
          if (isIn !== keeps(axis === 0 ? px : py, edge, keepsBelow)) {
            piece.push(...crossing(px, py, x, y, axis, edge))
            if (!isIn) {
              cut.push(piece)
              piece = []
            }
          }
        }
        if (isIn) piece.push(x, y)
      }
      if (piece.length > 0) cut.push(piece)
    }
    pieces = cut
  }
  return pieces
}

/** A ring cut at the buffer (Sutherland and Hodgman 1974): where it runs outside it follows the buffer's edge. */
function cutRing(flat: readonly number[], set: TileOptions): number[] {
  let ring = [...flat]
  for (const { axis, edge, keepsBelow } of sides(set)) {
    const cut: number[] = []
    for (let at = 0; at + 1 < ring.length; at += 2) {
      const before = at === 0 ? ring.length - 2 : at - 2
      const [px, py, x, y] = [ring[before] ?? 0, ring[before + 1] ?? 0, ring[at] ?? 0, ring[at + 1] ?? 0]
      const isIn = keeps(axis === 0 ? x : y, edge, keepsBelow)
      if (isIn !== keeps(axis === 0 ? px : py, edge, keepsBelow))
        cut.push(...crossing(px, py, x, y, axis, edge))
      if (isIn) cut.push(x, y)
    }
    ring = cut
  }
  return ring
}

interface Side {
  axis: 0 | 1
  edge: number
  keepsBelow: boolean
}

function sides({ extent, buffer }: TileOptions): Side[] {
  return [
    { axis: 0, edge: -buffer, keepsBelow: false },
    { axis: 0, edge: extent + buffer, keepsBelow: true },
    { axis: 1, edge: -buffer, keepsBelow: false },
    { axis: 1, edge: extent + buffer, keepsBelow: true },
  ]
}

function keeps(value: number, edge: number, keepsBelow: boolean): boolean {
  return keepsBelow ? value <= edge : value >= edge
}

function crossing(
  ax: number,
  ay: number,
  bx: number,
  by: number,
  axis: 0 | 1,
  edge: number,
): [number, number] {
  return axis === 0
    ? [edge, ay + ((by - ay) * (edge - ax)) / (bx - ax)]
    : [ax + ((bx - ax) * (edge - ay)) / (by - ay), edge]
}

/** To whole units, those left out that repeat the one before. */
function rounded(flat: readonly number[]): number[] {
  const whole: number[] = []
  for (let at = 0; at + 1 < flat.length; at += 2) {
    const [x, y] = [Math.round(flat[at] ?? 0), Math.round(flat[at + 1] ?? 0)]
    if (whole.length === 0 || x !== whole.at(-2) || y !== whole.at(-1)) whole.push(x, y)
  }
  return whole
}

/** Twice the area by the surveyor's formula; positive for outer rings, as the specification has them. */
export function doubleArea(ring: readonly number[]): number {
  let sum = 0
  for (let at = 0; at + 1 < ring.length; at += 2) {
    const next = (at + 2) % ring.length
    sum += (ring[at] ?? 0) * (ring[next + 1] ?? 0) - (ring[next] ?? 0) * (ring[at + 1] ?? 0)
  }
  return sum
}

function reversed(flat: readonly number[]): number[] {
  const out: number[] = []
  for (let at = flat.length - 2; at >= 0; at -= 2) out.push(flat[at] ?? 0, flat[at + 1] ?? 0)
  return out
}
