// Supervision: each call is one step of a case.
import { implement } from '@orpc/server'
import { Refusal, refusal } from '../../base/errors.ts'
import { type Asked, type Ctx, guard } from '../../base/gate.ts'
import { correction } from '../cases/correcting.ts'
import { joinableTo, joinInto } from '../cases/joining.ts'
import { keyOf } from '../cases/placing.ts'
import { measures } from '../cases/planning.ts'
import { held } from '../cases/store/facts.ts'
import { sightOf, take, takeMany, takeOnly } from '../cases/taking.ts'
import { conditionsOf } from '../catalogue/store/rulebooks.ts'
import { answerOnSite } from './answering.ts'
import { supervisionContract } from './contract.ts'
import { drawFor, drawInstead } from './drawing.ts'
import { beginDuty, endDuty, myDuty } from './duty.ts'
import { flags, judgeFlag } from './flags.ts'
import { honesty } from './honesty.ts'

const on = implement(supervisionContract).$context<Asked>().use(guard)

export const supervisionRouter = on.router({
  accept: on.accept.handler(({ context, input }) => takeOnly(context, 'accept', input)),
  acceptMany: on.acceptMany.handler(({ context, input }) => takeMany(context, 'accept', input)),
  refuse: on.refuse.handler(({ context, input: { reason, ...input } }) =>
    takeOnly(context, 'refuse', { ...input, detail: { reason } }),
  ),
  audit: on.audit.handler(({ context, input }) =>
    takeOnly(context, 'audit', { ...input, detail: { outcome: 'fixed' }, change: { outcome: 'fixed' } }),
  ),
  joinable: on.joinable.handler(({ context, input }) => joinableTo(context, input)),
  join: on.join.handler(({ context, input }) => joinInto(context, 'join', input)),
  mergeable: on.mergeable.handler(({ context, input }) => joinableTo(context, input)),
  merge: on.merge.handler(({ context, input }) => joinInto(context, 'merge', input)),
  askVerify: on.askVerify.handler(async ({ context, input }) => {
    const moved = await take(context, 'askVerify', input)
    await drawFor(context, moved.id, 'verify')
    return moved
  }),
  verify: on.verify.handler(({ context, input: { isTrue, ...input } }) =>
    answerOnSite(context, 'verify', isTrue, input),
  ),
  askReporter: on.askReporter.handler(({ context, input }) => takeOnly(context, 'askReporter', input)),
  correct: on.correct.handler(async ({ context, input: { kind, where, address, ...input } }) => {
    const planned = await correction(context, { kind, where, address })
    // The old address is kept with it: a text that must go again where the step is not taken.
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
    takeOnly(context, 'file', input, async ({ kind, area }, { rulebook }) => {
      const rows = await conditionsOf(context.tx, rulebook.version, kind)
      const row = rows.find(({ seq }) => seq === condition)
      if (rows.length > 0 && condition === undefined) throw new Refusal('supervision.needs_condition', 422)
      if (condition !== undefined && !row) throw new Refusal('supervision.no_condition', 422)
      const limit = row ? row.limits[area] : rulebook.fallback
      const filing = {
        rulebook: rulebook.version,
        condition: condition ?? null,
        filedAs: keyOf(kind),
        area,
        limit,
      }
      return { change: { filing }, detail: filing }
    }),
  ),
  sendBack: on.sendBack.handler(({ context, input: { reason, ...input } }) =>
    takeOnly(context, 'sendBack', { ...input, detail: { reason } }),
  ),
  discard: on.discard.handler(({ context, input: { reason, ...input } }) =>
    takeOnly(context, 'discard', { ...input, detail: { reason } }),
  ),
  check: on.check.handler(({ context, input: { fixed, ...input } }) =>
    answerOnSite(context, 'check', fixed, input),
  ),
  close: on.close.handler(async ({ context, input: { outcome, ...input } }) => {
    const detail = await closing(context, outcome)
    return takeOnly(context, 'close', { ...input, detail, change: { outcome } })
  }),
  closeMany: on.closeMany.handler(async ({ context, input: { outcome, ids } }) => {
    const detail = await closing(context, outcome)
    return takeMany(context, 'close', { ids, detail, change: { outcome } })
  }),
  askForce: on.askForce.handler(({ context, input: { reason, ...input } }) =>
    takeOnly(context, 'askForce', { ...input, detail: { reason }, change: { forcing: accountOf(context) } }),
  ),
  decideForce: on.decideForce.handler(({ context, input: { granted, reason, ...input } }) =>
    granted
      ? takeOnly(context, 'force', {
          ...input,
          detail: { reason, outcome: 'forced' },
          change: { outcome: 'forced' },
        })
      : takeOnly(context, 'refuseForce', { ...input, detail: { reason }, change: { forcing: null } }),
  ),
  redraw: on.redraw.handler(async ({ context, input: { reason, ...input } }) => {
    const [row] = await held(context.tx, [input.id], await sightOf(context))
    const moved = await take(context, 'redraw', { ...input, detail: { reason } })
    if (row?.task) await drawInstead(context, moved.id, row.task.purpose)
    return moved
  }),
  reopen: on.reopen.handler(({ context, input: { reason, ...input } }) =>
    takeOnly(
      context,
      'reopen',
      { ...input, detail: { reason }, change: { reopen: null } },
      ({ rulebook: filed, kind, area }, { rulebook }) => {
        if (filed !== null) return {}
        // It was closed without having been filed: put right on the spot, or by force. Now it needs a limit.
        const filing = {
          rulebook: rulebook.version,
          condition: null,
          filedAs: keyOf(kind),
          area,
          limit: rulebook.fallback,
        }
        return { change: { filing }, detail: filing }
      },
    ),
  ),
  keepClosed: on.keepClosed.handler(({ context, input: { reason, ...input } }) =>
    takeOnly(
      context,
      'keepClosed',
      { ...input, detail: { reason }, change: { reopen: null } },
      ({ reopen }) => ({
        detail: { asked: reopen },
      }),
    ),
  ),
  beginDuty: on.beginDuty.handler(({ context }) => beginDuty(context)),
  endDuty: on.endDuty.handler(({ context }) => endDuty(context)),
  myDuty: on.myDuty.handler(({ context }) => myDuty(context)),
  flags: on.flags.handler(({ context, input }) => flags(context, input)),
  judgeFlag: on.judgeFlag.handler(({ context, input }) => judgeFlag(context, input)),
  honesty: on.honesty.handler(({ context, input }) => honesty(context, input)),
})

/** The share of second looks stands in the event whose hash decides about this one, so that anybody can ask it again. */
async function closing({ tx, now }: Ctx, outcome: string) {
  const { rulebook } = await measures(tx, now)
  return { outcome, rulebook: rulebook.version, recheckShare: rulebook.recheckShare }
}

function accountOf({ actor }: Ctx): string {
  if (!actor) throw refusal('base.not_signed_in')
  return actor.account
}
