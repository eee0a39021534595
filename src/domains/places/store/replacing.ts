// Putting what a source says in place of what it said before: one import, whole or not at all.
import { sql } from 'kysely'
import { v7 as newId } from 'uuid'
import { type Acting, record } from '../../../base/events.ts'
import type { Box } from '../../../geo/clip.ts'
import { quadAround } from '../../../geo/quad.ts'
import { boxOf, type Position } from '../../../geo/ring.ts'
import { addressOf, folded, gramsOf, isOneByName, type Listing, listingOf } from '../rules.ts'
import type { Geometry, NewPlace } from '../shaping.ts'

export interface Brought {
  /** A short name of where it came from: osm. */
  source: string
  attribution: string
  /** sha256 of the file. */
  digest: string
  bounds: Box
  places: readonly NewPlace[]
}

export interface Replaced {
  import: string
  kept: number
  /** How many the source had before. */
  before: number
  /** Origins whose shape crosses itself so that nothing sound is left of it. */
  invalid: string[]
  /** Origins whose shape crossed itself and was mended. */
  mended: string[]
}

const atOnce = 500

/** The district's rows of this source are exchanged within the transaction; others stay. */
export async function replaceSource(
  acting: Acting,
  { source, attribution, digest, bounds, places }: Brought,
  progress: (kept: number) => void = () => {},
): Promise<Replaced> {
  const { tx, now } = acting
  // Of two imports of a district at once the second waits.
  await sql`select from regions.district where code = ${tx.district} for no key update`.execute(tx)
  const gone = await sql`
    delete from places.place where place.district = ${tx.district} and place.source = ${source}`.execute(tx)
  const id = newId()
  await sql`
    insert into places.import (district, id, source, attribution, digest, west, south, east, north, objects,
      imported_at)
    values (${tx.district}, ${id}, ${source}, ${attribution}, ${digest}, ${bounds.west}, ${bounds.south},
      ${bounds.east}, ${bounds.north}, ${places.length}, ${now}::timestamptz)`.execute(tx)
  const replaced: Replaced = {
    import: id,
    kept: 0,
    before: Number(gone.numAffectedRows ?? 0),
    invalid: [],
    mended: [],
  }
  const known = new Set<string>()
  for (let at = 0; at < places.length; at += atOnce) {
    await addPlaces(acting, { source, import: id }, places.slice(at, at + atOnce), known, replaced)
    progress(Math.min(at + atOnce, places.length))
  }
  const detail = { source, digest, objects: replaced.kept, before: replaced.before }
  await record(acting, { subject: id, happened: 'places.imported', detail })
  return replaced
}

/** A place with what is kept of it besides. */
interface Row {
  place: NewPlace
  id: string
  name: string
  listed: Listing | null
  sought: string
  quad: number
}

