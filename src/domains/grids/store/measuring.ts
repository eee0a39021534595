// Shapes of a file measured on the ground: whether they cross themselves, how large they are, what lies outside and what
// they share. Square metres on the spheroid.
import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../../../base/db.ts'

export interface Measured {
  valid: boolean
  /** Where it crosses itself, as `longitude latitude`; empty where it does not. */
  crossing: string
  longitude: number
  latitude: number
  squareMetres: number
  /** Beyond the border of the district, and of its own region; nothing where those have no shape. */
  outside: number
  beyond: number
}

/** Each shape (GeoJSON) by itself, in their order. */
export async function measure(
  tx: Tx,
  grids: readonly { geojson: string; region: string }[],
): Promise<Measured[]> {
  const { rows } = await sql<Measured>`
    with given as materialized (
      select row.at, row.region, st_setsrid(st_geomfromgeojson(row.geojson), 4326) as shape,
        st_isvalid(st_setsrid(st_geomfromgeojson(row.geojson), 4326)) as valid
      from unnest(${grids.map(({ geojson }) => geojson)}::text[], ${grids.map(({ region }) => region)}::text[])
        with ordinality as row (geojson, region, at)
    )
    select given.valid,
      case when given.valid then ''
        else coalesce(substring(st_isvalidreason(given.shape) from '\\[(.*)\\]'), '') end as crossing,
      st_x(st_centroid(st_envelope(given.shape))) as longitude,
      st_y(st_centroid(st_envelope(given.shape))) as latitude,
      case when given.valid then st_area(given.shape::geography) else 0 end as "squareMetres",
      case when given.valid then ${areaOutside('district')} else 0 end as outside,
      case when given.valid then ${areaOutside('own')} else 0 end as beyond
    from given
    left join regions.region as district on district.code = ${tx.district}
    left join regions.region as own on own.code = given.region and own.district = ${tx.district}
    order by given.at`.execute(tx)
  return rows
}

/** What lies inside needs no cutting, and most grids do. */
function areaOutside(region: 'district' | 'own'): RawBuilder<unknown> {
  const shape = sql.ref(`${region}.shape`)
  return sql`(case when ${shape} is null or st_covers(${shape}, given.shape) then 0
    else st_area(st_difference(given.shape, ${shape})::geography) end)`
}

export interface Piece {
  codes: string[]
  squareMetres: number
  perimeter: number
  longitude: number
  latitude: number
  shape: { type: 'MultiPolygon'; coordinates: number[][][][] }
}

/** What a piece of ground is called by `codes`; `ground` is a multipolygon that holds something. */
const piece = sql`
  st_area(ground.shape::geography) as "squareMetres",
  greatest(0.001, st_perimeter(ground.shape::geography)) as perimeter,
  st_x(st_pointonsurface(ground.shape)) as longitude, st_y(st_pointonsurface(ground.shape)) as latitude,
  st_asgeojson(st_multi(ground.shape), 7)::json as shape`

/** What pairs of shapes have in common; pairs that only touch are left out. */
export async function sharedGround(
  tx: Tx,
  shapes: readonly string[],
  pairs: readonly (readonly [number, number])[],
): Promise<(Omit<Piece, 'codes'> & { a: number; b: number })[]> {
  if (pairs.length === 0) return []
  const { rows } = await sql<Omit<Piece, 'codes'> & { a: number; b: number }>`
    with given as materialized (
      select row.at::integer - 1 as at, st_setsrid(st_geomfromgeojson(row.geojson), 4326) as shape
      from unnest(${shapes}::text[]) with ordinality as row (geojson, at)
    )
    select ground.a, ground.b, ${piece}
    from (
      select pair.a, pair.b, st_collectionextract(st_intersection(first.shape, second.shape), 3) as shape
      from unnest(${pairs.map(([a]) => a)}::integer[], ${pairs.map(([, b]) => b)}::integer[]) as pair (a, b)
      join given as first on first.at = pair.a
      join given as second on second.at = pair.b
      where not st_touches(first.shape, second.shape)
    ) as ground
    where not st_isempty(ground.shape)
    order by "squareMetres" desc`.execute(tx)
  return rows
}
