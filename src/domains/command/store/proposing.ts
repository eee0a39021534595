// What a proposal is made from: the case, the regions close by, where cases like it went; and the cases of a
// time as counts, for trying rules.
import { sql } from 'kysely'
import type { Instant } from '../../../base/clock.ts'
import type { Tx } from '../../../base/db.ts'
import type { KindKey } from '../../catalogue/contract.ts'

export interface Asked {
  id: string
  kind: KindKey
  regionPath: string
  /** Null where only the region is known. */
  place: { longitude: number; latitude: number } | null
  refusedBy: string[]
  /** Who maintains the part that it is about. */
  maintainer: string | undefined
}

/** The case as rules ask about it; undefined outside what the post reaches. */
export async function asked(tx: Tx, reach: string, id: string): Promise<Asked | undefined> {
  const { rows } = await sql<Omit<Asked, 'maintainer'> & { maintainer: string | null }>`
    select held.id, part.maintaining as maintainer, held.region_path as "regionPath", held.refused_by as "refusedBy",
      json_build_object('edition', held.edition, 'type', held.kind_type, 'code', held.kind) as kind,
      case when held.place_precision <> 'region' then
        json_build_object('longitude', st_x(held.place), 'latitude', st_y(held.place)) end as place
    from cases."case" as held
    left join parts.part on part.district = held.district and part.id = held.part
    where held.district = ${tx.district} and held.id = ${id} and starts_with(held.region_path, ${reach})`.execute(
    tx,
  )
  const [row] = rows
  return row && { ...row, maintainer: row.maintainer ?? undefined }
}

/** Other regions without any below them, at most so many metres away on the spheroid; the nearest first. */
export async function regionsNear(
  tx: Tx,
  { regionPath, place }: Asked,
  metres: number,
): Promise<{ path: string; code: string; metres: number }[]> {
  if (place === null) return []
  // Degrees that are certainly enough, so that the index finds the few shapes worth measuring.
  const degrees = (metres / 110_000) * 1.01
  const wide = degrees / Math.max(0.01, Math.cos((place.latitude * Math.PI) / 180))
  const { rows } = await sql<{ path: string; code: string; metres: number }>`
    select near.path, near.code, floor(near.metres)::integer as metres
    from (
      select region.path, region.code, st_distance(region.shape::geography, point.at::geography) as metres
      from regions.region
      cross join (select st_setsrid(st_makepoint(${place.longitude}, ${place.latitude}), 4326) as at) as point
      where region.district = ${tx.district} and region.path <> ${regionPath}
        and region.shape && st_expand(point.at, ${wide}::double precision, ${degrees}::double precision)
        and not exists (select from regions.region as below where below.parent = region.code)
    ) as near
    where near.metres <= ${metres}
    order by near.metres, near.code`.execute(tx)
  return rows
}

export interface Experience {
  cases: number
  departments: { id: string; sent: number; back: number }[]
}

const sending = ['cases.dispatched', 'cases.insisted']
const givingBack = 'cases.given_back'

/** Where the last cases of the same kind in this part of the district were sent, and how many came back from there. */
export async function experience(
  tx: Tx,
  { id, kind }: Asked,
  { within, most }: { within: string; most: number },
): Promise<Experience> {
  const { rows } = await sql<{ id: string; sent: number; back: number; cases: number }>`
    with last as (
      select held.id from cases."case" as held
      where held.district = ${tx.district} and held.edition = ${kind.edition} and held.kind_type = ${kind.type}
        and held.kind = ${kind.code} and starts_with(held.region_path, ${within}) and held.id <> ${id}
        and exists (select from base.event where event.district = ${tx.district} and event.subject = held.id
          and event.happened = any(${sending}::text[]))
      order by held.reported_at desc, held.id desc
      limit ${most}
    ),
    told as (
      select event.subject, event.happened, event.detail->>'department' as department,
        lead(event.happened) over (partition by event.subject order by event.seq) as then
      from base.event
      join last on last.id = event.subject
      where event.district = ${tx.district} and event.happened = any(${[...sending, givingBack]}::text[])
    )
    select told.department as id, count(*)::integer as sent,
      count(*) filter (where told.then = ${givingBack})::integer as back,
      (select count(*)::integer from last) as cases
    from told
    where told.happened <> ${givingBack} and told.department is not null
    group by told.department
    order by 2 desc, 1`.execute(tx)
  return { cases: rows[0]?.cases ?? 0, departments: rows.map(({ id, sent, back }) => ({ id, sent, back })) }
}

export interface CasesAlike {
  kind: KindKey
  regionPath: string
  department: string | null
  maintainer?: string | undefined
  cases: number
}

/** The cases reported since then that stand with a department or wait for one, counted. */
export async function casesAlike(tx: Tx, since: Instant, now: Instant): Promise<CasesAlike[]> {
  const { rows } = await sql<Omit<CasesAlike, 'maintainer'> & { maintainer: string | null }>`
    select part.maintaining as maintainer, json_build_object('edition', held.edition, 'type', held.kind_type, 'code', held.kind) as kind,
      held.region_path as "regionPath", held.department, count(*)::integer as cases
    from cases."case" as held
    left join parts.part on part.district = held.district and part.id = held.part
    where held.district = ${tx.district} and held.reported_at > ${since}::timestamptz
      and held.reported_at <= ${now}::timestamptz and (held.department is not null or held.state = 'filed')
    group by held.edition, held.kind_type, held.kind, held.region_path, held.department, part.maintaining`.execute(
    tx,
  )
  return rows.map(({ maintainer, ...row }) => ({ ...row, maintainer: maintainer ?? undefined }))
}
