// Where the parts of the register stand, for whoever balances grids by them.
import { sql } from 'kysely'
import type { Tx } from '../../../base/db.ts'
import type { Box } from '../../../geo/clip.ts'

export async function partsIn(
  tx: Tx,
  { west, south, east, north }: Box,
): Promise<{ longitude: number; latitude: number; weight: number }[]> {
  const { rows } = await sql<{ longitude: number; latitude: number; weight: number }>`
    select st_x(part.place) as longitude, st_y(part.place) as latitude, 1 as weight from parts.part
    where part.district = ${tx.district} and part.retired_at is null
      and part.place && st_makeenvelope(${west}, ${south}, ${east}, ${north}, 4326)
    order by part.id`.execute(tx)
  return rows
}
