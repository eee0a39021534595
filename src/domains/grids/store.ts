// Grid layers as they are kept. Geometry is EPSG:4326 degrees, which stands for CGCS2000 (EPSG:4490) here: the two agree within decimetres.
import { sql } from 'kysely'
import { v7 as newId } from 'uuid'
import type { Instant } from '../../base/clock.ts'
import type { Tx } from '../../base/db.ts'
import { writeVersion } from './store/versions.ts'

export interface GridFeature {
  code: string
  name: string
  region: string
  geometry: { type: 'Polygon' | 'MultiPolygon'; coordinates: unknown }
}

/** The layer that cases are filed by. */
export const unitLayer = 'unit'

export interface Layer {
  code: string
  name: { zh: string; en: string }
  grids: number
}

export async function layers(tx: Tx, now: Instant): Promise<Layer[]> {
  const { rows } = await sql<Layer>`
    select layer.code, json_build_object('zh', layer.name_zh, 'en', layer.name_en) as name,
      count(grid.id)::integer as grids
    from grids.layer
    left join grids.grid on grid.district = layer.district and grid.layer = layer.code
      and grid.valid_from <= ${now}::timestamptz
      and (grid.valid_until is null or grid.valid_until > ${now}::timestamptz)
    where layer.district = ${tx.district}
    group by layer.code, layer.name_zh, layer.name_en
    order by layer.code`.execute(tx)
  return rows
}

export interface DrawnGrid {
  type: 'Feature'
  id: string
  properties: { code: string; name: string; region: string }
  geometry: { type: 'MultiPolygon'; coordinates: number[][][][] }
}

/** The grids of a layer as they are at an instant. */
export async function drawn(tx: Tx, at: Instant, layer: string): Promise<DrawnGrid[]> {
  const { rows } = await sql<DrawnGrid>`
    select 'Feature' as type, grid.id, st_asgeojson(grid.shape, 7)::json as geometry,
      json_build_object('code', grid.code, 'name', grid.name, 'region', grid.region) as properties
    from grids.grid
    where grid.district = ${tx.district} and grid.layer = ${layer} and grid.valid_from <= ${at}::timestamptz
      and (grid.valid_until is null or grid.valid_until > ${at}::timestamptz)
    order by grid.code`.execute(tx)
  return rows
}

/**
 * Puts a whole layer in place of the one before, from now on and unchecked: for generators and the fictional city.
 * Grids of earlier days stay for their cases. What people bring goes through a draft.
 */
export async function replaceLayer(
  tx: Tx,
  now: Instant,
  layer: { code: string; name: { zh: string; en: string } },
  grids: readonly GridFeature[],
): Promise<void> {
  await sql`
    insert into grids.layer (district, code, id, name_zh, name_en, must_cover)
    values (${tx.district}, ${layer.code}, ${newId()}, ${layer.name.zh}, ${layer.name.en}, ${layer.code === unitLayer})
    on conflict (district, code) do update set name_zh = excluded.name_zh, name_en = excluded.name_en`.execute(
    tx,
  )
  await sql`
    update grids.grid set valid_until = ${now}::timestamptz
    where grid.district = ${tx.district} and grid.layer = ${layer.code} and grid.valid_until is null`.execute(
    tx,
  )
  await sql`
    insert into grids.grid (district, id, layer, code, name, region, region_path, shape, valid_from)
    select ${tx.district}, given.id, ${layer.code}, given.code, given.name, region.code, region.path,
      st_multi(st_setsrid(st_geomfromgeojson(given.geometry), 4326)), ${now}::timestamptz
    from unnest(${grids.map(() => newId())}::uuid[], ${grids.map(grid => grid.code)}::text[],
      ${grids.map(grid => grid.name)}::text[], ${grids.map(grid => grid.region)}::text[],
      ${grids.map(grid => JSON.stringify(grid.geometry))}::text[]) as given (id, code, name, region, geometry)
    join regions.region on region.code = given.region and region.district = ${tx.district}`.execute(tx)
  await writeVersion({ tx, now }, { id: newId(), layer: layer.code, validFrom: now })
}
