// Grids as features for other programs: in a box, in force within a time, a stretch at a time.
import { type RawBuilder, sql } from 'kysely'
import type { Instant } from '../../../base/clock.ts'
import type { Tx } from '../../../base/db.ts'
import type { DrawnGrid } from '../store.ts'

/** West of more than east goes round the other side of the Earth. */
export interface Bounds {
  west: number
  south: number
  east: number
  north: number
}

export interface Wanted {
  layer: string
  bounds: Bounds | undefined
  /** In force at any moment from the one to the other, both counted; without an end for ever. */
  since: Instant | undefined
  until: Instant | undefined
}

export type TimedGrid = DrawnGrid & {
  properties: DrawnGrid['properties'] & { validFrom: Instant; validUntil: Instant | null }
}

const feature = sql`
  'Feature' as type, grid.id, st_asgeojson(grid.shape, 7)::json as geometry,
  json_build_object('code', grid.code, 'name', grid.name, 'region', grid.region,
    'validFrom', to_char(grid.valid_from at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    'validUntil', to_char(grid.valid_until at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) as properties`

export async function gridFeatures(
  tx: Tx,
  { layer, bounds, since, until }: Wanted,
  { after, limit }: { after: string | undefined; limit: number },
): Promise<{ matched: number; after: string | null; features: TimedGrid[] }> {
  const where = sql`grid.district = ${tx.district} and grid.layer = ${layer}
    and (${until ?? null}::timestamptz is null or grid.valid_from <= ${until ?? null}::timestamptz)
    and (${since ?? null}::timestamptz is null or grid.valid_until is null
      or grid.valid_until > ${since ?? null}::timestamptz)
    and ${bounds ? within(bounds, sql`grid.shape`) : sql`true`}`
  const { rows } = await sql<TimedGrid>`
    select ${feature} from grids.grid
    where ${where} and (${after ?? null}::uuid is null or grid.id > ${after ?? null}::uuid)
    order by grid.id limit ${limit + 1}`.execute(tx)
  const { rows: counted } = await sql<{ matched: number }>`
    select count(*)::integer as matched from grids.grid where ${where}`.execute(tx)
  const features = rows.slice(0, limit)
  return {
    matched: counted[0]?.matched ?? 0,
    after: rows.length > limit ? (features.at(-1)?.id ?? null) : null,
    features,
  }
}

export async function gridFeature(tx: Tx, layer: string, id: string): Promise<TimedGrid | undefined> {
  const { rows } = await sql<TimedGrid>`
    select ${feature} from grids.grid
    where grid.district = ${tx.district} and grid.layer = ${layer} and grid.id = ${id}::uuid`.execute(tx)
  return rows[0]
}

/** Whether a shape meets the box. */
export function within(
  { west, south, east, north }: Bounds,
  shape: RawBuilder<unknown>,
): RawBuilder<unknown> {
  const box = (from: number, to: number) =>
    sql`st_intersects(${shape}, st_makeenvelope(${from}::float8, ${south}::float8, ${to}::float8, ${north}::float8, 4326))`
  return west <= east ? box(west, east) : sql`(${box(west, 180)} or ${box(-180, east)})`
}
