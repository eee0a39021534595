// A rulebook's two tables as files: written, and read back with a reason for each row that cannot be taken. What
// is written and read back changes nothing. Pure.

import { writeCsv } from '../../base/csv.ts'
import {
  type Book,
  type ConditionRow,
  type KindKey,
  type KindRule,
  type KnownKind,
  proofs,
  type RefusedRow,
} from './book.ts'
import { type Cells, readRows, shown } from './cells.ts'
import { classOf, isExtensionNumber, kindText } from './rules.ts'

type Table = 'conditions' | 'kinds'
type Format = 'csv' | 'json'

const columns = {
  conditions: [
    ...[
      'edition',
      'type',
      'code',
      'kind',
      'seq',
      'condition',
      'name_zh',
      'name_en',
      'closing_zh',
      'closing_en',
    ],
    ...['value_a', 'unit_a', 'value_b', 'unit_b', 'value_c', 'unit_c'],
  ],
  kinds: [
    ...['edition', 'type', 'code', 'class', 'name_zh', 'name_en', 'own', 'retired', 'offered', 'proof'],
    ...['near_metres', 'check_metres'],
  ],
}
/** What is written for people to read and not looked at when read back. */
const beside = ['kind', 'class', 'own']

export function writeTable(table: Table, format: Format, book: Book, known: ReadonlyMap<string, KnownKind>) {
  const rows = table === 'conditions' ? conditionCells(book, known) : kindCells(book, known)
  if (format === 'json') return `${JSON.stringify(rows, null, 1)}\n`
  const head = columns[table]
  return writeCsv([head, ...rows.map(row => head.map(column => shown(row[column])))])
}

export interface Reading {
  table: Table
  format: Format
  file: string
  /** `add` leaves alone what the file does not name; `replace` takes its conditions away. */
  mode: 'add' | 'replace'
  /** Every kind of the editions and of the draft, by `kindText`. */
  known: ReadonlyMap<string, KnownKind>
  /** Every code that is taken, also by other districts, by `kindText`. */
  taken: ReadonlySet<string>
}

/** The book as the file would have it; unchanged where a single row is refused. */
export function readTable(book: Book, reading: Reading): { book: Book; rows: number; refused: RefusedRow[] } {
  const needed = columns[reading.table].filter(column => !beside.includes(column))
  const read = readRows(reading.format, reading.file, needed)
  if ('refused' in read) return { book, rows: 0, refused: [read.refused] }
  const taken =
    reading.table === 'conditions'
      ? withConditions(book, read.rows, reading)
      : withKinds(book, read.rows, reading)
  const refused = read.rows.flatMap(row => row.refused ?? [])
  return { book: refused.length > 0 ? book : taken, rows: read.rows.length, refused }
}

function withConditions(book: Book, rows: readonly Cells[], { mode, known }: Reading): Book {
  const given: ConditionRow[] = []
  const places = new Set<string>()
  for (const row of rows) {
    const key = keyOf(row)
    if (!row.refused && !known.has(kindText(key))) row.refuse('unknown_kind', 'code')
    const seq = row.whole('seq', 1, 99)
    const place = `${kindText(key)} ${seq}`
    if (places.has(place)) row.refuse('twice', 'seq')
    places.add(place)
    given.push({
      ...key,
      seq,
      condition: row.code('condition', /^[a-z][a-z0-9_]{1,39}$/),
      name: { zh: row.text('name_zh', 500), en: row.text('name_en', 500) },
      closing: { zh: row.text('closing_zh', 500), en: row.text('closing_en', 500) },
      limits: { A: row.limit('a'), B: row.limit('b'), C: row.limit('c') },
    })
  }
  const named = new Set(given.map(kindText))
  const kept = mode === 'replace' ? [] : book.conditions.filter(row => !named.has(kindText(row)))
  if (kept.length + given.length > 10_000) rows[0]?.refuse('too_many', 'code')
  return { ...book, conditions: inOrder([...kept, ...given]) }
}

