// Calendars as they are kept: versions that never change, and the opened calendar of each, which is asked at
// every step of every case and therefore remembered.
import { sql } from 'kysely'
import { v7 as newId } from 'uuid'
import type { Instant } from '../../../base/clock.ts'
import type { Tx } from '../../../base/db.ts'
import { type CalendarDescription, openCalendar, type WorkCalendar } from '../../../base/worktime.ts'
import { calendarOf } from '../calendar.ts'
import type { CalendarEntry } from '../contract.ts'
import type { CalendarEdits } from '../rules.ts'

export interface CalendarVersion {
  version: number
  id: string
  validFrom: Instant
  /** null: the program itself followed the calendar that it ships. */
  account: string | null
  edits: CalendarEdits
  description: CalendarDescription
}

/**
 * The calendar in force at `now`, and its version; 0 is the shipped one. One indexed query, also where another
 * process has just published; a calendar is opened only once.
 */
export async function calendarNow(
  tx: Tx,
  now: Instant,
): Promise<{ version: number; calendar: WorkCalendar }> {
  // The clocks of two servers differ: a version that is in force at one must not be the future at the other.
  const { rows } = await sql<{ timeZone: string; version: number | null; id: string | null }>`
    select district.time_zone as "timeZone", newest.version, newest.id
    from regions.district
    left join lateral (
      select calendar.version, calendar.id
      from regions.calendar
      where calendar.district = ${tx.district}
        and calendar.valid_from <= ${now}::timestamptz + interval '1 minute'
      order by calendar.version desc
      limit 1
    ) as newest on true
    where district.code = ${tx.district}`.execute(tx.often)
  const found = rows[0]
  if (!found) throw new Error(`no district ${tx.district}`)
  const { timeZone, version, id } = found
  return { version: version ?? 0, calendar: await opened(tx, id, timeZone) }
}

/** The calendar of a version, for recomputing what was computed with it. */
export async function calendarAt(tx: Tx, version: number): Promise<WorkCalendar> {
  const { rows } = await sql<{ timeZone: string; id: string | null }>`
    select coalesce(calendar.description ->> 'timeZone', district.time_zone) as "timeZone", calendar.id
    from regions.district
    left join regions.calendar on calendar.district = ${tx.district} and calendar.version = ${version}
    where district.code = ${tx.district}`.execute(tx)
  const found = rows[0]
  if (!found || (found.id === null && version !== 0))
    throw new Error(`district ${tx.district} has no calendar ${version}`)
  return opened(tx, found.id, found.timeZone)
}

/** All versions, the newest first; their hours and dates only counted. */
export async function calendarVersions(tx: Tx): Promise<CalendarEntry[]> {
  const { rows } = await sql<CalendarEntry>`
    select calendar.version, calendar.id, calendar.valid_from as "validFrom", calendar.account,
      (select count(*)::integer from jsonb_object_keys(calendar.edits -> 'exceptions')) as dates,
      jsonb_typeof(calendar.edits -> 'week') = 'object' as "hasOwnWeek",
      (calendar.edits ->> 'dayMinutes')::integer as "dayMinutes",
      calendar.edits ->> 'knownUntil' as "knownUntil"
    from regions.calendar
    where calendar.district = ${tx.district}
    order by calendar.version desc`.execute(tx)
  return rows
}

/** What a version changed of the shipped calendar. */
export async function calendarEditsAt(tx: Tx, version: number): Promise<CalendarEdits | undefined> {
  const { rows } = await sql<{ edits: CalendarEdits }>`
    select calendar.edits
    from regions.calendar
    where calendar.district = ${tx.district} and calendar.version = ${version}`.execute(tx)
  return rows[0]?.edits
}

/** The newest version, whatever the time. */
export async function newestCalendar(tx: Tx): Promise<CalendarVersion | undefined> {
  const { rows } = await sql<CalendarVersion>`
    select calendar.version, calendar.id, calendar.valid_from as "validFrom", calendar.account, calendar.edits,
      calendar.description
    from regions.calendar
    where calendar.district = ${tx.district}
    order by calendar.version desc
    limit 1`.execute(tx)
  return rows[0]
}

/** Keeps a version; of two with the same number the second is refused by the primary key. */
export async function addCalendar(
  tx: Tx,
  now: Instant,
  { version, account, edits, description }: Omit<CalendarVersion, 'id' | 'validFrom'>,
): Promise<string> {
  const id = newId()
  await sql`
    insert into regions.calendar (district, version, id, valid_from, account, edits, description)
    values (${tx.district}, ${version}, ${id}, ${now}, ${account}, ${JSON.stringify(edits)}::jsonb,
      ${JSON.stringify(description)}::jsonb)`.execute(tx)
  return id
}

/** By the id of the row, so that a version that was rolled back is never taken for another of its number. */
const known = new Map<string, WorkCalendar>()
const mostKnown = 500

/** @param id of a version; null is the shipped calendar, which all districts of a time zone share */
async function opened(tx: Tx, id: string | null, timeZone: string): Promise<WorkCalendar> {
  const key = `${id ?? 'shipped'} ${timeZone}`
  const kept = known.get(key)
  if (kept) return kept
  const calendar = openCalendar(id === null ? calendarOf(timeZone) : await descriptionOf(tx, id, timeZone))
  const [oldest] = known.keys()
  if (known.size >= mostKnown && oldest !== undefined) known.delete(oldest)
  known.set(key, calendar)
  return calendar
}

/** As it was published; combined anew where the district has moved to another time zone since. */
async function descriptionOf(tx: Tx, id: string, timeZone: string): Promise<CalendarDescription> {
  const { rows } = await sql<{ edits: CalendarEdits; description: CalendarDescription }>`
    select calendar.edits, calendar.description
    from regions.calendar
    where calendar.district = ${tx.district} and calendar.id = ${id}`.execute(tx)
  const found = rows[0]
  if (!found) throw new Error(`no calendar ${id}`)
  return found.description.timeZone === timeZone ? found.description : calendarOf(timeZone, found.edits)
}
