// Tasks of inspectors: opened by a draw, answered or ended once. Where an inspector stood is kept here and
// not in the event log, so that it can be forgotten.
import { sql } from 'kysely'
import { v7 as newId } from 'uuid'
import type { Instant } from '../../../base/clock.ts'
import type { Tx } from '../../../base/db.ts'
import type { Purpose } from '../states.ts'

/** Opens a task; the case has no other open one. */
export async function openTask(
  tx: Tx,
  now: Instant,
  { caseId, purpose, post }: { caseId: string; purpose: Purpose; post: string },
): Promise<string> {
  const id = newId()
  await sql`
    insert into cases.task (district, id, "case", purpose, post, drawn_at)
    values (${tx.district}, ${id}, ${caseId}, ${purpose}, ${post}, ${now}::timestamptz)`.execute(tx)
  return id
}

/** Ends whatever task a case has open, unanswered: it was accepted meanwhile, opened again, drawn anew. */
export async function endTasks(tx: Tx, now: Instant, cases: readonly string[]): Promise<void> {
  await sql`
    update cases.task set ended_at = ${now}::timestamptz
    where task.district = ${tx.district} and task."case" = any(${cases}::uuid[]) and task.ended_at is null`.execute(
    tx,
  )
}

/** A look that somebody is to take whether it is fixed: since when it is his, and the step that it is shown at. */
export interface Look {
  drawnAt: Instant
  step: number
  second: boolean
}

/**
 * The cases that this post is drawn to check, for the first or the second time, as long as there is something to look
 * at. A second one stands where the first one stood: at the step that passed the case on to be checked.
 */
export async function looksOf(tx: Tx, post: string): Promise<Map<string, Look>> {
  const { rows } = await sql<Look & { id: string }>`
    select task."case" as id, task.drawn_at as "drawnAt", task.purpose = 'recheck' as second,
      case when task.purpose = 'check' then held.turn else
        (select coalesce(max(event.seq), 1) from base.event where event.district = ${tx.district}
          and event.subject = task."case" and event.happened = 'cases.passed') end as step
    from cases.task
    join cases."case" as held on held.district = task.district and held.id = task."case"
    where task.district = ${tx.district} and task.post = ${post} and task.ended_at is null
      and (task.purpose, held.state) in (('check', 'checking'), ('recheck', 'closed'))`.execute(tx)
  return new Map(rows.map(({ id, ...look }) => [id, look]))
}

/**
 * Who is asked to look at a case, and who was until a moment ago and has not answered: for this purpose, or since
 * before this event (ids follow the order in which they were made).
 */
export async function askedPosts(
  tx: Tx,
  now: Instant,
  caseId: string,
  { purpose, event }: { purpose?: Purpose | undefined; event?: string | undefined },
): Promise<string[]> {
  const { rows } = await sql<{ post: string }>`
    select distinct task.post from cases.task
    where task.district = ${tx.district} and task."case" = ${caseId}::uuid and task.answer is null
      and (${purpose ?? null}::text is null or task.purpose = ${purpose ?? null})
      and (${event ?? null}::uuid is null or task.id < ${event ?? null}::uuid)
      and (task.ended_at is null or task.ended_at > ${now}::timestamptz - interval '1 minute')`.execute(tx)
  return rows.map(({ post }) => post)
}

export interface Answer {
  answer: boolean
  away: string | null
  position: { longitude: number; latitude: number } | undefined
  deviceAt: string | undefined
}

/** The answer of the one who was drawn; gives the task, or undefined when it is not his or not open. */
export async function answerTask(
  tx: Tx,
  now: Instant,
  { caseId, purpose, post }: { caseId: string; purpose: Purpose; post: string },
  { answer, away, position, deviceAt }: Answer,
): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    update cases.task set ended_at = ${now}::timestamptz, answer = ${answer}, away = ${away},
      place = case when ${position !== undefined}::boolean then
        st_setsrid(st_makepoint(${position?.longitude ?? 0}, ${position?.latitude ?? 0}), 4326) end,
      device_at = ${deviceAt ?? null}::timestamptz
    where task.district = ${tx.district} and task."case" = ${caseId} and task.purpose = ${purpose}
      and task.post = ${post} and task.ended_at is null
    returning task.id`.execute(tx)
  return rows[0]?.id
}
