// The regions of a district, for choosing a place without a map and for naming what a post reaches, and keeping
// them; and the district's working calendar.
import { z } from 'zod'
import { bilingual, districtCode, id, instant, read, write } from '../../base/contract.ts'
import { limitUnits } from '../../base/limits.ts'
import { listCalls } from './contract/list.ts'
import { region, treeCalls } from './contract/tree.ts'

export {
  type KeptRegion,
  level,
  type Outline,
  type Region,
  type RegionReport,
  region,
} from './contract/tree.ts'

// What is wrong with hours and dates is said by rules.ts, in words that help; here only their shape.
const date = z.string().max(20)
const hours = z
  .array(z.object({ from: z.string().max(20), to: z.string().max(20) }))
  .max(48)
  .readonly()
const week = z.object({
  sunday: hours,
  monday: hours,
  tuesday: hours,
  wednesday: hours,
  thursday: hours,
  friday: hours,
  saturday: hours,
})
const exceptions = z.record(date, hours)

export const calendarEdits = z.object({
  week: week.nullable(),
  dayMinutes: z.number().nullable(),
  exceptions,
  knownUntil: date.nullable(),
})

const calendarDescription = z.object({
  timeZone: z.string(),
  week,
  exceptions,
  dayMinutes: z.number(),
  knownUntil: z.string().nullable(),
})

const version = z.int().min(0)

/** One version of the history, without its hours and dates. */
const calendarEntry = z.object({
  version,
  id,
  validFrom: instant,
  /** Who published it; null: the program followed the calendar that it ships. */
  account: id.nullable(),
  /** How many dates it sets itself. */
  dates: z.int(),
  hasOwnWeek: z.boolean(),
  dayMinutes: z.number().nullable(),
  knownUntil: z.string().nullable(),
})
export type CalendarEntry = z.infer<typeof calendarEntry>

const keepsCalendar = { may: 'regions.administer', axis: 'system' } as const

const namedDistrict = z.object({ code: districtCode, name: bilingual, timeZone: z.string() })

export const regionContract = {
  district: read('/district', { may: 'anyone', axis: 'open' }).output(namedDistrict),
  /** Those that this server keeps, for whoever has not said yet which is his. */
  districts: read('/districts', { may: 'anyone', axis: 'open', anywhere: true }).output(
    z.array(namedDistrict),
  ),
  /** Those there are now; closed ones stand in the tree. */
  list: read('/regions', { may: 'anyone', axis: 'open' }).output(z.array(region)),
  ...treeCalls,
  ...listCalls,
  /** The outlines of subdistricts and communities for the map; those without one are left out. */
  shapes: read('/regions/shapes', { may: 'anyone', axis: 'open' }).output(
    z.array(
      region.pick({ code: true, level: true, name: true }).extend({
        shape: z.object({
          type: z.literal('MultiPolygon'),
          coordinates: z.array(z.array(z.array(z.array(z.number())))),
        }),
      }),
    ),
  ),
  /** The calendar in force, what the district changes of the shipped one, and what that is made of. */
  calendar: read('/calendar', keepsCalendar).output(
    z.object({
      /** 0: nothing was published yet; the shipped calendar holds. */
      version,
      timeZone: z.string(),
      edits: calendarEdits,
      description: calendarDescription,
      published: z.object({
        closed: z.array(z.string()).readonly(),
        makeUp: z.array(z.string()).readonly(),
        knownUntil: z.string().nullable(),
      }),
      /** What the published dates are about. */
      festivals: z.array(z.object({ name: bilingual, dates: z.array(z.string()) })),
    }),
  ),
  calendarVersions: read('/calendar/versions', keepsCalendar).output(z.array(calendarEntry)),
  calendarVersion: read('/calendar/versions/{version}', keepsCalendar)
    .input(z.object({ version: z.coerce.number().int().min(0) }))
    .output(z.object({ version, edits: calendarEdits })),
  publishCalendar: write('/calendar/versions', keepsCalendar)
    .errors({
      'regions.calendar_moved': { status: 409 },
      'regions.calendar_unchanged': { status: 409 },
      'regions.calendar_wrong': {
        status: 400,
        data: z.object({
          count: z.int(),
          where: z.string(),
          faults: z.array(z.object({ wrong: z.string(), where: z.string(), said: z.string() })),
        }),
      },
    })
    .input(
      z.object({
        /** The version that the change was made on; refused when another has been published since. */
        after: version,
        edits: calendarEdits,
      }),
    )
    .output(z.object({ version, id })),
  /** When a limit that begins at an instant has run out, by the calendar in force; for checking it by hand. */
  calendarEnd: read('/calendar/end', keepsCalendar)
    .input(
      z.object({
        from: instant.refine(isCounted, '1970–2199'),
        value: z.coerce.number().positive().max(90_000),
        unit: z.enum(limitUnits),
      }),
    )
    .output(
      z.object({
        version,
        /** null: never, as far as the calendar goes. */
        end: instant.nullable(),
        /** Whether it rests on dates whose holidays are not published yet. */
        provisional: z.boolean(),
      }),
    ),
}

/** Whether working time is known of the instant. */
function isCounted(said: string): boolean {
  const at = Date.parse(said)
  return at >= Date.UTC(1970, 0, 1) && at < Date.UTC(2200, 0, 1)
}