function withKinds(book: Book, rows: readonly Cells[], { known, taken }: Reading): Book {
  const kinds = new Map(book.kinds.map(kind => [kindText(kind), kind]))
  const seen = new Set<string>()
  for (const row of rows) {
    const key = keyOf(row)
    const text = kindText(key)
    if (seen.has(text)) row.refuse('twice', 'code')
    seen.add(text)
    const name = { zh: row.text('name_zh', 120), en: row.text('name_en', 120) }
    const choices = {
      retired: row.yes('retired'),
      offered: row.raw('offered') === '' ? null : row.whole('offered', 1, 999),
      proof: row.choice('proof', proofs) ?? 'after',
      nearMetres: row.whole('near_metres', 0, 5000),
      checkMetres: row.whole('check_metres', 1, 5000),
    }
    if (choices.retired && choices.offered !== null) row.refuse('retired_offered', 'offered')
    const own = row.refused ? null : ownOf(row, key, name, kinds.get(text), { known, taken })
    kinds.set(text, { ...key, own, ...choices })
  }
  return { ...book, kinds: inOrder([...kinds.values()]) }
}

/** Names belong to the editions; only an extension of the district has one to give, and its number is checked. */
function ownOf(
  row: Cells,
  key: KindKey,
  name: KnownKind['name'],
  held: KindRule | undefined,
  { known, taken }: Pick<Reading, 'known' | 'taken'>,
): KindRule['own'] {
  if (held?.own) return { class: held.own.class, name }
  const standard = known.get(kindText(key))
  if (standard) {
    if (standard.name.zh !== name.zh || standard.name.en !== name.en) row.refuse('name_fixed', 'name_zh')
    return null
  }
  const ofEdition = [...known.values()].filter(kind => kind.edition === key.edition)
  const sibling = ofEdition.find(kind => kind.type === key.type && classOf(kind) === classOf(key))
  if (ofEdition.length === 0) row.refuse('unknown_edition', 'edition')
  else if (!sibling) row.refuse('unknown_class', 'code')
  else if (!isExtensionNumber(key.code) || taken.has(kindText(key)))
    row.refuse('not_extension_number', 'code')
  return sibling ? { class: sibling.class, name } : null
}

function keyOf(row: Cells): KindKey {
  return {
    edition: row.code('edition', /^[a-z0-9_]{1,40}$/),
    type: row.choice('type', ['part', 'event']) ?? 'part',
    code: row.code('code', /^\d{4}$/),
  }
}

function conditionCells(book: Book, known: ReadonlyMap<string, KnownKind>): Record<string, unknown>[] {
  return inOrder(book.conditions).map(row => ({
    edition: row.edition,
    type: row.type,
    code: row.code,
    kind: known.get(kindText(row))?.name.zh ?? '',
    seq: row.seq,
    condition: row.condition,
    name_zh: row.name.zh,
    name_en: row.name.en,
    closing_zh: row.closing.zh,
    closing_en: row.closing.en,
    value_a: row.limits.A.value,
    unit_a: row.limits.A.unit,
    value_b: row.limits.B.value,
    unit_b: row.limits.B.unit,
    value_c: row.limits.C.value,
    unit_c: row.limits.C.unit,
  }))
}

function kindCells(book: Book, known: ReadonlyMap<string, KnownKind>): Record<string, unknown>[] {
  return inOrder(book.kinds).map(kind => {
    const standard = known.get(kindText(kind))
    const name = kind.own?.name ?? standard?.name
    return {
      edition: kind.edition,
      type: kind.type,
      code: kind.code,
      class: (kind.own?.class ?? standard?.class)?.zh ?? '',
      name_zh: name?.zh ?? '',
      name_en: name?.en ?? '',
      own: kind.own !== null,
      retired: kind.retired,
      offered: kind.offered,
      proof: kind.proof,
      near_metres: kind.nearMetres,
      check_metres: kind.checkMetres,
    }
  })
}

/** By edition, parts before events, by code and number: the order of every list and file. */
export function inOrder<Row extends KindKey & { seq?: number }>(rows: readonly Row[]): Row[] {
  const place = (row: Row): string =>
    `${row.edition} ${row.type === 'part' ? 0 : 1} ${row.code} ${String(row.seq ?? 0).padStart(3, '0')}`
  return [...rows].sort((a, b) => (place(a) < place(b) ? -1 : place(a) > place(b) ? 1 : 0))
}
