// Proposals of the field as they are kept: open until somebody who keeps the register decides.
import { sql } from 'kysely'
import type { Tx } from '../../../base/db.ts'
import type { Acting } from '../../../base/events.ts'
import type { Proposal, Wanted } from '../contract/field.ts'

export interface NewProposal {
  id: string
  wants: Proposal['wants']
  part: string | null
  kind: { edition: string; code: string } | null
  said: Wanted
  note: string
  regionPath: string
}

export async function keepProposal(
  { tx, now, actor }: Acting,
  { id, wants, part, kind, said, note, regionPath }: NewProposal,
): Promise<void> {
  await sql`
    insert into parts.proposal (district, id, wants, part, edition, kind, said, note, proposed_at, proposed_by, region_path)
    values (${tx.district}, ${id}, ${wants}, ${part}::uuid, ${kind?.edition ?? null}, ${kind?.code ?? null},
      ${JSON.stringify(said)}::jsonb, ${note}, ${now}::timestamptz, ${actor?.post ?? null}::uuid, ${regionPath})`.execute(
    tx,
  )
}

interface Row extends Omit<Proposal, 'proposedBy' | 'decision'> {
  post: string
  decidedAt: string | null
  decidedBy: string | null
  adopted: boolean | null
  reason: string | null
}

/** The first two hundred, and how many there are; `own` is the post whose own are asked for. */
export async function proposalsListed(
  tx: Tx,
  { reach, own, decided }: { reach: string; own: string | undefined; decided: boolean },
): Promise<{ total: number; rows: Row[] }> {
  const where = sql`proposal.district = ${tx.district} and (proposal.decided_at is not null) = ${decided}
    and starts_with(proposal.region_path, ${reach})
    and (${own ?? null}::uuid is null or proposal.proposed_by = ${own ?? null}::uuid)`
  const { rows } = await sql<Row>`
    select proposal.id, proposal.wants, proposal.said, proposal.note, proposal.proposed_at as "proposedAt",
      proposal.proposed_by as post, proposal.decided_at as "decidedAt", proposal.decided_by as "decidedBy",
      proposal.adopted, proposal.reason,
      json_build_object('zh', region.name_zh, 'en', region.name_en) as region,
      case when part.id is not null then json_build_object('code', part.code, 'name', part.name, 'state', part.state,
        'longitude', st_x(part.place), 'latitude', st_y(part.place),
        'kind', json_build_object('zh', of_part.name_zh, 'en', of_part.name_en)) end as part,
      case when proposal.kind is not null then json_build_object('edition', proposal.edition, 'code', proposal.kind,
        'name', json_build_object('zh', wanted.name_zh, 'en', wanted.name_en)) end as kind
    from parts.proposal
    join regions.region on region.path = proposal.region_path
    left join parts.part on part.district = proposal.district and part.id = proposal.part
    left join catalogue.kind as of_part on of_part.edition = part.edition and of_part.type = 'part'
      and of_part.code = part.kind
    left join catalogue.kind as wanted on wanted.edition = proposal.edition and wanted.type = 'part'
      and wanted.code = proposal.kind
    where ${where}
    order by ${decided ? sql`proposal.decided_at desc` : sql`proposal.proposed_at`}, proposal.id
    limit 200`.execute(tx)
  const { rows: counted } = await sql<{ total: number }>`
    select count(*)::integer as total from parts.proposal where ${where}`.execute(tx)
  return { total: counted[0]?.total ?? 0, rows }
}

export interface Held {
  id: string
  wants: Proposal['wants']
  code: string | null
  kind: { edition: string; code: string } | null
  said: Wanted
  decided: boolean
}

/** One within reach, held until the decision is written. */
export async function holdProposal(tx: Tx, reach: string, id: string): Promise<Held | undefined> {
  const { rows } = await sql<Held>`
    select proposal.id, proposal.wants, proposal.said, proposal.decided_at is not null as decided,
      (select part.code from parts.part where part.district = proposal.district and part.id = proposal.part) as code,
      case when proposal.kind is not null
        then json_build_object('edition', proposal.edition, 'code', proposal.kind) end as kind
    from parts.proposal
    where proposal.district = ${tx.district} and proposal.id = ${id}::uuid
      and starts_with(proposal.region_path, ${reach})
    for update`.execute(tx)
  return rows[0]
}

export async function keepDecision(
  { tx, now, actor }: Acting,
  { id, adopted, reason }: { id: string; adopted: boolean; reason: string },
): Promise<void> {
  await sql`
    update parts.proposal set decided_at = ${now}::timestamptz, decided_by = ${actor?.post ?? null}::uuid,
      adopted = ${adopted}, reason = ${reason}
    where proposal.district = ${tx.district} and proposal.id = ${id}::uuid`.execute(tx)
}

/** The path of the deepest open region around a point; undefined outside the district. */
export async function regionAround(
  tx: Tx,
  { longitude, latitude }: { longitude: number; latitude: number },
): Promise<string | undefined> {
  const { rows } = await sql<{ path: string }>`
    select region.path from regions.region
    where region.district = ${tx.district} and region.closed_at is null
      and st_intersects(region.shape, st_setsrid(st_makepoint(${longitude}, ${latitude}), 4326))
    order by length(region.code) desc, region.code
    limit 1`.execute(tx)
  return rows[0]?.path
}
