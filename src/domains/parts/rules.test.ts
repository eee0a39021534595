// The code of a part: whatever is written is read back, and whatever is wrong is said.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isFault, lastSequence, readPartCode, spacedCode, writePartCode } from './rules.ts'

const digits = (count: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: count, maxLength: count }).map(each => each.join(''))
const code = fc.record({
  district: digits(6),
  kind: digits(4),
  sequence: fc.integer({ min: 1, max: lastSequence }),
})

// mission: DC2
test('a code that is written is read back as it was', () => {
  fc.assert(
    fc.property(code, given => {
      const written = writePartCode(given)
      expect(written).toMatch(/^\d{16}$/)
      expect(readPartCode(written, given.district)).toEqual(given)
      expect(spacedCode(written).replaceAll(' ', '')).toBe(written)
    }),
  )
})

test('one character that is no digit is named, wherever it stands and whatever it is', () => {
  fc.assert(
    fc.property(
      code,
      fc.nat(15),
      fc.string({ minLength: 1, maxLength: 1 }).filter(each => !/[0-9]/.test(each)),
      (given, at, stranger) => {
        const written = writePartCode(given)
        const broken = written.slice(0, at) + stranger + written.slice(at + 1)
        expect(readPartCode(broken, given.district)).toEqual({ wrong: 'not_digits', said: stranger })
      },
    ),
  )
})

test('a code of another length, district, kind or without a sequence is none', () => {
  fc.assert(
    fc.property(
      fc
        .integer({ min: 1, max: 40 })
        .filter(n => n !== 16)
        .chain(digits),
      said => {
        expect(readPartCode(said, said.slice(0, 6))).toEqual({
          wrong: said.length < 16 ? 'too_short' : 'too_long',
          said: String(said.length),
        })
      },
    ),
  )
  fc.assert(
    fc.property(code, digits(6), (given, other) => {
      fc.pre(other !== given.district)
      expect(readPartCode(writePartCode(given), other)).toEqual({
        wrong: 'other_district',
        said: given.district,
      })
    }),
  )
  const known = new Set(['0101'])
  expect(readPartCode('9901030102000001', '990103', known)).toEqual({ wrong: 'no_such_kind', said: '0102' })
  expect(readPartCode('9901030101000000', '990103', known)).toEqual({ wrong: 'no_sequence', said: '000000' })
  expect(readPartCode('', '990103', known)).toEqual({ wrong: 'no_code', said: '' })
  expect(isFault(readPartCode('9901030101000001', '990103', known))).toBe(false)
})
