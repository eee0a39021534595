// A public holiday that a district works on, for tests of when a published calendar holds.
import { type CalendarEdits, noEdits } from '../src/domains/regions/rules.ts'
import { calendarNow } from '../src/domains/regions/store/calendar.ts'
import { type City, district } from './city.ts'
import { at, day } from './minutes.ts'

/** Monday, 4 May 2026: a public holiday. */
export const openOnLabourDay: CalendarEdits = {
  ...noEdits,
  exceptions: { '2026-05-04': [{ from: '09:00', to: '17:00' }] },
}
export const labourDay = at('2026-05-04 00:00', '+08:00')

/** Hours worked on 4 May 2026 by what steps of cases would be timed with. */
export function workedOnLabourDay(
  { door, clock }: City,
  of = district,
): Promise<{ version: number; hours: number }> {
  return door.within({ district: of }, async tx => {
    const { version, calendar } = await calendarNow(tx, clock.now())
    return { version, hours: calendar.workBetween(labourDay, labourDay + day) / 3_600_000 }
  })
}
