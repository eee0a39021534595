// Where parts lie, what is there already, and what stands too close to be another thing.
import { sql } from 'kysely'
import type { Instant } from '../../../base/clock.ts'
import type { Tx } from '../../../base/db.ts'
import { kinds } from '../../catalogue/store.ts'
import { gridsAt } from '../../grids/locating.ts'
import { unitLayer } from '../../grids/store.ts'
import { organisations } from '../../organisations/store.ts'
import type { Here, PartRow, PlannedPart, Present, PresentPart, RefusedRow } from '../planning.ts'

/** What rows may speak of in this district. */
export async function herePlaces(tx: Tx, now: Instant): Promise<Here> {
  const { rows } = await sql<{ kind: string }>`
    select kind.edition || '/' || kind.code as kind from catalogue.kind
    where kind.type = 'part' and (kind.made_by is null or kind.made_by = ${tx.district})`.execute(tx)
  const all = await organisations(tx)
  return {
    district: tx.district,
    edition: (await kinds(tx, now)).find(({ type }) => type === 'part')?.edition ?? '',
    kinds: new Set(rows.map(({ kind }) => kind)),
    organisations: new Map(
      // Of two that share a name the code decides; so codes come last and win.
      [...all.flatMap(each => [[each.name.en, each.id] as const, [each.name.zh, each.id] as const])].concat(
        all.map(each => [each.code, each.id] as const),
      ),
    ),
  }
}

/** The part as plans compare it. */
export const presentColumns = sql`
  part.id, part.code, part.edition, part.kind, part.name, part.accuracy, part.state, part.supervising, part.owning,
  part.maintaining, part.installed_on as "installedOn", part.surveyed_on as "surveyedOn", part.source, part.note,
  part.attributes, part.origin, part.version, part.retired_at is not null as retired, part.undone,
  st_asgeojson(part.shape, 7)::json as shape`

export async function presentParts(tx: Tx, rows: readonly PartRow[]): Promise<Present> {
  const codes = rows.flatMap(({ code }) => (code ? [code] : []))
  const origins = rows.flatMap(({ origin }) => (origin ? [origin] : []))
  if (codes.length + origins.length === 0) return { byCode: new Map(), byOrigin: new Map() }
  const { rows: found } = await sql<PresentPart>`
    select ${presentColumns} from parts.part
    where part.district = ${tx.district}
      and (part.code = any(${codes}::text[]) or part.origin = any(${origins}::text[]))
    for no key update`.execute(tx)
  return {
    byCode: new Map(found.map(part => [part.code, part])),
    byOrigin: new Map(found.flatMap(part => (part.origin === null ? [] : [[part.origin, part]]))),
  }
}

export interface PlacedPart extends PlannedPart {
  geojson: string
  regionPath: string
  longitude: number
  latitude: number
}

/**
 * The region of each part: that of its unit grid, else the deepest one around it. Where the district has neither grids
 * nor borders yet, the district itself.
 */
export async function located(
  tx: Tx,
  now: Instant,
  planned: readonly PlannedPart[],
  reach: string,
): Promise<{ placed: PlacedPart[]; refused: RefusedRow[] }> {
  const shapes = planned.map(({ part }) => JSON.stringify(part.shape))
  const { rows } = await sql<{ at: number; valid: boolean; longitude: number; latitude: number }>`
    select given.at::integer - 1 as at, given.valid, st_x(given.place) as longitude, st_y(given.place) as latitude
    from (
      select given.at, given.valid,
        case when geometrytype(given.shape) = 'POINT' then given.shape
          when given.valid then st_pointonsurface(given.shape) end as place
      from (
        select row.at, st_setsrid(st_geomfromgeojson(row.geojson), 4326) as shape,
          st_isvalid(st_setsrid(st_geomfromgeojson(row.geojson), 4326)) as valid
        from unnest(${shapes}::text[]) with ordinality as row (geojson, at)
      ) as given
    ) as given
    order by given.at`.execute(tx)
  const grids = await gridsAt(
    tx,
    now,
    rows.filter(({ valid }) => valid),
  )
  const paths = new Map<number, string>()
  for (const [index, { at }] of rows.filter(({ valid }) => valid).entries()) {
    const path = grids[index]?.regionPath
    if (path !== undefined) paths.set(at, path)
  }
  for (const { at, path } of await regionsAround(
    tx,
    rows.filter(({ at, valid }) => valid && !paths.has(at)),
  ))
    paths.set(at, path)
  const refused: RefusedRow[] = []
  const placed: PlacedPart[] = []
  for (const [at, each] of planned.entries()) {
    const place = rows[at]
    const geojson = shapes[at]
    if (!place || geojson === undefined) throw new Error(`row ${each.row} was not placed`)
    const refuse = (why: RefusedRow['why'], said: string): void =>
      void refused.push({ row: each.row, code: each.part.code ?? '', why, said })
    const point = `${place.longitude}, ${place.latitude}`
    const path = paths.get(at)
    if (!place.valid) refuse('bad_shape', '')
    else if (path === undefined) refuse('outside', point)
    else if (!path.startsWith(reach)) refuse('beyond_reach', point)
    else placed.push({ ...each, ...place, geojson, regionPath: path })
  }
  return { placed, refused }
}

