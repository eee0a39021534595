// Catalogue: the kinds to choose from, and the rulebook with its history, its draft and its publishing.
import { implement } from '@orpc/server'
import { Refusal, refusal } from '../../base/errors.ts'
import { record } from '../../base/events.ts'
import { type Asked, type Ctx, guard } from '../../base/gate.ts'
import { actors } from '../identity/store/actors.ts'
import type { Book, KnownKind } from './book.ts'
import { catalogueContract, type ListedKind } from './contract.ts'
import { difference } from './difference.ts'
import { withConditionsOf, withExtension, withKind, withOffered, withoutExtension } from './editing.ts'
import { publish } from './publishing.ts'
import { kindText, problemsOf, sameKind } from './rules.ts'
import {
  bookOf,
  editionList,
  elsewhere,
  knownKinds,
  type Version,
  versions,
  withdraw,
} from './store/books.ts'
import { draft, endDraft, keepDraft, openDraft, seenDraft } from './store/draft.ts'
import { publishShipped, rulebookVersionNow, takeTurns } from './store/rulebooks.ts'
import { kinds } from './store.ts'
import { inOrder, readTable, writeTable } from './tables.ts'

const on = implement(catalogueContract).$context<Asked>().use(guard)

export const catalogueRouter = on.router({
  kinds: on.kinds.handler(({ context: { tx, now } }) => kinds(tx, now)),

  editions: on.editions.handler(({ context }) => editionList(context.tx)),

  versions: on.versions.handler(async ({ context }) => {
    const { tx, now } = context
    const current = await rulebookVersionNow(tx, now)
    const all = await versions(tx)
    const open = await draft(tx, { lock: false })
    const posts = all.flatMap(({ publishedBy, withdrawnBy }) => [publishedBy ?? [], withdrawnBy ?? []].flat())
    const names = await actors(tx, [...posts, ...(open ? [open.changedBy] : [])])
    const nameOf = (post: string | null) => (post === null ? null : (names.get(post)?.name ?? null))
    return {
      versions: all.map(({ id: _, ...version }) => ({
        ...version,
        state: stateOf(version, current, now),
        publishedBy: nameOf(version.publishedBy),
        withdrawnBy: nameOf(version.withdrawnBy),
      })),
      draft: open
        ? {
            revision: open.revision,
            basedOn: open.basedOn,
            openedAt: open.openedAt,
            changedAt: open.changedAt,
            changedBy: nameOf(open.changedBy) ?? '',
          }
        : null,
    }
  }),

  rules: on.rules.handler(async ({ context, input }) => {
    const { kinds: _, conditions: __, ...rules } = await opened(context, input.version)
    return rules
  }),

  listed: on.listed.handler(async ({ context, input }) =>
    listOf(await opened(context, input.version), (await knownKinds(context.tx)).known),
  ),

  one: on.one.handler(async ({ context, input }) => {
    const book = await opened(context, input.version)
    const { known } = await knownKinds(context.tx)
    const kind = listOf(book, known).find(each => sameKind(each, input))
    if (!kind) throw refusal('base.not_found')
    const conditions = book.conditions
      .filter(row => sameKind(row, input))
      .map(({ edition: _, type: __, code: ___, ...row }) => row)
    return { kind, conditions, elsewhere: await elsewhere(context.tx, input) }
  }),

  difference: on.difference.handler(async ({ context, input }) => {
    const { tx } = context
    const book = await opened(context, input.version)
    const isDraft = input.version === 'draft'
    const against = (await standing(context)).find(each => isDraft || each.version < Number(input.version))
    const before = against && (await bookOf(tx, against.id))
    return {
      against: against?.version ?? null,
      revision: isDraft ? ((await draft(tx, { lock: false }))?.revision ?? null) : null,
      changes: before ? difference(before, book) : [],
      problems: isDraft ? problemsOf(book) : [],
    }
  }),

  exported: on.exported.handler(async ({ context, input: { version, table, format } }) => {
    const book = await opened(context, version)
    const text = writeTable(table, format, book, (await knownKinds(context.tx)).known)
    return { name: `gangmu-${context.district}-${version}-${table}.${format}`, text }
  }),

  openDraft: on.openDraft.handler(async ({ context }) => {
    const { tx, now } = context
    await takeTurns(tx)
    await publishShipped(tx, now)
    const [newest] = await standing(context)
    const book = newest && (await bookOf(tx, newest.id))
    if (!book) throw refusal('base.not_found')
    const basedOn = newest.version
    const { id, revision, isNew } = await openDraft(tx, now, { basedOn, book, post: postOf(context) })
    if (isNew) await record(context, { subject: id, happened: 'catalogue.draft_opened', detail: { basedOn } })
    return { revision }
  }),

  discard: on.discard.handler(async ({ context, input }) => {
    const { id } = await seenDraft(context.tx, input.revision)
    await endDraft(context.tx, id)
    await record(context, { subject: id, happened: 'catalogue.draft_discarded', detail: {} })
    return { done: true as const }
  }),

  setRules: on.setRules.handler(async ({ context, input: { revision, ...rules } }) => {
    const known = await editionList(context.tx)
    if (!known.some(({ code }) => code === rules.edition)) throw new Refusal('catalogue.no_edition', 400)
    return edited(context, revision, { what: 'rules' }, book => ({ ...book, ...rules }))
  }),

  setKind: on.setKind.handler(({ context, input: { revision, ...given } }) =>
    edited(context, revision, { what: 'kind', kind: kindText(given) }, book => withKind(book, given)),
  ),

  setConditions: on.setConditions.handler(({ context, input: { revision, rows, ...kind } }) =>
    edited(context, revision, { what: 'conditions', kind: kindText(kind), rows: rows.length }, book =>
      withConditionsOf(book, kind, rows),
    ),
  ),

  addKind: on.addKind.handler(async ({ context, input: { revision, ...given } }) => {
    const { known, taken } = await knownKinds(context.tx)
    let code = ''
    const answer = await edited(context, revision, { what: 'extension' }, book => {
      const added = withExtension(book, given, { known: namesOf(book, known), taken })
      code = added.code
      return added.book
    })
    return { ...answer, code }
  }),

  dropKind: on.dropKind.handler(async ({ context, input: { revision, ...kind } }) => {
    const { own } = await knownKinds(context.tx)
    return edited(context, revision, { what: 'drop', kind: kindText(kind) }, book =>
      withoutExtension(book, kind, own),
    )
  }),

  offer: on.offer.handler(({ context, input: { revision, kinds: offered } }) =>
    edited(context, revision, { what: 'offered', kinds: offered.length }, book => withOffered(book, offered)),
  ),

  bring: on.bring.handler(async ({ context, input: { revision, table, format, text, mode, dryRun } }) => {
    const { tx } = context
    const held = await seenDraft(tx, revision)
    const { known, taken } = await knownKinds(tx)
    const reading = { table, format, file: text, mode, known: namesOf(held.book, known), taken }
    const { book, rows, refused } = readTable(held.book, reading)
    const changes = difference(held.book, book)
    if (dryRun) return { revision, rows, changes, refused }
    if (refused.length > 0) throw new Refusal('catalogue.rows_refused', 400, { rows: refused.length })
    const answer = await edited(context, revision, { what: 'file', table, rows }, () => book)
    return { ...answer, rows, changes, refused }
  }),

  publish: on.publish.handler(({ context, input }) => publish(acting(context), input)),

  withdraw: on.withdraw.handler(async ({ context, input }) => {
    const { tx, now } = context
    await takeTurns(tx)
    const version = (await standing(context)).find(each => each.version === Number(input.version))
    if (!version) throw refusal('base.not_found')
    if (version.validFrom <= now) throw new Refusal('catalogue.has_begun', 409)
    await withdraw(tx, version.id, now, postOf(context))
    await record(context, {
      subject: version.id,
      happened: 'catalogue.withdrawn',
      detail: { version: version.version },
    })
    return { done: true as const }
  }),
})

