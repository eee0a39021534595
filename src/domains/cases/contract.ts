// Cases: reporting one, the queues, one case whole, and what its reporter may follow. The steps themselves
// are calls of supervision, command and handling; their shape and refusals are here.
import { z } from 'zod'
import { bilingual, id, instant, position, read, text, write } from '../../base/contract.ts'
import { limit } from '../../base/limits.ts'
import { attachRefusals, pictureRefusals, storeRefusals } from '../../base/uploads-calls.ts'
import { kindKey } from '../catalogue/contract.ts'
import { lights } from './clock.ts'
import { entry } from './contract/timeline.ts'
import { needRefusals, unsaid } from './rules.ts'
import { closingOutcomes, outcomes, purposes, stageNames, states } from './states.ts'
import { stepNames } from './steps.ts'

const uploads = z.array(id).refine(ids => new Set(ids).size === ids.length, 'twice')
const state = z.enum(states)
const namedKind = kindKey.extend({ name: bilingual })
const place = position.extend({ precision: z.enum(['device', 'map', 'region']) })

/** Where it is: a position somebody measured or pointed at, or only the region he knows. */
export const where = z.union([
  position.extend({ precision: z.enum(['device', 'map']) }),
  z.object({ region: z.string().regex(/^\d{9}(\d{3})?$/) }),
])

export const summary = z.object({
  id,
  number: z.string(),
  state,
  /** The last step that mattered; send it back as `seen` and a step on an outdated screen is refused. */
  step: z.int(),
  kind: namedKind,
  source: z.enum(['portal', 'inspector', 'hotline', 'import']),
  address: z.string(),
  region: bilingual,
  reportedAt: instant,
  stateSince: instant,
  department: bilingual.nullable(),
  rework: z.int(),
  reopened: z.int(),
  selfHandled: z.boolean(),
  /** The clock of the stage that runs; all null where none does. */
  stage: z.enum(stageNames).nullable(),
  light: z.enum(lights).nullable(),
  soonAt: instant.nullable(),
  dueAt: instant.nullable(),
  /** The limit rests on dates whose holidays are not published yet. */
  provisional: z.boolean(),
  /** What somebody asked for and nobody has decided. */
  asked: z.enum(['extension', 'suspension', 'force', 'reopen']).nullable(),
  /** To be handled within hours of the wall clock. */
  urgent: z.boolean(),
  /** It came back to where it stands now. */
  returned: z.boolean(),
  place,
})
export type CaseSummary = z.infer<typeof summary>

const picture = z.object({
  file: id,
  shows: z.enum(['report', 'before', 'after', 'check', 'note']),
  takenAt: instant,
})
export type CasePicture = z.infer<typeof picture>

const named = z.object({ id, number: z.string(), state })
const whole = summary.extend({
  grid: z.object({ code: z.string(), name: z.string() }).nullable(),
  /** The part of the register that it is about. */
  part: z.object({ code: z.string(), name: z.string() }).nullable(),
  description: z.string().nullable(),
  outcome: z.enum(outcomes).nullable(),
  contact: z.object({ name: z.string().nullable(), reach: z.string().nullable() }).nullable(),
  pictures: z.array(picture),
  timeline: z.array(entry),
  nextSteps: z.array(z.enum(stepNames)),
  /** The stages that are over: how long each lasted, against when it was due. */
  stages: z.array(
    z.object({
      stage: z.enum(stageNames),
      since: instant,
      until: instant,
      dueAt: instant.nullable(),
      late: z.boolean(),
    }),
  ),
  /** What was fixed at filing. */
  filed: z
    .object({
      rulebook: z.int(),
      condition: z.int().nullable(),
      name: bilingual.nullable(),
      closing: bilingual.nullable(),
      limit: limit.nullable(),
      area: z.enum(['A', 'B', 'C']),
    })
    .nullable(),
  extensions: z.int(),
  request: z
    .object({ what: z.enum(['extension', 'suspension']), add: limit.nullable(), until: instant.nullable() })
    .nullable(),
  /** Who may decide about closing it by force: somebody else than who asked. */
  forcing: z.enum(['nobody', 'self', 'another']),
  /** The open task of an inspector; who was drawn only the supervision knows. */
  task: z
    .object({ purpose: z.enum(purposes), own: z.boolean(), drawnAt: instant, name: z.string().nullable() })
    .nullable(),
  parent: named.nullable(),
  children: z.array(named),
  joinedTo: named.nullable(),
  /** Cases that were joined to this one. */
  joined: z.array(named),
})
export type WholeCase = z.infer<typeof whole>

