// The codes of grids, and the boxes that may share ground.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { assignCodes, type Box, isCodeFault, isNoise, readGridCode, touchingBoxes } from './rules.ts'

const digits = (count: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: count, maxLength: count }).map(each => each.join(''))
const serial = (number: number, length: number) => String(number).padStart(length, '0')

// mission: DC1
test('15 digits are district, street, community and a sequence from 001', () => {
  fc.assert(
    fc.property(digits(6), digits(6), fc.integer({ min: 0, max: 999 }), (district, below, sequence) => {
      const read = readGridCode(`${district}${below}${serial(sequence, 3)}`, district)
      expect(read).toEqual(
        sequence === 0
          ? { wrong: 'no_sequence', said: '000' }
          : { district, region: `${district}${below}`, sequence },
      )
    }),
  )
})

test('14 digits of the older series and 20 of communities are read, with their own sequences', () => {
  fc.assert(
    fc.property(
      digits(6),
      digits(6),
      digits(6),
      fc.integer({ min: 0, max: 99 }),
      (object, district, below, n) => {
        const older = readGridCode(`${district}${below}${serial(n, 2)}`, district)
        expect(isCodeFault(older)).toBe(n === 0)
        // 00 is a community that is not divided.
        expect(readGridCode(`${object}${district}${below}${serial(n, 2)}`, district)).toEqual({
          district,
          region: `${district}${below}`,
          sequence: n,
        })
      },
    ),
  )
})

test('whatever else is no code, and why is said', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 24 }), said => {
      const read = readGridCode(said, '990103')
      if (!isCodeFault(read)) expect(said).toMatch(/^(990103\d{8,9}|\d{6}990103\d{8})$/)
      else if (said === '') expect(read.wrong).toBe('no_code')
      else if (/\D/.test(said)) expect(read.wrong).toBe('not_digits')
    }),
  )
  expect(readGridCode('9901030010010010', '990103')).toEqual({ wrong: 'wrong_length', said: '16' })
  expect(readGridCode('110101001001001', '990103')).toEqual({ wrong: 'other_district', said: '110101' })
})

test('every pair of boxes that share ground or border is found, once, and no other', () => {
  const side = fc.integer({ min: 0, max: 30 })
  const box = fc
    .tuple(side, side, fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 9 }))
    .map(([west, south, wide, high]): Box => [west, south, west + wide, south + high])
  fc.assert(
    fc.property(fc.array(box, { maxLength: 30 }), boxes => {
      const expected: string[] = []
      for (const [a, one] of boxes.entries()) {
        for (const [b, two] of boxes.entries()) {
          if (b > a && one[0] <= two[2] && one[2] >= two[0] && one[1] <= two[3] && one[3] >= two[1])
            expected.push(`${a} ${b}`)
        }
      }
      expect(
        touchingBoxes(boxes)
          .map(pair => pair.join(' '))
          .sort(),
      ).toEqual(expected.sort())
    }),
  )
})

test('slivers of the survey are noise, a missing strip is not', () => {
  expect(isNoise(4, 1.2, 5)).toBe(true)
  // 200 m long and 0.3 m wide: 60 m², and still only the two surveys of one border.
  expect(isNoise(60, 0.3, 5)).toBe(true)
  // 200 m long and 5 m wide: a lane that nobody answers for.
  expect(isNoise(1000, 5, 5)).toBe(false)
})

// mission: DC1
test('codes go from west to east, then from north to south, and kept ones are given to nobody else', () => {
  const spot = (longitude: number, latitude: number, code: string | null = null) => ({
    region: '990103001001',
    code,
    longitude,
    latitude,
    height: 0.001,
  })
  const grids = [
    spot(2, 0.0001),
    spot(1, 0.003),
    spot(2, 0.0031),
    spot(1, 0),
    spot(3, 0.0029),
    spot(9, 0, '990103001001002'),
  ]
  expect(assignCodes(grids).map(code => code.slice(12))).toEqual(['006', '001', '003', '005', '004', '002'])
  expect(assignCodes([{ ...spot(1, 1), region: '990103001' }])).toEqual(['990103001000001'])
})
