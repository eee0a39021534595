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

/** A second look that is open: since when, and the number of events that the case would have if it were a first one. */
export interface Blind {
  drawnAt: Instant
  step: number
}

/** The cases that this post is drawn for a second look at. */
export async function blindTasks(tx: Tx, post: string): Promise<Map<string, Blind>> {
  const { rows } = await sql<Blind & { id: string }>`
    select task."case" as id, task.drawn_at as "drawnAt",
      (select coalesce(max(event.seq), 1) + 1 from base.event where event.district = ${tx.district}
        and event.subject = task."case" and event.happened = 'cases.passed') as step
    from cases.task
    where task.district = ${tx.district} and task.post = ${post} and task.purpose = 'recheck'
      and task.ended_at is null`.execute(tx)
  return new Map(rows.map(({ id, ...blind }) => [id, blind]))
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
