// The rulebooks of a district as they are kept: which version is in force, what a version says, and adding one.
// A version never changes once it stands here.
import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { v7 as newId } from 'uuid'
import type { Instant } from '../../../base/clock.ts'
import type { Tx } from '../../../base/db.ts'
import { record } from '../../../base/events.ts'
import type { Limit } from '../../../base/limits.ts'
import {
  type Book,
  type ConditionRow,
  type KindKey,
  type KindRule,
  type LimitRow,
  type Rulebook,
  rulebook,
} from '../book.ts'
import { editionMapping, editions, shippedBook } from '../editions.ts'
import { rulesOf, type SpanName, spansOf } from '../rules.ts'
import { addEdition, addMapping } from '../store.ts'

/**
 * What was read of a version, by the id of its row: a number may be given to another version where a
 * transaction is undone, an id never is, and what stands under it never changes.
 */
const known = new Map<string, Rulebook>()

/** The rules in force now: one indexed query, and a second one only where this process sees a version first. */
export async function rulebookNow(tx: Tx, now: Instant): Promise<Rulebook> {
  const { id } = await versionNow(tx, now)
  return known.get(id) ?? readRules(tx, id)
}

/** The number of the version in force now. */
export async function rulebookVersionNow(tx: Tx, now: Instant): Promise<number> {
  return (await versionNow(tx, now)).version
}

/** The rules of the version that a case was filed under. */
export async function rulebookOf(tx: Tx, version: number): Promise<Rulebook | undefined> {
  const { rows } = await sql<{ id: string }>`
    select rulebook.id from catalogue.rulebook
    where rulebook.district = ${tx.district} and rulebook.version = ${version}`.execute(tx.often)
  const id = rows[0]?.id
  return id === undefined ? undefined : (known.get(id) ?? readRules(tx, id))
}

/** The filing conditions of a kind in a version, in their order. */
export async function conditionsOf(
  tx: Tx,
  version: number,
  { edition, type, code }: KindKey,
): Promise<LimitRow[]> {
  const { rows } = await sql<LimitRow>`
    select ${conditionColumns}
    from catalogue.rulebook
    join catalogue.condition as row on row.district = rulebook.district and row.rulebook = rulebook.id
    where rulebook.district = ${tx.district} and rulebook.version = ${version}
      and row.edition = ${edition} and row.type = ${type} and row.kind = ${code}
    order by row.seq`.execute(tx.often)
  return rows
}

/**
 * Brings the editions that ship with the program up to date, and gives a district without a rulebook the shipped
 * one as its version 1. Of two that come at once the second waits and finds it made.
 */
export async function publishShipped(tx: Tx, now: Instant): Promise<void> {
  await takeTurns(tx)
  for (const edition of editions) await addEdition(tx, edition)
  await addMapping(tx, editionMapping)
  const { rows } = await sql`
    select from catalogue.rulebook where rulebook.district = ${tx.district} limit 1`.execute(tx)
  if (rows.length > 0) return
  const id = newId()
  const digest = await addVersion(tx, {
    id,
    version: 1,
    validFrom: now,
    publishedAt: now,
    publishedBy: null,
    book: shippedBook(),
  })
  await record(
    { tx, now },
    { subject: id, happened: 'catalogue.published', detail: { version: 1, validFrom: now, digest } },
  )
}

/** Those who add versions or open drafts of a district do so one after another; cases do not wait for them. */
export async function takeTurns(tx: Tx): Promise<void> {
  await sql`select from regions.district where code = ${tx.district} for no key update`.execute(tx)
}

export interface NewVersion {
  id: string
  version: number
  validFrom: Instant
  publishedAt: Instant
  /** The post; null for what ships with the program. */
  publishedBy: string | null
  book: Book
}

/** Adds a version with all its rows; gives the hash of what it says. */
export async function addVersion(tx: Tx, { id, version, book, ...published }: NewVersion): Promise<string> {
  const digest = createHash('sha256').update(JSON.stringify(book)).digest('hex')
  await sql`
    insert into catalogue.rulebook (district, id, version, edition, valid_from, published_at, published_by,
      digest, recheck_share, most_extensions)
    values (${tx.district}, ${id}, ${version}, ${book.edition}, ${published.validFrom}::timestamptz,
      ${published.publishedAt}::timestamptz, ${published.publishedBy}, ${digest}, ${book.recheckShare},
      ${book.mostExtensions})`.execute(tx)
  const spans = spansOf(book)
  await sql`
    insert into catalogue.span (district, rulebook, name, value, unit)
    select ${tx.district}, ${id}, given.name, given.value, given.unit
    from unnest(${spans.map(each => each.name)}::text[], ${spans.map(each => each.value)}::numeric[],
      ${spans.map(each => each.unit)}::text[]) as given (name, value, unit)`.execute(tx)
  await addKindRules(tx, id, book.kinds)
  await addConditions(tx, id, book.conditions)
  return digest
}