const followed = z.object({
  number: z.string(),
  state,
  kind: namedKind,
  region: bilingual,
  /** The case that this report was joined to; what follows is told of that one. */
  joinedTo: z.string().nullable(),
  /** When the stage that runs should be over. */
  dueAt: instant.nullable(),
  /** What the reporter is asked now, and whether he may say if it is fixed. */
  question: z.string().nullable(),
  mayJudge: z.boolean(),
  /** What the reporter said and sent: only with the key of his link. */
  own: z
    .object({ address: z.string(), description: z.string().nullable(), pictures: z.array(picture) })
    .nullable(),
  timeline: z.array(
    entry.pick({
      seq: true,
      happened: true,
      at: true,
      imported: true,
      role: true,
      reason: true,
      department: true,
    }),
  ),
})
export type FollowedCase = z.infer<typeof followed>

export const judgementReasons = [
  'quick',
  'slow',
  'well_done',
  'badly_done',
  'not_told',
  'back_again',
] as const

const followKey = z.string().regex(/^[A-Za-z0-9_-]{22}$/)
export const caseNumber = z
  .string()
  .trim()
  .regex(/^\d{6}-\d{8}-\d{4,8}$/)
const size = z.enum(['small', 'large']).default('large')

const missingNeeds = Object.fromEntries(
  Object.values(needRefusals).map(code => [`cases.${code}`, { status: 409 }] as const),
)

