// Search over every case that somebody may see: one statement, whatever is asked; in pages, newest first. What addresses
// are found by is kept beside the cases (cases.sought).
import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../../../base/db.ts'
import type { CaseSummary } from '../contract.ts'
import type { CaseFilter } from '../desk-calls.ts'
import { type Searched, searched } from '../searching.ts'
import { endStates } from '../states.ts'
import { inStates, lightOf, mostCounted, named, type Sight, summary, visible } from './reading.ts'

/** The lights of second looks, which their rows do not tell. */
export type LookLights = ReadonlyMap<string, string>

export interface Search {
  filter: CaseFilter
  lights: LookLights
  after?: string | undefined
  limit: number
}

export interface Found {
  cases: CaseSummary[]
  after: string | null
  /** Ends one above `mostCounted`. */
  total: number
}

export async function search(tx: Tx, now: string, sight: Sight, asked: Search): Promise<Found> {
  const { after, limit } = asked
  const wanted = sql`${visible(tx, sight)} and ${filtered(tx, now, sight, asked)}`
  const [from, id] = after?.split('/') ?? []
  const begin =
    from === undefined
      ? sql``
      : sql`and (held.reported_at, held.id) < (${from}::timestamptz, ${id ?? null}::uuid)`
  // What a text finds is looked up once; everything else is read in order and left as soon as there is enough.
  const hits = usesPieces(asked.filter)
    ? sql`hits as materialized (
        select held.district, held.id, held.reported_at from cases."case" as held where ${wanted}),`
    : sql``
  const source = usesPieces(asked.filter)
    ? sql`from hits as held where true`
    : sql`from cases."case" as held where ${wanted}`
  const { rows } = await sql<CaseSummary & { counted: number }>`
    with ${hits}
    counted as (
      select count(*)::integer as total from (select ${source} limit ${mostCounted + 1}) as few
    ),
    -- Names and tags are looked up for the page only.
    paged as materialized (
      select held.district, held.id ${source} ${begin}
      order by held.reported_at desc, held.id desc
      limit ${limit + 1}
    )
    select ${summary(now, sight)}, counted.total as counted
    ${named}
    join paged on paged.district = held.district and paged.id = held.id
    cross join counted
    order by held.reported_at desc, held.id desc`.execute(tx)
  const cases = rows.slice(0, limit).map(({ counted: _, ...row }) => row)
  const last = cases.at(-1)
  return {
    cases,
    after: rows.length > limit && last ? `${last.reportedAt}/${last.id}` : null,
    // A page beyond the last one counts nothing; the first has said it.
    total: rows[0]?.counted ?? 0,
  }
}

/** The conditions of a filter on `held`. */
export function filtered(
  tx: Tx,
  now: string,
  sight: Sight,
  { filter, lights }: Pick<Search, 'filter' | 'lights'>,
): RawBuilder<unknown> {
  const looked = [...(sight.looks?.keys() ?? [])]
  const all: RawBuilder<unknown>[] = [sql`true`]
  if (filter.states?.length) all.push(inStates(filter.states, looked))
  if (filter.lights?.length) all.push(inLights(now, filter.lights, lights))
  if (filter.kinds?.length) all.push(ofKinds(filter.kinds))
  if (filter.region !== undefined) {
    all.push(sql`starts_with(held.region_path, coalesce((select region.path from regions.region
      where region.district = ${tx.district} and region.code = ${filter.region}), ' '))`)
  }
  if (filter.department !== undefined) all.push(sql`held.department = ${filter.department}::uuid`)
  if (filter.sources?.length) all.push(sql`held.source = any(${filter.sources}::text[])`)
  if (filter.from !== undefined) all.push(sql`held.reported_at >= ${midnight(tx, filter.from, 0)}`)
  if (filter.until !== undefined) all.push(sql`held.reported_at < ${midnight(tx, filter.until, 1)}`)
  if (filter.text !== undefined && filter.text !== '') all.push(textual(searched(filter.text)))
  return sql.join(all, sql` and `)
}

function textual({ number, tail, ending, pieces, contained }: Searched): RawBuilder<unknown> {
  if (number !== undefined) return sql`held.number = ${number}`
  const words = contained.map(word => `%${word.replace(/[\\%_]/g, '\\$&')}%`)
  if (isCommon({ pieces, tail })) {
    return sql`lower(regexp_replace(held.address, '\\s', '', 'g')) like all (${words}::text[])`
  }
  return sql`held.id in (
    select cases.found(${pieces}::text[], ${words}::text[], ${tail ?? null}::text, ${ending ?? null}::text))`
}

/** A single character stands in every third address: reading the newest until there is enough is quicker. */
function isCommon({ pieces, tail }: { pieces: readonly string[]; tail?: string | undefined }): boolean {
  return tail === undefined && pieces.every(piece => [...piece].length === 1)
}

function usesPieces({ text = '' }: CaseFilter): boolean {
  const sought = searched(text)
  return text !== '' && sought.number === undefined && !isCommon(sought)
}

/** Written so that the indexes over open cases may be used. */
function inLights(now: string, wanted: readonly string[], lights: LookLights): RawBuilder<unknown> {
  const ids = [...lights.keys()]
  const row = sql`(held.state not in (${sql.join(endStates.map(state => sql.lit(state)))})
    and ${lightOf(now)} = any(${wanted}::text[]))`
  if (ids.length === 0) return row
  const shown = ids.filter(id => wanted.includes(lights.get(id) ?? ''))
  return sql`((${row} and held.id <> all(${ids}::uuid[])) or held.id = any(${shown}::uuid[]))`
}

function ofKinds(kinds: readonly string[]): RawBuilder<unknown> {
  const parts = kinds.map(kind => kind.split('/'))
  const column = (at: number): string[] => parts.map(part => part[at] ?? '')
  return sql`(held.edition, held.kind_type, held.kind) in (
    select edition, type, code from unnest(${column(0)}::text[], ${column(1)}::text[], ${column(2)}::text[])
      as wanted (edition, type, code))`
}

/** When a day of the district begins, or the one after it. */
function midnight(tx: Tx, date: string, days: number): RawBuilder<unknown> {
  return sql`((${date}::date + ${days}::integer)::timestamp at time zone
    (select district.time_zone from regions.district where district.code = ${tx.district}))`
}

/** Keeps what a case is found by; again after each correction of its place. */
export async function keepSought(tx: Tx, cases: readonly string[]): Promise<void> {
  await sql`
    insert into cases.sought (district, "case", number, address, pieces)
    select held.district, held.id, held.number, lower(regexp_replace(held.address, '\\s', '', 'g')),
      cases.pieces(held.address) || ('#' || ltrim(substring(held.number from '[0-9]+$'), '0'))
    from cases."case" as held
    where held.district = ${tx.district} and held.id = any(${cases}::uuid[])
    on conflict (district, "case") do update set address = excluded.address, pieces = excluded.pieces`.execute(
    tx,
  )
}