/** One change of the draft that somebody saw: kept, counted and told. */
async function edited(
  context: Ctx,
  revision: number,
  detail: Readonly<Record<string, string | number>>,
  change: (book: Book) => Book,
): Promise<{ revision: number }> {
  const { tx, now } = context
  const held = await seenDraft(tx, revision)
  const book = change(held.book)
  const next = await keepDraft(tx, now, { id: held.id, book, post: postOf(context) })
  await record(context, { subject: held.id, happened: 'catalogue.draft_edited', detail })
  return { revision: next }
}

/** What the draft or a published version says. */
async function opened({ tx, now }: Ctx, version: string): Promise<Book> {
  if (version === 'draft') {
    const open = await draft(tx, { lock: false })
    if (!open) throw refusal('base.not_found')
    return open.book
  }
  await rulebookVersionNow(tx, now)
  const found = (await versions(tx)).find(each => each.version === Number(version))
  const book = found && (await bookOf(tx, found.id))
  if (!book) throw refusal('base.not_found')
  return book
}

/** The versions that were not taken back, newest first. */
async function standing({ tx }: Ctx): Promise<Version[]> {
  return (await versions(tx)).filter(({ withdrawnAt }) => withdrawnAt === null)
}

function stateOf({ version, validFrom, withdrawnAt }: Omit<Version, 'id'>, current: number, now: string) {
  if (withdrawnAt !== null) return 'withdrawn'
  if (version === current) return 'in_force'
  return validFrom > now ? 'coming' : 'past'
}

/** The kinds of the editions and the district's own, as they are called in this book. */
function namesOf(book: Book, known: ReadonlyMap<string, KnownKind>): Map<string, KnownKind> {
  const all = new Map(known)
  for (const { edition, type, code, own } of book.kinds) {
    if (own) all.set(kindText({ edition, type, code }), { edition, type, code, ...own, extension: true })
  }
  return all
}

function listOf(book: Book, known: ReadonlyMap<string, KnownKind>): ListedKind[] {
  const names = namesOf(book, known)
  const counts = new Map<string, number>()
  for (const row of book.conditions) counts.set(kindText(row), (counts.get(kindText(row)) ?? 0) + 1)
  return inOrder(book.kinds).flatMap(({ own, ...rule }) => {
    const name = names.get(kindText(rule))
    const conditions = counts.get(kindText(rule)) ?? 0
    return name ? [{ ...name, ...rule, own: own !== null, conditions }] : []
  })
}

function acting({ tx, now, actor }: Ctx) {
  if (!actor) throw refusal('base.not_signed_in')
  return { tx, now, actor }
}

function postOf(context: Ctx): string {
  return acting(context).actor.post
}
