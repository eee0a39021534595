// Rounds as they are kept: which parts belong to one is asked anew each time, so that parts that come and go meanwhile
// come and go there too.
import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../../../base/db.ts'
import type { Acting } from '../../../base/events.ts'
import type { Round, RoundPart } from '../contract/field.ts'
import type { PartState } from '../rules.ts'

/** The parts of a round `round` that lie below a path. */
const ofRound = (reach: string): RawBuilder<unknown> => sql`
  part.district = round.district and starts_with(part.region_path, round.region_path)
  and starts_with(part.region_path, ${reach}) and part.retired_at is null
  and (cardinality(round.kinds) = 0 or part.kind = any(round.kinds))`

export async function keepRound(
  { tx, now, actor }: Acting,
  {
    id,
    name,
    regionPath,
    kinds,
    due,
  }: { id: string; name: string; regionPath: string; kinds: string[]; due: string },
): Promise<void> {
  await sql`
    insert into parts.round (district, id, name, region_path, kinds, due, opened_at, opened_by)
    values (${tx.district}, ${id}, ${name}, ${regionPath}, ${kinds}::text[], ${due}::date, ${now}::timestamptz,
      ${actor?.post ?? null}::uuid)`.execute(tx)
}

/** Those that reach into a path: they lie below it, or it lies below them. */
export async function roundsListed(tx: Tx, reach: string, id?: string): Promise<Round[]> {
  const { rows } = await sql<Round>`
    select round.id, round.name, json_build_object('zh', region.name_zh, 'en', region.name_en) as region, round.kinds,
      to_char(round.due, 'YYYY-MM-DD') as due, round.opened_at as "openedAt", round.closed_at as "closedAt",
      counted.parts, counted.looked, counted.wrong
    from parts.round
    join regions.region on region.path = round.region_path
    cross join lateral (
      select count(*)::integer as parts, count(looked.part)::integer as looked,
        (count(*) filter (where looked.found <> 'intact'))::integer as wrong
      from parts.part
      left join parts.looked on looked.district = part.district and looked.round = round.id and looked.part = part.id
      where ${ofRound(reach)}
    ) as counted
    where round.district = ${tx.district}
      and (starts_with(round.region_path, ${reach}) or starts_with(${reach}, round.region_path))
      and (${id ?? null}::uuid is null or round.id = ${id ?? null}::uuid)
    order by round.closed_at is not null, round.due, round.id
    limit 100`.execute(tx)
  return rows
}

export async function roundParts(
  tx: Tx,
  reach: string,
  {
    id,
    from,
    looked,
    limit,
  }: {
    id: string
    from: { longitude: number; latitude: number } | undefined
    looked: boolean
    limit: number
  },
): Promise<RoundPart[]> {
  const here = from && sql`st_setsrid(st_makepoint(${from.longitude}, ${from.latitude}), 4326)`
  const { rows } = await sql<RoundPart>`
    select part.code, part.name, part.state, st_x(part.place) as longitude, st_y(part.place) as latitude,
      json_build_object('zh', kind.name_zh, 'en', kind.name_en) as kind,
      ${here ? sql`round(st_distance(part.place::geography, ${here}::geography)::numeric, 1)::float8` : sql`null`} as metres,
      case when looked.part is not null
        then json_build_object('found', looked.found, 'note', looked.note, 'at', looked.at) end as looked
    from parts.round
    join parts.part on ${ofRound(reach)}
    join catalogue.kind on kind.edition = part.edition and kind.type = 'part' and kind.code = part.kind
    left join parts.looked on looked.district = part.district and looked.round = round.id and looked.part = part.id
    where round.district = ${tx.district} and round.id = ${id}::uuid and (looked.part is not null) = ${looked}
    order by ${here ? sql`part.place <-> ${here},` : sql``} part.code
    limit ${limit}`.execute(tx)
  return rows
}

/** The part of that code, if it belongs to the round and lies within reach; with the round's row held against closing. */
export async function partOfRound(
  tx: Tx,
  reach: string,
  { id, code }: { id: string; code: string },
): Promise<{ round: { closed: boolean } | undefined; part: { id: string; state: PartState } | undefined }> {
  const { rows: rounds } = await sql<{ closed: boolean }>`
    select round.closed_at is not null as closed from parts.round
    where round.district = ${tx.district} and round.id = ${id}::uuid
    for share`.execute(tx)
  const { rows: parts } = await sql<{ id: string; state: PartState }>`
    select part.id, part.state from parts.round
    join parts.part on ${ofRound(reach)} and part.code = ${code}
    where round.district = ${tx.district} and round.id = ${id}::uuid`.execute(tx)
  return { round: rounds[0], part: parts[0] }
}

export async function keepLook(
  { tx, now, actor }: Acting,
  { round, part, found, note }: { round: string; part: string; found: PartState; note: string },
): Promise<void> {
  await sql`
    insert into parts.looked (district, round, part, found, note, at, post)
    values (${tx.district}, ${round}::uuid, ${part}::uuid, ${found}, ${note}, ${now}::timestamptz,
      ${actor?.post ?? null}::uuid)
    on conflict (district, round, part) do update
      set found = excluded.found, note = excluded.note, at = excluded.at, post = excluded.post`.execute(tx)
}

export async function setClosed({ tx, now, actor }: Acting, id: string): Promise<void> {
  await sql`
    update parts.round set closed_at = ${now}::timestamptz, closed_by = ${actor?.post ?? null}::uuid
    where round.district = ${tx.district} and round.id = ${id}::uuid and round.closed_at is null`.execute(tx)
}
