// The one draft of a district as it is kept, and making a version of it.
import { sql } from 'kysely'
import { v7 as newId } from 'uuid'
import type { Instant } from '../../../base/clock.ts'
import type { Tx } from '../../../base/db.ts'
import { Refusal } from '../../../base/errors.ts'
import { actors } from '../../identity/store/actors.ts'
import { type Book, book as bookShape } from '../book.ts'

export interface Draft {
  id: string
  revision: number
  basedOn: number
  book: Book
  openedAt: Instant
  changedAt: Instant
  changedBy: string
}

/** The open draft; locked until the end of the transaction where it is going to be changed. */
export async function draft(tx: Tx, { lock }: { lock: boolean }): Promise<Draft | undefined> {
  const { rows } = await sql<Omit<Draft, 'book'> & { book: unknown }>`
    select draft.id, draft.revision, draft.based_on as "basedOn", draft.book, draft.opened_at as "openedAt",
      draft.changed_at as "changedAt", draft.changed_by as "changedBy"
    from catalogue.draft
    where draft.district = ${tx.district} ${lock ? sql`for update` : sql``}`.execute(tx)
  return rows[0] && { ...rows[0], book: bookShape.parse(rows[0].book) }
}

/**
 * The draft as somebody saw it, locked. Of two who come at once the second waits; what he then finds is told him:
 * that it is published or discarded, or who changed it.
 */
export async function seenDraft(tx: Tx, revision: number): Promise<Draft> {
  const found = await draft(tx, { lock: true })
  if (!found) throw new Refusal('catalogue.no_draft', 409)
  if (found.revision !== revision) {
    const by = (await actors(tx, [found.changedBy])).get(found.changedBy)?.name ?? ''
    throw new Refusal('catalogue.draft_changed', 409, { by })
  }
  return found
}

/** Opens a draft; gives the one that is open already. */
export async function openDraft(
  tx: Tx,
  now: Instant,
  { basedOn, book, post }: { basedOn: number; book: Book; post: string },
): Promise<{ id: string; revision: number; isNew: boolean }> {
  const { rows } = await sql<{ id: string; revision: number }>`
    insert into catalogue.draft (district, id, based_on, revision, book, opened_at, changed_at, changed_by)
    values (${tx.district}, ${newId()}, ${basedOn}, 1, ${JSON.stringify(book)}::jsonb, ${now}::timestamptz,
      ${now}::timestamptz, ${post})
    on conflict (district) do nothing
    returning id, revision`.execute(tx)
  if (rows[0]) return { ...rows[0], isNew: true }
  const open = await draft(tx, { lock: false })
  if (!open) throw new Refusal('catalogue.no_draft', 409)
  return { id: open.id, revision: open.revision, isNew: false }
}

export async function keepDraft(
  tx: Tx,
  now: Instant,
  { id, book, post }: { id: string; book: Book; post: string },
): Promise<number> {
  const { rows } = await sql<{ revision: number }>`
    update catalogue.draft set revision = draft.revision + 1, book = ${JSON.stringify(book)}::jsonb,
      changed_at = ${now}::timestamptz, changed_by = ${post}
    where draft.district = ${tx.district} and draft.id = ${id}
    returning draft.revision`.execute(tx)
  if (!rows[0]) throw new Refusal('catalogue.no_draft', 409)
  return rows[0].revision
}

export async function endDraft(tx: Tx, id: string): Promise<void> {
  await sql`delete from catalogue.draft where draft.district = ${tx.district} and draft.id = ${id}`.execute(
    tx,
  )
}

/**
 * Puts the district's extensions among the kinds that cases may refer to, under their newest names. Gives the
 * codes that another district took meanwhile.
 */
export async function addExtensions(tx: Tx, { kinds }: Book): Promise<string[]> {
  const own = kinds.flatMap(({ edition, type, code, own: made }) =>
    made ? [{ edition, type, code, ...made }] : [],
  )
  const { rows } = await sql<{ edition: string; type: string; code: string }>`
    insert into catalogue.kind (edition, type, code, class_zh, class_en, name_zh, name_en, extension, made_by)
    select given.edition, given.type, given.code, given.class_zh, given.class_en, given.name_zh, given.name_en,
      true, ${tx.district}
    from unnest(${own.map(kind => kind.edition)}::text[], ${own.map(kind => kind.type)}::text[],
      ${own.map(kind => kind.code)}::text[], ${own.map(kind => kind.class.zh)}::text[],
      ${own.map(kind => kind.class.en)}::text[], ${own.map(kind => kind.name.zh)}::text[],
      ${own.map(kind => kind.name.en)}::text[])
      as given (edition, type, code, class_zh, class_en, name_zh, name_en)
    on conflict (edition, type, code) do update set name_zh = excluded.name_zh, name_en = excluded.name_en
    where kind.made_by = excluded.made_by
    returning kind.edition, kind.type, kind.code`.execute(tx)
  const kept = new Set(rows.map(row => `${row.edition} ${row.type} ${row.code}`))
  return own.flatMap(kind => (kept.has(`${kind.edition} ${kind.type} ${kind.code}`) ? [] : [kind.code]))
}
