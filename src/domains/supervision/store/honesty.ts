// The figures of a period, counted from the event log: what was closed and how, what was looked at again, what was
// answered from afar, and what was flagged. All of cases below one region.
import { type RawBuilder, sql } from 'kysely'
import type { Instant } from '../../../base/clock.ts'
import type { Tx } from '../../../base/db.ts'
import type { Honesty } from '../contract/honesty.ts'
import type { FlagKind } from '../rules.ts'

export interface Period {
  from: Instant
  until: Instant
  reach: string
}

/** Closings that have department and first inspector in common. */
export interface Closings {
  department: string | null
  /** The post of the inspector who had found it fixed. */
  inspector: string | null
  closed: number
  forced: number
  selfHandled: number
  cannot: number
  eligible: number
  drawn: number
  answered: number
  agreeing: number
}

/** The events of these names in the period, about cases below the region; what an import brought is not of this house. */
function happenings(tx: Tx, { from, until, reach }: Period, names: readonly string[]): RawBuilder<unknown> {
  return sql`
    select event.subject, event.seq, event.happened, event.detail from base.event
    join cases."case" as held on held.district = event.district and held.id = event.subject
      and starts_with(held.region_path, ${reach})
    where event.district = ${tx.district} and event.happened = any(${names}::text[])
      and event.recorded_at >= ${from}::timestamptz and event.recorded_at < ${until}::timestamptz
      and not event.detail ? 'imported'`
}

export async function closingsIn(tx: Tx, period: Period): Promise<Closings[]> {
  const { rows } = await sql<Closings>`
    with closing as (${happenings(tx, period, ['cases.closed', 'cases.forced', 'cases.audited'])}),
    traced as (
      select closing.happened, closing.detail->>'outcome' as outcome, sent.department,
        looked.post as inspector, coalesce(looked.happened = 'cases.confirmed', false) as looked,
        again.drawn, again.answer
      from closing
      left join lateral (
        select event.detail->>'department' as department from base.event
        where event.district = ${tx.district} and event.subject = closing.subject and event.seq < closing.seq
          and event.happened in ('cases.dispatched', 'cases.insisted')
        order by event.seq desc limit 1
      ) as sent on true
      left join lateral (
        select event.happened, event.post from base.event
        where event.district = ${tx.district} and event.subject = closing.subject and event.seq < closing.seq
          and event.detail->>'to' = 'checked'
        order by event.seq desc limit 1
      ) as looked on closing.happened = 'cases.closed'
      left join lateral (
        select bool_or(event.happened = 'cases.drawn') as drawn,
          bool_and((event.detail->>'answer')::boolean) filter (where event.happened = 'cases.rechecked') as answer
        from base.event
        where event.district = ${tx.district} and event.subject = closing.subject and event.seq > closing.seq
          and event.happened in ('cases.drawn', 'cases.rechecked')
          and event.seq < coalesce((
            select min(next.seq) from base.event as next
            where next.district = ${tx.district} and next.subject = closing.subject and next.seq > closing.seq
              and next.detail ? 'to'
          ), 2147483647)
      ) as again on true
    )
    select traced.department, case when traced.looked then traced.inspector end as inspector,
      count(*)::integer as closed,
      count(*) filter (where traced.happened = 'cases.forced')::integer as forced,
      count(*) filter (where traced.happened = 'cases.audited')::integer as "selfHandled",
      count(*) filter (where traced.outcome = 'cannot')::integer as cannot,
      count(*) filter (where traced.looked and traced.outcome <> 'cannot')::integer as eligible,
      count(*) filter (where traced.drawn)::integer as drawn,
      count(*) filter (where traced.answer is not null)::integer as answered,
      count(*) filter (where traced.answer)::integer as agreeing
    from traced
    group by 1, 2`.execute(tx)
  return rows
}

export interface FirstInspector {
  post: string
  name: string
  /** The subdistrict of his post, or the district where it is held there. */
  region: { code: string; name: { zh: string; en: string } }
}

export async function firstInspectors(tx: Tx, posts: readonly string[]): Promise<FirstInspector[]> {
  const { rows } = await sql<FirstInspector>`
    select post.id as post, account.name, json_build_object('code', region.code,
      'name', json_build_object('zh', region.name_zh, 'en', region.name_en)) as region
    from identity.post
    join identity.account on account.id = post.account
    join regions.region as own on own.code = post.region
    join regions.region on region.path = case when own.level = 'community'
      then regexp_replace(own.path, '[^/]+/$', '') else own.path end
    where post.district = ${tx.district} and post.id = any(${posts}::uuid[])`.execute(tx)
  return rows
}

type Counts = Pick<Honesty, 'waiting' | 'redrawn' | 'answers' | 'reports'>

export async function countsIn(tx: Tx, period: Period): Promise<Counts> {
  const { rows } = await sql<Counts>`
    with happening as (${happenings(tx, period, [
      'cases.redraw_asked',
      'cases.verified',
      'cases.confirmed',
      'cases.objected',
      'cases.rechecked',
      'cases.reported',
    ])}),
    counted as (
      select count(*) filter (where happened = 'cases.redraw_asked')::integer as redrawn,
        count(*) filter (where happened not in ('cases.redraw_asked', 'cases.reported'))::integer as given,
        count(*) filter (where detail ? 'away')::integer as away,
        count(*) filter (where happened = 'cases.reported')::integer as made,
        count(*) filter (where happened = 'cases.reported' and detail->>'source' <> 'inspector')::integer as public
      from happening
    )
    select counted.redrawn, json_build_object('given', counted.given, 'away', counted.away) as answers,
      json_build_object('made', counted.made, 'public', counted.public) as reports,
      (select count(*)::integer from supervision.recheck
        join cases."case" as held on held.district = recheck.district and held.id = recheck."case"
          and starts_with(held.region_path, ${period.reach})
        where recheck.district = ${tx.district} and recheck.became is null) as waiting
    from counted`.execute(tx)
  const counts = rows[0]
  if (!counts) throw new Error('nothing was counted')
  return counts
}

export async function flagsIn(
  tx: Tx,
  { from, until, reach }: Period,
): Promise<{ what: FlagKind; verdict: 'open' | 'sound' | 'careless' | 'false'; count: number }[]> {
  const { rows } = await sql<{
    what: FlagKind
    verdict: 'open' | 'sound' | 'careless' | 'false'
    count: number
  }>`
    select flag.what, coalesce(flag.verdict, 'open') as verdict, count(*)::integer as count
    from supervision.flag
    join cases."case" as held on held.district = flag.district and held.id = flag."case"
      and starts_with(held.region_path, ${reach})
    where flag.district = ${tx.district} and flag.raised_at >= ${from}::timestamptz
      and flag.raised_at < ${until}::timestamptz
    group by 1, 2`.execute(tx)
  return rows
}
