// The bar of a clock says what its light says.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { shareUsed } from './clockBar.tsx'

const at = (milliseconds: number): string => new Date(milliseconds).toISOString()

test('a bar grows with time, passes 80 % when the light turns, and is full when it is late', () => {
  const spans = fc.tuple(fc.integer({ min: 1, max: 1e9 }), fc.integer({ min: 1, max: 1e9 }))
  fc.assert(
    fc.property(spans, fc.integer({ min: -1e9, max: 3e9 }), ([untilSoon, untilDue], now) => {
      const clock = { stateSince: at(0), soonAt: at(untilSoon), dueAt: at(untilSoon + untilDue) }
      const share = shareUsed(clock, now)
      expect(share).toBeGreaterThanOrEqual(0)
      expect(share).toBeLessThanOrEqual(1)
      expect(share >= 0.8).toBe(now >= untilSoon)
      expect(share === 1).toBe(now >= untilSoon + untilDue)
      expect(shareUsed(clock, now + 1)).toBeGreaterThanOrEqual(share)
    }),
  )
})

test('without a limit there is nothing to fill', () => {
  expect(shareUsed({ stateSince: at(0), soonAt: null, dueAt: null }, 5)).toBe(0)
})
