// Parts as people read them: one by its code, lists, what stands in view and nearby, and what it was before.
import { type RawBuilder, sql } from 'kysely'
import type { Instant } from '../../../base/clock.ts'
import type { Tx } from '../../../base/db.ts'
import { gridsAt } from '../../grids/locating.ts'
import { unitLayer } from '../../grids/store.ts'
import type { Filters, Part, PartLine } from '../contract.ts'

const lineColumns = sql`
  part.id, part.code, part.name, part.state, part.retired_at as "retiredAt",
  st_x(part.place) as longitude, st_y(part.place) as latitude,
  json_build_object('edition', part.edition, 'code', part.kind,
    'name', json_build_object('zh', kind.name_zh, 'en', kind.name_en)) as kind,
  json_build_object('zh', region.name_zh, 'en', region.name_en) as region`

const named = sql`
  from parts.part
  join catalogue.kind on kind.edition = part.edition and kind.type = 'part' and kind.code = part.kind
  join regions.region on region.path = part.region_path
  left join organisations.organisation as maintaining on maintaining.district = part.district
    and maintaining.id = part.maintaining`

const nameOfMaintaining = sql`
  case when maintaining.id is not null
    then json_build_object('zh', maintaining.name_zh, 'en', maintaining.name_en) end as maintaining`

/** The parts in a unit grid as it is now: near it by its shape, and in it as everybody else is told. */
async function idsWithin(tx: Tx, now: Instant, code: string): Promise<string[]> {
  // Degrees that are certainly as far as a place may be from its grid.
  const { rows } = await sql<{ id: string; longitude: number; latitude: number }>`
    select part.id, st_x(part.place) as longitude, st_y(part.place) as latitude
    from grids.grid
    join parts.part on part.district = grid.district and part.place && st_expand(grid.shape, 0.0001)
    where grid.district = ${tx.district} and grid.layer = ${unitLayer} and grid.code = ${code}
      and grid.valid_from <= ${now}::timestamptz
      and (grid.valid_until is null or grid.valid_until > ${now}::timestamptz)`.execute(tx)
  const grids = await gridsAt(tx, now, rows)
  return rows.filter((_, at) => grids[at]?.code === code).map(({ id }) => id)
}

const organisationNamed = (name: 'supervising' | 'owning' | 'maintaining') => sql`
  case when ${sql.ref(`${name}.id`)} is not null
    then json_build_object('id', ${sql.ref(`${name}.id`)}, 'code', ${sql.ref(`${name}.code`)},
      'name', json_build_object('zh', ${sql.ref(`${name}.name_zh`)}, 'en', ${sql.ref(`${name}.name_en`)}))
    end as ${sql.ref(name)}`

/** One part, or many by their codes, whole. */
export async function wholeParts(tx: Tx, now: Instant, where: RawBuilder<unknown>): Promise<Part[]> {
  const { rows } = await sql<Omit<Part, 'grid'>>`
    select ${lineColumns}, part.version, part.accuracy, st_asgeojson(part.shape, 7)::json as shape,
      part.installed_on as "installedOn", part.surveyed_on as "surveyedOn", part.source, part.note, part.attributes,
      part.origin, part.added_at as "addedAt", part.changed_at as "changedAt",
      ${organisationNamed('supervising')}, ${organisationNamed('owning')}, ${organisationNamed('maintaining')},
      case when quarter.code is not null
        then json_build_object('zh', quarter.name_zh, 'en', quarter.name_en) end as quarter
    ${named}
    left join regions.region as quarter on quarter.code = region.parent and quarter.level = 'subdistrict'
    left join organisations.organisation as supervising on supervising.district = part.district
      and supervising.id = part.supervising
    left join organisations.organisation as owning on owning.district = part.district
      and owning.id = part.owning
    where part.district = ${tx.district} and ${where}
    order by part.code`.execute(tx)
  const grids = await gridsAt(tx, now, rows)
  return rows.map((part, at) => {
    const grid = grids[at]
    return { ...part, grid: grid ? { code: grid.code, name: grid.name } : null }
  })
}

export async function partByCode(tx: Tx, now: Instant, code: string): Promise<Part | undefined> {
  return (await wholeParts(tx, now, sql`part.code = ${code}`))[0]
}

async function matching(tx: Tx, now: Instant, reach: string, filters: Filters): Promise<RawBuilder<unknown>> {
  const { text, kind, state, region, grid, organisation, retired } = filters
  const spoken = text.replaceAll(/\s+/g, ' ')
  const digits = spoken.replaceAll(' ', '')
  const wanted = [
    sql`part.district = ${tx.district}`,
    sql`starts_with(part.region_path, ${reach})`,
    sql`(part.retired_at is not null) = ${retired}`,
  ]
  if (/^\d{4,16}$/.test(digits)) wanted.push(sql`starts_with(part.code, ${digits})`)
  else if (spoken !== '') wanted.push(sql`strpos(lower(part.name), lower(${spoken})) > 0`)
  if (kind !== undefined) wanted.push(sql`starts_with(part.kind, ${kind})`)
  if (state !== undefined) wanted.push(sql`part.state = ${state}`)
  if (organisation !== undefined) wanted.push(sql`part.maintaining = ${organisation}::uuid`)
  if (region !== undefined) {
    wanted.push(sql`starts_with(part.region_path, (select region.path from regions.region
      where region.code = ${region} and region.district = ${tx.district}))`)
  }
  if (grid !== undefined) wanted.push(sql`part.id = any(${await idsWithin(tx, now, grid)}::uuid[])`)
  return sql.join(wanted, sql` and `)
}

