// Where the cases of the last year were, for whoever balances grids by them: places alone, and nothing of the cases.
import { sql } from 'kysely'
import type { Instant } from '../../../base/clock.ts'
import type { Tx } from '../../../base/db.ts'
import type { Box } from '../../../geo/clip.ts'

export async function casesIn(
  tx: Tx,
  { west, south, east, north }: Box,
  now: Instant,
): Promise<{ longitude: number; latitude: number; weight: number }[]> {
  const { rows } = await sql<{ longitude: number; latitude: number; weight: number }>`
    select st_x("case".place) as longitude, st_y("case".place) as latitude, 1 as weight from cases."case"
    where "case".district = ${tx.district} and "case".state <> 'void'
      and "case".reported_at > ${now}::timestamptz - interval '365 days'
      and "case".place && st_makeenvelope(${west}, ${south}, ${east}, ${north}, 4326)
    order by "case".id`.execute(tx)
  return rows
}
