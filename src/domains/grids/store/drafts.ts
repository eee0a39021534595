// The one draft of a layer: a copy of the newest version, to be changed until it is published or thrown away.
import { sql } from 'kysely'
import { v7 as newId } from 'uuid'
import type { Tx } from '../../../base/db.ts'
import { Refusal } from '../../../base/errors.ts'
import type { Acting } from '../../../base/events.ts'
import type { DrawnGrid } from '../store.ts'
import { dropJournal, remember, writeStep } from './journal.ts'

export interface DraftRow {
  id: string
  revision: number
  basedOn: number
  changedBy: string | null
}

/** Held until the transaction ends, where somebody is about to change it. */
export async function draftOf(tx: Tx, layer: string, hold = false): Promise<DraftRow | undefined> {
  const { rows } = await sql<DraftRow>`
    select draft.id, draft.revision, draft.based_on as "basedOn", draft.changed_by as "changedBy"
    from grids.draft
    where draft.district = ${tx.district} and draft.layer = ${layer}
    ${hold ? sql`for update` : sql``}`.execute(tx)
  return rows[0]
}

/** Opens one with the grids of the newest version; nothing happens when there is one. */
export async function beginDraft({ tx, now, actor }: Acting, layer: string, basedOn: number): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    insert into grids.draft (district, layer, id, revision, based_on, opened_at, changed_at, changed_by)
    values (${tx.district}, ${layer}, ${newId()}, 1, ${basedOn}, ${now}::timestamptz, ${now}::timestamptz,
      ${actor?.post ?? null}::uuid)
    on conflict do nothing
    returning id`.execute(tx)
  if (rows.length === 0) return
  await sql`
    insert into grids.draft_grid (district, layer, code, name, region, shape)
    select grid.district, grid.layer, grid.code, grid.name, grid.region, grid.shape from grids.grid
    where grid.district = ${tx.district} and grid.layer = ${layer} and grid.valid_until is null`.execute(tx)
}

export async function dropDraft(tx: Tx, layer: string): Promise<void> {
  await dropJournal(tx, layer)
  await sql`delete from grids.draft_grid
    where draft_grid.district = ${tx.district} and draft_grid.layer = ${layer}`.execute(tx)
  await sql`delete from grids.draft
    where draft.district = ${tx.district} and draft.layer = ${layer}`.execute(tx)
}

/** The next revision of it, with what was done in the journal. */
export async function revise(acting: Acting, layer: string, did = 'change'): Promise<number> {
  const next = await nextRevision(acting, layer)
  await writeStep(acting, layer, next, did)
  return next
}

/** The next revision alone: for undoing, which is no change of its own. */
export async function nextRevision({ tx, now, actor }: Acting, layer: string): Promise<number> {
  const { rows } = await sql<{ revision: number }>`
    update grids.draft set revision = draft.revision + 1, changed_at = ${now}::timestamptz,
      changed_by = ${actor?.post ?? null}::uuid
    where draft.district = ${tx.district} and draft.layer = ${layer}
    returning revision`.execute(tx)
  return rows[0]?.revision ?? 0
}

export type DraftGrid = Omit<DrawnGrid, 'id' | 'properties'> & {
  properties: DrawnGrid['properties'] & { locked: boolean }
}

const draftColumns = sql`'Feature' as type, st_asgeojson(draft.shape, 7)::json as geometry,
  json_build_object('code', draft.code, 'name', draft.name, 'region', draft.region, 'locked', draft.locked)
    as properties`

export async function draftGrids(tx: Tx, layer: string): Promise<DraftGrid[]> {
  const { rows } = await sql<DraftGrid>`
    select ${draftColumns}
    from grids.draft_grid as draft
    where draft.district = ${tx.district} and draft.layer = ${layer}
    order by draft.code`.execute(tx)
  return rows
}

export async function draftCodes(tx: Tx, layer: string): Promise<string[]> {
  const { rows } = await sql<{ code: string }>`
    select draft.code from grids.draft_grid as draft
    where draft.district = ${tx.district} and draft.layer = ${layer}`.execute(tx)
  return rows.map(({ code }) => code)
}

export type Bounds = readonly [west: number, south: number, east: number, north: number]

/** The grids that come near some of them, or near a box: all that a change there can touch. */
export async function gridsAround(
  tx: Tx,
  layer: string,
  { codes = [], box }: { codes?: readonly string[]; box?: Bounds },
): Promise<DraftGrid[]> {
  const { rows } = await sql<DraftGrid>`
    select ${draftColumns}
    from grids.draft_grid as draft
    where draft.district = ${tx.district} and draft.layer = ${layer} and draft.shape && (
      select st_expand(st_extent(core.shape)::geometry, 0.000001) from (
        select named.shape from grids.draft_grid as named
        where named.district = ${tx.district} and named.layer = ${layer}
          and (named.code = any(${[...codes]}::text[]) ${box ? sql`or named.shape && ${envelope(box)}` : sql``})
        ${box ? sql`union all select ${envelope(box)}` : sql``}
      ) as core)
    order by draft.code`.execute(tx)
  return rows
}

function envelope([west, south, east, north]: Bounds) {
  return sql`st_setsrid(st_expand(st_makeenvelope(${west}, ${south}, ${east}, ${north}), 0.000001), 4326)`
}

export interface BroughtGrid {
  code: string
  name: string
  region: string
  geojson: string
}

/**
 * Puts grids into the draft; with `replace` the others are taken out of it. What they were before is noted for undoing;
 * a locked grid that would change is refused.
 */
export async function putGrids(
  tx: Tx,
  layer: string,
  grids: readonly BroughtGrid[],
  mode: 'replace' | 'add',
): Promise<void> {
  await refuseLocked(tx, layer, grids, mode)
  if (mode === 'replace') await remember(tx, layer, 'all')
  await remember(
    tx,
    layer,
    grids.map(({ code }) => code),
  )
  if (mode === 'replace') {
    await sql`delete from grids.draft_grid as draft
      where draft.district = ${tx.district} and draft.layer = ${layer}
        and draft.code <> all(${grids.map(({ code }) => code)}::text[])`.execute(tx)
  }
  await sql`
    insert into grids.draft_grid (district, layer, code, name, region, shape)
    select ${tx.district}, ${layer}, given.code, given.name, given.region,
      st_multi(st_setsrid(st_geomfromgeojson(given.geojson), 4326))
    from unnest(${grids.map(({ code }) => code)}::text[], ${grids.map(({ name }) => name)}::text[],
      ${grids.map(({ region }) => region)}::text[], ${grids.map(({ geojson }) => geojson)}::text[])
      as given (code, name, region, geojson)
    on conflict (district, layer, code) do update set
      name = excluded.name, region = excluded.region, shape = excluded.shape`.execute(tx)
}

/** What is locked stays to the point; saying the same of it again is no change. */
async function refuseLocked(
  tx: Tx,
  layer: string,
  grids: readonly BroughtGrid[],
  mode: 'replace' | 'add',
): Promise<void> {
  const { rows } = await sql<{ code: string }>`
    select draft.code from grids.draft_grid as draft
    left join unnest(${grids.map(({ code }) => code)}::text[], ${grids.map(({ name }) => name)}::text[],
      ${grids.map(({ region }) => region)}::text[], ${grids.map(({ geojson }) => geojson)}::text[])
      as given (code, name, region, geojson) on given.code = draft.code
    where draft.district = ${tx.district} and draft.layer = ${layer} and draft.locked
      and case when given.code is null then ${mode === 'replace'}
        else given.name <> draft.name or given.region <> draft.region or not st_orderingequals(
          st_multi(st_setsrid(st_geomfromgeojson(given.geojson), 4326)), draft.shape) end
    order by draft.code
    limit 20`.execute(tx)
  if (rows.length > 0) throw new Refusal('grids.locked', 409, { codes: rows.map(({ code }) => code) })
}

/** Whether they were all there. */
export async function lockGrids(
  tx: Tx,
  layer: string,
  codes: readonly string[],
  locked: boolean,
): Promise<boolean> {
  await remember(tx, layer, codes)
  const { rows } = await sql<{ code: string }>`
    update grids.draft_grid as draft set locked = ${locked}
    where draft.district = ${tx.district} and draft.layer = ${layer} and draft.code = any(${[...codes]}::text[])
    returning draft.code`.execute(tx)
  return rows.length === new Set(codes).size
}

/** Whether it was there. */
export async function dropGrid(tx: Tx, layer: string, code: string): Promise<boolean> {
  const { rows: locked } = await sql<{ code: string }>`
    select draft.code from grids.draft_grid as draft
    where draft.district = ${tx.district} and draft.layer = ${layer} and draft.code = ${code}
      and draft.locked`.execute(tx)
  if (locked.length > 0) throw new Refusal('grids.locked', 409, { codes: [code] })
  await remember(tx, layer, [code])
  const { rows } = await sql<{ code: string }>`
    delete from grids.draft_grid
    where draft_grid.district = ${tx.district} and draft_grid.layer = ${layer} and draft_grid.code = ${code}
    returning code`.execute(tx)
  return rows.length > 0
}
