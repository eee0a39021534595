// Who may be drawn for a case: inspectors who did not report it, on shift and near before others, each with how
// often he was drawn of late.
import { sql } from 'kysely'
import type { Instant } from '../../../base/clock.ts'
import type { Tx } from '../../../base/db.ts'
import type { Purpose } from '../../cases/states.ts'
import { longestDutyHours } from './duty.ts'

export interface Candidate {
  post: string
  /** Its post reaches the place of the case. */
  near: boolean
  onDuty: boolean
  /** Tasks drawn in the last day. */
  drawn: number
  /** Tasks of the last thirty days about work of the department that has this case. */
  sameDepartment: number
}

/**
 * Never a reporter: of the case, of what was joined to it, or of the whole that it is a part of. Never who looked at
 * it before, where it is to be looked at a second time; never who was drawn for it already and did not answer.
 */
export async function candidates(
  tx: Tx,
  now: Instant,
  { caseId, purpose }: { caseId: string; purpose: Purpose },
): Promise<Candidate[]> {
  const before = (hours: number): Instant => new Date(Date.parse(now) - hours * 3_600_000).toISOString()
  const [day, month, shift] = [before(24), before(30 * 24), before(longestDutyHours)]
  const { rows } = await sql<Candidate>`
    with recursive about as (
      select held.id, held.parent from cases."case" as held
      where held.district = ${tx.district} and held.id = ${caseId}
      union
      select other.id, other.parent from about
      join cases."case" as other on other.district = ${tx.district}
        and (other.id = about.parent or other.joined_to = about.id)
    ),
    kept_out as (
      select reporter.account from about
      join cases.report on report.district = ${tx.district} and report."case" = about.id
      join identity.post as reporter on reporter.district = report.district and reporter.id = report.post
      union
      select looker.account from cases.task
      join identity.post as looker on looker.district = task.district and looker.id = task.post
      where task.district = ${tx.district} and task."case" = ${caseId}
        and (task.purpose = ${purpose} and task.answer is null
          or ${purpose} = 'recheck' and task.purpose <> 'verify' and task.answer is not null)
    )
    select post.id as post, starts_with(held.region_path, post.reach) as near,
      exists (select from supervision.duty where duty.district = ${tx.district} and duty.post = post.id
        and duty.until is null and duty.since > ${shift}::timestamptz) as "onDuty",
      lately.drawn, lately.same_department as "sameDepartment"
    from identity.post
    join identity.account on account.id = post.account and account.closed_at is null
    join cases."case" as held on held.district = ${tx.district} and held.id = ${caseId}
    -- By the index of each one's own tasks: all tasks of a month are too many to look through at every draw.
    cross join lateral (
      select count(*) filter (where task.drawn_at > ${day}::timestamptz)::integer as drawn,
        count(*) filter (where about.department = held.department)::integer as same_department
      from cases.task
      join cases."case" as about on about.district = ${tx.district} and about.id = task."case"
      where task.district = ${tx.district} and task.post = post.id and task.drawn_at > ${month}::timestamptz
    ) as lately
    where post.district = ${tx.district} and post.role = 'inspector' and post.held_until is null
      and post.account not in (select kept_out.account from kept_out)
    order by post.id`.execute(tx)
  return rows
}

/** Cases that are to be verified or checked and have no open task; a handful. */
export async function undrawn(tx: Tx): Promise<{ id: string; purpose: 'verify' | 'check' }[]> {
  const { rows } = await sql<{ id: string; purpose: 'verify' | 'check' }>`
    select held.id, case when held.state = 'checking' then 'check' else 'verify' end as purpose
    from cases."case" as held
    where held.district = ${tx.district}
      and (held.state = 'checking' or held.state = 'reported' and held.stage = 'verify')
      and not exists (select from cases.task where task.district = ${tx.district} and task."case" = held.id
        and task.ended_at is null)
    order by held.state_since
    limit 100`.execute(tx)
  return rows
}
