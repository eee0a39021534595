// Sheets of regions, whatever stands in them: refused rows say why, and what is planned fits together.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { levelOf, parentOf, pathOf } from './codes.ts'
import { fromSheet, type Known, plan, type RegionRow, toSheet } from './planning.ts'

const known: Known[] = ['99', '9901', '990103', '990103001', '990103001001'].map(code => ({
  code,
  name: { zh: code, en: code },
  closedAt: null,
}))
const given = { known, district: '990103', isOperator: false }

function rows(...said: (Partial<RegionRow> & { code: string })[]): RegionRow[] {
  return said.map((row, at) => ({ row: at + 2, parent: '', level: '', zh: 'A', en: 'A', ...row }))
}

const whyOf = (row: Partial<RegionRow> & { code: string }) => plan(rows(row), given).refused[0]?.why

// mission: DC1
test('each thing that can be wrong with a row has its own reason', () => {
  expect(whyOf({ code: 'abc' })).toBe('not_a_code')
  expect(whyOf({ code: '9.90103E+11' })).toBe('rounded')
  expect(whyOf({ code: '99010300' })).toBe('code_length')
  expect(whyOf({ code: '990104001' })).toBe('wrong_prefix')
  expect(whyOf({ code: '98' })).toBe('wrong_prefix')
  expect(whyOf({ code: '990103002', level: 'community' })).toBe('wrong_level')
  expect(whyOf({ code: '990103002', parent: '990104' })).toBe('wrong_parent')
  expect(whyOf({ code: '990103002', parent: '9901' })).toBe('wrong_parent')
  expect(whyOf({ code: '9901' })).toBe('above_district')
  expect(whyOf({ code: '990103002001' })).toBe('parent_missing')
  expect(whyOf({ code: '990103002', zh: '' })).toBe('name_missing')
  expect(whyOf({ code: '990103002', zh: 'x'.repeat(81) })).toBe('name_too_long')
  expect(whyOf({ code: '990103002' })).toBeUndefined()
})

test('of two rows with one code the second is refused and names the first', () => {
  const { added, refused } = plan(rows({ code: '990103002' }, { code: '990103002' }), given)
  expect(added.map(({ code }) => code)).toEqual(['990103002'])
  expect(refused).toEqual([{ row: 3, code: '990103002', why: 'doubled', said: '2' }])
})

test('nothing is added below what is closed, and nothing closed is renamed', () => {
  const closed = known.map(each =>
    each.code === '990103001' ? { ...each, closedAt: '2026-01-01T00:00:00Z' } : each,
  )
  const { refused } = plan(rows({ code: '990103001002' }, { code: '990103001' }), { ...given, known: closed })
  expect(refused.map(({ why }) => why)).toEqual(['parent_closed', 'closed'])
})

test('whoever runs the server may name the city, and a missing English name stays or is the Chinese one', () => {
  const sheet = rows({ code: '9901', zh: 'C', en: '' }, { code: '990103002', zh: 'S', en: '' })
  const { renamed, added } = plan(sheet, { ...given, isOperator: true })
  expect(renamed).toMatchObject([
    { code: '9901', district: null, path: '9901/', name: { zh: 'C', en: '9901' } },
  ])
  expect(added).toMatchObject([{ code: '990103002', name: { zh: 'S', en: 'S' } }])
})

const codes = fc
  .tuple(
    fc.constantFrom('990103', '990104', '9901', '99'),
    fc.array(fc.constantFrom('001', '002', '003'), { maxLength: 2 }),
  )
  .map(([district, parts]) => (district.length === 6 ? district + parts.join('') : district))
const sheets = fc.array(
  fc.record({
    code: fc.oneof(codes, fc.string({ maxLength: 6 })),
    zh: fc.constantFrom('', 'A', 'B'),
    en: fc.constantFrom('', 'A'),
    parent: fc.constant(''),
    level: fc.constant(''),
  }),
  { maxLength: 30 },
)

test('whatever the sheet, every row is told once, and everything that is added stands in what is there', () => {
  fc.assert(
    fc.property(sheets, said => {
      const sheet = rows(...said)
      const { added, renamed, unchanged, refused } = plan(sheet, given)
      expect(added.length + renamed.length + unchanged + refused.length).toBe(sheet.length)
      const there = new Set(known.map(({ code }) => code))
      for (const one of added) {
        there.add(one.code)
        expect(one.code.startsWith('990103')).toBe(true)
        expect(one.path).toBe(pathOf(one.code))
        expect(one.level).toBe(levelOf(one.code))
      }
      for (const { parent } of added) expect(parent !== null && there.has(parent)).toBe(true)
      expect([...refused].sort((a, b) => a.row - b.row)).toEqual(refused)
    }),
  )
})

test('the order of the rows does not matter', () => {
  fc.assert(
    fc.property(fc.uniqueArray(codes, { maxLength: 12 }), list => {
      const there = rows(...list.map(code => ({ code })))
      const codesOf = (sheet: RegionRow[]) =>
        plan(sheet, given)
          .added.map(({ code }) => code)
          .sort()
      expect(codesOf(there.toReversed())).toEqual(codesOf(there))
    }),
  )
})

test('a path is the path above and the own code', () => {
  fc.assert(
    fc.property(codes, code => {
      const above = parentOf(code, () => true)
      const isBelow = code.length > 6 && above !== undefined
      expect(pathOf(code)).toBe(isBelow ? `${pathOf(above)}${code}/` : `${code}/`)
    }),
  )
})

test('what is written is read again as it was, without what is closed', () => {
  const region = {
    parent: null,
    level: 'community' as const,
    path: '',
    openedAt: null,
    isFixed: false,
    hasOutline: false,
  }
  const sheet = toSheet([
    { ...region, code: '990103001001', name: { zh: '=1+1', en: 'a,"b"' }, closedAt: null },
    { ...region, code: '990103001002', name: { zh: 'x', en: 'x' }, closedAt: '2026-01-01T00:00:00Z' },
  ])
  expect(fromSheet(sheet)).toMatchObject([{ row: 2, code: '990103001001', zh: '=1+1', en: 'a,"b"' }])
  expect(fromSheet('name\nA')).toBeUndefined()
})
