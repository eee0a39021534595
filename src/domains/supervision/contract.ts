// The supervision side: screening and filing before, checking on the spot and closing after; a second person
// where force is used, and what is asked of reporters and inspectors.
import { z } from 'zod'
import { bilingual, id, instant, position, read, text, write } from '../../base/contract.ts'
import { limit } from '../../base/limits.ts'
import { joinables, joinSearch } from '../cases/contract/joining.ts'
import {
  because,
  evidence,
  manyInput,
  manyOutput,
  outcome,
  stepInput,
  stepOutput,
  stepRefusals,
  where,
} from '../cases/contract.ts'
import {
  awayReasons,
  decisionReasons,
  forceReasons,
  joinReasons,
  keepClosedReasons,
  redrawReasons,
  refusalReasons,
  reopenReasons,
  sendBackReasons,
} from '../cases/reasons.ts'
import { kindKey } from '../catalogue/contract.ts'
import { honestyCalls } from './contract/honesty.ts'

const step = (path: `/${string}`, may: string) =>
  write(`/cases/{id}${path}`, { may, axis: 'supervision' }).errors(stepRefusals).output(stepOutput)
const many = (path: `/${string}`, may: string) =>
  write(`/bulk${path}`, { may, axis: 'supervision' }).output(manyOutput)

/** What an inspector answers from the spot: pictures, where he stands, and why he is not nearer. */
const answer = stepInput.extend({
  pictures: evidence,
  position: position.optional(),
  /** When the device recorded it; the server keeps its own time of receipt beside. */
  takenAt: instant.optional(),
  away: z.enum(awayReasons).optional(),
})
const awayRefusals = {
  /** Further from the case than its kind allows, or nowhere known: say why. */
  'supervision.too_far': { status: 422, data: z.object({ metres: z.int().nullable(), allowed: z.int() }) },
} as const

/** The other case of a join. */
const into = z.object({ into: id })
const joinRefusals = { 'supervision.not_joinable': { status: 409 } } as const

export const supervisionContract = {
  ...honestyCalls,
  accept: step('/acceptance', 'supervision.accept').input(stepInput),
  acceptMany: many('/acceptance', 'supervision.accept').input(manyInput),
  /** The sentence of the reason goes to the reporter. */
  refuse: step('/refusal', 'supervision.accept').input(because(refusalReasons)),
  /** Looks over what an inspector put right by himself, and closes it. */
  audit: step('/audit', 'supervision.accept').input(stepInput),
  /** What a report may be joined to: open cases, the likeliest first. */
  joinable: read('/cases/{id}/joining/candidates', { may: 'supervision.accept', axis: 'supervision' })
    .input(joinSearch)
    .output(joinables),
  join: step('/joining', 'supervision.accept')
    .errors(joinRefusals)
    .input(because(joinReasons).extend(into.shape)),
  /** An inspector is drawn to look whether it is true. */
  askVerify: step('/verification-request', 'supervision.accept').input(stepInput),
  verify: step('/verification', 'supervision.check')
    .errors(awayRefusals)
    .input(answer.extend({ isTrue: z.boolean() })),
  /** The question goes to the reporter; without an answer the case goes on after some days. */
  askReporter: step('/question', 'supervision.accept').input(
    stepInput.extend({ note: text(500).pipe(z.string().min(1)) }),
  ),
  /** Another kind or place; the old one stays with the case. */
  correct: step('/correction', 'supervision.accept')
    .errors({
      'supervision.nothing_to_correct': { status: 422 },
      'cases.no_kind': { status: 400 },
      'cases.no_region': { status: 400 },
      'grids.outside': { status: 422, data: z.object({ metres: z.int().nullable() }) },
    })
    .input(
      stepInput.extend({ kind: kindKey.optional(), where: where.optional(), address: text(200).optional() }),
    ),
  /** The filing conditions of the case's kind with what each allows in its area. */
  conditions: read('/cases/{id}/conditions', { may: 'supervision.file', axis: 'supervision' })
    .input(z.object({ id }))
    .output(
      z.object({
        area: z.enum(['A', 'B', 'C']),
        /** What holds where no condition of the kind is listed. */
        fallback: limit.nullable(),
        conditions: z.array(z.object({ seq: z.int(), name: bilingual, closing: bilingual, limit })),
      }),
    ),
  file: step('/filing', 'supervision.file')
    .errors({ 'supervision.needs_condition': { status: 422 }, 'supervision.no_condition': { status: 422 } })
    .input(stepInput.extend({ condition: z.int().optional() })),
  /** Back to the acceptor, who has to ask or mend something. */
  sendBack: step('/return-to-acceptance', 'supervision.file').input(because(sendBackReasons)),
  /** The shift leader’s own refusal; the reporter is told. */
  discard: step('/discarding', 'supervision.file').input(because(refusalReasons)),
  /** The answer of the inspector who was drawn, first or second; neither learns which he is. */
  check: step('/check', 'supervision.check')
    .errors(awayRefusals)
    .input(answer.extend({ fixed: z.boolean() })),
  close: step('/closing', 'supervision.close').input(stepInput.extend({ outcome })),
  closeMany: many('/closing', 'supervision.close').input(manyInput.extend({ outcome })),
  /** The same for a case that goes on already. */
  mergeable: read('/cases/{id}/merging/candidates', { may: 'supervision.close', axis: 'supervision' })
    .input(joinSearch)
    .output(joinables),
  merge: step('/merging', 'supervision.close')
    .errors(joinRefusals)
    .input(because(joinReasons).extend(into.shape)),
  /** Asks to close without the way through; another shift leader decides. */
  askForce: step('/force-request', 'supervision.close').input(because(forceReasons)),
  decideForce: step('/force-decision', 'supervision.close').input(
    because(decisionReasons).extend({ granted: z.boolean() }),
  ),
  /** Another inspector, drawn anew. */
  redraw: step('/redraw', 'supervision.close').input(because(redrawReasons)),
  reopen: step('/reopening', 'supervision.close').input(because(reopenReasons)),
  keepClosed: step('/kept-closed', 'supervision.close').input(because(keepClosedReasons)),
}
