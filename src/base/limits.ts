// A limit of time as people fix it: a number and one of five units. What the units mean is in cases/clock.ts.
import { z } from 'zod'

/**
 * urgent_hour, urgent_day: wall clock, 24 h a day. work_hour: 60 min of the calendar's working time.
 * work_day: the calendar's work day (8 h) of working time. calendar_day: local dates (see `Limit`).
 */
export const limitUnits = ['urgent_hour', 'urgent_day', 'work_hour', 'work_day', 'calendar_day'] as const
export type LimitUnit = (typeof limitUnits)[number]

/**
 * A limit. Calendar days end with a local day: the day on which the stage starts is not counted and the
 * last one counts to its end, as in the Civil Code of the PRC, art. 201 and 203; so 0 is "today". A day
 * that ends while the clock is suspended does not count. All other units are exact durations, fractions
 * allowed (10 minutes = 1/6 urgent_hour).
 */
export interface Limit {
  readonly value: number
  readonly unit: LimitUnit
}

/** A limit in a call: more than nothing, at most about ten years, and whole where days are counted. */
export const limit = z
  .object({ value: z.number().positive().max(90_000), unit: z.enum(limitUnits) })
  .refine(({ value, unit }) => unit !== 'calendar_day' || Number.isSafeInteger(value), 'whole days')
