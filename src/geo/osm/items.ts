// What an OpenStreetMap file holds, whichever of its two formats it is written in. Who drew it, when, and in
// which changeset is not read at all.

export type Tags = Readonly<Record<string, string>>
export type ObjectType = 'node' | 'way' | 'relation'

/** A box in degrees, WGS 84. */
export interface Bounds {
  west: number
  south: number
  east: number
  north: number
}

export interface OsmNode {
  type: 'node'
  id: number
  longitude: number
  latitude: number
  tags: Tags
}

export interface OsmWay {
  type: 'way'
  id: number
  nodes: number[]
  tags: Tags
}

export interface Member {
  type: ObjectType
  ref: number
  role: string
}

export interface OsmRelation {
  type: 'relation'
  id: number
  members: Member[]
  tags: Tags
}

/** An object that cannot be used, and why; the rest of the file can. */
export interface Unusable {
  type: 'unusable'
  of: ObjectType
  id: number
  why: 'no_place' | 'deleted'
}

export type OsmItem = ({ type: 'bounds' } & Bounds) | OsmNode | OsmWay | OsmRelation | Unusable

/** A file that cannot be read, in a sentence for the person who gave it. */
export class OsmError extends Error {}

/** It holds more than fits into memory. */
export class OsmTooLarge extends OsmError {}

export const noTags: Tags = Object.freeze({})

/** OSM keeps seven decimals (about a centimetre); both formats are rounded to them, so that they agree. */
export function degrees(value: number): number {
  // Without a negative zero, which text cannot tell from zero.
  return Math.round(value * 1e7) / 1e7 + 0
}

export function isPlace(longitude: number, latitude: number): boolean {
  return Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90
}

/** Bounds that enclose something; files of some programs carry empty ones. */
export function isBounds({ west, south, east, north }: Bounds): boolean {
  return isPlace(west, south) && isPlace(east, north) && west < east && south < north
}

/** Ids are 64 bits wide; today's need 34. Beyond 51 their differences would lose their last digit. */
export function isId(id: number): boolean {
  return Number.isInteger(id) && Math.abs(id) < 2 ** 51
}
