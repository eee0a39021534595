// Reads GeoPackage (OGC 12-128r18) with the SQLite that Node brings. The file comes from a stranger: only plain tables
// are read, never a view or a computed column, and nothing in it can run or reach outside.
import { DatabaseSync, type SQLOutputValue } from 'node:sqlite'
import type { Feature } from '../geojson.ts'
import type { ReadOptions, Rows, Value } from './rows.ts'
import { type System, systemOfCode } from './systems.ts'
import { readWkb } from './wkb.ts'
import { WrongFile } from './wrong.ts'

/** @throws {WrongFile} where it is damaged, or none of its tables holds features */
export function readGeoPackage(bytes: Uint8Array, { layer, most }: ReadOptions): Rows {
  const database = new DatabaseSync(':memory:', { allowExtension: false, defensive: true })
  try {
    const copy = Uint8Array.from(bytes)
    // A file that was open elsewhere says that it has a log beside it; here it stands alone.
    if (copy[18] === 2) copy.fill(1, 18, 20)
    database.deserialize(copy)
    database.exec('pragma trusted_schema = off; pragma cell_size_check = on; pragma query_only = on')
    return read(new Tables(database), layer, most)
  } catch (error) {
    // Whatever SQLite finds wrong is wrong with the file.
    throw error instanceof WrongFile ? error : new WrongFile('broken_file', 'GeoPackage')
  } finally {
    database.close()
  }
}

function read(tables: Tables, asked: string | undefined, most: number): Rows {
  const layers = tables
    .rows('gpkg_geometry_columns', 1000)
    .flatMap(({ table_name: name, column_name: column, srs_id: srs }) =>
      typeof name === 'string' ? [{ name, column: String(column), srs: Number(srs) }] : [],
    )
    .filter(({ name }) => tables.isPlain(name))
  const chosen = asked === undefined ? layers[0] : layers.find(({ name }) => name === asked)
  if (layers.length === 0) throw new WrongFile('no_layer')
  if (!chosen) throw new WrongFile('no_such_layer', asked)
  const system = systemOf(tables, chosen.srs)
  const { column } = chosen
  // The number that SQLite gives every row says nothing of it.
  const key = tables.key(chosen.name)
  const features = tables.rows(chosen.name, most + 1).map((row, at): Feature => {
    const { [column]: shape, ...others } = row
    if (key !== undefined) delete others[key]
    return {
      row: at + 1,
      geometry: shape instanceof Uint8Array ? geometryOf(shape, system) : null,
      properties: Object.fromEntries(Object.entries(others).map(([name, value]) => [name, plain(value)])),
    }
  })
  if (features.length > most) throw new WrongFile('too_many_rows', String(most))
  const names = layers.map(({ name }) => name)
  return {
    format: 'geopackage',
    layers: names,
    layer: chosen.name,
    isTable: false,
    system: system.name,
    features,
  }
}

/** Ids are the file's own; the standard ones and those of EPSG are what is known here. */
function systemOf(tables: Tables, id: number): System {
  const row = tables.rows('gpkg_spatial_ref_sys', 10_000).find(({ srs_id }) => Number(srs_id) === id)
  const authority = String(row?.organization ?? '').toUpperCase()
  const found = authority === 'EPSG' ? systemOfCode(Number(row?.organization_coordsys_id)) : undefined
  if (!found) throw new WrongFile('unknown_system', String(row?.srs_name ?? id).slice(0, 120))
  return found
}

/** Behind a header of its own (clause 2.1.3) stands plain WKB. */
function geometryOf(bytes: Uint8Array, system: System): unknown {
  const envelopes = [0, 32, 48, 48, 64]
  const flags = bytes[3] ?? 0
  const envelope = envelopes[(flags >> 1) & 7]
  if (bytes[0] !== 0x47 || bytes[1] !== 0x50 || envelope === undefined)
    return { type: 'no GeoPackage geometry' }
  if ((flags & 0x10) !== 0) return null
  try {
    return readWkb(bytes.subarray(8 + envelope), system)
  } catch (error) {
    if (error instanceof RangeError) return { type: 'broken WKB' }
    throw error
  }
}

function plain(value: SQLOutputValue | undefined): Value {
  if (value === undefined || value === null || value instanceof Uint8Array) return null
  if (typeof value !== 'bigint') return value
  return value > 2n ** 53n || value < -(2n ** 53n) ? String(value) : Number(value)
}

class Tables {
  #database: DatabaseSync
  constructor(database: DatabaseSync) {
    this.#database = database
  }

  /** A table that only holds what was put into it. */
  isPlain(name: string): boolean {
    const [found] = this.#database
      .prepare("select sql from sqlite_schema where type = 'table' and lower(name) = lower(?) limit 1")
      .all(name)
    if (typeof found?.sql !== 'string' || !/^create\s+table\b/i.test(found.sql)) return false
    const columns = this.#database.prepare('select hidden from pragma_table_xinfo(?)').all(name)
    return columns.every(({ hidden }) => hidden === 0)
  }

  key(name: string): string | undefined {
    const columns = this.#database.prepare('select name, type, pk from pragma_table_xinfo(?)').all(name)
    const [key, more] = columns.filter(({ pk }) => pk !== 0)
    return !more && key && /^integer$/i.test(String(key.type)) ? String(key.name) : undefined
  }

  rows(name: string, most: number): Record<string, SQLOutputValue>[] {
    if (!this.isPlain(name)) throw new WrongFile('no_layer')
    const all = this.#database.prepare(`select * from "${name.replaceAll('"', '""')}" limit ?`)
    all.setReadBigInts(true)
    return all.all(most)
  }
}
