// What the index of a layer is built from: which version holds at an instant, and its grids with their shapes.
import { sql } from 'kysely'
import type { Instant } from '../../../base/clock.ts'
import type { Tx } from '../../../base/db.ts'
import type { Grid } from '../contract.ts'

/** The id of the version of a layer that holds at an instant; it never means other grids than it does now. */
export async function versionAt(tx: Tx, at: Instant, layer: string): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    select version.id from grids.version
    where version.district = ${tx.district} and version.layer = ${layer} and version.withdrawn_at is null
      and version.valid_from <= ${at}::timestamptz
    order by version.version desc
    limit 1`.execute(tx.often)
  return rows[0]?.id
}

export interface ShapedGrid extends Grid {
  /** WKB. */
  shape: Uint8Array
}

/**
 * The grids of a version behind a code, a handful in the order of their codes. They are those of the instant in which
 * the version began, so that what is published meanwhile does not slip in.
 */
export async function gridsOfVersion(
  tx: Tx,
  version: string,
  after: string,
  limit: number,
): Promise<ShapedGrid[]> {
  const { rows } = await sql<ShapedGrid>`
    select grid.id, grid.layer, grid.code, grid.name, grid.region_path as "regionPath",
      st_asbinary(grid.shape, 'NDR') as shape
    from grids.version
    join grids.grid on grid.district = version.district and grid.layer = version.layer
      and grid.valid_from <= version.valid_from
      and (grid.valid_until is null or grid.valid_until > version.valid_from)
    where version.district = ${tx.district} and version.id = ${version}::uuid and grid.code > ${after}
    order by grid.code
    limit ${limit}`.execute(tx)
  return rows
}
