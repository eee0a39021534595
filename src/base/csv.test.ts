// Sheets in and out: whatever people write into cells comes back, and what is broken is said with its line.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readCsv, writeCsv } from './csv.ts'

const cell = fc.oneof(
  fc.string(),
  fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', ';', '\t', ' ', '=', "'", '\u7ba1') }),
)

test('cells of any text survive being written and read', () => {
  const rows = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 })
  fc.assert(
    fc.property(rows, given => {
      const sheet = writeCsv([['first', 'second'], ...given])
      expect(readCsv(sheet)).toMatchObject({
        rows: [{ cells: ['first', 'second'] }, ...given.map(cells => ({ cells }))],
      })
    }),
  )
})

test('each row says on which line it begins, also after cells of several lines', () => {
  expect(readCsv('a,b\n"1\n2",3\r\n\n4,5')).toEqual({
    rows: [
      { line: 1, cells: ['a', 'b'] },
      { line: 2, cells: ['1\n2', '3'] },
      { line: 5, cells: ['4', '5'] },
    ],
  })
})

test('other separators are understood, formulas disarmed, and broken quotes told', () => {
  expect(readCsv('a;b\n1;2')).toMatchObject({ rows: [{ cells: ['a', 'b'] }, { cells: ['1', '2'] }] })
  expect(readCsv('a\tb\n1\t2')).toMatchObject({ rows: [{ cells: ['a', 'b'] }, { cells: ['1', '2'] }] })
  expect(writeCsv([['=1+1', 'b']])).toBe("\uFEFF'=1+1,b\r\n")
  expect(readCsv('a,b\n1,"2')).toEqual({ brokenAt: 2 })
  expect(readCsv('a,b\n"1"x,2')).toEqual({ brokenAt: 2 })
})
