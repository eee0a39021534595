// What the program says of each imported case beside what the source says: was handling late, from the event that ended
// it or, of one that was open in the export, from the instant at which its light turns.
import { sql } from 'kysely'
import type { Tx } from '../../../base/db.ts'
import type { Import } from '../store.ts'

/** Counts of cases of one department. */
export interface Verdicts {
  department: string
  name: string
  cases: number
  /** With target, place and flag. */
  scored: number
  agree: number
  /** Late by the program and in time by the source, and the other way round. */
  onlyWeLate: number
  onlyTheyLate: number
  ourOnTime: number
  theirOnTime: number
  /** Target and flag, and no place: compared as well, and not scored. */
  placeless: number
  placelessAgree: number
  noTarget: number
  noFlag: number
  open: number
}

export interface Disagreement {
  number: string
  row: number
  case: string
  flag: string
  due: string | null
  ended: string | null
}

/** Common table expression `judged`: one row a case. */
const judged = (tx: Tx, { id, asOf }: Pick<Import, 'id' | 'asOf'>) => sql`
  finished as materialized (
    select event.subject, event.at, (event.detail->'clock'->>'late')::boolean as late,
      to_timestamp((event.detail->'clock'->>'due')::bigint / 1000.0) as due
    from base.event
    where event.district = ${tx.district} and event.happened = 'cases.finished' and event.detail ? 'imported'
  ),
  judged as (
    select request.number, request.row, request.flag, request.apart, held.number as "case", held.department,
      finished.subject is null as open, finished.at as ended, coalesce(finished.due, sent.due) as due,
      case when finished.subject is not null then finished.late
        else coalesce(sent.due < ${asOf}::timestamptz, false) end as late
    from intake.request
    join cases."case" as held on held.district = request.district and held.id = request."case"
    left join finished on finished.subject = request."case"
    -- Of one that was open then: when it was due as it was sent, whatever has become of it since.
    left join lateral (
      select to_timestamp((event.detail->>'due')::bigint / 1000.0) as due from base.event
      where event.district = ${tx.district} and event.subject = request."case"
        and event.happened = 'cases.dispatched' and event.detail ? 'imported'
    ) as sent on finished.subject is null
    where request.district = ${tx.district} and request.import = ${id}
  )`

const isScored = sql`cardinality(judged.apart) = 0`
const isPlaceless = sql`judged.apart = array['no_place']`
const agrees = sql`judged.late = (judged.flag = 'overdue')`

export async function verdicts(tx: Tx, given: Pick<Import, 'id' | 'asOf'>): Promise<Verdicts[]> {
  const { rows } = await sql<Verdicts>`
    with ${judged(tx, given)}
    select organisation.code as department, organisation.name_en as name, count(*)::integer as cases,
      count(*) filter (where ${isScored})::integer as scored,
      count(*) filter (where ${isScored} and ${agrees})::integer as agree,
      count(*) filter (where ${isScored} and judged.late and judged.flag = 'on_time')::integer as "onlyWeLate",
      count(*) filter (where ${isScored} and not judged.late and judged.flag = 'overdue')::integer as "onlyTheyLate",
      count(*) filter (where ${isScored} and not judged.late)::integer as "ourOnTime",
      count(*) filter (where ${isScored} and judged.flag = 'on_time')::integer as "theirOnTime",
      count(*) filter (where ${isPlaceless})::integer as placeless,
      count(*) filter (where ${isPlaceless} and ${agrees})::integer as "placelessAgree",
      count(*) filter (where judged.apart && array['no_target', 'target_at_opening'])::integer as "noTarget",
      count(*) filter (where judged.flag is null)::integer as "noFlag",
      count(*) filter (where judged.open)::integer as open
    from judged
    join organisations.organisation on organisation.district = ${tx.district}
      and organisation.id = judged.department
    group by organisation.code, organisation.name_en
    order by count(*) desc, organisation.code`.execute(tx)
  return rows
}

/** Where target and flag are there and the two verdicts differ. */
export async function disagreements(
  tx: Tx,
  given: Pick<Import, 'id' | 'asOf'>,
  most: number,
): Promise<Disagreement[]> {
  const { rows } = await sql<Disagreement>`
    with ${judged(tx, given)}
    select judged.number, judged.row, judged."case", judged.flag, judged.due, judged.ended from judged
    where (${isScored} or ${isPlaceless}) and not ${agrees}
    order by judged.row
    limit ${most}`.execute(tx)
  return rows
}
