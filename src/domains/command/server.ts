// Command: each call is one step of a case.
import { implement } from '@orpc/server'
import type { Tx } from '../../base/db.ts'
import { Refusal, refusal } from '../../base/errors.ts'
import { type Asked, type Ctx, guard } from '../../base/gate.ts'
import { splitInto } from '../cases/splitting.ts'
import { held } from '../cases/store/facts.ts'
import { sightOf, takeMany, takeOnly } from '../cases/taking.ts'
import { openOrganisations } from '../organisations/store.ts'
import { commandContract } from './contract.ts'
import { proposalFor, trialFor } from './proposing.ts'

const on = implement(commandContract).$context<Asked>().use(guard)

export const commandRouter = on.router({
  proposal: on.proposal.handler(({ context, input }) => proposalFor(context, input.id)),
  tryRules: on.tryRules.handler(({ context, input }) => trialFor(context, input.changes)),
  dispatch: on.dispatch.handler(async ({ context, input: { department, ...input } }) => {
    await refuseUnknown(context.tx, department)
    const sent = { ...input, detail: { department }, change: { department } }
    return takeOnly(context, 'dispatch', sent, ({ refusedBy }) => {
      if (refusedBy.includes(department)) throw new Refusal('command.gave_it_back', 409)
      return {}
    })
  }),
  dispatchMany: on.dispatchMany.handler(async ({ context, input: { department, ids } }) => {
    await refuseUnknown(context.tx, department)
    const sent = { ids, detail: { department }, change: { department } }
    return takeMany(context, 'dispatch', sent, ({ refusedBy }) =>
      refusedBy.includes(department) ? 'command.gave_it_back' : undefined,
    )
  }),
  insist: on.insist.handler(async ({ context, input: { department, reason, ...input } }) => {
    await refuseUnknown(context.tx, department)
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
  split: on.split.handler(({ context, input: { parts, ...input } }) => splitInto(context, input, parts)),
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

async function refuseUnknown(tx: Tx, department: string): Promise<void> {
  const known = (await openOrganisations(tx)).some(({ id }) => id === department)
  if (!known) throw new Refusal('command.no_department', 400)
}

async function requestOf(context: Ctx, id: string): Promise<'extension' | 'suspension'> {
  const [row] = await held(context.tx, [id], await sightOf(context))
  if (!row) throw refusal('base.not_found')
  if (!row.request) throw new Refusal('cases.no_request', 409)
  return row.request.what
}
