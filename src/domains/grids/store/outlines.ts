// The outlines that grids are held against: the district's, and those of its regions.
import { sql } from 'kysely'
import type { Tx } from '../../../base/db.ts'

export interface Outline {
  code: string
  /** No region below it has a shape. */
  isSmallest: boolean
  shape: number[][][][]
}

export async function outlines(tx: Tx): Promise<Outline[]> {
  const { rows } = await sql<Outline>`
    select region.code, (st_asgeojson(st_multi(region.shape), 7)::json)->'coordinates' as shape,
      not exists (select from regions.region as below
        where below.parent = region.code and below.shape is not null) as "isSmallest"
    from regions.region
    where region.district = ${tx.district} and region.shape is not null
    order by region.code`.execute(tx)
  return rows
}
