// The tree as it is kept: with what lies above the district, and with what was closed.
import { sql } from 'kysely'
import type { Instant } from '../../../base/clock.ts'
import type { Tx } from '../../../base/db.ts'
import type { KeptRegion, Outline } from '../contract/tree.ts'
import type { PlannedRegion } from '../planning.ts'

/** Each before what lies below it. */
export async function tree(tx: Tx): Promise<KeptRegion[]> {
  const { rows } = await sql<KeptRegion>`
    select region.code, region.parent, region.level, region.path,
      json_build_object('zh', region.name_zh, 'en', region.name_en) as name,
      region.opened_at as "openedAt", region.closed_at as "closedAt",
      region.level in ('province', 'city', 'district') as "isFixed", region.shape is not null as "hasOutline"
    from regions.region
    where region.district = ${tx.district}
      or region.district is null and starts_with(${tx.district}, region.code)
    order by region.code collate "C"`.execute(tx)
  return rows
}

/** Whoever changes the tree waits for whoever else does, so that nothing is added below what is being closed. */
export async function lockTree(tx: Tx): Promise<void> {
  await sql`
    select district.code from regions.district where district.code = ${tx.district} for update`.execute(tx)
}

export async function outlines(tx: Tx): Promise<Outline[]> {
  const { rows } = await sql<Outline>`
    select region.code, region.level, json_build_object('zh', region.name_zh, 'en', region.name_en) as name,
      st_asgeojson(region.shape, 6)::json as shape
    from regions.region
    where region.district = ${tx.district} and region.shape is not null and region.closed_at is null
    order by region.path`.execute(tx)
  return rows
}

/** Adds and renames in one statement; foreign keys look once all of it is there. */
export async function putRegions(tx: Tx, now: Instant, regions: readonly PlannedRegion[]): Promise<void> {
  if (regions.length === 0) return
  await sql`
    insert into regions.region (code, parent, level, district, path, name_zh, name_en, opened_at)
    select given.code, given.parent, given.level, given.district, given.path, given.zh, given.en, ${now}::timestamptz
    from unnest(
      ${regions.map(({ code }) => code)}::text[], ${regions.map(({ parent }) => parent)}::text[],
      ${regions.map(({ level }) => level)}::text[], ${regions.map(({ district }) => district)}::text[],
      ${regions.map(({ path }) => path)}::text[], ${regions.map(({ name }) => name.zh)}::text[],
      ${regions.map(({ name }) => name.en)}::text[]
    ) as given (code, parent, level, district, path, zh, en)
    on conflict (code) do update set name_zh = excluded.name_zh, name_en = excluded.name_en`.execute(tx)
  // The district has its name twice: as a region, and in the list of what this server keeps.
  const own = regions.find(({ code }) => code === tx.district)
  if (!own) return
  await sql`
    update regions.district set name_zh = ${own.name.zh}, name_en = ${own.name.en}
    where district.code = ${tx.district}`.execute(tx)
}

/** Outlines by code, as GeoJSON in CGCS2000/WGS 84 degrees. */
export async function putOutlines(tx: Tx, shapes: ReadonlyMap<string, string>): Promise<void> {
  await sql`
    update regions.region set shape = st_multi(st_setsrid(st_geomfromgeojson(given.shape), 4326))
    from unnest(${[...shapes.keys()]}::text[], ${[...shapes.values()]}::text[]) as given (code, shape)
    where region.code = given.code`.execute(tx)
}

export async function setClosed(tx: Tx, code: string, at: Instant | null): Promise<void> {
  await sql`
    update regions.region set closed_at = ${at}::timestamptz
    where region.district = ${tx.district} and region.code = ${code}`.execute(tx)
}
