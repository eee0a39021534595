// A new version of a district's calendar: by an administrator, or by the program when a release of Gangmu ships
// other holidays. Either is an event, so that cases compute the deadlines of running clocks anew.
import { Refusal } from '../../base/errors.ts'
import { type Acting, record } from '../../base/events.ts'
import type { CalendarDescription } from '../../base/worktime.ts'
import { calendarOf } from './calendar.ts'
import { faultsOf } from './faults.ts'
import { type CalendarEdits, changesBetween, isNothing, isSameEdits, noEdits } from './rules.ts'
import { addCalendar, newestCalendar } from './store/calendar.ts'
import { district } from './store.ts'

export async function publishCalendar(
  acting: Acting,
  { after, edits }: { after: number; edits: CalendarEdits },
): Promise<{ version: number; id: string }> {
  const { tx } = acting
  const faults = faultsOf(edits)
  if (faults[0]) {
    const data = { count: faults.length, where: faults[0].where, faults: faults.slice(0, 50) }
    throw new Refusal('regions.calendar_wrong', 400, data)
  }
  const newest = await newestCalendar(tx)
  if (after !== (newest?.version ?? 0)) throw new Refusal('regions.calendar_moved', 409)
  const timeZone = await timeZoneOf(acting)
  const description = calendarOf(timeZone, edits)
  const isSame = newest ? isSameCalendar(newest.description, description) : true
  if (isSame && isSameEdits(newest?.edits ?? noEdits, edits)) {
    throw new Refusal('regions.calendar_unchanged', 409)
  }
  return add(acting, after + 1, edits, description)
}

/**
 * Brings a district's calendar up to what this release ships. The first time the shipped calendar is only
 * written down, as version 0; whenever a release ships another one, that becomes a new version with the same
 * edits. A release that knows less than the one before (two of them run side by side, or one was taken back)
 * changes nothing.
 * @returns whether a version was published
 */
export async function followShipped(acting: Acting): Promise<boolean> {
  const timeZone = await timeZoneOf(acting)
  const newest = await newestCalendar(acting.tx)
  if (!newest) {
    const shipped = { version: 0, account: null, edits: noEdits, description: calendarOf(timeZone) }
    await addCalendar(acting.tx, acting.now, shipped)
    return false
  }
  const { version, edits, description } = newest
  const shipped = calendarOf(timeZone, edits)
  if (isSameCalendar(description, shipped)) return false
  const knowsLess = (shipped.knownUntil ?? '') < (description.knownUntil ?? '')
  if (knowsLess && shipped.timeZone === description.timeZone) return false
  await add(acting, version + 1, edits, shipped)
  return true
}

async function add(
  acting: Acting,
  version: number,
  edits: CalendarEdits,
  description: CalendarDescription,
): Promise<{ version: number; id: string }> {
  const account = acting.actor?.account ?? null
  const id = await addCalendar(acting.tx, acting.now, { version, account, edits, description })
  await record(acting, { subject: id, happened: 'regions.calendar_published', detail: { version } })
  return { version, id }
}

async function timeZoneOf({ tx }: Acting): Promise<string> {
  const found = await district(tx)
  if (!found) throw new Error(`no district ${tx.district}`)
  return found.timeZone
}

function isSameCalendar(a: CalendarDescription, b: CalendarDescription): boolean {
  return a.timeZone === b.timeZone && isNothing(changesBetween(a, b))
}
