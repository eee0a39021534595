// Cases: reporting one, the queues, one case whole, and what its reporter may follow. The steps themselves
// are calls of supervision, command and handling; their shape and refusals are here.
import { z } from 'zod'
import { bilingual, id, instant, position, read, text, write } from '../../base/contract.ts'
import { attachRefusals, pictureRefusals } from '../../base/uploads-calls.ts'
import { kindKey } from '../catalogue/contract.ts'
import { outcomes, states, stepNames } from './rules.ts'

const uploads = z.array(id).refine(ids => new Set(ids).size === ids.length, 'twice')
const state = z.enum(states)
const namedKind = kindKey.extend({ name: bilingual })
const place = position.extend({ precision: z.enum(['device', 'map', 'region']) })

/** Where it is: a position somebody measured or pointed at, or only the region he knows. */
const where = z.union([
  position.extend({ precision: z.enum(['device', 'map']) }),
  z.object({ region: z.string().regex(/^\d{9}(\d{3})?$/) }),
])

const summary = z.object({
  id,
  number: z.string(),
  state,
  /** How many events the case has; send it back as `seen` and a step on an outdated screen is refused. */
  step: z.int(),
  kind: namedKind,
  source: z.enum(['portal', 'inspector', 'hotline']),
  address: z.string(),
  region: bilingual,
  reportedAt: instant,
  stateSince: instant,
  department: bilingual.nullable(),
  rework: z.int(),
})
export type CaseSummary = z.infer<typeof summary>

const picture = z.object({
  file: id,
  shows: z.enum(['report', 'before', 'after', 'check']),
  takenAt: instant,
})
export type CasePicture = z.infer<typeof picture>

const entry = z.object({
  seq: z.int(),
  happened: z.string(),
  at: instant,
  /** Whose post it was; the name only for those who may know it. */
  role: z.string().nullable(),
  name: z.string().nullable(),
  reason: z.string().nullable(),
  note: z.string().nullable(),
  noteErased: z.boolean(),
  department: bilingual.nullable(),
  metres: z.int().nullable(),
})
export type TimelineEntry = z.infer<typeof entry>

const whole = summary.extend({
  place,
  grid: z.object({ code: z.string(), name: z.string() }).nullable(),
  description: z.string().nullable(),
  outcome: z.enum(outcomes).nullable(),
  contact: z.object({ name: z.string().nullable(), reach: z.string().nullable() }).nullable(),
  pictures: z.array(picture),
  timeline: z.array(entry),
  nextSteps: z.array(z.enum(stepNames)),
})
export type WholeCase = z.infer<typeof whole>

const followed = z.object({
  number: z.string(),
  state,
  kind: namedKind,
  region: bilingual,
  /** What the reporter said and sent: only with the key of his link. */
  own: z
    .object({ address: z.string(), description: z.string().nullable(), pictures: z.array(picture) })
    .nullable(),
  timeline: z.array(
    entry.pick({ seq: true, happened: true, at: true, role: true, reason: true, department: true }),
  ),
})
export type FollowedCase = z.infer<typeof followed>

const followKey = z.string().regex(/^[A-Za-z0-9_-]{22}$/)
export const caseNumber = z
  .string()
  .trim()
  .regex(/^\d{6}-\d{8}-\d{4,8}$/)
const size = z.enum(['small', 'large']).default('large')

export const caseContract = {
  report: write('/cases', { may: 'anyone', axis: 'open', rate: { most: 30, seconds: 600 } })
    .errors({
      ...pictureRefusals,
      ...attachRefusals,
      'grids.outside': { status: 422, data: z.object({ metres: z.int().nullable() }) },
      'cases.no_kind': { status: 400 },
      'cases.no_region': { status: 400 },
    })
    .input(
      z.object({
        kind: kindKey,
        where,
        address: text(200).default(''),
        description: text(2000).default(''),
        pictures: uploads.max(6).default([]),
        contact: z.object({ name: text(80).default(''), reach: text(120).default('') }).optional(),
        language: z.enum(['zh', 'en']).default('zh'),
      }),
    )
    .output(z.object({ id, number: z.string(), followKey: z.string() })),
  list: read('/cases', { may: 'cases.see', axis: 'open' })
    .input(
      z.object({
        /** `mine`: waiting for a step of this post, longest first; `open`, `ended`: newest first. */
        queue: z.enum(['mine', 'open', 'ended']).default('mine'),
        after: z
          .string()
          .regex(/^\d{4}-[\d:.TZ-]{20}\/[0-9a-f-]{36}$/)
          .refine(
            cursor =>
              id.safeParse(cursor.slice(25)).success && instant.safeParse(cursor.slice(0, 24)).success,
          )
          .optional(),
        limit: z.coerce.number().int().min(1).max(200).default(100),
      }),
    )
    .output(z.object({ cases: z.array(summary), after: z.string().nullable(), total: z.int() })),
  show: read('/cases/{id}', { may: 'cases.see', axis: 'open' }).input(z.object({ id })).output(whole),
  picture: read('/cases/{id}/pictures/{file}', { may: 'cases.see', axis: 'open' })
    .input(z.object({ id, file: id, size }))
    .output(z.file()),
  follow: read('/follow/{number}', { may: 'anyone', axis: 'open', rate: { most: 120, seconds: 600 } })
    .input(z.object({ number: caseNumber, key: followKey.optional() }))
    .output(followed),
  followPicture: read('/follow/{number}/pictures/{file}', {
    may: 'anyone',
    axis: 'open',
    rate: { most: 600, seconds: 600 },
  })
    .input(z.object({ number: caseNumber, file: id, key: followKey, size }))
    .output(z.file()),
}

/** What every step asks and answers. */
export const stepInput = z.object({
  id,
  /** The `step` of the case as the screen showed it. */
  seen: z.int().positive().optional(),
  note: text(500).optional(),
})
export const stepOutput = z.object({ id, number: z.string(), state, step: z.int() })

export const stepRefusals = {
  ...attachRefusals,
  /** Someone else was first, or the case is elsewhere: who, what, when. */
  'cases.moved_on': {
    status: 409,
    data: z.object({
      state,
      happened: z.string(),
      at: instant,
      role: z.string().nullable(),
      name: z.string().nullable(),
    }),
  },
} as const

/** A step that goes back or ends a case says why, by one of its own reasons. */
export const because = <R extends string>(reasons: readonly [R, ...R[]]) =>
  stepInput.extend({ reason: z.enum(reasons) })
export const outcome = z.enum(outcomes)
export const evidence = uploads.min(1).max(6)
