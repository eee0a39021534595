// Centres as they are kept. That a post stands on the axis of its centre and within its reach, and a branch within the
// centre above it, are constraints: whatever the program believes, the database refuses.
import { sql } from 'kysely'
import { v7 as newId } from 'uuid'
import type { Instant } from '../../../base/clock.ts'
import type { Tx } from '../../../base/db.ts'
import type { Centre } from '../centre-calls.ts'

export async function centres(tx: Tx): Promise<Centre[]> {
  const { rows } = await sql<Centre>`
    select centre.id, centre.code, json_build_object('zh', centre.name_zh, 'en', centre.name_en) as name,
      centre.axis, centre.level, centre.parent, centre.opened_at as "openedAt", centre.closed_at as "closedAt",
      json_build_object('code', region.code, 'path', region.path,
        'name', json_build_object('zh', region.name_zh, 'en', region.name_en)) as region,
      count(post.id)::integer as posts
    from identity.centre
    join regions.region on region.code = centre.region
    left join identity.post on post.district = centre.district and post.centre = centre.id and post.held_until is null
    where centre.district = ${tx.district}
    group by centre.district, centre.id, region.code
    order by centre.axis desc, array_position(array['centre', 'branch', 'station'], centre.level), centre.reach,
      centre.code`.execute(tx)
  return rows
}

/** Whoever opens, closes or fills a centre waits for whoever else does. */
export async function lockCentres(tx: Tx): Promise<void> {
  await sql`
    select centre.id from identity.centre where centre.district = ${tx.district} order by centre.id for update`.execute(
    tx,
  )
}

export interface NewCentre {
  code: string
  name: { zh: string; en: string }
  axis: Centre['axis']
  level: Centre['level']
  region: { code: string; path: string }
  parent: string | null
}

export async function addCentre(
  tx: Tx,
  now: Instant,
  { code, name, axis, level, region, parent }: NewCentre,
): Promise<string> {
  const id = newId()
  await sql`
    insert into identity.centre
      (district, id, code, name_zh, name_en, axis, level, region, reach, parent, parent_level, parent_reach, opened_at)
    select ${tx.district}::text, ${id}::uuid, ${code}::text, ${name.zh}::text, ${name.en}::text, ${axis}::text,
      ${level}::text, ${region.code}::text, ${region.path}::text, above.id, above.level, above.reach,
      ${now}::timestamptz
    from (select) as nothing
    left join identity.centre as above on above.district = ${tx.district} and above.id = ${parent}::uuid`.execute(
    tx,
  )
  return id
}

export async function renameCentre(tx: Tx, id: string, name: { zh: string; en: string }): Promise<void> {
  await sql`
    update identity.centre set name_zh = ${name.zh}, name_en = ${name.en}
    where centre.district = ${tx.district} and centre.id = ${id}`.execute(tx)
}

export async function closeCentre(tx: Tx, now: Instant, id: string): Promise<void> {
  await sql`
    update identity.centre set closed_at = ${now}::timestamptz
    where centre.district = ${tx.district} and centre.id = ${id}`.execute(tx)
}

/** False when the post is not held. */
export async function placePost(tx: Tx, post: string, centre: string | null): Promise<boolean> {
  const { rows } = await sql`
    update identity.post set centre = ${centre}::uuid, centre_reach = (
      select centre.reach from identity.centre
      where centre.district = ${tx.district} and centre.id = ${centre}::uuid
    )
    where post.district = ${tx.district} and post.id = ${post} and post.held_until is null
    returning post.id`.execute(tx)
  return rows.length > 0
}
