// What every reader gives: rows with their properties and, where there is one, a geometry as GeoJSON in degrees.
import type { Feature } from '../geojson.ts'

export type Value = string | number | boolean | null

export const formats = ['geojson', 'shapefile', 'geopackage', 'kml', 'osm', 'csv', 'xlsx'] as const
export type Format = (typeof formats)[number]

export interface Rows {
  format: Format
  /** What of it may be read, where it holds several: tables, sheets, shapefiles, kinds of objects. */
  layers: string[]
  /** The one that was read. */
  layer: string
  /** A table has no geometries: columns say where a row lies. */
  isTable: boolean
  /** The system that the file says it is in. */
  system: string
  features: Feature[]
}

export interface ReadOptions {
  /** Which layer; without one the first. */
  layer?: string | undefined
  /** So many rows are taken. */
  most: number
  /** What is looked for: an OSM file holds both. */
  wants: 'areas' | 'places'
}