export const stepRefusals = {
  ...attachRefusals,
  ...missingNeeds,
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

export const caseContract = {
  report: write('/cases', { may: 'anyone', axis: 'open', rate: { most: 30, seconds: 600 } })
    .errors({
      ...pictureRefusals,
      ...attachRefusals,
      'grids.outside': { status: 422, data: z.object({ metres: z.int().nullable() }) },
      'cases.no_kind': { status: 400 },
      'cases.no_region': { status: 400 },
      'cases.no_part': { status: 400 },
      'cases.needs_before': { status: 400 },
    })
    .input(
      z
        .object({
          kind: kindKey.optional(),
          where: where.optional(),
          /** The code of the part it is about. */
          part: z
            .string()
            .regex(/^\d{16}$/)
            .optional(),
          address: text(200).default(''),
          description: text(2000).default(''),
          pictures: uploads.max(6).default([]),
          /** Put right on the spot by the inspector: `pictures` show it before, these after. */
          putRight: uploads.min(1).max(6).optional(),
          contact: z.object({ name: text(80).default(''), reach: text(120).default('') }).optional(),
          language: z.enum(['zh', 'en']).default('zh'),
        })
        .superRefine((said, context) => {
          for (const field of unsaid(said))
            context.addIssue({ code: 'custom', path: [field], message: 'missing', input: undefined })
        }),
    )
    .output(z.object({ id, number: z.string(), followKey: z.string() })),
  list: read('/cases', { may: 'cases.see', axis: 'open' })
    .input(
      z.object({
        /** `mine`: waiting for a step of this post, due first; `late`: past a limit, likewise; `open`, `ended`: newest first. */
        queue: z.enum(['mine', 'late', 'open', 'ended']).default('mine'),
        after: z
          .string()
          .regex(/^\d{4}-[\d:.TZ-]{19}\/[0-9a-f-]{36}$/)
          .refine(
            cursor =>
              id.safeParse(cursor.slice(25)).success && instant.safeParse(cursor.slice(0, 24)).success,
          )
          .optional(),
        limit: z.coerce.number().int().min(1).max(200).default(100),
      }),
    )
    .output(z.object({ cases: z.array(summary), after: z.string().nullable(), total: z.int() })),
  /** How long the stages of a period took, from the event log: the time from report to feedback among them. */
  times: read('/case-times', { may: 'cases.audit', axis: 'open' })
    .input(z.object({ from: instant, until: instant }))
    .output(
      z.object({
        /** By the wall clock, in minutes; half of them took no longer, nine of ten no longer. */
        stages: z.array(
          z.object({
            stage: z.enum(stageNames),
            ended: z.int(),
            late: z.int(),
            median: z.number(),
            ninth: z.number(),
          }),
        ),
        /** From the first report to feedback (handled) and to closing, of what was handled or closed in the period. */
        toFeedback: z.object({ cases: z.int(), median: z.number().nullable(), ninth: z.number().nullable() }),
        toClosing: z.object({ cases: z.int(), median: z.number().nullable(), ninth: z.number().nullable() }),
      }),
    ),
  /** The cases about one part, open ones first, as far as the post may see them. */
  ofPart: read('/parts/{code}/cases', { may: 'cases.see', axis: 'open' })
    .input(z.object({ code: z.string().regex(/^\d{16}$/) }))
    .output(z.array(summary)),
  show: read('/cases/{id}', { may: 'cases.see', axis: 'open' }).input(z.object({ id })).output(whole),
  picture: read('/cases/{id}/pictures/{file}', { may: 'cases.see', axis: 'open' })
    .errors(storeRefusals)
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
    .errors(storeRefusals)
    .input(z.object({ number: caseNumber, file: id, key: followKey, size }))
    .output(z.file()),
  /** A word or a picture on any open case that one may see. */
  note: write('/cases/{id}/notes', { may: 'cases.note', axis: 'open' })
    .errors(stepRefusals)
    .input(z.object({ id, note: text(500), pictures: uploads.max(6).default([]) }))
    .output(z.object({ id, step: z.int() })),
  /** The reporter answers what he was asked, or adds something, by the key of his link. */
  addToReport: write('/follow/{number}/additions', {
    may: 'anyone',
    axis: 'open',
    rate: { most: 30, seconds: 600 },
  })
    .errors({ ...attachRefusals, 'cases.ended': { status: 409 } })
    .input(
      z.object({
        number: caseNumber,
        key: followKey,
        text: text(2000).default(''),
        pictures: uploads.max(6).default([]),
      }),
    )
    .output(z.object({ answered: z.boolean() })),
  /** Fixed? Satisfied? Asked of the reporter when it is closed; “not fixed” inside the window asks for reopening. */
  judge: write('/follow/{number}/judgement', {
    may: 'anyone',
    axis: 'open',
    rate: { most: 30, seconds: 600 },
  })
    .errors({ 'cases.not_closed': { status: 409 }, 'cases.judged_already': { status: 409 } })
    .input(
      z.object({
        number: caseNumber,
        key: followKey,
        fixed: z.boolean(),
        satisfied: z.boolean().optional(),
        reasons: z.array(z.enum(judgementReasons)).max(judgementReasons.length).default([]),
      }),
    )
    .output(z.object({ reopenAsked: z.boolean() })),
}

/** What every step asks and answers. */
export const stepInput = z.object({
  id,
  /** The `step` of the case as the screen showed it. */
  seen: z.int().positive().optional(),
  note: text(500).optional(),
})
export const stepOutput = z.object({ id, number: z.string(), state, step: z.int() })

/** A step that goes back or ends a case says why, by one of its own reasons. */
export const because = <R extends string>(reasons: readonly [R, ...R[]]) =>
  stepInput.extend({ reason: z.enum(reasons) })
export const outcome = z.enum(closingOutcomes)
/** The same step for many cases at once. */
export const manyInput = z.object({ ids: z.array(id).min(1).max(500) })
export const manyOutput = z.object({
  moved: z.array(stepOutput),
  /** What was not moved, each with the code of its refusal. */
  refused: z.array(z.object({ id, code: z.string() })),
})
export const evidence = uploads.min(1).max(6)
export const maybeEvidence = uploads.max(6).default([])
