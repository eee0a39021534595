// The offset systems of Chinese map services, taken off at the edge: what is kept is CGCS2000/WGS 84.
import gcoord from 'gcoord/dist/gcoord.cjs.prod.js'
import type { Datum } from './datums.ts'

/** The same geometry in WGS 84. What is none is left for whoever judges it. */
export function fromDatum(geometry: unknown, datum: Datum): unknown {
  if (datum === 'wgs84' || typeof geometry !== 'object' || geometry === null) return geometry
  if (!('coordinates' in geometry)) return geometry
  return {
    ...geometry,
    coordinates: moved(geometry.coordinates, datum === 'gcj02' ? 'GCJ02' : 'BD09'),
  }
}

type From = 'GCJ02' | 'BD09'

function moved(coordinates: unknown, from: From): unknown {
  if (!Array.isArray(coordinates)) return coordinates
  const [longitude, latitude]: unknown[] = coordinates
  if (typeof longitude !== 'number') return coordinates.map((each: unknown) => moved(each, from))
  const isPlace = typeof latitude === 'number' && Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90
  return isPlace ? gcoord.transform([longitude, latitude], from, 'WGS84') : coordinates
}
