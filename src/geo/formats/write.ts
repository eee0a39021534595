// Rows as files that others read, and that come back in through `rowsOfFile` as they went out. Degrees of
// CGCS2000/WGS 84, longitude first.
import type { Geometry } from '../geojson.ts'
import { writeGeoPackage } from './write-geopackage.ts'
import { writeKml } from './write-kml.ts'
import { writeShapefile } from './write-shapefile.ts'
import { writeXlsx } from './write-xlsx.ts'
import type { WrittenFormat } from './written.ts'

export interface WrittenRow {
  geometry: Geometry
  /** Tables take all they say from these, places included. */
  properties: Readonly<Record<string, string>>
}

export interface Sheet {
  /** What the layer is called in the file. */
  name: string
  /** The columns in their order. */
  heads: readonly string[]
  rows: readonly WrittenRow[]
}

export type CsvWriter = (rows: readonly (readonly string[])[]) => string

/** @throws {WrongFile} where the format cannot hold what the rows say */
export async function writeRows(
  format: WrittenFormat,
  sheet: Sheet,
  csv: CsvWriter,
): Promise<string | Uint8Array<ArrayBuffer>> {
  if (format === 'geojson') return writeGeoJson(sheet)
  if (format === 'shapefile') return writeShapefile(sheet)
  if (format === 'geopackage') return writeGeoPackage(sheet)
  if (format === 'kml') return writeKml(sheet)
  if (format === 'csv') return csv(cellsOf(sheet))
  return writeXlsx(cellsOf(sheet), sheet.name)
}

function writeGeoJson({ heads, rows }: Sheet): string {
  const features = rows.map(({ geometry, properties }) => ({
    type: 'Feature',
    geometry,
    properties: Object.fromEntries(heads.map(head => [head, properties[head] ?? ''])),
  }))
  return JSON.stringify({ type: 'FeatureCollection', features })
}

function cellsOf({ heads, rows }: Sheet): string[][] {
  return [[...heads], ...rows.map(({ properties }) => heads.map(head => properties[head] ?? ''))]
}
