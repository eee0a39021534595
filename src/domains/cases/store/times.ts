// How long things took, from the event log alone: each stage that ended says since when it ran, when it was due and
// whether it was late.
import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../../../base/db.ts'
import type { StageName } from '../states.ts'

export interface Period {
  from: string
  until: string
}

interface Spread {
  cases: number
  median: number | null
  ninth: number | null
}

export interface Times {
  stages: { stage: StageName; ended: number; late: number; median: number; ninth: number }[]
  toFeedback: Spread
  toClosing: Spread
}

/** Of cases below a region; half-open, by when it was recorded. Without what an import brought: its times are stated. */
export async function times(tx: Tx, reach: string, period: Period): Promise<Times> {
  const { rows } = await sql<Times['stages'][number]>`
    select ended.stage, count(*)::integer as ended, count(*) filter (where ended.late)::integer as late,
      ${quantile(0.5)} as median, ${quantile(0.9)} as ninth
    from (
      select event.detail->'clock'->>'stage' as stage, (event.detail->'clock'->>'late')::boolean as late,
        (base.milliseconds(event.at) - (event.detail->'clock'->>'since')::bigint) / 60000.0 as minutes
      ${eventsOf(tx, reach, period)} and event.detail ? 'clock'
    ) as ended
    group by ended.stage
    order by ended.stage`.execute(tx)
  return {
    stages: rows,
    toFeedback: await since(tx, reach, period, ['cases.finished']),
    toClosing: await since(tx, reach, period, ['cases.closed', 'cases.audited', 'cases.forced']),
  }
}

/** From the first report to these events. */
async function since(tx: Tx, reach: string, period: Period, happened: readonly string[]): Promise<Spread> {
  const { rows } = await sql<Spread>`
    select count(*)::integer as cases, ${quantile(0.5)} as median, ${quantile(0.9)} as ninth
    from (
      select extract(epoch from event.at - held.reported_at) / 60.0 as minutes
      ${eventsOf(tx, reach, period)} and event.happened = any(${happened}::text[])
    ) as ended`.execute(tx)
  return rows[0] ?? { cases: 0, median: null, ninth: null }
}

function eventsOf(tx: Tx, reach: string, { from, until }: Period): RawBuilder<unknown> {
  return sql`
    from base.event
    join cases."case" as held on held.district = event.district and held.id = event.subject
    where event.district = ${tx.district} and event.recorded_at >= ${from}::timestamptz
      and event.recorded_at < ${until}::timestamptz and starts_with(held.region_path, ${reach})
      and not event.detail ? 'imported'`
}

/** Minutes, to a tenth. */
const quantile = (share: number) =>
  sql`round(percentile_cont(${share}::float8) within group (order by ended.minutes)::numeric, 1)::float8`
