// The open cases around a place, nearest first, and those in view, as the map and its table show them.
import { sql } from 'kysely'
import type { Tx } from '../../../base/db.ts'
import type { CaseSummary } from '../contract.ts'
import { openStates } from '../states.ts'
import { inStates, named, type Sight, summary, visible } from './reading.ts'

export type Near = CaseSummary & { metres: number }

/** A second look stands among the open ones, for whoever takes it. */
export async function around(
  tx: Tx,
  now: string,
  sight: Sight,
  {
    longitude,
    latitude,
    metres,
    limit,
  }: { longitude: number; latitude: number; metres: number; limit: number },
): Promise<Near[]> {
  const looks = [...(sight.looks?.keys() ?? [])]
  const own =
    looks.length === 0
      ? sql``
      : sql`union
        select looked.id, st_distance(looked.place::geography,
          st_setsrid(st_makepoint(${longitude}, ${latitude}), 4326)::geography)
        from cases."case" as looked
        where looked.district = ${tx.district} and looked.id = any(${looks}::uuid[])
          and st_dwithin(looked.place::geography,
            st_setsrid(st_makepoint(${longitude}, ${latitude}), 4326)::geography, ${metres}::float8)`
  const { rows } = await sql<Near>`
    with near as materialized (
      select id, distance from cases.open_around(${longitude}, ${latitude}, ${metres}) ${own}
    )
    select ${summary(now, sight)}, round(near.distance)::integer as metres
    ${named}
    join near on near.id = held.id
    where ${visible(tx, sight)}
    order by near.distance, held.id
    limit ${limit}`.execute(tx)
  return rows
}

/** Open cases within bounds in degrees, those due first before the others. */
export async function inView(
  tx: Tx,
  now: string,
  sight: Sight,
  {
    west,
    south,
    east,
    north,
    limit,
  }: { west: number; south: number; east: number; north: number; limit: number },
): Promise<CaseSummary[]> {
  const { rows } = await sql<CaseSummary>`
    select ${summary(now, sight)}
    ${named}
    where ${visible(tx, sight)} and ${inStates(openStates, [...(sight.looks?.keys() ?? [])])}
      and held.place && st_makeenvelope(${west}, ${south}, ${east}, ${north}, 4326)
    order by held.late_at nulls last, held.id
    limit ${limit}`.execute(tx)
  return rows
}
