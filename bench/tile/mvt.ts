// The same parts in PostGIS, and how fast ST_AsMVT makes tiles of them.
import pg from 'pg'
import type { TileId } from '../../src/geo/tile.ts'
import type { TilePoint } from '../../src/geo/tile-points.ts'

export interface Mvt {
  /** Features a millisecond of one tile, asked as Martin asks it. */
  features(tile: TileId): Promise<number>
  close(): Promise<void>
}

/** A temporary table on the server; nothing where there is no address. */
export async function openMvt(
  url: string | undefined,
  points: readonly TilePoint[],
): Promise<Mvt | undefined> {
  if (url === undefined) return undefined
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query('create extension if not exists postgis')
  await client.query(
    'create temporary table part (id bigint, kind text, state text, place geometry(point, 3857))',
  )
  for (let from = 0; from < points.length; from += 20_000) {
    const some = points.slice(from, from + 20_000)
    await client.query(
      `insert into part select id, kind, state, st_transform(st_setsrid(st_makepoint(x, y), 4326), 3857)
       from unnest($1::bigint[], $2::text[], $3::text[], $4::float8[], $5::float8[]) as given (id, kind, state, x, y)`,
      [
        some.map(({ id }) => id),
        some.map(({ attributes }) => attributes.kind),
        some.map(({ attributes }) => attributes.state),
        some.map(({ longitude }) => longitude),
        some.map(({ latitude }) => latitude),
      ],
    )
  }
  await client.query('create index on part using gist (place)')
  await client.query('analyze part')
  return {
    features: async ({ z, x, y }) => {
      const began = performance.now()
      const { rows } = await client.query<{ features: number; tile: Buffer }>(
        `select count(*)::integer as features, st_asmvt(found, 'part', 4096, 'place', 'id') as tile
         from (
           select id, kind, state, st_asmvtgeom(place, st_tileenvelope($1, $2, $3), 4096, 64, true) as place
           from part where place && st_tileenvelope($1, $2, $3, margin => 64.0 / 4096)
         ) as found`,
        [z, x, y],
      )
      return (rows[0]?.features ?? 0) / (performance.now() - began)
    },
    close: () => client.end(),
  }
}