/** The deepest region around each place, and the district's own while it has neither grids nor borders. */
async function regionsAround(
  tx: Tx,
  places: readonly { at: number; longitude: number; latitude: number }[],
): Promise<{ at: number; path: string }[]> {
  if (places.length === 0) return []
  const { rows } = await sql<{ at: number; path: string | null }>`
    with known as materialized (
      select exists (select from grids.grid where grid.district = ${tx.district} and grid.layer = ${unitLayer})
        or exists (select from regions.region where region.district = ${tx.district} and region.shape is not null)
        as divided
    )
    select given.at,
      coalesce(
        (select region.path from regions.region
          where region.district = ${tx.district}
            and st_intersects(region.shape, st_setsrid(st_makepoint(given.longitude, given.latitude), 4326))
          order by length(region.path) desc, region.path limit 1),
        case when not known.divided then ${`${tx.district}/`} end
      ) as path
    from unnest(${places.map(({ at }) => at)}::integer[], ${places.map(({ longitude }) => longitude)}::float8[],
      ${places.map(({ latitude }) => latitude)}::float8[]) as given (at, longitude, latitude)
    cross join known`.execute(tx)
  return rows.flatMap(({ at, path }) => (path === null ? [] : [{ at, path }]))
}

export interface Duplicate {
  row: number
  /** The part it stands beside, or the earlier row. */
  of: { code: string } | { row: number }
  metres: number
}

/** How close two parts of one kind must stand to be taken for the same thing. */
export const duplicateMetres = 1

/** New parts that stand within a metre of one of the same kind, in the register or in an earlier row. */
export async function duplicatesOf(tx: Tx, placed: readonly PlacedPart[]): Promise<Duplicate[]> {
  const fresh = placed.filter(({ before }) => before === undefined)
  if (fresh.length === 0) return []
  // Degrees that are certainly a metre, so that the index finds the few worth measuring.
  const { rows } = await sql<{ row: number; code: string; metres: number }>`
    select distinct on (given.row) given.row, part.code,
      st_distance(part.place::geography, given.place::geography) as metres
    from (
      select row.row, row.kind, st_setsrid(st_makepoint(row.longitude, row.latitude), 4326) as place,
        0.0000092 / greatest(0.01, cosd(row.latitude)) as wide
      from unnest(${fresh.map(({ row }) => row)}::integer[], ${fresh.map(({ part }) => part.kind)}::text[],
        ${fresh.map(({ longitude }) => longitude)}::float8[], ${fresh.map(({ latitude }) => latitude)}::float8[])
        as row (row, kind, longitude, latitude)
    ) as given
    join parts.part on part.district = ${tx.district} and part.kind = given.kind and part.retired_at is null
      and part.place && st_expand(given.place, given.wide, 0.0000092)
    where st_distance(part.place::geography, given.place::geography) <= ${duplicateMetres}
    order by given.row, metres, part.code`.execute(tx)
  const found: Duplicate[] = rows.map(({ row, code, metres }) => ({
    row,
    of: { code },
    metres: short(metres),
  }))
  const told = new Set(found.map(({ row }) => row))
  for (const each of amongRows(fresh)) if (!told.has(each.row)) found.push(each)
  return found.sort((a, b) => a.row - b.row)
}

const metresPerDegree = 111_320

/** Rows within a metre of an earlier one of the same kind, found in squares of a metre. */
function amongRows(fresh: readonly PlacedPart[]): Duplicate[] {
  const squares = new Map<string, { row: number; x: number; y: number }[]>()
  const found: Duplicate[] = []
  for (const { row, part, longitude, latitude } of fresh) {
    const x = longitude * metresPerDegree * Math.cos((latitude * Math.PI) / 180)
    const y = latitude * metresPerDegree
    const [column, line] = [Math.floor(x), Math.floor(y)]
    let nearest: Duplicate | undefined
    for (const [dx, dy] of around) {
      for (const other of squares.get(`${part.kind} ${column + dx} ${line + dy}`) ?? []) {
        const metres = Math.hypot(x - other.x, y - other.y)
        if (metres <= duplicateMetres && (!nearest || metres < nearest.metres))
          nearest = { row, of: { row: other.row }, metres: short(metres) }
      }
    }
    if (nearest) found.push(nearest)
    const key = `${part.kind} ${column} ${line}`
    squares.set(key, [...(squares.get(key) ?? []), { row, x, y }])
  }
  return found
}

const around = [-1, 0, 1].flatMap(dx => [-1, 0, 1].map(dy => [dx, dy] as const))

function short(metres: number): number {
  return Math.round(metres * 100) / 100
}
