// The codes of grids, and the boxes that may share ground.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  assignCodes,
  type Box,
  fillCodes,
  freeCodes,
  isCodeFault,
  isNoise,
  readGridCode,
  touchingBoxes,
} from './rules.ts'

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
  expect(fillCodes(grids).map(code => code.slice(12))).toEqual(['006', '001', '003', '005', '004', '002'])
  expect(fillCodes([{ ...spot(1, 1), region: '990103001' }])).toEqual(['990103001000001'])
})

// mission: DC1
test('codes in sequence are all different, lie in their community, and run from the north-west to the south-east', () => {
  const grid = fc.record({
    region: fc.constantFrom('990103001001', '990103001002', '990103002'),
    longitude: fc.integer({ min: 0, max: 50 }).map(each => 120 + each / 1000),
    latitude: fc.integer({ min: 0, max: 50 }).map(each => 30 + each / 1000),
  })
  fc.assert(
    fc.property(fc.array(grid, { maxLength: 60 }), fc.infiniteStream(fc.nat()), (grids, numbers) => {
      const codes = assignCodes(grids)
      expect(new Set(codes).size).toBe(grids.length)
      for (const [at, { region }] of grids.entries()) {
        const code = codes[at] ?? ''
        expect(readGridCode(code, '990103')).toMatchObject({ region: region.padEnd(12, '0') })
        // Without a gap: as many before it as its number says.
        const own = codes.filter(each => each.startsWith(region.padEnd(12, '0')))
        expect(own).toContain(`${region.padEnd(12, '0')}${serial(own.length, 3)}`)
        for (const [other, each] of grids.entries()) {
          if (each.region !== region || codes[other] === code) continue
          const [dx, dy] = [
            each.longitude - (grids[at]?.longitude ?? 0),
            each.latitude - (grids[at]?.latitude ?? 0),
          ]
          // Farther north comes first; in one row, farther west.
          if (dy > 0.0005 || (Math.abs(dy) < 1e-9 && dx < -1e-9))
            expect(Number(codes[other])).toBeLessThan(Number(code))
        }
      }
      // The order in which they are given, and the codes that they have, change nothing.
      const shuffled = grids.map((each, at) => ({ each, at, by: numbers.next().value ?? at }))
      shuffled.sort((a, b) => a.by - b.by)
      const places = new Set(
        grids.map(({ longitude, latitude, region }) => `${region} ${longitude} ${latitude}`),
      )
      if (places.size === grids.length)
        expect(assignCodes(shuffled.map(({ each }) => ({ ...each, code: '1' })))).toEqual(
          shuffled.map(({ at }) => codes[at]),
        )
    }),
  )
  const many = Array.from({ length: 1000 }, () => ({ region: '990103001001', longitude: 1, latitude: 1 }))
  expect(() => assignCodes(many)).toThrow(RangeError)
  expect(() => assignCodes([{ region: '99', longitude: 1, latitude: 1 }])).toThrow(RangeError)
})

test('free codes follow the highest of the community and run out with the digits', () => {
  const stem = '990103001001'
  expect(freeCodes([`${stem}004`, `${stem}002`, '990103001002009'], `${stem}002`, 2)).toEqual([
    `${stem}005`,
    `${stem}006`,
  ])
  expect(freeCodes([`${stem}998`], `${stem}998`, 1)).toEqual([`${stem}999`])
  expect(freeCodes([`${stem}998`], `${stem}998`, 2)).toBeUndefined()
  expect(freeCodes([`${stem}07`], `${stem}07`, 1)).toEqual([`${stem}08`])
})
