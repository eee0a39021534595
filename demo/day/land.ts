// Places on the ground: how far, where in between, a point inside a grid, and one near another.
import { metresBetween } from '../../src/domains/supervision/journeys.ts'
import type { Dice } from './dice.ts'

export interface Place {
  longitude: number
  latitude: number
}

export interface GridShape {
  code: string
  name: string
  region: string
  centre: Place
  rings: readonly (readonly (readonly number[])[])[]
}

export const metres = metresBetween

/** As exact as contracts carry it: 1e-7 degrees is a centimetre. */
export function near({ longitude, latitude }: Place, throws: Dice, most: number): Place {
  const [far, turn] = [Math.sqrt(throws.next()) * most, throws.next() * 2 * Math.PI]
  return {
    longitude: rounded(
      longitude + (Math.cos(turn) * far) / (metresPerDegree * Math.cos((latitude * Math.PI) / 180)),
    ),
    latitude: rounded(latitude + (Math.sin(turn) * far) / metresPerDegree),
  }
}

/** A place in the grid; its centre where the grid is so odd that forty tries miss it. */
export function inside({ rings, centre }: GridShape, throws: Dice): Place {
  const outer = rings[0] ?? []
  const [xs, ys] = [outer.map(point => point[0] ?? 0), outer.map(point => point[1] ?? 0)]
  const [west, east, south, north] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)]
  for (let tries = 0; tries < 40; tries += 1) {
    const place = {
      longitude: rounded(throws.between(west, east)),
      latitude: rounded(throws.between(south, north)),
    }
    if (rings.every((ring, at) => holds(ring, place) === (at === 0))) return place
  }
  return centre
}

export function centreOf(rings: GridShape['rings']): Place {
  const outer = (rings[0] ?? []).slice(1)
  const mean = (axis: 0 | 1): number =>
    rounded(outer.reduce((sum, point) => sum + (point[axis] ?? 0), 0) / Math.max(1, outer.length))
  return { longitude: mean(0), latitude: mean(1) }
}

function holds(ring: readonly (readonly number[])[], { longitude, latitude }: Place): boolean {
  let isIn = false
  for (let at = 1; at < ring.length; at += 1) {
    const [[x1 = 0, y1 = 0], [x2 = 0, y2 = 0]] = [ring[at - 1] ?? [], ring[at] ?? []]
    if (y1 > latitude !== y2 > latitude && longitude < ((x2 - x1) * (latitude - y1)) / (y2 - y1) + x1)
      isIn = !isIn
  }
  return isIn
}

const metresPerDegree = 111_320
const rounded = (degrees: number): number => Math.round(degrees * 1e7) / 1e7
