// Rows as GeoPackage (OGC 12-128r18): one table of features in EPSG:4490, every property a text.
import { DatabaseSync } from 'node:sqlite'
import { writeWkb } from './wkb.ts'
import type { Sheet } from './write.ts'

const wgs84 =
  'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]]'
const cgcs2000 =
  'GEOGCS["China Geodetic Coordinate System 2000",DATUM["China_2000",SPHEROID["CGCS2000",6378137,298.257222101]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]]'

const schema = `
pragma application_id = 1196444487;
pragma user_version = 10300;
create table gpkg_spatial_ref_sys (srs_name text not null, srs_id integer primary key, organization text not null,
  organization_coordsys_id integer not null, definition text not null, description text);
create table gpkg_contents (table_name text not null primary key, data_type text not null, identifier text unique,
  description text default '', last_change datetime not null default (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
  min_x double, min_y double, max_x double, max_y double, srs_id integer references gpkg_spatial_ref_sys (srs_id));
create table gpkg_geometry_columns (table_name text not null, column_name text not null,
  geometry_type_name text not null, srs_id integer not null, z tinyint not null, m tinyint not null,
  primary key (table_name, column_name), unique (table_name),
  foreign key (table_name) references gpkg_contents (table_name),
  foreign key (srs_id) references gpkg_spatial_ref_sys (srs_id));
`

export function writeGeoPackage({ name, heads, rows }: Sheet): Uint8Array<ArrayBuffer> {
  const database = new DatabaseSync(':memory:', { allowExtension: false })
  try {
    database.exec(schema)
    const system = database.prepare('insert into gpkg_spatial_ref_sys values (?, ?, ?, ?, ?, null)')
    system.run('Undefined cartesian SRS', -1, 'NONE', -1, 'undefined')
    system.run('Undefined geographic SRS', 0, 'NONE', 0, 'undefined')
    system.run('WGS 84', 4326, 'EPSG', 4326, wgs84)
    system.run('CGCS2000', 4490, 'EPSG', 4490, cgcs2000)
    const [west, south, east, north] = boxOf(rows)
    database
      .prepare(
        "insert into gpkg_contents (table_name, data_type, identifier, min_x, min_y, max_x, max_y, srs_id) values (?, 'features', ?, ?, ?, ?, ?, 4490)",
      )
      .run(name, name, west, south, east, north)
    database.prepare("insert into gpkg_geometry_columns values (?, 'geom', 'GEOMETRY', 4490, 0, 0)").run(name)
    const columns = columnsOf(heads)
    database.exec(
      `create table ${quoted(name)} (fid integer primary key autoincrement, geom geometry${columns.map(column => `, ${quoted(column)} text`).join('')})`,
    )
    database.exec('begin')
    const insert = database.prepare(
      `insert into ${quoted(name)} values (null, ?${', ?'.repeat(columns.length)})`,
    )
    // Magic, version 0, no envelope, little-endian, the system; then the geometry.
    const header = Buffer.from([0x47, 0x50, 0, 1, 0x8a, 0x11, 0, 0])
    for (const { geometry, properties } of rows)
      insert.run(Buffer.concat([header, writeWkb(geometry)]), ...heads.map(head => properties[head] ?? ''))
    database.exec('commit')
    return Uint8Array.from(database.serialize())
  } finally {
    database.close()
  }
}

function boxOf(rows: Sheet['rows']): [number, number, number, number] {
  const box: [number, number, number, number] = [180, 90, -180, -90]
  for (const { geometry } of rows) {
    const numbers: number[] = geometry.coordinates.flat(3)
    for (let at = 0; at + 1 < numbers.length; at += 2) {
      const [x = 0, y = 0] = [numbers[at], numbers[at + 1]]
      if (x < box[0]) box[0] = x
      if (y < box[1]) box[1] = y
      if (x > box[2]) box[2] = x
      if (y > box[3]) box[3] = y
    }
  }
  return box
}

/** SQLite takes Name and name for one column, and two are taken already. */
function columnsOf(heads: readonly string[]): string[] {
  const taken = new Set(['fid', 'geom'])
  return heads.map(head => {
    let name = head
    for (let more = 1; taken.has(name.toLowerCase()); more += 1) name = `${head}_${more}`
    taken.add(name.toLowerCase())
    return name
  })
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}
