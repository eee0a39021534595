// The command side: dispatching to whoever is responsible, splitting, deciding what departments ask for, and
// passing the result on to the check.
import { z } from 'zod'
import { bilingual, id, read, text, write } from '../../base/contract.ts'
import { limit } from '../../base/limits.ts'
import { because, manyInput, manyOutput, stepInput, stepOutput, stepRefusals } from '../cases/contract.ts'
import {
  decisionReasons,
  insistReasons,
  resumeReasons,
  returnReasons,
  reworkReasons,
  urgeReasons,
} from '../cases/reasons.ts'
import { kindKey } from '../catalogue/contract.ts'
import { mostRules, ruleChange, ruleRefusals } from '../organisations/contract.ts'
import { proposal, trial } from './proposals.ts'

const step = (path: `/${string}`, may: string) =>
  write(`/cases/{id}${path}`, { may, axis: 'command' }).errors(stepRefusals).output(stepOutput)
const many = (path: `/${string}`, may: string) =>
  write(`/bulk${path}`, { may, axis: 'command' }).output(manyOutput)

const noDepartment = { 'command.no_department': { status: 400 } } as const

export const commandContract = {
  /** Who should be sent the case, and why. */
  proposal: read('/cases/{id}/proposal', { may: 'command.dispatch', axis: 'command' })
    .input(z.object({ id }))
    .output(proposal),
  /** What changed rules would have done to last month's cases, in counts: whoever keeps rules sees no case. */
  tryRules: write('/responsibility-rules/trial', { may: 'organisations.administer', axis: 'system' })
    .errors(ruleRefusals)
    .input(z.object({ changes: z.array(ruleChange).max(mostRules) }))
    .output(trial),
  dispatch: step('/dispatch', 'command.dispatch')
    .errors({ ...noDepartment, 'command.gave_it_back': { status: 409 } })
    .input(stepInput.extend({ department: id })),
  dispatchMany: many('/dispatch', 'command.dispatch')
    .errors(noDepartment)
    .input(manyInput.extend({ department: id })),
  /** To a department that gave it back before: the coordinator’s word. */
  insist: step('/insistence', 'command.pass')
    .errors({ ...noDepartment, 'command.not_given_back': { status: 409 } })
    .input(because(insistReasons).extend({ department: id })),
  /** What a part of this kind can be filed under, by the rulebook that the whole was filed under. */
  partConditions: read('/cases/{id}/parts/conditions', { may: 'command.dispatch', axis: 'command' })
    .input(kindKey.extend({ id }))
    .output(
      z.object({
        area: z.enum(['A', 'B', 'C']),
        /** What the whole was filed under, where it was filed as this kind: it holds where nothing is chosen. */
        inherited: z.object({ condition: z.int().nullable(), limit: limit.nullable() }).nullable(),
        /** What holds where no condition of the kind is listed. */
        fallback: limit.nullable(),
        conditions: z.array(z.object({ seq: z.int(), name: bilingual, closing: bilingual, limit })),
      }),
    ),
  /** Into parts that go their own ways; the whole closes with the last of them. */
  split: write('/cases/{id}/parts', { may: 'command.dispatch', axis: 'command' })
    .errors({
      ...stepRefusals,
      ...noDepartment,
      'cases.no_kind': { status: 400 },
      'command.needs_condition': { status: 422 },
      'command.no_condition': { status: 422 },
    })
    .input(
      stepInput.extend({
        parts: z
          .array(
            z.object({
              /** Of the whole where it is not said. */
              kind: kindKey.optional(),
              /** Needed where the kind has several, and the whole was not filed under one of them. */
              condition: z.int().optional(),
              /** Sent there at once; it waits to be dispatched where nothing is said. */
              department: id.optional(),
              description: text(500).default(''),
            }),
          )
          .min(2)
          .max(10),
      }),
    )
    .output(stepOutput.extend({ parts: z.array(z.object({ id, number: z.string() })) })),
  /** Wrongly filed: back to the shift leader. */
  returnToFiling: step('/return-to-filing', 'command.dispatch').input(because(returnReasons)),
  pass: step('/passing', 'command.pass').input(stepInput),
  passMany: many('/passing', 'command.pass').input(manyInput),
  /** Not good enough to be checked: the same department works on. */
  redo: step('/rework', 'command.pass').input(because(reworkReasons)),
  /** The answer to what the department asked for: more time, or to let it stand. */
  decide: step('/decision', 'command.pass')
    .errors({ 'command.suspension_over': { status: 409 } })
    .input(because(decisionReasons).extend({ granted: z.boolean() })),
  resume: step('/resumption', 'command.pass').input(because(resumeReasons)),
  urge: step('/urging', 'command.urge').input(because(urgeReasons)),
}
