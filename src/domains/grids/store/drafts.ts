// The one draft of a layer: a copy of the newest version, to be changed until it is published or thrown away.
import { sql } from 'kysely'
import { v7 as newId } from 'uuid'
import type { Tx } from '../../../base/db.ts'
import type { Acting } from '../../../base/events.ts'
import type { DrawnGrid } from '../store.ts'

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
  await sql`delete from grids.draft_grid
    where draft_grid.district = ${tx.district} and draft_grid.layer = ${layer}`.execute(tx)
  await sql`delete from grids.draft
    where draft.district = ${tx.district} and draft.layer = ${layer}`.execute(tx)
}

/** The next revision of it. */
export async function revise({ tx, now, actor }: Acting, layer: string): Promise<number> {
  const { rows } = await sql<{ revision: number }>`
    update grids.draft set revision = draft.revision + 1, changed_at = ${now}::timestamptz,
      changed_by = ${actor?.post ?? null}::uuid
    where draft.district = ${tx.district} and draft.layer = ${layer}
    returning revision`.execute(tx)
  return rows[0]?.revision ?? 0
}

export type DraftGrid = Omit<DrawnGrid, 'id'>

export async function draftGrids(tx: Tx, layer: string): Promise<DraftGrid[]> {
  const { rows } = await sql<DraftGrid>`
    select 'Feature' as type, st_asgeojson(draft.shape, 7)::json as geometry,
      json_build_object('code', draft.code, 'name', draft.name, 'region', draft.region) as properties
    from grids.draft_grid as draft
    where draft.district = ${tx.district} and draft.layer = ${layer}
    order by draft.code`.execute(tx)
  return rows
}

export interface BroughtGrid {
  code: string
  name: string
  region: string
  geojson: string
}

/** Puts grids into the draft; with `replace` the others are taken out of it. */
export async function putGrids(
  tx: Tx,
  layer: string,
  grids: readonly BroughtGrid[],
  mode: 'replace' | 'add',
): Promise<void> {
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

/** Whether it was there. */
export async function dropGrid(tx: Tx, layer: string, code: string): Promise<boolean> {
  const { rows } = await sql<{ code: string }>`
    delete from grids.draft_grid
    where draft_grid.district = ${tx.district} and draft_grid.layer = ${layer} and draft_grid.code = ${code}
    returning code`.execute(tx)
  return rows.length > 0
}
