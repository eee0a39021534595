// How far a place is from an edge, on the ellipsoid of WGS 84 (CGCS2000 differs by less than a millimetre).
import { perDegree } from './rings.ts'

const equator = 6_378_137
const flattening = 1 / 298.257223563
const eccentricity = flattening * (2 - flattening)

/** Metres from (x, y) to the edge, all in units; on the plane that touches the ellipsoid between the two. */
export function metresTo(x: number, y: number, x0: number, y0: number, x1: number, y1: number): number {
  // In units of latitude; the shorter way round the Earth.
  const squeeze = ratioAt((y + y0) / 2)
  const [ax, ay] = [around(x0 - x) * squeeze, y0 - y]
  const [dx, dy] = [(x1 - x0) * squeeze, y1 - y0]
  const length = dx * dx + dy * dy
  const share = length === 0 ? 0 : Math.max(0, Math.min(1, -(ax * dx + ay * dy) / length))
  return Math.hypot(ax + share * dx, ay + share * dy) * metresNorth((y + y0) / 2)
}

function around(units: number): number {
  if (units > 180 * perDegree) return units - 360 * perDegree
  return units < -180 * perDegree ? units + 360 * perDegree : units
}

/** Metres a unit of latitude, by the radius of curvature of the meridian. */
function metresNorth(y: number): number {
  const sine = Math.sin(radians(y))
  return ((equator * (1 - eccentricity)) / (1 - eccentricity * sine * sine) ** 1.5) * radians(1)
}

/** How long a unit of longitude is in units of latitude. */
function ratioAt(y: number): number {
  const sine = Math.sin(radians(y))
  return (Math.cos(radians(y)) * (1 - eccentricity * sine * sine)) / (1 - eccentricity)
}

function radians(units: number): number {
  return (units / perDegree) * (Math.PI / 180)
}