async function addPlaces(
  { tx }: Acting,
  from: { source: string; import: string },
  places: readonly NewPlace[],
  known: Set<string>,
  replaced: Replaced,
): Promise<void> {
  const rows = places.map(rowOf)
  const { rows: kept } = await sql<{ at: number; valid: boolean }>`
    with given as materialized (
      select row.*, st_setsrid(st_geomfromgeojson(row.geojson), 4326) as drawn
      from unnest(${rows.map((_, at) => at)}::integer[], ${rows.map(({ id }) => id)}::uuid[],
        ${places.map(({ origin }) => origin)}::text[], ${places.map(({ layer }) => layer)}::text[],
        ${places.map(({ kind }) => kind)}::text[], ${rows.map(({ listed }) => listed)}::text[],
        ${rows.map(({ name }) => name)}::text[], ${places.map(({ names }) => names.zh)}::text[],
        ${places.map(({ names }) => names.en)}::text[], ${rows.map(({ sought }) => sought)}::text[],
        ${places.map(({ number }) => number)}::text[], ${places.map(({ street }) => street)}::text[],
        ${places.map(({ bridge }) => bridge)}::boolean[], ${places.map(({ tunnel }) => tunnel)}::boolean[],
        ${places.map(({ rank }) => rank)}::integer[], ${places.map(({ leastZoom }) => leastZoom)}::integer[],
        ${places.map(({ size }) => size)}::double precision[], ${rows.map(({ quad }) => quad)}::bigint[],
        ${places.map(({ shape }) => JSON.stringify(shape))}::text[])
        as row (at, id, origin, layer, kind, listed, name, name_zh, name_en, sought, number, street, bridge, tunnel,
          rank, least_zoom, size, quad, geojson)
    ),
    checked as materialized (
      select given.*, st_isvalid(given.drawn) as valid,
        case when st_isvalid(given.drawn) then given.drawn
          else st_multi(st_collectionextract(st_makevalid(given.drawn),
            case when geometrytype(given.drawn) = 'MULTIPOLYGON' then 3 else 2 end)) end as shape
      from given
    ),
    kept as (
      insert into places.place (district, id, import, source, origin, layer, kind, listed, name, name_zh, name_en,
        sought, number, street, bridge, tunnel, rank, least_zoom, size, points, quad, longitude, latitude, shape)
      select ${tx.district}, checked.id, ${from.import}::uuid, ${from.source}, checked.origin, checked.layer,
        checked.kind, checked.listed, checked.name, checked.name_zh, checked.name_en, checked.sought, checked.number,
        checked.street, checked.bridge, checked.tunnel, checked.rank, checked.least_zoom, checked.size,
        st_npoints(checked.shape), checked.quad, st_x(middle.place), st_y(middle.place), checked.shape
      from checked
      cross join lateral (select st_pointonsurface(checked.shape)) as middle (place)
      where not st_isempty(checked.shape) and st_isvalid(checked.shape)
      returning id
    )
    select checked.at, checked.valid from checked join kept on kept.id = checked.id`.execute(tx)
  const valid = new Map(kept.map(row => [row.at, row.valid]))
  for (const [at, { origin }] of places.entries()) {
    if (!valid.has(at)) replaced.invalid.push(origin)
    else if (!valid.get(at)) replaced.mended.push(origin)
  }
  replaced.kept += kept.length
  await addGrams(
    tx,
    rows.filter((_, at) => valid.has(at)),
    known,
  )
}

function rowOf(place: NewPlace): Row {
  const name = place.layer === 'address' ? addressOf(place) : place.names.name
  const listed = listingOf(place)
  const names = listed === null ? [] : [name, place.names.zh, place.names.en].map(folded)
  const sought = [...new Set(names.filter(each => each !== ''))].join('\n')
  return { place, id: newId(), name, listed, sought, quad: quadOfShape(place.shape) }
}

/** One of each name is found by searching, however many pieces a street has. */
async function addGrams(tx: Acting['tx'], rows: readonly Row[], known: Set<string>): Promise<void> {
  const grams: string[] = []
  const ids: string[] = []
  for (const { id, listed, sought } of rows) {
    const key = `${listed} ${sought}`
    if (listed === null || (isOneByName(listed) && known.has(key))) continue
    known.add(key)
    for (const gram of gramsOf(sought.split('\n'))) {
      grams.push(gram)
      ids.push(id)
    }
  }
  if (grams.length === 0) return
  await sql`
    insert into places.gram (district, gram, place)
    select ${tx.district}, given.gram, given.place
    from unnest(${grams}::text[], ${ids}::uuid[]) as given (gram, place)`.execute(tx)
}

function quadOfShape(shape: Geometry): number {
  const positions: Position[] =
    shape.type === 'Point'
      ? [shape.coordinates]
      : shape.type === 'MultiLineString'
        ? shape.coordinates.flat()
        : shape.coordinates.flat(2)
  const [west, south, east, north] = boxOf(positions)
  return quadAround({ west, south, east, north })
}
