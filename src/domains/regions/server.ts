// Regions: what the district is, which regions it has and how they are kept, and when it works.
import { implement } from '@orpc/server'
import { instant } from '../../base/clock.ts'
import { refusal } from '../../base/errors.ts'
import { type Asked, guard } from '../../base/gate.ts'
import { means } from '../../base/violations.ts'
import { calendarOf, festivals, publishedFor } from './calendar.ts'
import { regionContract } from './contract.ts'
import { keeping } from './keeping.ts'
import { looking } from './looking.ts'
import { publishCalendar } from './publishing.ts'
import { endOf, noEdits } from './rules.ts'
import { calendarEditsAt, calendarNow, calendarVersions, newestCalendar } from './store/calendar.ts'
import { district, districts, regions, shapes } from './store.ts'

means('calendar_pkey', 'regions.calendar_moved', 409)

const on = implement(regionContract).$context<Asked>().use(guard)

export const regionRouter = on.router({
  district: on.district.handler(async ({ context }) => {
    const found = await district(context.tx)
    if (!found) throw refusal('base.not_found')
    return found
  }),

  districts: on.districts.handler(({ context }) => districts(context.tx)),

  list: on.list.handler(async ({ context }) =>
    (await regions(context.tx)).filter(({ closedAt }) => closedAt === null),
  ),

  ...keeping,

  ...looking,

  shapes: on.shapes.handler(({ context }) => shapes(context.tx)),

  calendar: on.calendar.handler(async ({ context }) => {
    const found = await district(context.tx)
    if (!found) throw refusal('base.not_found')
    const { timeZone } = found
    const newest = await newestCalendar(context.tx)
    return {
      version: newest?.version ?? 0,
      timeZone,
      edits: newest?.edits ?? noEdits,
      description: newest?.description ?? calendarOf(timeZone),
      published: publishedFor(timeZone),
      festivals: festivals(publishedFor(timeZone)),
    }
  }),

  calendarVersions: on.calendarVersions.handler(({ context }) => calendarVersions(context.tx)),

  calendarVersion: on.calendarVersion.handler(async ({ context, input: { version } }) => {
    const edits = (await calendarEditsAt(context.tx, version)) ?? (version === 0 ? noEdits : undefined)
    if (!edits) throw refusal('base.not_found')
    return { version, edits }
  }),

  publishCalendar: on.publishCalendar.handler(({ context, input }) => publishCalendar(context, input)),

  calendarEnd: on.calendarEnd.handler(async ({ context, input: { from, ...limit } }) => {
    const { version, calendar } = await calendarNow(context.tx, context.now)
    const end = endOf(calendar, Date.parse(from), limit)
    const isWork = limit.unit === 'work_hour' || limit.unit === 'work_day'
    return {
      version,
      end: end === null ? null : instant(end),
      provisional: isWork && calendar.isProvisional(end ?? Number.POSITIVE_INFINITY),
    }
  }),
})
