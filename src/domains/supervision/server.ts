// Supervision: each call is one step of a case.
import { implement } from '@orpc/server'
import { Refusal, refusal } from '../../base/errors.ts'
import { type Asked, type Ctx, guard } from '../../base/gate.ts'
import { joinInto } from '../cases/joining.ts'
import { correction } from '../cases/placing.ts'
import { measures } from '../cases/planning.ts'
import { held } from '../cases/store/facts.ts'
import { sightOf, take, takeMany } from '../cases/taking.ts'
import { conditionsOf } from '../catalogue/store/rulebooks.ts'
import { answerOnSite } from './answering.ts'
import { supervisionContract } from './contract.ts'
import { drawFor } from './drawing.ts'

const on = implement(supervisionContract).$context<Asked>().use(guard)

export const supervisionRouter = on.router({
  accept: on.accept.handler(({ context, input }) => take(context, 'accept', input)),
  acceptMany: on.acceptMany.handler(({ context, input }) => takeMany(context, 'accept', input)),
  refuse: on.refuse.handler(({ context, input: { reason, ...input } }) =>
    take(context, 'refuse', { ...input, detail: { reason } }),
  ),
  audit: on.audit.handler(({ context, input }) =>
    take(context, 'audit', { ...input, detail: { outcome: 'fixed' }, change: { outcome: 'fixed' } }),
  ),
  join: on.join.handler(({ context, input }) => joinInto(context, 'join', input)),
  merge: on.merge.handler(({ context, input }) => joinInto(context, 'merge', input)),
  askVerify: on.askVerify.handler(async ({ context, input }) => {
    const moved = await take(context, 'askVerify', input)
    await drawFor(context, moved.id, 'verify')
    return moved
  }),
  verify: on.verify.handler(({ context, input: { isTrue, ...input } }) =>
    answerOnSite(context, 'verify', isTrue, input),
  ),
  askReporter: on.askReporter.handler(({ context, input }) => take(context, 'askReporter', input)),
  correct: on.correct.handler(async ({ context, input: { kind, where, address, ...input } }) => {
    const planned = await correction(context, { kind, where, address })
    return take(context, 'correct', input, planned)
  }),
  conditions: on.conditions.handler(async ({ context, input: { id } }) => {
    const { tx, now } = context
    const [row] = await held(tx, [id], await sightOf(context))
    if (!row) throw refusal('base.not_found')
    const { rulebook } = await measures(tx, now)
    const rows = await conditionsOf(tx, rulebook.version, row.kind)
    return {
      area: row.area,
      fallback: rulebook.fallback,
      conditions: rows.map(({ seq, name, closing, limits }) => ({
        seq,
        name,
        closing,
        limit: limits[row.area],
      })),
    }
  }),
  file: on.file.handler(({ context, input: { condition, ...input } }) =>
    take(context, 'file', input, async ({ kind, area }, { rulebook }) => {
      const rows = await conditionsOf(context.tx, rulebook.version, kind)
      const row = rows.find(({ seq }) => seq === condition)
      if (rows.length > 0 && condition === undefined) throw new Refusal('supervision.needs_condition', 422)
      if (condition !== undefined && !row) throw new Refusal('supervision.no_condition', 422)
      const limit = row ? row.limits[area] : rulebook.fallback
      const filing = { rulebook: rulebook.version, condition: condition ?? null, area, limit }
      return { change: { filing }, detail: filing }
    }),
  ),
  sendBack: on.sendBack.handler(({ context, input: { reason, ...input } }) =>
    take(context, 'sendBack', { ...input, detail: { reason } }),
  ),
  discard: on.discard.handler(({ context, input: { reason, ...input } }) =>
    take(context, 'discard', { ...input, detail: { reason } }),
  ),
  check: on.check.handler(({ context, input: { fixed, ...input } }) =>
    answerOnSite(context, 'check', fixed, input),
  ),
  close: on.close.handler(({ context, input: { outcome, ...input } }) =>
    take(context, 'close', { ...input, detail: { outcome }, change: { outcome } }),
  ),
  closeMany: on.closeMany.handler(({ context, input: { outcome, ids } }) =>
    takeMany(context, 'close', { ids, detail: { outcome }, change: { outcome } }),
  ),
  askForce: on.askForce.handler(({ context, input: { reason, ...input } }) =>
    take(context, 'askForce', { ...input, detail: { reason }, change: { forcing: accountOf(context) } }),
  ),
  decideForce: on.decideForce.handler(({ context, input: { granted, reason, ...input } }) =>
    granted
      ? take(context, 'force', {
          ...input,
          detail: { reason, outcome: 'forced' },
          change: { outcome: 'forced' },
        })
      : take(context, 'refuseForce', { ...input, detail: { reason }, change: { forcing: null } }),
  ),
  redraw: on.redraw.handler(async ({ context, input: { reason, ...input } }) => {
    const [row] = await held(context.tx, [input.id], await sightOf(context))
    const moved = await take(context, 'redraw', { ...input, detail: { reason } })
    if (row?.task) await drawFor(context, moved.id, row.task.purpose)
    return moved
  }),
  reopen: on.reopen.handler(({ context, input: { reason, ...input } }) =>
    take(context, 'reopen', { ...input, detail: { reason }, change: { reopen: null } }),
  ),
  keepClosed: on.keepClosed.handler(({ context, input: { reason, ...input } }) =>
    take(context, 'keepClosed', { ...input, detail: { reason }, change: { reopen: null } }),
  ),
})

function accountOf({ actor }: Ctx): string {
  if (!actor) throw refusal('base.not_signed_in')
  return actor.account
}
