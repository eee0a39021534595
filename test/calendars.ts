// Working calendars as people might type them, for property tests.
import fc from 'fast-check'
import type { CalendarEdits } from '../src/domains/regions/rules.ts'

const time = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

/** Hours of one day: none, or up to three spans in order. */
export const hours = fc
  .uniqueArray(fc.nat(1440), { maxLength: 6 })
  .map(minutes => minutes.toSorted((a, b) => a - b))
  .map(minutes =>
    Array.from({ length: Math.floor(minutes.length / 2) }, (_, at) => ({
      from: time(minutes[at * 2] ?? 0),
      to: time(minutes[at * 2 + 1] ?? 1440),
    })),
  )

export const date = fc
  .integer({ min: Date.UTC(1970, 0, 1), max: Date.UTC(2199, 11, 31) })
  .map(at => new Date(at).toISOString().slice(0, 10))

/** Monday always has some. */
const week = fc.record({
  sunday: hours,
  monday: hours.filter(spans => spans.length > 0),
  tuesday: hours,
  wednesday: hours,
  thursday: hours,
  friday: hours,
  saturday: hours,
})

/** Edits without a fault. */
export const edits: fc.Arbitrary<CalendarEdits> = fc.record({
  week: fc.option(week),
  dayMinutes: fc.option(fc.integer({ min: 1, max: 1440 })),
  exceptions: fc.dictionary(date, hours, { maxKeys: 12 }),
  knownUntil: fc.option(date),
})
