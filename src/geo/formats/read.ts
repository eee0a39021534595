// Any file of grids or parts as rows, told apart by what is in it and not by its name.
import { readFeatures } from '../geojson.ts'
import { readGeoPackage } from './geopackage.ts'
import { readKml } from './kml.ts'
import { readOsmRows } from './osm.ts'
import type { ReadOptions, Rows } from './rows.ts'
import { readShapefile, setsOf } from './shapefile.ts'
import { textOf } from './texts.ts'
import { type Wrong, WrongFile } from './wrong.ts'
import { readXlsx } from './xlsx.ts'
import { openZip } from './zip.ts'

export type CsvReader = (text: string) => { rows: { line: number; cells: string[] }[] } | { brokenAt: number }

/**
 * The rows of a file: GeoJSON, zipped shapefiles, GeoPackage, KML and KMZ, OSM (XML and PBF), CSV and XLSX. Degrees,
 * longitude first; whether a geometry is sound is judged by `readGeometry`, row by row.
 * @param csv reads comma-separated values
 * @returns the rows, or why the file is refused; nothing is thrown for whatever bytes come
 */
export async function rowsOfFile(
  bytes: Uint8Array,
  options: ReadOptions,
  csv: CsvReader,
): Promise<Rows | Wrong> {
  try {
    const rows = await readAny(bytes, options, csv)
    if (rows.features.length === 0) return { wrong: 'no_rows', said: rows.layer }
    if (rows.features.length > options.most) return { wrong: 'too_many_rows', said: String(options.most) }
    return rows
  } catch (error) {
    if (error instanceof WrongFile) return { wrong: error.wrong, said: error.said }
    throw error
  }
}

async function readAny(bytes: Uint8Array, options: ReadOptions, csv: CsvReader): Promise<Rows> {
  if (bytes.length === 0) throw new WrongFile('empty')
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 2048)).toString('latin1')
  if (head.startsWith('PK\u0003\u0004') || head.startsWith('PK\u0005\u0006'))
    return readZip(bytes, options, csv)
  if (head.startsWith('SQLite format 3\0')) return readGeoPackage(bytes, options)
  if (head.slice(4, 15) === '\n\tOSMHeader') return readOsmRows(bytes, options)
  for (const [start, wrong] of strangers) if (head.startsWith(start)) throw new WrongFile(wrong)
  const text = textOf(bytes)
  const begin = text.slice(0, 4096).replace(/^\uFEFF?\s*/, '')
  if (begin.startsWith('<')) {
    if (/<osm[\s>]/.test(begin)) return readOsmRows(bytes, options)
    return { ...single('kml', ''), features: readKml(text, options.most) }
  }
  if (/^[{[]/.test(begin)) return readGeoJson(text)
  return readCsvRows(text, csv)
}

/** What people send and what is not read here; each has its sentence that says what to send instead. */
const strangers = [
  ['\u0000\u0000\u0027\u000a', 'lone_shapefile'],
  ['\u00d0\u00cf\u0011\u00e0', 'old_excel'],
  ['\u001f\u008b', 'other_packing'],
  ['BZh', 'other_packing'],
  ['7z\u00bc\u00af', 'other_packing'],
  ['Rar!', 'other_packing'],
] as const

function readZip(bytes: Uint8Array, options: ReadOptions, csv: CsvReader): Rows | Promise<Rows> {
  const entries = openZip(bytes)
  if (entries.some(({ name }) => name === 'xl/workbook.xml')) {
    const { sheets, sheet, rows } = readXlsx(entries, options.layer, options.most)
    return { ...tableOf('xlsx', rows), layers: sheets, layer: sheet }
  }
  if (setsOf(entries).length > 0) return readShapefile(entries, options)
  const kml = entries.find(({ name }) => /\.kml$/i.test(name))
  if (kml) return { ...single('kml', ''), features: readKml(textOf(kml.bytes()), options.most) }
  const [only, more] = entries.filter(({ name }) => /\.(geojson|json|gpkg|osm|pbf)$/i.test(name))
  if (!only || more) throw new WrongFile('nothing_in_zip')
  const inner = only.bytes()
  // One packing deep, so that no archive holds itself.
  if (Buffer.from(inner.buffer, inner.byteOffset, Math.min(inner.length, 2)).toString('latin1') === 'PK')
    throw new WrongFile('nothing_in_zip')
  return readAny(inner, options, csv)
}

function single(format: Rows['format'], layer: string): Omit<Rows, 'features'> {
  return { format, layers: [], layer, isTable: false, system: 'EPSG:4326' }
}

function readGeoJson(text: string): Rows {
  const read = readFeatures(text)
  if ('wrong' in read) throw new WrongFile(read.wrong)
  return { ...single('geojson', ''), features: read.features }
}

function readCsvRows(text: string, csv: CsvReader): Rows {
  const read = csv(text)
  if ('brokenAt' in read) throw new WrongFile('broken_quotes', String(read.brokenAt))
  const [head] = read.rows
  // A text of one column is most likely no table at all.
  if (!head || (head.cells.length < 2 && read.rows.length > 1)) throw new WrongFile('unknown_format')
  return tableOf(
    'csv',
    read.rows.map(({ line, cells }) => ({ row: line, cells })),
  )
}

/** The first row names the columns; rows count as the sheet counts them. */
function tableOf(format: 'csv' | 'xlsx', [head, ...rows]: readonly { row: number; cells: string[] }[]): Rows {
  const names = head?.cells.map(each => each.trim()) ?? []
  return {
    ...single(format, ''),
    isTable: true,
    features: rows.map(({ row, cells }) => ({
      row,
      geometry: undefined,
      properties: Object.fromEntries(
        names.flatMap((name, at) => (name === '' ? [] : [[name, (cells[at] ?? '').trim()] as const])),
      ),
    })),
  }
}
