// The calls about honesty: who is on shift, what looked odd and how it was judged, and the figures that are published.
import { z } from 'zod'
import { bilingual, id, instant, read, write } from '../../../base/contract.ts'
import { purposes, states } from '../../cases/states.ts'
import { roleNames } from '../../identity/rules.ts'
import { flagKinds, verdicts } from '../rules.ts'

const duty = z.object({
  since: instant.nullable(),
  /** When it counts as ended by itself. */
  until: instant.nullable(),
})

const caseOf = z.object({ id, number: z.string() })
const flag = z.object({
  id,
  what: z.enum(flagKinds),
  case: caseOf.extend({ state: z.enum(states), kind: bilingual }),
  /** Why somebody was there; null for what a department showed. */
  purpose: z.enum(purposes).nullable(),
  role: z.enum(roleNames).nullable(),
  /** Only for whoever judges. */
  name: z.string().nullable(),
  raisedAt: instant,
  verdict: z.enum(verdicts).nullable(),
  judgedAt: instant.nullable(),
  detail: z.object({
    /** From the case, or between two places. */
    metres: z.int().nullable(),
    /** The reason that was given for not being nearer. */
    away: z.string().nullable(),
    file: id.nullable(),
    otherFile: id.nullable(),
    otherCase: caseOf.nullable(),
    /** Of 64 bits of their looks, so many differ. */
    bits: z.int().nullable(),
    seconds: z.int().nullable(),
    /** Kilometres an hour; null where no time passed at all. */
    speed: z.int().nullable(),
    series: z.enum(['hasty', 'regular']).nullable(),
    count: z.int().nullable(),
  }),
})
export type Flag = z.infer<typeof flag>

/** A share with the interval in which it lies, as far as so few tell (Wilson, 95 %). */
const share = z.object({ share: z.number(), low: z.number(), high: z.number() })

const figures = z.object({
  closed: z.int(),
  /** Of those, by force; by the inspector himself; because it cannot be fixed. */
  forced: z.int(),
  selfHandled: z.int(),
  cannot: z.int(),
  /** After an inspector had found them fixed: of these a share is looked at again. */
  eligible: z.int(),
  drawn: z.int(),
  answered: z.int(),
  agreeing: z.int(),
  /** The verified-close rate: of the second looks, how many agree. */
  verified: share.nullable(),
})
export type Figures = z.infer<typeof figures>

const honesty = z.object({
  from: instant,
  until: instant,
  total: figures,
  byDepartment: z.array(figures.extend({ department: bilingual.nullable() })),
  /** By the subdistrict of the first inspector's post; null where none had looked. */
  byRegion: z.array(figures.extend({ region: bilingual.nullable() })),
  /** Only for whoever judges. */
  byInspector: z.array(figures.extend({ name: z.string() })).nullable(),
  /** Second looks that wait because there is nobody to draw, at this moment. */
  waiting: z.int(),
  /** Draws that were made anew on the word of a shift leader. */
  redrawn: z.int(),
  /** Answers from the spot, and those given from too far away or from nowhere known. */
  answers: z.object({ given: z.int(), away: z.int() }),
  /** Reports, and those that did not come from an inspector. */
  reports: z.object({ made: z.int(), public: z.int() }),
  flags: z.array(
    z.object({
      what: z.enum(flagKinds),
      open: z.int(),
      sound: z.int(),
      careless: z.int(),
      false: z.int(),
    }),
  ),
})
export type Honesty = z.infer<typeof honesty>

const longestDays = 400

export const honestyCalls = {
  myDuty: read('/duty', { may: 'supervision.check', axis: 'supervision' }).output(duty),
  /** Whoever is on shift is drawn before others; it ends by itself after sixteen hours. */
  beginDuty: write('/duty', { may: 'supervision.check', axis: 'supervision' }).output(duty),
  endDuty: write('/duty', { may: 'supervision.check', axis: 'supervision' }, 'DELETE').output(duty),
  /** What looked odd, the newest first. */
  flags: read('/flags', { may: 'cases.audit', axis: 'open' })
    .input(
      z.object({
        what: z.enum(flagKinds).optional(),
        /** `open`: not judged yet. */
        verdict: z.enum(['open', ...verdicts]).optional(),
        after: z
          .string()
          .regex(/^\d{4}-[\d:.TZ-]{19}\/[0-9a-f-]{36}$/)
          .refine(
            cursor =>
              instant.safeParse(cursor.slice(0, 24)).success && id.safeParse(cursor.slice(25)).success,
          )
          .optional(),
        limit: z.coerce.number().int().min(1).max(200).default(50),
      }),
    )
    .output(z.object({ flags: z.array(flag), after: z.string().nullable(), total: z.int() })),
  /** Says what a flag means; it never changes the case. A verdict may be changed by whoever names the old one. */
  judgeFlag: write('/flags/{id}/verdict', { may: 'supervision.evaluate', axis: 'supervision' })
    .errors({
      'supervision.judged_meanwhile': {
        status: 409,
        data: z.object({ verdict: z.enum(verdicts).nullable() }),
      },
      'supervision.own_flag': { status: 409 },
    })
    .input(z.object({ id, verdict: z.enum(verdicts), was: z.enum(verdicts).nullable().default(null) }))
    .output(z.object({ id, verdict: z.enum(verdicts), judgedAt: instant })),
  /** How far what was closed can be relied on: figures of a period, exact from the event log. */
  honesty: read('/honesty', { may: 'cases.audit', axis: 'open' })
    .input(
      z
        .object({ from: instant, until: instant })
        .refine(({ from, until }) => Date.parse(from) < Date.parse(until), { path: ['until'] })
        .refine(({ from, until }) => Date.parse(until) - Date.parse(from) <= longestDays * 86_400_000, {
          path: ['from'],
        }),
    )
    .output(honesty),
}
