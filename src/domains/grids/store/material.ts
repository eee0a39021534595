// What a plan is made from, as it lies in the district: outlines of regions, streets and waters of the base map, and
// where buildings and addresses are.
import { sql } from 'kysely'
import type { Tx } from '../../../base/db.ts'
import type { Street } from '../../../geo/blocks.ts'
import type { BorderKind } from '../../../geo/blocks-net.ts'
import type { Box } from '../../../geo/clip.ts'
import type { Polygon, Position } from '../../../geo/ring.ts'

export interface Outline {
  code: string
  level: string
  name: { zh: string; en: string }
  polygons: Polygon[] | null
}

/** A region and all open ones below it. */
export async function outlinesBelow(tx: Tx, code: string): Promise<Outline[]> {
  const { rows } = await sql<Outline>`
    select region.code, region.level, json_build_object('zh', region.name_zh, 'en', region.name_en) as name,
      st_asgeojson(region.shape, 7)::json -> 'coordinates' as polygons
    from regions.region as above
    join regions.region on region.district = above.district and region.closed_at is null
      and (region.code = above.code or region.parent = above.code
        or region.parent in (select child.code from regions.region as child where child.parent = above.code))
    where above.district = ${tx.district} and above.code = ${code} and above.closed_at is null
    order by region.path`.execute(tx)
  return rows
}

const kinds: Readonly<Record<string, BorderKind>> = {
  'street motorway': 'motorway',
  'street main': 'main',
  'street secondary': 'secondary',
  'street minor': 'minor',
  'street service': 'service',
  'street path': 'path',
  'street rail': 'rail',
  'waterway river': 'river',
  'waterway canal': 'river',
  'waterway stream': 'stream',
}

/** The lines of the base map that meet a box and that ground may be divided by. What runs in a tunnel divides nothing. */
export async function streetsIn(tx: Tx, box: Box, withPaths: boolean): Promise<Street[]> {
  const { rows } = await sql<{ kind: string; lines: Position[][] }>`
    select place.layer || ' ' || coalesce(place.kind, '') as kind,
      st_asgeojson(place.shape, 7)::json -> 'coordinates' as lines
    from places.place
    where ${inBox(tx, box)} and place.layer in ('street', 'waterway') and not place.tunnel
      and (${withPaths} or place.kind is distinct from 'path')
    order by place.id`.execute(tx)
  return rows.flatMap(({ kind, lines }) => lines.map(line => ({ line, kind: kinds[kind] ?? 'minor' })))
}

export async function countStreets(tx: Tx, box: Box): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from places.place
    where ${inBox(tx, box)} and place.layer = 'street' and not place.tunnel
      and place.kind is distinct from 'path'`.execute(tx)
  return rows[0]?.count ?? 0
}

export interface Spot {
  longitude: number
  latitude: number
  weight: number
}

/** Each building where its middle is, with the square metres that it stands on. */
export async function buildingsIn(tx: Tx, box: Box): Promise<Spot[]> {
  const { rows } = await sql<Spot>`
    select place.longitude, place.latitude, place.size as weight from places.place
    where ${inBox(tx, box)} and place.layer = 'building'
    order by place.id`.execute(tx)
  return rows
}

export async function addressesIn(tx: Tx, box: Box): Promise<Spot[]> {
  const { rows } = await sql<Spot>`
    select place.longitude, place.latitude, 1::double precision as weight from places.place
    where ${inBox(tx, box)} and place.layer = 'address'
    order by place.id`.execute(tx)
  return rows
}

function inBox({ district }: Tx, { west, south, east, north }: Box) {
  return sql`place.district = ${district}
    and place.shape && st_makeenvelope(${west}, ${south}, ${east}, ${north}, 4326)`
}
