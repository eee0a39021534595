// Places as they are read: the state of the base map, what a tile is drawn from, lists and search.
import { sql } from 'kysely'
import type { Tx } from '../../base/db.ts'
import type { Box } from '../../geo/clip.ts'
import { spansMeeting } from '../../geo/quad.ts'
import type { Place } from './contract.ts'
import type { Layer } from './layers.ts'
import { folded, isOneByName, type Listing, listings, soughtGrams } from './rules.ts'

export interface BaseMap {
  version: string
  bounds: Box
  attribution: string
}

/** The newest import's id, the box around what each source covers, and whose data it is. */
export async function baseMap(tx: Tx): Promise<BaseMap | undefined> {
  const { rows } = await sql<{ id: string; attribution: string } & Box>`
    select newest.id, newest.attribution, newest.west, newest.south, newest.east, newest.north
    from (
      select distinct on (import.source) import.*
      from places.import
      where import.district = ${tx.district}
      order by import.source, import.imported_at desc, import.id desc
    ) as newest
    order by newest.imported_at desc, newest.id desc`.execute(tx.often)
  const [first] = rows
  if (!first) return undefined
  return {
    version: first.id,
    attribution: [...new Set(rows.map(({ attribution }) => attribution))].join('; '),
    bounds: {
      west: Math.min(...rows.map(({ west }) => west)),
      south: Math.min(...rows.map(({ south }) => south)),
      east: Math.max(...rows.map(({ east }) => east)),
      north: Math.max(...rows.map(({ north }) => north)),
    },
  }
}

/** The version of the base map alone, for every tile that is asked for. */
export async function mapVersion(tx: Tx): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    select import.id from places.import
    where import.district = ${tx.district}
    order by import.imported_at desc, import.id desc
    limit 1`.execute(tx.often)
  return rows[0]?.id
}

export interface DrawnPlace {
  layer: Layer
  kind: string | null
  name: string
  number: string
  street: string
  bridge: boolean
  tunnel: boolean
  rank: number | null
  /** WKB. */
  shape: Uint8Array
}

/** What a tile may cost at most; what would be more is left out, the least important first. */
export const mostInTile = { places: 12_000, points: 400_000 }

/** What is drawn in the box at a zoom, the most important first. */
export async function placesToDraw(tx: Tx, box: Box, zoom: number): Promise<DrawnPlace[]> {
  const { rows } = await sql<DrawnPlace>`
    select found.layer, found.kind, found.name, found.number, found.street, found.bridge, found.tunnel, found.rank,
      st_asbinary(found.shape, 'NDR') as shape
    from (
      select place.*, sum(place.points) over importance as drawn, row_number() over importance as nth
      from places.place
      where ${meeting(tx, box)} and place.least_zoom <= ${zoom}
      window importance as (order by place.least_zoom, place.rank, place.size desc, place.id)
    ) as found
    where found.drawn <= ${mostInTile.points} and found.nth <= ${mostInTile.places}
    order by found.nth`.execute(tx)
  return rows
}

/** What may meet the box by its quad, and does by its shape's own box. Written out, so that each span is looked up. */
function meeting(tx: Tx, box: Box) {
  const spans = spansMeeting(box)
  const single = spans.filter(({ from, upto }) => upto === from + 1).map(({ from }) => from)
  const within = spans
    .filter(({ from, upto }) => upto > from + 1)
    .map(({ from, upto }) => sql`(place.quad >= ${from}::bigint and place.quad < ${upto}::bigint)`)
  return sql`place.district = ${tx.district}
    and (${sql.join([sql`place.quad = any(${single}::bigint[])`, ...within], sql` or `)})
    and place.shape && st_makeenvelope(${box.west}, ${box.south}, ${box.east}, ${box.north}, 4326)`
}

const oneByName = listings.filter(isOneByName)

interface Row {
  id: string
  listed: Listing
  kind: string | null
  name: string
  zh: string
  en: string
  longitude: number
  latitude: number
}

export interface Cursor {
  listed: Listing
  name: string
  id: string
}

/** Named things in a box by listing and name; the pieces of a street as one. */
export async function listedIn(
  tx: Tx,
  box: Box,
  {
    kinds = listings,
    after,
    limit,
  }: { kinds?: readonly Listing[] | undefined; after?: Cursor | undefined; limit: number },
): Promise<Place[]> {
  const order = sql`array_position(${listings}::text[], found.listed)`
  const { rows } = await sql<Row>`
    select found.id, found.listed, found.kind, found.name, found.zh, found.en, found.longitude, found.latitude
    from (
      select distinct on (place.listed, place.name, piece.own)
        place.id, place.listed, place.kind, place.name collate "C" as name, place.name_zh as zh, place.name_en as en,
        place.longitude, place.latitude
      from places.place
      cross join lateral (
        select case when place.listed = any(${oneByName}::text[]) then null else place.id end
      ) as piece (own)
      where ${meeting(tx, box)} and place.listed = any(${kinds}::text[])
      order by place.listed, place.name, piece.own, place.least_zoom, place.id
    ) as found
    where ${after ? sql`(${order}, found.name, found.id) > (array_position(${listings}::text[], ${after.listed}::text), ${after.name}::text collate "C", ${after.id}::uuid)` : sql`true`}
    order by ${order}, found.name, found.id
    limit ${limit}`.execute(tx)
  return rows.map(asPlace)
}

/** What is drawn in the box without a name. */
export async function unnamedIn(tx: Tx, box: Box): Promise<{ layer: Layer; kind: null; count: number }[]> {
  const { rows } = await sql<{ layer: Layer; kind: null; count: number }>`
    select place.layer, place.kind, count(*)::integer as count
    from places.place
    where ${meeting(tx, box)} and place.listed is null and place.name = ''
    group by place.layer, place.kind
    order by place.layer, place.kind`.execute(tx)
  return rows
}

/** Places whose name has the text in it: the whole name first, then names that begin with it, then short ones. */
export async function placesNamed(tx: Tx, said: string, limit: number): Promise<Place[]> {
  const grams = soughtGrams(said)
  const text = folded(said)
  const { rows } = await sql<Row>`
    select place.id, place.listed, place.kind, place.name, place.name_zh as zh, place.name_en as en,
      place.longitude, place.latitude
    from (
      select gram.place from places.gram
      where gram.district = ${tx.district} and gram.gram = any(${grams}::text[])
      group by gram.place
      having count(*) = ${grams.length}
    ) as having_all
    join places.place on place.district = ${tx.district} and place.id = having_all.place
    where strpos(place.sought, ${text}) > 0
    order by
      case when strpos(e'\\n' || place.sought || e'\\n', e'\\n' || ${text} || e'\\n') > 0 then 0
        when strpos(e'\\n' || place.sought, e'\\n' || ${text}) > 0 then 1 else 2 end,
      coalesce(place.rank, 4), length(place.name), place.name, place.id
    limit ${limit}`.execute(tx)
  return rows.map(asPlace)
}

function asPlace({ zh, en, ...row }: Row): Place {
  return { ...row, names: { zh, en } }
}
