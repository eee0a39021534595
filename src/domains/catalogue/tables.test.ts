// Files of a rulebook's tables, the numbers of extensions, and comparing two versions: as rules, over many books.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { limitUnits } from '../../base/limits.ts'
import type { Book, ConditionRow, KindRule, KnownKind } from './book.ts'
import { difference } from './difference.ts'
import { editions, shippedBook } from './editions.ts'
import { isExtensionNumber, kindText, nextExtension, problemsOf, rulesOf, spansOf } from './rules.ts'
import { readTable, writeTable } from './tables.ts'

const known = new Map<string, KnownKind>(
  editions.flatMap(({ code: edition, kinds }) =>
    kinds.map(kind => [kindText({ edition, ...kind }), { ...kind, edition }] as const),
  ),
)
const taken = new Set(known.keys())
const shipped = shippedBook()

/** Texts as people write them, with everything that files trip over. */
const said = fc
  .string({
    unit: fc.constantFrom('井', '盖', 'a', '"', "'", ',', '\n', ' ', '=', '-', '+', '@', ';'),
    maxLength: 12,
  })
  .map(text => text.trim())
  .filter(text => text !== '')
const bilingual = fc.record({ zh: said, en: said })
const limit = fc.oneof(
  fc.record({ value: fc.integer({ min: 1, max: 400 }), unit: fc.constantFrom(...limitUnits) }),
  fc.record({
    value: fc.double({ min: 1e-3, max: 90_000, noNaN: true }),
    unit: fc.constantFrom('urgent_hour' as const, 'work_day' as const),
  }),
)
const someKind = fc.constantFrom(...shipped.kinds)
const conditions: fc.Arbitrary<ConditionRow[]> = fc.uniqueArray(
  fc
    .record({
      kind: someKind,
      seq: fc.integer({ min: 1, max: 99 }),
      condition: fc.constantFrom('hazard', 'dirty', 'own_2'),
      name: bilingual,
      closing: bilingual,
      limits: fc.record({ A: limit, B: limit, C: limit }),
    })
    .map(({ kind: { edition, type, code }, ...row }) => ({ edition, type, code, ...row })),
  { selector: row => `${kindText(row)} ${row.seq}`, maxLength: 12 },
)
const kinds: fc.Arbitrary<KindRule[]> = fc
  .array(
    fc.record({
      at: fc.nat({ max: shipped.kinds.length - 1 }),
      retired: fc.boolean(),
      offered: fc.option(fc.integer({ min: 1, max: 999 })),
      proof: fc.constantFrom('none' as const, 'after' as const, 'before_after' as const),
      nearMetres: fc.integer({ min: 0, max: 5000 }),
      checkMetres: fc.integer({ min: 1, max: 5000 }),
    }),
    { maxLength: 20 },
  )
  .map(choices =>
    shipped.kinds.map((kind, place) => {
      const { at: _, ...choice } = choices.find(({ at }) => at === place) ?? { ...kind, at: place }
      return { ...kind, ...choice, offered: choice.retired ? null : choice.offered }
    }),
  )
const own = fc.record({ name: bilingual }).map(({ name }): KindRule[] => [
  {
    ...{ edition: 'gbt30428_2_2013', type: 'part', code: '0170' },
    own: { class: { zh: '公用设施', en: 'Public utilities' }, name },
    ...{ retired: false, offered: null, proof: 'after', nearMetres: 50, checkMetres: 100 },
  },
])
const books = fc
  .record({ conditions, kinds, own })
  .map((made): Book => ({ ...shipped, conditions: made.conditions, kinds: [...made.kinds, ...made.own] }))

test('an exported table read back gives no difference, in either form', () => {
  fc.assert(
    fc.property(
      books,
      fc.constantFrom('conditions' as const, 'kinds' as const),
      fc.constantFrom('csv' as const, 'json' as const),
      fc.constantFrom('add' as const, 'replace' as const),
      (book, table, format, mode) => {
        const file = writeTable(table, format, book, known)
        const read = readTable(book, { table, format, file, mode, known, taken })
        expect(read.refused).toEqual([])
        expect(difference(book, read.book)).toEqual([])
        const bare: Book = { ...book, conditions: [] }
        if (table === 'conditions' && mode === 'replace')
          expect(readTable(bare, { table, format, file, mode, known, taken }).book.conditions).toHaveLength(
            book.conditions.length,
          )
      },
    ),
    { numRuns: 60 },
  )
}, 60_000)

