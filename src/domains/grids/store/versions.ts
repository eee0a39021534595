// The versions of a layer: publishing a draft from an instant on, and taking one back that has not begun.
import { sql } from 'kysely'
import { v7 as newId } from 'uuid'
import type { Instant } from '../../../base/clock.ts'
import type { Tx } from '../../../base/db.ts'
import type { Acting } from '../../../base/events.ts'

export interface VersionRow {
  version: number
  id: string
  validFrom: Instant
  publishedAt: Instant
  publishedBy: string | null
  grids: number
  withdrawnAt: Instant | null
}

/** Every version of a layer, newest first. */
export async function versionsOf(tx: Tx, layer: string): Promise<VersionRow[]> {
  const { rows } = await sql<VersionRow>`
    select version.version, version.id, version.valid_from as "validFrom", version.published_at as "publishedAt",
      version.published_by as "publishedBy", version.grids, version.withdrawn_at as "withdrawnAt"
    from grids.version
    where version.district = ${tx.district} and version.layer = ${layer}
    order by version.version desc`.execute(tx)
  return rows
}

/** Writes down that a version begins; its grids are those without an end. */
export async function writeVersion(
  { tx, now, actor }: Acting,
  { id, layer, validFrom }: { id: string; layer: string; validFrom: Instant },
): Promise<{ version: number; grids: number }> {
  const { rows } = await sql<{ version: number; grids: number }>`
    insert into grids.version (district, layer, version, id, valid_from, published_at, published_by, grids)
    select ${tx.district}, ${layer},
      coalesce((select max(before.version) from grids.version as before
        where before.district = ${tx.district} and before.layer = ${layer}), 0) + 1,
      ${id}, ${validFrom}::timestamptz, ${now}::timestamptz, ${actor?.post ?? null}::uuid,
      (select count(*) from grids.grid
        where grid.district = ${tx.district} and grid.layer = ${layer} and grid.valid_until is null)
    returning version, grids`.execute(tx)
  const [written] = rows
  if (!written) throw new Error(`the version of ${layer} was not kept`)
  return written
}

/** Where a grid of the draft is, to the point, what the newest version has. */
const unchanged = sql`draft.name = grid.name and draft.region = grid.region
  and st_orderingequals(draft.shape, grid.shape)`

/** What publishing the draft would change of the newest version. */
export async function difference(
  tx: Tx,
  layer: string,
): Promise<{ added: number; changed: number; removed: number }> {
  const { rows } = await sql<{ added: number; changed: number; removed: number }>`
    select count(*) filter (where grid.code is null)::integer as added,
      count(*) filter (where draft.code is null)::integer as removed,
      count(*) filter (where grid.code = draft.code and not (${unchanged}))::integer as changed
    from (select * from grids.draft_grid where district = ${tx.district} and layer = ${layer}) as draft
    full join (select * from grids.grid where district = ${tx.district} and layer = ${layer}
      and valid_until is null) as grid on grid.code = draft.code`.execute(tx)
  return rows[0] ?? { added: 0, changed: 0, removed: 0 }
}

/** The draft's grids hold from then on; those that are as before keep their rows. */
export async function beginGrids(tx: Tx, layer: string, from: Instant): Promise<void> {
  await sql`
    update grids.grid set valid_until = ${from}::timestamptz
    where grid.district = ${tx.district} and grid.layer = ${layer} and grid.valid_until is null
      and not exists (
        select from grids.draft_grid as draft
        where draft.district = ${tx.district} and draft.layer = ${layer} and draft.code = grid.code
          and ${unchanged}
      )`.execute(tx)
  const { rows } = await sql<{ code: string }>`
    select draft.code from grids.draft_grid as draft
    where draft.district = ${tx.district} and draft.layer = ${layer} and not exists (
      select from grids.grid
      where grid.district = ${tx.district} and grid.layer = ${layer} and grid.code = draft.code
        and grid.valid_until is null
    )`.execute(tx)
  await sql`
    insert into grids.grid (district, id, layer, code, name, region, region_path, shape, valid_from)
    select ${tx.district}, given.id, ${layer}, draft.code, draft.name, draft.region, region.path, draft.shape,
      ${from}::timestamptz
    from unnest(${rows.map(() => newId())}::uuid[], ${rows.map(({ code }) => code)}::text[]) as given (id, code)
    join grids.draft_grid as draft on draft.district = ${tx.district} and draft.layer = ${layer}
      and draft.code = given.code
    join regions.region on region.code = draft.region and region.district = ${tx.district}`.execute(tx)
}

/** Undoes what a version that has not begun would have changed; nothing refers to its grids yet. */
export async function takeBack(
  { tx, now, actor }: Acting,
  layer: string,
  { version, validFrom }: Pick<VersionRow, 'version' | 'validFrom'>,
): Promise<void> {
  await sql`
    delete from grids.grid
    where grid.district = ${tx.district} and grid.layer = ${layer} and grid.valid_from = ${validFrom}::timestamptz
      and grid.valid_from > ${now}::timestamptz`.execute(tx)
  await sql`
    update grids.grid set valid_until = null
    where grid.district = ${tx.district} and grid.layer = ${layer}
      and grid.valid_until = ${validFrom}::timestamptz`.execute(tx)
  await sql`
    update grids.version set withdrawn_at = ${now}::timestamptz, withdrawn_by = ${actor?.post ?? null}::uuid
    where version.district = ${tx.district} and version.layer = ${layer} and version.version = ${version}`.execute(
    tx,
  )
}
