// Flags as they are raised, listed and judged. A flag never changes the case that it is about.
import { sql } from 'kysely'
import { v7 as newId } from 'uuid'
import type { Instant } from '../../../base/clock.ts'
import type { Tx } from '../../../base/db.ts'
import type { Flag } from '../contract/honesty.ts'
import type { FlagKind, Verdict } from '../rules.ts'

/** Ids, distances and times; no words and no names, nor where anybody stood. */
export type Detail = Readonly<Record<string, string | number | null>>

export interface Raised {
  caseId: string
  /** The event of the answer, or of the finish. */
  event: string
  task: string | null
  post: string | null
  what: FlagKind
  detail: Detail
}

/** The id of the new flag; undefined where the same was raised before. */
export async function addFlag(
  tx: Tx,
  now: Instant,
  { caseId, event, task, post, what, detail }: Raised,
): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    insert into supervision.flag (district, id, "case", event, task, post, what, detail, raised_at)
    values (${tx.district}, ${newId()}, ${caseId}, ${event}, ${task}::uuid, ${post}::uuid, ${what},
      ${JSON.stringify(detail)}::jsonb, ${now}::timestamptz)
    on conflict do nothing
    returning id`.execute(tx)
  return rows[0]?.id
}

export interface WantedFlags {
  what?: FlagKind | undefined
  verdict?: Verdict | 'open' | undefined
  after?: string | undefined
  limit: number
}

/** A page of flags about cases below a region, the newest first. */
export async function flagPage(
  tx: Tx,
  reach: string,
  { what, verdict, after, limit }: WantedFlags,
): Promise<{ flags: Flag[]; after: string | null; total: number }> {
  const asked = sql`flag.district = ${tx.district} and starts_with(held.region_path, ${reach})
    and (${what ?? null}::text is null or flag.what = ${what ?? null})
    and (${verdict ?? null}::text is null or coalesce(flag.verdict, 'open') = ${verdict ?? null})`
  // The contract has looked at the cursor: an instant and an id.
  const [at, id] = after?.split('/') ?? []
  const begin =
    at === undefined ? sql`` : sql`and (flag.raised_at, flag.id) < (${at}::timestamptz, ${id}::uuid)`
  const { rows } = await sql<Flag>`
    select flag.id, flag.what, flag.raised_at as "raisedAt", flag.verdict, flag.judged_at as "judgedAt",
      json_build_object('id', held.id, 'number', held.number, 'state', held.state,
        'kind', json_build_object('zh', kind.name_zh, 'en', kind.name_en)) as "case",
      task.purpose, post.role, account.name,
      json_build_object('metres', flag.detail->'metres', 'away', flag.detail->'away', 'file', flag.detail->'file',
        'otherFile', flag.detail->'otherFile',
        'otherCase', case when other.id is not null then json_build_object('id', other.id, 'number', other.number) end,
        'bits', flag.detail->'bits', 'seconds', flag.detail->'seconds', 'speed', flag.detail->'speed',
        'series', flag.detail->'series', 'count', flag.detail->'count') as detail
    from supervision.flag
    join cases."case" as held on held.district = flag.district and held.id = flag."case"
    join catalogue.kind on kind.edition = held.edition and kind.type = held.kind_type and kind.code = held.kind
    left join cases.task on task.district = flag.district and task.id = flag.task
    left join identity.post on post.district = flag.district and post.id = flag.post
    left join identity.account on account.id = post.account
    left join cases."case" as other on other.district = flag.district
      and other.id = (flag.detail->>'otherCase')::uuid
    where ${asked} ${begin}
    order by flag.raised_at desc, flag.id desc
    limit ${limit + 1}`.execute(tx)
  const { rows: counted } = await sql<{ total: number }>`
    select count(*)::integer as total from supervision.flag
    join cases."case" as held on held.district = flag.district and held.id = flag."case"
    where ${asked}`.execute(tx)
  const flags = rows.slice(0, limit)
  const last = flags.at(-1)
  return {
    flags,
    after: rows.length > limit && last ? `${last.raisedAt}/${last.id}` : null,
    total: counted[0]?.total ?? 0,
  }
}

export interface HeldFlag {
  caseId: string
  what: FlagKind
  verdict: Verdict | null
  /** Whose answer it is about. */
  account: string | null
}

/** One flag of a case below the region, locked. */
export async function flagOf(tx: Tx, reach: string, id: string): Promise<HeldFlag | undefined> {
  const { rows } = await sql<HeldFlag>`
    select flag."case" as "caseId", flag.what, flag.verdict,
      (select post.account from identity.post where post.district = flag.district and post.id = flag.post) as account
    from supervision.flag
    join cases."case" as held on held.district = flag.district and held.id = flag."case"
    where flag.district = ${tx.district} and flag.id = ${id} and starts_with(held.region_path, ${reach})
    for update of flag`.execute(tx)
  return rows[0]
}

export async function judge(
  tx: Tx,
  now: Instant,
  { id, verdict, account }: { id: string; verdict: Verdict; account: string },
): Promise<void> {
  await sql`
    update supervision.flag set verdict = ${verdict}, judged_at = ${now}::timestamptz, judged_by = ${account}
    where flag.district = ${tx.district} and flag.id = ${id}`.execute(tx)
}
