// Time comes in by argument. This is the one place that asks the computer what time it is, and where
// tests and simulations shift it (GANGMU_NOW).

/** Milliseconds since 1970-01-01 UTC, whole. */
export type Clock = () => number

/** An instant as ISO 8601 text in UTC with milliseconds: what contracts, events and rows carry. */
export type Instant = string

export function instant(milliseconds: number): Instant {
  return new Date(milliseconds).toISOString()
}

/** A clock that starts at `start` (ISO text with offset) and runs on; without it, the real one. */
export function clockFrom(start: string | undefined): Clock {
  if (start === undefined) return Date.now
  const shift = Date.parse(start) - Date.now()
  if (Number.isNaN(shift)) throw new Error(`GANGMU_NOW must be an ISO time with offset, not ${start}`)
  return () => Date.now() + shift
}
