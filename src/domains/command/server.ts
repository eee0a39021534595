// Command: each call is one step of a case.
import { implement } from '@orpc/server'
import { Refusal, refusal } from '../../base/errors.ts'
import { type Asked, type Ctx, guard } from '../../base/gate.ts'
import { splitInto, termsOf } from '../cases/splitting.ts'
import { held } from '../cases/store/facts.ts'
import { sightOf, takeMany, takeOnly } from '../cases/taking.ts'
import { commandContract } from './contract.ts'
import { dispatchMany, dispatchOne, dispatchPart, openWith } from './dispatching.ts'
import { proposalFor, trialFor } from './proposing.ts'

const on = implement(commandContract).$context<Asked>().use(guard)

export const commandRouter = on.router({
  proposal: on.proposal.handler(({ context, input }) => proposalFor(context, input.id)),
  tryRules: on.tryRules.handler(({ context, input }) => trialFor(context, input.changes)),
  dispatch: on.dispatch.handler(({ context, input }) => dispatchOne(context, input)),
  dispatchMany: on.dispatchMany.handler(({ context, input }) => dispatchMany(context, input)),
  insist: on.insist.handler(async ({ context, input: { department, reason, ...input } }) => {
    await openWith(context.tx, [department])
    return takeOnly(
      context,
      'insist',
      { ...input, detail: { department, reason }, change: { department } },
      ({ refusedBy }) => {
        if (!refusedBy.includes(department)) throw new Refusal('command.not_given_back', 409)
        return {}
      },
    )
  }),
  partConditions: on.partConditions.handler(async ({ context, input: { id, ...kind } }) => {
    const { area, inherited, fallback, conditions } = await termsOf(context, id, kind)
    return {
      area,
      inherited,
      fallback,
      conditions: conditions.map(({ seq, name, closing, limits }) => ({
        seq,
        name,
        closing,
        limit: limits[area],
      })),
    }
  }),
  split: on.split.handler(async ({ context, input: { parts, ...input } }) => {
    await openWith(
      context.tx,
      parts.flatMap(({ department }) => department ?? []),
    )
    const split = await splitInto(context, input, parts)
    for (const [at, { department }] of parts.entries()) {
      const part = split.parts[at]
      if (part && department !== undefined) await dispatchPart(context, { id: part.id, department })
    }
    return split
  }),
  returnToFiling: on.returnToFiling.handler(({ context, input: { reason, ...input } }) =>
    takeOnly(context, 'returnToFiling', { ...input, detail: { reason } }),
  ),
  redo: on.redo.handler(({ context, input: { reason, ...input } }) =>
    takeOnly(context, 'redo', { ...input, detail: { reason } }),
  ),
  pass: on.pass.handler(({ context, input }) => takeOnly(context, 'pass', input)),
  passMany: on.passMany.handler(({ context, input }) => takeMany(context, 'pass', input)),
  decide: on.decide.handler(async ({ context, input: { granted, reason, ...input } }) => {
    const what = await requestOf(context, input.id)
    const step = granted
      ? ({ extension: 'grantExtension', suspension: 'grantSuspension' } as const)[what]
      : ({ extension: 'refuseExtension', suspension: 'refuseSuspension' } as const)[what]
    return takeOnly(
      context,
      step,
      { ...input, detail: { reason }, change: { request: null } },
      ({ request }) => {
        if (granted && request?.what === 'suspension' && request.until <= context.now)
          throw new Refusal('command.suspension_over', 409)
        return {
          detail: request?.what === 'extension' ? { add: request.add } : { until: request?.until ?? null },
        }
      },
    )
  }),
  resume: on.resume.handler(({ context, input: { reason, ...input } }) =>
    takeOnly(context, 'resume', { ...input, detail: { reason } }),
  ),
  urge: on.urge.handler(({ context, input: { reason, ...input } }) =>
    takeOnly(context, 'urge', { ...input, detail: { reason } }),
  ),
})

async function requestOf(context: Ctx, id: string): Promise<'extension' | 'suspension'> {
  const [row] = await held(context.tx, [id], await sightOf(context))
  if (!row) throw refusal('base.not_found')
  if (!row.request) throw new Refusal('cases.no_request', 409)
  return row.request.what
}
