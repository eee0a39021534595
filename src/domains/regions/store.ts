// Regions as they are kept: the tree with materialised paths, and which districts this server holds.
import { sql } from 'kysely'
import type { Instant } from '../../base/clock.ts'
import type { Tx } from '../../base/db.ts'
import type { Region } from './contract.ts'

// Whoever counts working time asks here too.
export { calendarAt, calendarNow, calendarVersions } from './store/calendar.ts'

export interface District {
  code: string
  name: { zh: string; en: string }
  timeZone: string
}

/** Since when a region is no longer one; null: it is. */
export interface Closing {
  closedAt: Instant | null
}

export interface NewRegion extends Omit<Region, 'path'> {
  /** GeoJSON geometry, CGCS2000/WGS 84 degrees. */
  shape?: { type: 'Polygon' | 'MultiPolygon'; coordinates: unknown } | undefined
}

/** Every district of this server, by code. */
export async function districts(tx: Tx): Promise<District[]> {
  const { rows } = await sql<District>`
    select district.code, json_build_object('zh', district.name_zh, 'en', district.name_en) as name,
      district.time_zone as "timeZone"
    from regions.district
    order by district.code`.execute(tx)
  return rows
}

export async function district(tx: Tx): Promise<District | undefined> {
  return (await districts(tx)).find(({ code }) => code === tx.district)
}

/** The regions of the district in the order of their paths, each before what lies below it; closed ones too. */
export async function regions(tx: Tx): Promise<(Region & Closing)[]> {
  const { rows } = await sql<Region & Closing>`
    select region.code, region.parent, region.level, region.path, region.closed_at as "closedAt",
      json_build_object('zh', region.name_zh, 'en', region.name_en) as name
    from regions.region
    where region.district = ${tx.district}
    order by region.path`.execute(tx)
  return rows
}

export interface RegionShape extends Pick<Region, 'code' | 'level' | 'name'> {
  shape: { type: 'MultiPolygon'; coordinates: number[][][][] }
}

/** Outlines of subdistricts and communities, as exact as those of grids, so that shared borders agree. */
export async function shapes(tx: Tx): Promise<RegionShape[]> {
  const { rows } = await sql<RegionShape>`
    select region.code, region.level, json_build_object('zh', region.name_zh, 'en', region.name_en) as name,
      st_asgeojson(region.shape, 7)::json as shape
    from regions.region
    where region.district = ${tx.district} and region.level in ('subdistrict', 'community')
      and region.shape is not null
    order by region.path`.execute(tx)
  return rows
}

export async function region(tx: Tx, code: string): Promise<(Region & Closing) | undefined> {
  const { rows } = await sql<Region & Closing>`
    select region.code, region.parent, region.level, region.path, region.closed_at as "closedAt",
      json_build_object('zh', region.name_zh, 'en', region.name_en) as name
    from regions.region
    where region.district = ${tx.district} and region.code = ${code}`.execute(tx)
  return rows[0]
}

/** Whether a region contains the whole district: its city, its province. */
export async function regionAbove(tx: Tx, code: string): Promise<Pick<Region, 'code' | 'name'> | undefined> {
  const { rows } = await sql<Pick<Region, 'code' | 'name'>>`
    select region.code, json_build_object('zh', region.name_zh, 'en', region.name_en) as name
    from regions.region
    where region.district is null and region.code = ${code} and starts_with(${tx.district}, region.code)`.execute(
    tx,
  )
  return rows[0]
}

/** A point that certainly lies in the region, for a report that knows no better place. */
export async function pointWithin(
  tx: Tx,
  code: string,
): Promise<{ longitude: number; latitude: number } | undefined> {
  const { rows } = await sql<{ longitude: number; latitude: number }>`
    select st_x(point.at) as longitude, st_y(point.at) as latitude
    from regions.region
    cross join lateral st_pointonsurface(region.shape) as point (at)
    where region.district = ${tx.district} and region.code = ${code} and region.shape is not null`.execute(tx)
  return rows[0]
}

export async function addDistrict(tx: Tx, { code, name, timeZone }: District): Promise<void> {
  await sql`
    insert into regions.district (code, name_zh, name_en, time_zone)
    values (${code}, ${name.zh}, ${name.en}, ${timeZone})
    on conflict (code) do update set
      name_zh = excluded.name_zh, name_en = excluded.name_en, time_zone = excluded.time_zone`.execute(tx)
}

/** Adds or renames a region; its parent must be there already. */
export async function addRegion(tx: Tx, { code, parent, level, name, shape }: NewRegion): Promise<void> {
  // Province and city belong to every district below them, and no path begins with them.
  const isAbove = level === 'province' || level === 'city'
  await sql`
    insert into regions.region (code, parent, level, district, path, name_zh, name_en, shape)
    select ${code}, ${parent}::text, ${level}, ${isAbove ? null : tx.district}::text,
      coalesce((select above.path from regions.region as above
        where above.code = ${parent}::text and above.district = ${tx.district}), '') || ${`${code}/`}::text,
      ${name.zh}, ${name.en}, st_multi(st_setsrid(st_geomfromgeojson(${shape ? JSON.stringify(shape) : null}::text), 4326))
    on conflict (code) do update set
      name_zh = excluded.name_zh, name_en = excluded.name_en, shape = excluded.shape`.execute(tx)
}
