// What a map can show: marks in the shapes of the lights, areas with their borders, circles, and where one looks.

export type Look = 'ok' | 'soon' | 'late' | 'hold' | 'staff' | 'vehicle' | 'part' | 'place' | 'here'

export interface Mark {
  id: string
  longitude: number
  latitude: number
  look: Look
  title: string
  detail?: string | undefined
  /** Staff: one character on the seal. */
  seal?: string | undefined
  /** Vehicles: degrees clockwise from north. */
  heading?: number | undefined
  /** The mark stands for so many, which the server counted together. */
  count?: number | undefined
}

/** Marks by the ten thousand, drawn from tiles: points that the server counts below a zoom, and single ones above. */
export interface MarkTiles {
  /** Address with `{z}/{x}/{y}`; another one takes the tiles' place. */
  url: string
  /** Kinds by what they are called, written beside the mark from near. */
  names: readonly (readonly [kind: string, name: string])[]
  /** When it changes, the tiles are asked for again. */
  stamp: number
  /** The id of the mark that a point is, as lists have it. */
  idOf(point: number): string
}

export type Border = 'subdistrict' | 'community' | 'grid'

export interface Area {
  id: string
  shape: { type: 'MultiPolygon'; coordinates: readonly Rings[] }
  name: string
  code: string
  border: Border
  chosen?: boolean | undefined
}

/** A polygon: its outer ring, then its holes; each ring closed, longitude first. */
export type Rings = readonly (readonly (readonly number[])[])[]

export interface Circle {
  longitude: number
  latitude: number
  metres: number
  title: string
}

export interface Position {
  longitude: number
  latitude: number
}

/** West, south, east, north, in degrees. */
export type Bounds = readonly [west: number, south: number, east: number, north: number]

export type View = (Position & { zoom: number }) | { bounds: Bounds }

/** What may be switched on and off in the corner of the map. */
export interface Layer {
  id: string
  name: string
  shown: boolean
}

/** Where the map looks at the moment. */
export interface Sight extends Position {
  zoom: number
  bounds: Bounds
}