test('a row that cannot be taken is named with its line, and then nothing is', () => {
  const file = writeTable('conditions', 'csv', shipped, known)
  const lines = file.split('\r\n')
  const spoilt = (line: number, from: string | RegExp, to: string) =>
    lines.map((text, at) => (at === line - 1 ? text.replace(from, to) : text)).join('\r\n')
  const read = (text: string) =>
    readTable(shipped, { table: 'conditions', format: 'csv', file: text, mode: 'replace', known, taken })
  expect(read(spoilt(3, ',work_hour', ',fortnight')).refused).toEqual([
    { line: 3, fault: 'not_a_choice', column: 'unit_a', value: 'fortnight' },
  ])
  expect(read(spoilt(2, /^[^,]+,[^,]+,\d+/, 'gbt30428_2_2013,part,9999')).refused).toMatchObject([
    { line: 2, fault: 'unknown_kind', value: '9999' },
  ])
  expect(read(`${file}${lines[1]}\r\n`).refused).toMatchObject([{ line: lines.length, fault: 'twice' }])
  expect(read(spoilt(1, 'closing_en', 'shutting')).refused).toMatchObject([
    { fault: 'no_columns', column: 'closing_en' },
  ])
  for (const text of [spoilt(3, ',work_hour', ',fortnight'), 'nonsense', ''])
    expect(read(text).book).toBe(shipped)
  const without = lines.filter((_, at) => at !== 1).join('\r\n')
  expect(difference(shipped, read(without).book)).toMatchObject([{ change: 'removed', seq: 1 }])
})

test('a name of the standard cannot be given by a file, and a new kind only under a free number of a class', () => {
  const head = 'edition,type,code,name_zh,name_en,retired,offered,proof,near_metres,check_metres\n'
  const read = (line: string) =>
    readTable(shipped, { table: 'kinds', format: 'csv', file: head + line, mode: 'add', known, taken })
  const edition = 'gbt30428_2_2013'
  expect(read(`${edition},part,0101,甲,A,no,,after,50,100`).refused).toMatchObject([{ fault: 'name_fixed' }])
  expect(read(`${edition},part,0105,甲,A,no,,after,50,100`).refused).toMatchObject([
    { fault: 'not_extension_number' },
  ])
  expect(read(`${edition},part,8899,甲,A,no,,after,50,100`).refused).toMatchObject([
    { fault: 'unknown_class' },
  ])
  expect(read(`${edition},part,0198,甲,A,yes,3,after,50,100`).refused).toMatchObject([
    { fault: 'retired_offered' },
  ])
  const added = read(`${edition},part,0198,甲,A,no,,none,20,100`)
  expect(added.refused).toEqual([])
  expect(difference(shipped, added.book)).toMatchObject([
    { what: 'kind', change: 'added', kind: { edition, type: 'part', code: '0198' } },
  ])
})

test('extensions are numbered downward from 99, and a full class has no number left', () => {
  expect(nextExtension([], '01')).toBe('0199')
  expect(nextExtension(['0199', '0198', '0299'], '01')).toBe('0197')
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 99 })), used => {
      const codes = used.map(number => `03${String(number).padStart(2, '0')}`)
      const code = nextExtension(codes, '03')
      if (code === undefined) return
      expect(codes).not.toContain(code)
      expect(isExtensionNumber(code)).toBe(true)
      for (let above = Number(code) + 1; above <= 399; above += 1) expect(codes).toContain(`0${above}`)
    }),
  )
  const full = Array.from({ length: 40 }, (_, at) => `01${60 + at}`)
  expect(nextExtension(full, '01')).toBeUndefined()
})

test('spans and rules say the same, with or without a limit', () => {
  const { edition: _, kinds: __, conditions: ___, recheckShare, mostExtensions, ...rest } = shipped
  expect(rulesOf(spansOf(shipped))).toEqual(rest)
  const bare = { ...shipped, fallback: null, stages: { ...shipped.stages, verify: null } }
  expect(rulesOf(spansOf(bare))).toMatchObject({ fallback: null, stages: { verify: null } })
})

test('the shipped rulebook has nothing to mend, and what is wrong with another is said', () => {
  expect(problemsOf(shipped)).toEqual([])
  const [row] = shipped.conditions
  if (!row) throw new Error('no row')
  const namesOf = (book: Book) => problemsOf(book).map(({ name, blocks }) => `${name} ${blocks}`)
  expect(namesOf({ ...shipped, edition: 'none' })).toContain('unknown_edition true')
  expect(namesOf({ ...shipped, conditions: [row, row] })).toContain('same_seq true')
  expect(namesOf({ ...shipped, conditions: [{ ...row, code: '9999' }] })).toContain('unknown_kind true')
  expect(namesOf({ ...shipped, conditions: [{ ...row, closing: { zh: ' ', en: 'x' } }] })).toContain(
    'no_sentence true',
  )
  expect(namesOf({ ...shipped, conditions: [], fallback: null })).toContain('no_limit false')
  expect(
    namesOf({ ...shipped, kinds: shipped.kinds.map(kind => ({ ...kind, offered: kind.offered && 1 })) }),
  ).toContain('same_place true')
})