export async function partsListed(
  tx: Tx,
  now: Instant,
  reach: string,
  { after, limit, ...filters }: Filters & { after?: string | undefined; limit: number },
): Promise<{ parts: PartLine[]; after: string | null; total: number }> {
  const where = await matching(tx, now, reach, filters)
  const { rows } = await sql<PartLine>`
    select ${lineColumns}, ${nameOfMaintaining} ${named}
    where ${where} and (${after ?? null}::text is null or part.code > ${after ?? null}::text)
    order by part.code
    limit ${limit + 1}`.execute(tx)
  const { rows: counted } = await sql<{ total: number }>`
    select count(*)::integer as total from parts.part where ${where}`.execute(tx)
  const parts = rows.slice(0, limit)
  return {
    parts,
    after: rows.length > limit ? (parts.at(-1)?.code ?? null) : null,
    total: counted[0]?.total ?? 0,
  }
}

/** A stretch of what the filters find, whole, in the order of codes. */
export async function partsFound(
  tx: Tx,
  now: Instant,
  reach: string,
  filters: Filters,
  { after, limit }: { after: string; limit: number },
): Promise<Part[]> {
  const where = await matching(tx, now, reach, filters)
  const { rows } = await sql<{ code: string }>`
    select part.code from parts.part
    where ${where} and part.code > ${after}
    order by part.code limit ${limit}`.execute(tx)
  return wholeParts(tx, now, sql`part.code = any(${rows.map(({ code }) => code)}::text[])`)
}

export interface Bounds {
  west: number
  south: number
  east: number
  north: number
}

type Seen = Pick<PartLine, 'id' | 'code' | 'kind' | 'name' | 'state' | 'longitude' | 'latitude'>

/** So many parts are told one by one; more are counted in squares. */
export const mostInView = 2000

export async function partsInView(
  tx: Tx,
  reach: string,
  { west, south, east, north }: Bounds,
  kinds: readonly string[] | undefined,
): Promise<{
  total: number
  parts: Seen[]
  clusters: { longitude: number; latitude: number; parts: number }[]
}> {
  const where = sql`part.district = ${tx.district} and part.retired_at is null
    and starts_with(part.region_path, ${reach})
    and part.place && st_makeenvelope(${west}, ${south}, ${east}, ${north}, 4326)
    and (${kinds ?? null}::text[] is null or part.kind = any(${kinds ?? null}::text[]))`
  const { rows: parts } = await sql<Seen>`
    select ${lineColumns} ${named} where ${where} limit ${mostInView + 1}`.execute(tx)
  if (parts.length <= mostInView) return { total: parts.length, parts, clusters: [] }
  // Squares of a power of two, so that they stay where they are while the map moves.
  const square = 2 ** Math.ceil(Math.log2(Math.max(east - west, north - south, 1e-6) / 24))
  const { rows: clusters } = await sql<{ longitude: number; latitude: number; parts: number }>`
    select avg(st_x(part.place))::float8 as longitude, avg(st_y(part.place))::float8 as latitude,
      count(*)::integer as parts
    from parts.part where ${where}
    group by floor(st_x(part.place) / ${square}::float8), floor(st_y(part.place) / ${square}::float8)
    order by 3 desc`.execute(tx)
  return { total: clusters.reduce((sum, each) => sum + each.parts, 0), parts: [], clusters }
}

export async function partsNear(
  tx: Tx,
  { longitude, latitude, metres }: { longitude: number; latitude: number; metres: number },
  kinds: readonly string[] | undefined,
): Promise<(PartLine & { metres: number })[]> {
  // Degrees that are certainly enough, so that the index finds the few worth measuring.
  const degrees = (metres / 110_000) * 1.01
  const wide = degrees / Math.max(0.01, Math.cos((latitude * Math.PI) / 180))
  const point = sql`st_setsrid(st_makepoint(${longitude}, ${latitude}), 4326)`
  const { rows } = await sql<PartLine & { metres: number }>`
    select * from (
      select ${lineColumns}, ${nameOfMaintaining},
        st_distance(part.shape::geography, ${point}::geography) as metres
      ${named}
      where part.district = ${tx.district} and part.retired_at is null
        and part.shape && st_expand(${point}, ${wide}::float8, ${degrees}::float8)
        and (${kinds ?? null}::text[] is null or part.kind = any(${kinds ?? null}::text[]))
    ) as near
    where near.metres <= ${metres}
    order by near.metres, near.code
    limit 100`.execute(tx)
  return rows.map(row => ({ ...row, metres: Math.round(row.metres * 10) / 10 }))
}
