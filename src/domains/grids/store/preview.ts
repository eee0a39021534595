// What publishing a draft would move: the grids that change, and the ground that changes its grid. Those above count
// what they keep on that ground by the same two lists.
import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../../../base/db.ts'

/**
 * Two lists for a `with`: `past`, the grids of the newest version that the draft changes or leaves out, and `coming`,
 * the grids of the draft that are new or changed. Ground under neither keeps its grid.
 */
export function changing(tx: Tx, layer: string): RawBuilder<unknown> {
  return sql`
    held as materialized (
      select grid.id, grid.code, grid.name, grid.region, grid.region_path, grid.shape from grids.grid
      where grid.district = ${tx.district} and grid.layer = ${layer} and grid.valid_until is null
    ),
    drawn as materialized (
      select draft.code, draft.name, draft.region, draft.shape from grids.draft_grid as draft
      where draft.district = ${tx.district} and draft.layer = ${layer}
    ),
    past as materialized (
      select held.* from held left join drawn on drawn.code = held.code
      where drawn.code is null or drawn.name <> held.name or drawn.region <> held.region
        or not st_orderingequals(drawn.shape, held.shape)
    ),
    coming as materialized (
      select drawn.* from drawn left join held on drawn.code = held.code
      where held.code is null or drawn.name <> held.name or drawn.region <> held.region
        or not st_orderingequals(drawn.shape, held.shape)
    )`
}

/** Joins to a point the grid that it lies in (`past_at.code`) and the one it would lie in (`coming_at.code`). */
export function fromAndTo(point: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    left join lateral (
      select past.code from past where st_intersects(past.shape, ${point}) order by past.code limit 1
    ) as past_at on true
    left join lateral (
      select coming.code from coming where st_intersects(coming.shape, ${point}) order by coming.code limit 1
    ) as coming_at on true`
}

export interface ChangeRow {
  code: string
  name: string
  what: 'added' | 'changed' | 'renamed' | 'ended'
  squareMetres: number
  /** What it has now; null for a new one. */
  before: number | null
  /** The grids that this ground belonged to, the largest share first. */
  from: string[]
}

export async function changesOf(tx: Tx, layer: string): Promise<ChangeRow[]> {
  const { rows } = await sql<ChangeRow>`
    with ${changing(tx, layer)}
    select coalesce(coming.code, past.code) as code, coalesce(coming.name, past.name) as name,
      case when past.code is null then 'added' when coming.code is null then 'ended'
        when st_orderingequals(coming.shape, past.shape) then 'renamed' else 'changed' end as what,
      round(coalesce(st_area(coming.shape::geography), 0))::integer as "squareMetres",
      round(st_area(past.shape::geography))::integer as before,
      coalesce((
        select array_agg(share.code order by share.part desc, share.code)
        from (
          select other.code, st_area(st_intersection(other.shape, coming.shape)::geography) as part
          from past as other
          where coming.shape is not null and other.shape && coming.shape
        ) as share
        where share.part > 1
      ), '{}') as "from"
    from coming
    full join past on past.code = coming.code
    order by 1`.execute(tx)
  return rows
}

export interface OnTheGround {
  squareMetres: number
  addresses: number
  buildings: number
  inspectors: number
}

/** What of the base map, and how many inspectors, stand on ground that changes its grid. */
export async function onTheGround(tx: Tx, layer: string, now: string): Promise<OnTheGround> {
  const point = sql`st_setsrid(st_makepoint(place.longitude, place.latitude), 4326)`
  const { rows } = await sql<OnTheGround>`
    with ${changing(tx, layer)},
    moved as materialized (
      select coalesce(sum(st_area(st_difference(coming.shape, past.shape)::geography)), 0)
        + coalesce(sum(st_area(coming.shape::geography)) filter (where past.code is null), 0) as metres
      from coming left join past on past.code = coming.code
    ),
    reach as (
      select st_setsrid(st_extent(each.shape)::geometry, 4326) as box
      from (select past.shape from past union all select coming.shape from coming) as each
    ),
    found as materialized (
      select place.layer from places.place
      cross join reach ${fromAndTo(point)}
      where place.district = ${tx.district} and place.layer in ('address', 'building')
        and ${point} && reach.box and past_at.code is distinct from coming_at.code
    )
    select (select round(moved.metres)::integer from moved) as "squareMetres",
      (select count(*)::integer from found where found.layer = 'address') as addresses,
      (select count(*)::integer from found where found.layer = 'building') as buildings,
      (select count(distinct post.account)::integer from identity.post
        where post.district = ${tx.district} and post.role = 'inspector' and post.held_from <= ${now}::timestamptz
          and (post.held_until is null or post.held_until > ${now}::timestamptz)
          and exists (select from past where starts_with(past.region_path, post.reach))) as inspectors`.execute(
    tx,
  )
  return rows[0] ?? { squareMetres: 0, addresses: 0, buildings: 0, inspectors: 0 }
}

export interface PastGrid {
  id: string
  code: string
  name: string
  validFrom: string
  validUntil: string | null
  squareMetres: number
  /** Grids of the version before and after that have ground in common with it, the largest share first. */
  before: { code: string; squareMetres: number }[]
  after: { code: string; squareMetres: number }[]
}

/** Every grid of a layer that has held a place, or a code, the newest first; with what became of what. */
export async function pastOf(
  tx: Tx,
  layer: string,
  { code, place }: { code: string | undefined; place: { longitude: number; latitude: number } | undefined },
): Promise<PastGrid[]> {
  const wanted =
    place === undefined
      ? sql`grid.code = ${code ?? ''}`
      : sql`st_intersects(grid.shape, st_setsrid(st_makepoint(${place.longitude}, ${place.latitude}), 4326))`
  const beside = (how: RawBuilder<unknown>) => sql`coalesce((
    select json_agg(json_build_object('code', share.code, 'squareMetres', round(share.part)::integer)
      order by share.part desc, share.code)
    from (
      select other.code, st_area(st_intersection(other.shape, grid.shape)::geography) as part
      from grids.grid as other
      where other.district = grid.district and other.layer = grid.layer and other.shape && grid.shape and ${how}
    ) as share
    where share.part > 1
  ), '[]'::json)`
  const { rows } = await sql<PastGrid>`
    select grid.id, grid.code, grid.name, grid.valid_from as "validFrom", grid.valid_until as "validUntil",
      round(st_area(grid.shape::geography))::integer as "squareMetres",
      ${beside(sql`other.valid_until = grid.valid_from`)} as before,
      ${beside(sql`other.valid_from = grid.valid_until`)} as after
    from grids.grid
    where grid.district = ${tx.district} and grid.layer = ${layer} and ${wanted}
    order by grid.valid_from desc, grid.code
    limit 100`.execute(tx)
  return rows
}
