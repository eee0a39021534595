// The parts on ground that a draft of grids would give to another grid.
import { sql } from 'kysely'
import type { Tx } from '../../../base/db.ts'
import { changing, fromAndTo } from '../../grids/store/preview.ts'

export interface Moving {
  parts: number
  /** From which grid to which, the most first; null is no grid. */
  ways: { from: string | null; to: string | null; parts: number }[]
}

export async function partsMoving(tx: Tx, layer: string, reach: string): Promise<Moving> {
  const { rows } = await sql<Moving['ways'][number]>`
    with ${changing(tx, layer)},
    reach as (
      select st_setsrid(st_extent(each.shape)::geometry, 4326) as box
      from (select past.shape from past union all select coming.shape from coming) as each
    )
    select past_at.code as "from", coming_at.code as "to", count(*)::integer as parts
    from parts.part
    cross join reach ${fromAndTo(sql`part.place`)}
    where part.district = ${tx.district} and part.retired_at is null and part.region_path >= ${reach}
      and starts_with(part.region_path, ${reach}) and part.place && reach.box
      and past_at.code is distinct from coming_at.code
    group by past_at.code, coming_at.code
    order by 3 desc, 1, 2`.execute(tx)
  return { parts: rows.reduce((sum, { parts }) => sum + parts, 0), ways: rows.slice(0, 200) }
}
