// GeoJSON (RFC 7946) as it comes from strangers: read with the reason why something is none. Degrees, longitude
// first; positions are rounded to 1e-7° (about a centimetre), and heights are left out.

export type Position = [longitude: number, latitude: number]
export type Geometry =
  | { type: 'Point'; coordinates: Position }
  | { type: 'LineString'; coordinates: Position[] }
  | { type: 'MultiLineString'; coordinates: Position[][] }
  | { type: 'Polygon'; coordinates: Position[][] }
  | { type: 'MultiPolygon'; coordinates: Position[][][] }

/** Why something is no geometry that can be kept. */
export const geometryFaults = [
  'no_geometry',
  'unknown_geometry',
  'bad_position',
  'off_the_earth',
  'too_few_points',
  'open_ring',
  // What readers of other formats find, and say in place of the geometry.
  'bad_wkt',
  'too_many_rings',
  'broken_ring',
  'cut_off',
] as const
export type GeometryFault = (typeof geometryFaults)[number]

export interface Feature {
  /** Counted from 1. */
  row: number
  geometry: unknown
  properties: Readonly<Record<string, unknown>>
}

export const fileFaults = ['not_json', 'not_a_collection', 'not_degrees'] as const
export type FileFault = (typeof fileFaults)[number]

/** The features of a collection, or why the text is none. */
export function readFeatures(text: string): { features: Feature[] } | { wrong: FileFault } {
  let value: unknown
  try {
    value = JSON.parse(text.startsWith('\uFEFF') ? text.slice(1) : text)
  } catch {
    return { wrong: 'not_json' }
  }
  if (!isRecord(value) || value.type !== 'FeatureCollection' || !Array.isArray(value.features))
    return { wrong: 'not_a_collection' }
  // Older files may say in which system they are; metres of a projection would land off the coast of Africa.
  if (isRecord(value.crs) && !/(4326|CRS84|4490)/.test(JSON.stringify(value.crs)))
    return { wrong: 'not_degrees' }
  return {
    features: value.features.map((feature: unknown, at) => ({
      row: at + 1,
      geometry: isRecord(feature) ? feature.geometry : undefined,
      properties: isRecord(feature) && isRecord(feature.properties) ? feature.properties : {},
    })),
  }
}

/** The geometry, or why it is none. Rings must be closed; whether they cross themselves is asked elsewhere. */
export function readGeometry(given: unknown): Geometry | { wrong: GeometryFault } {
  if (!isRecord(given)) return { wrong: 'no_geometry' }
  const { type, coordinates } = given
  const said = geometryFaults.find(fault => fault === given.wrong)
  if (said !== undefined) return { wrong: said }
  try {
    if (type === 'Point') return { type, coordinates: position(coordinates) }
    if (type === 'LineString') return { type, coordinates: line(coordinates) }
    if (type === 'MultiLineString') return { type, coordinates: list(coordinates).map(line) }
    if (type === 'Polygon') return { type, coordinates: list(coordinates).map(ring) }
    if (type === 'MultiPolygon')
      return { type, coordinates: list(coordinates).map(polygon => list(polygon).map(ring)) }
  } catch (error) {
    if (error instanceof Wrong) return { wrong: error.wrong }
    throw error
  }
  return { wrong: 'unknown_geometry' }
}

class Wrong extends Error {
  readonly wrong: GeometryFault
  constructor(wrong: GeometryFault) {
    super(wrong)
    this.wrong = wrong
  }
}

function position(given: unknown): Position {
  if (!Array.isArray(given) || given.length < 2) throw new Wrong('bad_position')
  const [longitude, latitude]: unknown[] = given
  if (typeof longitude !== 'number' || typeof latitude !== 'number') throw new Wrong('bad_position')
  if (!Number.isFinite(longitude) || !Number.isFinite(latitude)) throw new Wrong('bad_position')
  if (Math.abs(longitude) > 180 || Math.abs(latitude) > 90) throw new Wrong('off_the_earth')
  return [rounded(longitude), rounded(latitude)]
}

function line(given: unknown): Position[] {
  const points = list(given).map(position)
  if (points.length < 2) throw new Wrong('too_few_points')
  return points
}

function ring(given: unknown): Position[] {
  const points = list(given).map(position)
  if (points.length < 4) throw new Wrong('too_few_points')
  const [first, last] = [points[0], points.at(-1)]
  if (first?.[0] !== last?.[0] || first?.[1] !== last?.[1]) throw new Wrong('open_ring')
  return points
}

function list(given: unknown): unknown[] {
  if (!Array.isArray(given)) throw new Wrong('bad_position')
  if (given.length === 0) throw new Wrong('too_few_points')
  return given
}

/** Minus nothing is nothing, so that equal places read equal. */
function rounded(degrees: number): number {
  return Math.round(degrees * 1e7) / 1e7 + 0
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
