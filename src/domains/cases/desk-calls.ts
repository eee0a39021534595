// What desks ask beside the lists and steps: how much waits and in which light, what is open around a place, search over
// everything within reach, saved filters, how much was done today, and whether a case's log still holds.
import { z } from 'zod'
import { bilingual, done, id, instant, read, text, write } from '../../base/contract.ts'
import { lights } from './clock.ts'
import { summary } from './contract.ts'
import { states } from './states.ts'

const may = { may: 'cases.see', axis: 'open' } as const

/** A local date of the district. */
const date = z.iso.date()
export const sources = ['portal', 'inspector', 'hotline', 'import'] as const

/** What a search asks for; whatever is absent is not asked. */
export const caseFilter = z.object({
  /** A number, its last digits, or words of the address. */
  text: text(80).optional(),
  /** `edition/type/code`. */
  kinds: z
    .array(z.string().regex(/^[^/]{1,60}\/(part|event)\/[^/]{1,20}$/))
    .max(20)
    .optional(),
  states: z.array(z.enum(states)).max(states.length).optional(),
  lights: z.array(z.enum(lights)).max(lights.length).optional(),
  region: z
    .string()
    .regex(/^\d{6}(\d{3}(\d{3})?)?$/)
    .optional(),
  department: id.optional(),
  sources: z.array(z.enum(sources)).max(sources.length).optional(),
  /** Reported on these days of the district, both included. */
  from: date.optional(),
  until: date.optional(),
})
export type CaseFilter = z.infer<typeof caseFilter>

const count = z.object({
  /** Counted up to one above `mostCounted`; the lights of those that were counted. */
  total: z.int(),
  ok: z.int(),
  soon: z.int(),
  late: z.int(),
  hold: z.int(),
})
export type CaseCount = z.infer<typeof count>

const view = z.object({
  id,
  name: z.string(),
  filter: caseFilter,
  shared: z.boolean(),
  pinned: z.boolean(),
  /** Whether this post may rename and delete it. */
  own: z.boolean(),
})
export type CaseView = z.infer<typeof view>

export const mostViews = 50
/** The most lines of a sheet. */
export const mostLines = 5000

const viewName = text(40).pipe(z.string().min(1))
const nameTaken = { 'cases.view_name_taken': { status: 409 } } as const

export const deskContract = {
  /** Open cases whose grid a draft would change: they stay with the grid of their day. */
  staying: read('/grid-layers/{layer}/draft/cases', { may: 'grids.administer', axis: 'system' })
    .input(z.object({ layer: z.string().regex(/^[a-z_]{2,40}$/) }))
    .output(
      z.object({
        open: z.int(),
        grids: z.array(z.object({ code: z.string(), open: z.int() })),
      }),
    ),
  /** What waits, by queue and light; and the same of the views among the queues. */
  counts: read('/case-counts', may).output(
    z.object({
      mine: count,
      late: count,
      open: count,
      ended: count,
      views: z.array(z.object({ id, count })),
    }),
  ),
  /** Open cases close to a place, nearest first. */
  around: read('/cases/around', may)
    .input(
      z.object({
        longitude: z.coerce.number().min(-180).max(180),
        latitude: z.coerce.number().min(-90).max(90),
        metres: z.coerce.number().int().min(10).max(2000).default(300),
      }),
    )
    .output(z.object({ cases: z.array(summary.extend({ metres: z.int() })), more: z.boolean() })),
  /** Open cases within bounds and reach, the most pressing first: what the map draws, up to two thousand. */
  inView: read('/cases/in-view', may)
    .input(
      z.object({
        west: z.coerce.number().min(-180).max(180),
        south: z.coerce.number().min(-90).max(90),
        east: z.coerce.number().min(-180).max(180),
        north: z.coerce.number().min(-90).max(90),
      }),
    )
    .output(
      z.object({
        cases: z.array(
          summary.pick({
            id: true,
            number: true,
            state: true,
            kind: true,
            address: true,
            region: true,
            stage: true,
            light: true,
            soonAt: true,
            dueAt: true,
            provisional: true,
            place: true,
          }),
        ),
        more: z.boolean(),
      }),
    ),
  /** Every case within reach, the newest first, in pages. */
  search: read('/cases/search', may)
    .input(
      caseFilter.extend({
        after: z
          .string()
          .regex(/^\d{4}-[\d:.TZ-]{19}\/[0-9a-f-]{36}$/)
          .refine(
            cursor =>
              id.safeParse(cursor.slice(25)).success && instant.safeParse(cursor.slice(0, 24)).success,
          )
          .optional(),
        limit: z.coerce.number().int().min(1).max(200).default(50),
      }),
    )
    .output(z.object({ cases: z.array(summary), after: z.string().nullable(), total: z.int() })),
  /** The same as a table (CSV), up to `mostLines` lines. */
  sheet: read('/cases/sheet', may)
    .input(caseFilter.extend({ language: z.enum(['zh', 'en']).default('zh') }))
    .output(z.file()),
  /** What this post has done since midnight: steps that ended a stage, and half of them took no longer than this. */
  pace: read('/case-pace', may).output(z.object({ done: z.int(), median: z.number().nullable() })),
  /** Whether the chain of events holds up to its head, and whether each picture is one that an event names. */
  integrity: read('/cases/{id}/integrity', may)
    .input(z.object({ id }))
    .output(z.object({ chain: z.boolean(), pictures: z.boolean() })),
  /** Where cases go and come from, for the fields of a search: only what this post reaches. */
  places: read('/case-places', may).output(
    z.object({
      regions: z.array(z.object({ code: z.string(), path: z.string(), name: bilingual })),
      departments: z.array(z.object({ id, name: bilingual })),
    }),
  ),
  views: read('/case-views', may).output(z.array(view)),
  saveView: write('/case-views', may)
    .errors({ ...nameTaken, 'cases.too_many_views': { status: 409 } })
    .input(
      z.object({
        name: viewName,
        filter: caseFilter,
        shared: z.boolean().default(false),
        pinned: z.boolean().default(true),
      }),
    )
    .output(z.object({ id })),
  changeView: write('/case-views/{id}', may)
    .errors({ ...nameTaken, 'cases.view_not_yours': { status: 403 } })
    .input(
      z.object({
        id,
        name: viewName.optional(),
        filter: caseFilter.optional(),
        shared: z.boolean().optional(),
      }),
    )
    .output(done),
  endView: write('/case-views/{id}', may, 'DELETE')
    .errors({ 'cases.view_not_yours': { status: 403 } })
    .input(z.object({ id }))
    .output(done),
  /** Whether it stands among the queues of this post. */
  pinView: write('/case-views/{id}/pin', may)
    .input(z.object({ id, pinned: z.boolean() }))
    .output(done),
}
