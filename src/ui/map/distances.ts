// How far and in which direction, on the sphere: for the twin list, for circles and for what is in view.
import type { Bounds, Position } from './showing.ts'

const earth = 6_371_008.8
const radians = Math.PI / 180

/** Metres along the great circle (haversine). */
export function metresBetween(one: Position, other: Position): number {
  const north = (other.latitude - one.latitude) * radians
  const east = (other.longitude - one.longitude) * radians
  const chord =
    Math.sin(north / 2) ** 2 +
    Math.cos(one.latitude * radians) * Math.cos(other.latitude * radians) * Math.sin(east / 2) ** 2
  return 2 * earth * Math.asin(Math.min(1, Math.sqrt(chord)))
}

export const bearings = ['n', 'ne', 'e', 'se', 's', 'sw', 'w', 'nw'] as const

/** In which of the eight directions the other lies, seen from the first. */
export function bearingTo(from: Position, to: Position): (typeof bearings)[number] {
  const east = (to.longitude - from.longitude) * Math.cos(((from.latitude + to.latitude) / 2) * radians)
  const turn = Math.atan2(east, to.latitude - from.latitude) / (Math.PI / 4)
  return bearings[(Math.round(turn) + 8) % 8] ?? 'n'
}

/** A ring of points at that distance around a place, closed. */
export function ringAround(
  { longitude, latitude }: Position,
  metres: number,
  corners = 72,
): [number, number][] {
  const tall = metres / earth / radians
  const wide = tall / Math.max(0.01, Math.cos(latitude * radians))
  return Array.from({ length: corners + 1 }, (_, at) => {
    const turn = ((at % corners) / corners) * 2 * Math.PI
    return [longitude + wide * Math.sin(turn), latitude + tall * Math.cos(turn)]
  })
}

export function isWithin([west, south, east, north]: Bounds, { longitude, latitude }: Position): boolean {
  return longitude >= west && longitude <= east && latitude >= south && latitude <= north
}
