// How much waits, by queue and light: one statement for everything that a desk counts.
import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../../../base/db.ts'
import type { CaseCount } from '../desk-calls.ts'
import { casesOfTasks, lightOf, mostCounted, type Sight, visible, type Wanted, wantedBy } from './reading.ts'
import type { LookLights } from './searching.ts'

export interface Counted {
  name: string
  wanted: RawBuilder<unknown>
}

/** The conditions of a queue, to be counted. */
export async function queueCount(
  tx: Tx,
  now: string,
  sight: Sight,
  name: string,
  wanted: Wanted,
): Promise<Counted> {
  const tasks = wanted.taskOf === undefined ? [] : await casesOfTasks(tx, wanted.taskOf)
  return { name, wanted: wantedBy(wanted, now, sight, tasks) }
}

export async function counts(
  tx: Tx,
  now: string,
  sight: Sight,
  lights: LookLights,
  counted: readonly Counted[],
): Promise<Map<string, CaseCount>> {
  const light =
    lights.size === 0
      ? lightOf(now)
      : sql`coalesce((${[...lights.values()]}::text[])[array_position(${[...lights.keys()]}::uuid[], held.id)],
          ${lightOf(now)})`
  const parts = counted.map(
    ({ name, wanted }) => sql`(
      select ${name}::text as name, ${light} as light from cases."case" as held
      where ${visible(tx, sight)} and ${wanted}
      limit ${mostCounted + 1})`,
  )
  const { rows } = await sql<CaseCount & { name: string }>`
    select counted.name, count(*)::integer as total, count(*) filter (where counted.light = 'ok')::integer as ok,
      count(*) filter (where counted.light = 'soon')::integer as soon,
      count(*) filter (where counted.light = 'late')::integer as late,
      count(*) filter (where counted.light = 'hold')::integer as hold
    from (${sql.join(parts, sql` union all `)}) as counted
    group by counted.name`.execute(tx)
  return new Map(rows.map(({ name, ...count }) => [name, count]))
}

/** Whether the district has had any case at all. */
export async function hasCases(tx: Tx): Promise<boolean> {
  const { rows } = await sql<{ has: boolean }>`
    select exists (select from cases."case" as held where held.district = ${tx.district}) as has`.execute(tx)
  return rows[0]?.has ?? false
}

export const nothing: CaseCount = { total: 0, ok: 0, soon: 0, late: 0, hold: 0 }

/**
 * What a post did since midnight in its district. Inspectors are counted by their tasks, so that nothing tells a first
 * look from a second.
 */
export async function pace(
  tx: Tx,
  now: string,
  { post, looks }: { post: string; looks: boolean },
): Promise<{ done: number; median: number | null }> {
  // A value of its own, so that only the log of today is read.
  const midnight = sql`(select date_trunc('day', ${now}::timestamptz at time zone district.time_zone)
    at time zone district.time_zone from regions.district where district.code = ${tx.district})`
  const did = looks
    ? sql`
      select extract(epoch from task.ended_at - task.drawn_at) / 60.0 as minutes
      from cases.task
      where task.district = ${tx.district} and task.post = ${post}::uuid and task.answer is not null
        and task.ended_at >= ${midnight}`
    : sql`
      select (base.milliseconds(event.at) - (event.detail->'clock'->>'since')::bigint) / 60000.0 as minutes
      from base.event
      where event.district = ${tx.district} and event.post = ${post}::uuid and event.detail ? 'clock'
        and event.recorded_at >= ${midnight}`
  const { rows } = await sql<{ done: number; median: number | null }>`
    select count(*)::integer as done,
      round(percentile_cont(0.5) within group (order by did.minutes)::numeric, 1)::float8 as median
    from (${did}) as did`.execute(tx)
  return rows[0] ?? { done: 0, median: null }
}

/** Whether each link of a case's chain follows from the one before, and the last is the head that is kept. */
export async function integrity(tx: Tx, caseId: string): Promise<{ chain: boolean; pictures: boolean }> {
  const { rows } = await sql<{ chain: boolean; pictures: boolean }>`
    with linked as (
      select event.seq, event.hash, sha256(
          coalesce(lag(event.hash) over (order by event.seq), ''::bytea) || convert_to(concat_ws(E'\n', event.district,
            event.subject, event.seq, event.id, event.happened, base.instant(event.at), base.instant(event.recorded_at),
            coalesce(event.account::text, ''), coalesce(event.post::text, ''), event.detail::text), 'UTF8')) as follows
      from base.event
      where event.district = ${tx.district} and event.subject = ${caseId}::uuid
    )
    select (
        select count(*) > 0 and bool_and(linked.hash = linked.follows) and count(*) = max(linked.seq)
          and max(linked.seq) = head.seq and bool_or(linked.seq = head.seq and linked.hash = head.hash)
        from linked
      ) as chain,
      not exists (
        select from cases.picture
        join base.file on file.district = picture.district and file.id = picture.file
        where picture.district = ${tx.district} and picture."case" = ${caseId}::uuid and not exists (
          -- A part shows the pictures of the whole.
          select from base.event
          where event.district = ${tx.district} and event.detail->'pictures' ? file.hash
            and event.subject in (${caseId}::uuid, (select held.parent from cases."case" as held
              where held.district = ${tx.district} and held.id = ${caseId}::uuid))
        )
      ) as pictures
    from base.chain as head
    where head.district = ${tx.district} and head.subject = ${caseId}::uuid`.execute(tx)
  return rows[0] ?? { chain: false, pictures: false }
}
