// What the rules propose for a case, and what changed rules would have done to last month's cases, as shapes.
import { z } from 'zod'
import { bilingual, instant } from '../../base/contract.ts'
import { kindKey } from '../catalogue/contract.ts'
import { namedRule, organisation } from '../organisations/contract.ts'
import { conditions, losses } from '../organisations/rules.ts'

/** By what a department came into the list: its rule fired, or does so across a border nearby, or … */
export const grounds = ['rule', 'border', 'other_rule', 'experience'] as const

const candidate = z.object({
  department: organisation,
  by: z.enum(grounds),
  /** The rule that names it; null where only experience does. */
  rule: namedRule.nullable(),
  near: z.object({ region: bilingual, metres: z.int() }).nullable(),
  /** Of the last cases of this kind around here: how often it was sent one, and how many came back. */
  sent: z.int(),
  back: z.int(),
  /** It gave this very case back and is not sent it again. */
  gaveBack: z.boolean(),
})
export type Candidate = z.infer<typeof candidate>

export const proposal = z.object({
  /** The department to choose first; a person decides. */
  proposed: z
    .object({ department: organisation, rule: namedRule, why: z.array(z.enum(conditions)) })
    .nullable(),
  /** Why none is proposed. */
  none: z.enum(['no_rule', 'closed', 'gave_back']).nullable(),
  ranked: z.array(candidate),
  /** The other rules that match, in their order, and what each lost by. */
  losers: z.array(z.object({ rule: namedRule, department: organisation.nullable(), lost: z.enum(losses) })),
  experience: z.object({ cases: z.int(), region: bilingual.nullable() }),
})
export type Proposal = z.infer<typeof proposal>

const choice = z.object({
  /** Null where no rule names anybody. */
  department: organisation.nullable(),
  rule: namedRule.nullable(),
})

/** Counts only: whoever tries rules sees no case. */
export const trial = z.object({
  since: instant,
  cases: z.int(),
  /** How many would have gone elsewhere. */
  moved: z.int(),
  moves: z.array(
    z.object({
      kind: kindKey.extend({ name: bilingual.nullable() }),
      region: bilingual.nullable(),
      from: choice,
      to: choice,
      cases: z.int(),
      /** How many of them stand with the one, or with the other, in fact. */
      withFrom: z.int(),
      withTo: z.int(),
    }),
  ),
  departments: z.array(
    z.object({
      department: organisation.nullable(),
      before: z.int(),
      after: z.int(),
      /** Where they are in fact; without a department they wait to be dispatched. */
      inFact: z.int(),
    }),
  ),
})
export type Trial = z.infer<typeof trial>
