// Plans as they are kept: asked for, taken up by a server, told of, done, changed by hand, adopted.
import { sql } from 'kysely'
import { v7 as newId } from 'uuid'
import type { Instant } from '../../../base/clock.ts'
import type { Tx } from '../../../base/db.ts'
import type { Acting } from '../../../base/events.ts'
import type { Street } from '../../../geo/blocks.ts'
import type { Plan, PlanProgress, PlanSettings } from '../plan-calls.ts'
import type { PlanDivision, PlanGround } from '../plan-rules.ts'

export type PlanRow = Plan & { attempts: number }

const columns = sql`plan.id, plan.settings, plan.seed, plan.state, plan.revision, plan.attempts, plan.progress, plan.wrong,
  plan.asked_at as "askedAt", plan.asked_by as "askedBy", plan.ended_at as "endedAt"`

export async function askPlan(
  { tx, now, actor }: Acting,
  { settings, seed, lines }: { settings: PlanSettings; seed: number; lines: readonly Street[] | null },
): Promise<string> {
  const id = newId()
  await sql`
    insert into grids.plan (district, id, layer, region, settings, lines, seed, state, asked_at, asked_by)
    values (${tx.district}, ${id}, ${settings.layer}, ${settings.region}, ${JSON.stringify(settings)}::jsonb,
      ${lines && JSON.stringify(lines)}::jsonb, ${seed}, 'waiting', ${now}::timestamptz,
      ${actor?.post ?? null}::uuid)`.execute(tx)
  return id
}

/** The newest first; those that were thrown away are not shown any more. */
export async function plansOf(tx: Tx, layer: string): Promise<PlanRow[]> {
  const { rows } = await sql<PlanRow>`
    select ${columns} from grids.plan
    where plan.district = ${tx.district} and plan.layer = ${layer} and plan.state <> 'discarded'
    order by plan.asked_at desc, plan.id desc
    limit 30`.execute(tx)
  return rows
}

/** Held until the transaction ends, where somebody is about to change it. */
export async function planOf(tx: Tx, id: string, hold = false): Promise<PlanRow | undefined> {
  const { rows } = await sql<PlanRow>`
    select ${columns} from grids.plan
    where plan.district = ${tx.district} and plan.id = ${id}
    ${hold ? sql`for update` : sql``}`.execute(tx)
  return rows[0]
}

export async function isUnderWay(tx: Tx, layer: string): Promise<boolean> {
  const { rows } = await sql<{ id: string }>`
    select plan.id from grids.plan
    where plan.district = ${tx.district} and plan.layer = ${layer} and plan.state in ('waiting', 'running')
    limit 1`.execute(tx)
  return rows.length > 0
}

/** A plan that waits, or whose server has not been heard of since then; it is now this server's. */
export async function takePlan(tx: Tx, now: Instant, silentSince: Instant): Promise<PlanRow | undefined> {
  const { rows } = await sql<PlanRow>`
    update grids.plan set state = 'running', attempts = plan.attempts + 1, heard_at = ${now}::timestamptz
    where plan.district = ${tx.district} and plan.id = (
      select next.id from grids.plan as next
      where next.district = ${tx.district} and (next.state = 'waiting'
        or (next.state = 'running' and next.heard_at < ${silentSince}::timestamptz))
      order by next.asked_at, next.id
      limit 1
      for update skip locked
    )
    returning ${columns}`.execute(tx)
  return rows[0]
}

export async function linesOf(tx: Tx, id: string): Promise<Street[]> {
  const { rows } = await sql<{ lines: Street[] | null }>`
    select plan.lines from grids.plan where plan.district = ${tx.district} and plan.id = ${id}`.execute(tx)
  return rows[0]?.lines ?? []
}

/** Says how far it is; answers whether somebody asked for its end. */
export async function hearOf(
  tx: Tx,
  now: Instant,
  id: string,
  progress: PlanProgress | undefined,
): Promise<boolean> {
  const { rows } = await sql<{ stop: boolean }>`
    update grids.plan set heard_at = ${now}::timestamptz,
      progress = coalesce(${progress ? JSON.stringify(progress) : null}::jsonb, plan.progress)
    where plan.district = ${tx.district} and plan.id = ${id} and plan.state = 'running'
    returning plan.stop_asked as stop`.execute(tx)
  return rows[0]?.stop ?? true
}

export async function askStop(tx: Tx, id: string): Promise<void> {
  await sql`update grids.plan set stop_asked = true
    where plan.district = ${tx.district} and plan.id = ${id}`.execute(tx)
}

/** Back to waiting: the server goes away and another one, or the same, takes it up. */
export async function letGo(tx: Tx, id: string): Promise<void> {
  await sql`update grids.plan set state = 'waiting', attempts = greatest(0, plan.attempts - 1)
    where plan.district = ${tx.district} and plan.id = ${id} and plan.state = 'running'`.execute(tx)
}

export async function endPlan(
  tx: Tx,
  now: Instant,
  id: string,
  { state, wrong = null }: { state: Plan['state']; wrong?: Plan['wrong'] },
): Promise<void> {
  await sql`update grids.plan set state = ${state}, wrong = ${wrong}, ended_at = ${now}::timestamptz
    where plan.district = ${tx.district} and plan.id = ${id}`.execute(tx)
}

export async function keepResult(
  tx: Tx,
  id: string,
  { ground, division }: { ground: PlanGround; division: PlanDivision },
): Promise<void> {
  await sql`
    insert into grids.plan_result (district, plan, ground, division)
    values (${tx.district}, ${id}, ${JSON.stringify(ground)}::jsonb, ${JSON.stringify(division)}::jsonb)
    on conflict (district, plan) do update set ground = excluded.ground, division = excluded.division`.execute(
    tx,
  )
}

export async function resultOf(
  tx: Tx,
  id: string,
): Promise<{ ground: PlanGround; division: PlanDivision } | undefined> {
  const { rows } = await sql<{ ground: PlanGround; division: PlanDivision }>`
    select plan_result.ground, plan_result.division from grids.plan_result
    where plan_result.district = ${tx.district} and plan_result.plan = ${id}`.execute(tx)
  return rows[0]
}

/** The next revision of a plan whose division was changed by hand. */
export async function changeDivision(tx: Tx, id: string, division: PlanDivision): Promise<number> {
  await sql`update grids.plan_result set division = ${JSON.stringify(division)}::jsonb
    where plan_result.district = ${tx.district} and plan_result.plan = ${id}`.execute(tx)
  const { rows } = await sql<{ revision: number }>`
    update grids.plan set revision = plan.revision + 1
    where plan.district = ${tx.district} and plan.id = ${id}
    returning plan.revision`.execute(tx)
  return rows[0]?.revision ?? 0
}

export async function dropResult(tx: Tx, id: string): Promise<void> {
  await sql`delete from grids.plan_result
    where plan_result.district = ${tx.district} and plan_result.plan = ${id}`.execute(tx)
}

/** Takes the grids of these regions out of the draft, apart from these codes; says how many went. */
export async function clearDraft(
  tx: Tx,
  layer: string,
  { regions, but }: { regions: readonly string[]; but: readonly string[] },
): Promise<number> {
  const { rows } = await sql<{ code: string }>`
    delete from grids.draft_grid
    where draft_grid.district = ${tx.district} and draft_grid.layer = ${layer}
      and draft_grid.region = any(${regions}::text[]) and draft_grid.code <> all(${but}::text[])
    returning draft_grid.code`.execute(tx)
  return rows.length
}
