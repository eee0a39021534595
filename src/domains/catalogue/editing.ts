// The changes an editor makes to a draft: each takes a book and gives the changed one, or refuses. Pure.
import { Refusal, refusal } from '../../base/errors.ts'
import type { Book, KindChoices, KindKey, KindRule, KnownKind, LimitRow } from './book.ts'
import { classOf, kindText, nextExtension, sameKind } from './rules.ts'
import { inOrder } from './tables.ts'

type Name = KnownKind['name']

export function withKind(
  book: Book,
  { name, ...given }: KindKey & KindChoices & { name: Name | null },
): Book {
  const kind = ruleOf(book, given)
  if (name && !kind.own) throw new Refusal('catalogue.name_fixed', 409)
  if (given.retired && given.offered !== null) throw new Refusal('catalogue.retired_offered', 400)
  const { retired, offered, proof, nearMetres, checkMetres } = given
  const changed: KindRule = {
    ...kind,
    own: kind.own && { ...kind.own, name: name ?? kind.own.name },
    ...{ retired, offered, proof, nearMetres, checkMetres },
  }
  return { ...book, kinds: book.kinds.map(each => (sameKind(each, given) ? changed : each)) }
}

export function withConditionsOf(book: Book, kind: KindKey, rows: readonly LimitRow[]): Book {
  const { edition, type, code } = ruleOf(book, kind)
  const seqs = new Set<number>()
  for (const { seq } of rows) {
    if (seqs.has(seq)) throw new Refusal('catalogue.same_seq', 400, { seq })
    seqs.add(seq)
  }
  const others = book.conditions.filter(row => !sameKind(row, kind))
  return {
    ...book,
    conditions: inOrder([...others, ...rows.map(row => ({ edition, type, code, ...row }))]),
  }
}

export interface NewKind {
  edition: string
  type: KindKey['type']
  class: string
  name: Name
}

/** Adds an extension under the next free number of its class; `taken` are the codes of every district. */
export function withExtension(
  book: Book,
  { edition, type, class: classCode, name }: NewKind,
  { known, taken }: { known: ReadonlyMap<string, KnownKind>; taken: ReadonlySet<string> },
): { book: Book; code: string } {
  const siblings = [...known.values()].filter(kind => kind.edition === edition && kind.type === type)
  const ofClass = siblings.find(kind => classOf(kind) === classCode)
  if (!ofClass) throw new Refusal('catalogue.no_class', 400)
  const namesake = siblings.find(kind => kind.name.zh === name.zh)
  if (namesake) throw new Refusal('catalogue.name_taken', 409, { code: namesake.code })
  const held = [...siblings, ...book.kinds.filter(kind => kind.edition === edition && kind.type === type)]
  const elsewhere = [...taken].flatMap(text =>
    text.startsWith(`${edition} ${type} `) ? [text.slice(-4)] : [],
  )
  const code = nextExtension([...held.map(kind => kind.code), ...elsewhere], classCode)
  if (code === undefined) throw new Refusal('catalogue.class_full', 409)
  const kind: KindRule = {
    ...{ edition, type, code },
    own: { class: ofClass.class, name },
    ...{ retired: false, offered: null, proof: 'after', nearMetres: 50, checkMetres: 100 },
  }
  return { book: { ...book, kinds: inOrder([...book.kinds, kind]) }, code }
}

/** `published` are the codes that a published version speaks of: those stay. */
export function withoutExtension(book: Book, kind: KindKey, published: ReadonlySet<string>): Book {
  const { own } = ruleOf(book, kind)
  if (!own || published.has(kindText(kind))) throw new Refusal('catalogue.published_kind', 409)
  return {
    ...book,
    kinds: book.kinds.filter(each => !sameKind(each, kind)),
    conditions: book.conditions.filter(row => !sameKind(row, kind)),
  }
}

/** Puts these kinds, and no others of the edition in use, before residents in this order. */
export function withOffered(book: Book, keys: readonly KindKey[]): Book {
  const places = new Map(keys.map((key, at) => [kindText(key), at + 1]))
  for (const key of keys) {
    const kind = ruleOf(book, key)
    if (kind.retired || kind.edition !== book.edition) throw new Refusal('catalogue.retired_offered', 400)
  }
  return {
    ...book,
    kinds: book.kinds.map(kind =>
      kind.edition === book.edition ? { ...kind, offered: places.get(kindText(kind)) ?? null } : kind,
    ),
  }
}

function ruleOf(book: Book, kind: KindKey): KindRule {
  const found = book.kinds.find(each => sameKind(each, kind))
  if (!found) throw refusal('base.not_found')
  return found
}
