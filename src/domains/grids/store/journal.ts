// The journal of a draft: what its grids were before each change, undoing the last one and doing it again.
import { sql } from 'kysely'
import type { Tx } from '../../../base/db.ts'
import type { Acting } from '../../../base/events.ts'

/** So many changes can be undone; older ones stay. */
const mostSteps = 500

export interface StepRow {
  revision: number
  did: string
  at: string
  by: string | null
  undone: boolean
  grids: number
}

/** Notes what grids of the draft are before the change that is about to be made; the first note of a change counts. */
export async function remember(tx: Tx, layer: string, codes: readonly string[] | 'all'): Promise<void> {
  const named =
    codes === 'all'
      ? sql`select draft.code from grids.draft_grid as draft
          where draft.district = ${tx.district} and draft.layer = ${layer}`
      : sql`select distinct given.code from unnest(${[...codes]}::text[]) as given (code)`
  await sql`
    insert into grids.draft_before (district, layer, revision, code, name, region, locked, shape)
    select open.district, open.layer, open.revision + 1, named.code, draft.name, draft.region, draft.locked, draft.shape
    from grids.draft as open
    cross join (${named}) as named
    left join grids.draft_grid as draft on draft.district = open.district and draft.layer = open.layer
      and draft.code = named.code
    where open.district = ${tx.district} and open.layer = ${layer}
    on conflict do nothing`.execute(tx)
}

/** Ends a change: what was undone before it cannot be done again. */
export async function writeStep(
  { tx, now, actor }: Acting,
  layer: string,
  revision: number,
  did: string,
): Promise<void> {
  await forget(tx, layer, sql`step.undone or step.revision <= ${revision - mostSteps}`)
  await sql`
    insert into grids.draft_step (district, layer, revision, did, done_at, post)
    select ${tx.district}, ${layer}, ${revision}, ${did}, ${now}::timestamptz, ${actor?.post ?? null}::uuid
    where exists (select from grids.draft_before as before
      where before.district = ${tx.district} and before.layer = ${layer} and before.revision = ${revision})`.execute(
    tx,
  )
}

async function forget(tx: Tx, layer: string, which: ReturnType<typeof sql>): Promise<void> {
  await sql`
    with gone as (
      delete from grids.draft_step as step
      where step.district = ${tx.district} and step.layer = ${layer} and (${which})
      returning step.revision
    )
    delete from grids.draft_before as before
    where before.district = ${tx.district} and before.layer = ${layer}
      and before.revision in (select gone.revision from gone)`.execute(tx)
}

export async function dropJournal(tx: Tx, layer: string): Promise<void> {
  await sql`delete from grids.draft_before as before
    where before.district = ${tx.district} and before.layer = ${layer}`.execute(tx)
  await sql`delete from grids.draft_step as step
    where step.district = ${tx.district} and step.layer = ${layer}`.execute(tx)
}

/** The changes of a draft, the newest first. */
export async function stepsOf(tx: Tx, layer: string, most = 50): Promise<StepRow[]> {
  const { rows } = await sql<StepRow>`
    select step.revision, step.did, step.done_at as at, step.post as by, step.undone,
      (select count(*)::integer from grids.draft_before as before
        where before.district = step.district and before.layer = step.layer
          and before.revision = step.revision) as grids
    from grids.draft_step as step
    where step.district = ${tx.district} and step.layer = ${layer}
    order by step.revision desc
    limit ${most}`.execute(tx)
  return rows
}

/** The change that undoing (`back`) or doing again would take. */
export async function nextStep(tx: Tx, layer: string, back: boolean): Promise<StepRow | undefined> {
  const all = await stepsOf(tx, layer, mostSteps)
  return back ? all.find(({ undone }) => !undone) : all.findLast(({ undone }) => undone)
}

/** Puts the grids back as noted, and notes what they were: the same again does the change anew. */
export async function swapStep(tx: Tx, layer: string, revision: number, undone: boolean): Promise<string[]> {
  const { rows } = await sql<{ code: string }>`
    with noted as materialized (
      select before.* from grids.draft_before as before
      where before.district = ${tx.district} and before.layer = ${layer} and before.revision = ${revision}
    ),
    kept as (
      update grids.draft_before as before
      set name = now.name, region = now.region, locked = now.locked, shape = now.shape
      from noted
      left join grids.draft_grid as now on now.district = noted.district and now.layer = noted.layer
        and now.code = noted.code
      where before.district = ${tx.district} and before.layer = ${layer} and before.revision = ${revision}
        and before.code = noted.code
    ),
    gone as (
      delete from grids.draft_grid as draft using noted
      where draft.district = ${tx.district} and draft.layer = ${layer} and draft.code = noted.code
        and noted.shape is null
    ),
    back as (
      insert into grids.draft_grid (district, layer, code, name, region, locked, shape)
      select noted.district, noted.layer, noted.code, noted.name, noted.region, noted.locked, noted.shape
      from noted
      where noted.shape is not null
      on conflict (district, layer, code) do update set name = excluded.name, region = excluded.region,
        locked = excluded.locked, shape = excluded.shape
    ),
    said as (
      update grids.draft_step as step set undone = ${undone}
      where step.district = ${tx.district} and step.layer = ${layer} and step.revision = ${revision}
    )
    select noted.code from noted order by noted.code`.execute(tx)
  return rows.map(({ code }) => code)
}
