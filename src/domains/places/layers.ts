// The layers of the base map and their kinds: what the tiles carry, the lists say and the import sorts into.

export const kindsOf = {
  land: ['residential', 'commercial', 'industrial', 'school', 'other'],
  green: ['park', 'grass', 'wood', 'pitch', 'other'],
  water: [],
  waterway: ['river', 'stream', 'canal'],
  building: [],
  street: ['motorway', 'main', 'secondary', 'minor', 'service', 'path', 'rail'],
  label: ['place', 'park', 'water', 'station', 'building'],
  address: [],
} as const satisfies Record<string, readonly string[]>

export type Layer = keyof typeof kindsOf
export type Shape = 'polygon' | 'line' | 'point'

/** From the ground up, as they are drawn. */
export const layers = Object.keys(kindsOf) as [Layer, ...Layer[]]

export const shapeOf: Record<Layer, Shape> = {
  land: 'polygon',
  green: 'polygon',
  water: 'polygon',
  waterway: 'line',
  building: 'polygon',
  street: 'line',
  label: 'point',
  address: 'point',
}

/** Below the first there is nothing to see of a district; above the last the map enlarges. */
export const zooms = { least: 6, most: 16 }

/** How wide a pixel is in metres at a zoom, with tiles of 512 pixels. */
export function metresPerPixel(zoom: number, latitude: number): number {
  return (78_271.517 * Math.cos((latitude * Math.PI) / 180)) / 2 ** zoom
}

/** What is smaller than this many square pixels is not worth drawing. */
const leastPixels = 48

/** Areas show from the zoom at which they are large enough, but not before and not later than this. */
const areaZooms: Partial<Record<Layer, readonly [number, number]>> = {
  land: [10, 14],
  green: [9, 15],
  water: [zooms.least, 15],
  building: [13, 15],
}

const lineZooms: Record<string, number> = {
  motorway: 6,
  main: 8,
  secondary: 10,
  minor: 13,
  service: 14,
  path: 15,
  rail: 11,
  river: 9,
  canal: 11,
  stream: 13,
}

/** Labels by rank. */
const labelZooms = [10, 11, 13, 14, 15]

export interface Shown {
  layer: Layer
  kind: string | null
  latitude: number
  /** Square metres of an area. */
  area: number
  rank: number | null
}

/** From which zoom on something is drawn. */
export function leastZoom({ layer, kind, latitude, area, rank }: Shown): number {
  if (layer === 'address') return zooms.most
  if (layer === 'label') return labelZooms[(rank ?? 5) - 1] ?? zooms.most
  const range = areaZooms[layer]
  if (!range) return lineZooms[kind ?? ''] ?? 14
  const [least, most] = range
  for (let zoom = least; zoom < most; zoom += 1)
    if (area >= leastPixels * metresPerPixel(zoom, latitude) ** 2) return zoom
  return most
}
