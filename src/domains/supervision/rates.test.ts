// Shares of few with their intervals.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { shareOf } from './rates.ts'

test('the interval is the one that is published for known cases', () => {
  // Newcombe, Statistics in Medicine 17 (1998), table I: 81 of 263, 15 of 148, 0 of 20, 1 of 29.
  const rounded = (part: number, whole: number) => {
    const found = shareOf(part, whole)
    return found && [found.low, found.high].map(value => Number(value.toFixed(4)))
  }
  expect(rounded(81, 263)).toEqual([0.2553, 0.3662])
  expect(rounded(15, 148)).toEqual([0.0624, 0.1605])
  expect(rounded(0, 20)).toEqual([0, 0.1611])
  expect(rounded(1, 29)).toEqual([0.0061, 0.1718])
  expect(shareOf(0, 0)).toBeNull()
})

test('the share lies in its interval, within 0 and 1, and more cases make it narrower', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5000 }), fc.nat(5000), (whole, some) => {
      const part = Math.min(some, whole)
      const found = shareOf(part, whole)
      const more = shareOf(part * 4, whole * 4)
      if (!found || !more) throw new Error('a share of something')
      expect(found.low).toBeGreaterThanOrEqual(0)
      expect(found.high).toBeLessThanOrEqual(1)
      expect(found.low).toBeLessThanOrEqual(found.share)
      expect(found.high).toBeGreaterThanOrEqual(found.share)
      expect(more.high - more.low).toBeLessThan(found.high - found.low)
    }),
  )
})
