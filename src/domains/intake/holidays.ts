// The federal holidays of the United States, for the calendar of a district there (5 U.S.C. § 6103): fixed dates, which
// are moved to a Friday or Monday where they fall on a weekend, and weekdays of a month. Pure.

/** Dates as yyyy-mm-dd, ascending. */
export function federalHolidays(year: number): string[] {
  const fixed = [[1, 1], ...(year >= 2021 ? [[6, 19]] : []), [7, 4], [11, 11], [12, 25]].map(
    ([month = 1, day = 1]) => observed(Date.UTC(year, month - 1, day)),
  )
  const moving = [
    nth(year, 1, 3), // Birthday of Martin Luther King
    nth(year, 2, 3), // Washington's Birthday
    lastMonday(year, 5), // Memorial Day
    nth(year, 9, 1), // Labor Day
    nth(year, 10, 2), // Columbus Day
    nth(year, 11, 4, 4), // Thanksgiving, a Thursday
  ]
  return [...fixed, ...moving].map(at => new Date(at).toISOString().slice(0, 10)).sort()
}

export function isInUnitedStates(timeZone: string): boolean {
  return states.has(timeZone)
}

const states: ReadonlySet<string> = new Set([
  'America/New_York',
  'America/Detroit',
  'America/Chicago',
  'America/Denver',
  'America/Boise',
  'America/Phoenix',
  'America/Los_Angeles',
  'America/Anchorage',
  'Pacific/Honolulu',
])

const day = 24 * 3_600_000

function observed(at: number): number {
  const weekday = new Date(at).getUTCDay()
  if (weekday === 6) return at - day
  return weekday === 0 ? at + day : at
}

/** The nth weekday of a month; Monday where none is named. */
function nth(year: number, month: number, which: number, weekday = 1): number {
  const first = Date.UTC(year, month - 1, 1)
  const ahead = (weekday - new Date(first).getUTCDay() + 7) % 7
  return first + (ahead + (which - 1) * 7) * day
}

function lastMonday(year: number, month: number): number {
  const end = Date.UTC(year, month, 0)
  return end - ((new Date(end).getUTCDay() + 6) % 7) * day
}