async function addKindRules(tx: Tx, id: string, kinds: readonly KindRule[]): Promise<void> {
  await sql`
    insert into catalogue.kind_rule (district, rulebook, edition, type, code, name_zh, name_en, retired, offered,
      proof, near_metres, check_metres)
    select ${tx.district}, ${id}, given.*
    from unnest(${kinds.map(each => each.edition)}::text[], ${kinds.map(each => each.type)}::text[],
      ${kinds.map(each => each.code)}::text[], ${kinds.map(each => each.own?.name.zh ?? null)}::text[],
      ${kinds.map(each => each.own?.name.en ?? null)}::text[], ${kinds.map(each => each.retired)}::boolean[],
      ${kinds.map(each => each.offered)}::integer[], ${kinds.map(each => each.proof)}::text[],
      ${kinds.map(each => each.nearMetres)}::integer[], ${kinds.map(each => each.checkMetres)}::integer[])
      as given`.execute(tx)
}

async function addConditions(tx: Tx, id: string, rows: readonly ConditionRow[]): Promise<void> {
  await sql`
    insert into catalogue.condition (district, rulebook, edition, type, kind, seq, condition, name_zh, name_en,
      closing_zh, closing_en, a_value, a_unit, b_value, b_unit, c_value, c_unit)
    select ${tx.district}, ${id}, given.*
    from unnest(${rows.map(row => row.edition)}::text[], ${rows.map(row => row.type)}::text[],
      ${rows.map(row => row.code)}::text[], ${rows.map(row => row.seq)}::integer[],
      ${rows.map(row => row.condition)}::text[],
      ${rows.map(row => row.name.zh)}::text[], ${rows.map(row => row.name.en)}::text[],
      ${rows.map(row => row.closing.zh)}::text[], ${rows.map(row => row.closing.en)}::text[],
      ${rows.map(row => row.limits.A.value)}::numeric[], ${rows.map(row => row.limits.A.unit)}::text[],
      ${rows.map(row => row.limits.B.value)}::numeric[], ${rows.map(row => row.limits.B.unit)}::text[],
      ${rows.map(row => row.limits.C.value)}::numeric[], ${rows.map(row => row.limits.C.unit)}::text[])
      as given`.execute(tx)
}

async function versionNow(tx: Tx, now: Instant): Promise<{ id: string; version: number }> {
  const found = await newestBegun(tx, now)
  if (found) return found
  await publishShipped(tx, now)
  const shipped = await newestBegun(tx, now)
  if (shipped) return shipped
  // The clock stands before the first version began.
  const { rows } = await sql<{ id: string; version: number }>`
    select rulebook.id, rulebook.version from catalogue.rulebook
    where rulebook.district = ${tx.district} and rulebook.version = 1`.execute(tx)
  if (!rows[0]) throw new Error(`district ${tx.district} has no rulebook`)
  return rows[0]
}

async function newestBegun(tx: Tx, now: Instant): Promise<{ id: string; version: number } | undefined> {
  const { rows } = await sql<{ id: string; version: number }>`
    select rulebook.id, rulebook.version from catalogue.rulebook
    where rulebook.district = ${tx.district} and rulebook.valid_from <= ${now}::timestamptz
      and not exists (
        select from catalogue.withdrawal
        where withdrawal.district = rulebook.district and withdrawal.rulebook = rulebook.id
      )
    order by rulebook.version desc
    limit 1`.execute(tx.often)
  return rows[0]
}

async function readRules(tx: Tx, id: string): Promise<Rulebook> {
  const { rows } = await sql<{
    version: number
    recheckShare: number
    mostExtensions: number
    spans: NamedSpan[]
  }>`
    select rulebook.version, rulebook.recheck_share as "recheckShare", rulebook.most_extensions as "mostExtensions",
      (select json_agg(json_build_object('name', span.name, 'value', span.value, 'unit', span.unit))
        from catalogue.span where span.district = rulebook.district and span.rulebook = rulebook.id) as spans
    from catalogue.rulebook
    where rulebook.district = ${tx.district} and rulebook.id = ${id}`.execute(tx)
  const row = rows[0]
  if (!row) throw new Error(`the rulebook ${id} is gone`)
  const read = rulebook.parse({ ...row, ...rulesOf(row.spans) })
  if (known.size > 1000) known.clear()
  known.set(id, read)
  return read
}

export interface NamedSpan extends Limit {
  name: SpanName
}

export const conditionColumns = sql`
  row.seq, row.condition,
  json_build_object('zh', row.name_zh, 'en', row.name_en) as name,
  json_build_object('zh', row.closing_zh, 'en', row.closing_en) as closing,
  json_build_object(
    'A', json_build_object('value', row.a_value, 'unit', row.a_unit),
    'B', json_build_object('value', row.b_value, 'unit', row.b_unit),
    'C', json_build_object('value', row.c_value, 'unit', row.c_unit)
  ) as limits`
