// Handling: each call is one step of a case.
import { implement } from '@orpc/server'
import { Refusal } from '../../base/errors.ts'
import { type Asked, guard } from '../../base/gate.ts'
import { deadline } from '../cases/clock.ts'
import { takeMany, takeOnly } from '../cases/taking.ts'
import { kindOf } from '../catalogue/store.ts'
import { handlingContract } from './contract.ts'

const on = implement(handlingContract).$context<Asked>().use(guard)

export const handlingRouter = on.router({
  take: on.take.handler(({ context, input }) => takeOnly(context, 'take', input)),
  takeMany: on.takeMany.handler(({ context, input }) => takeMany(context, 'take', input)),
  giveBack: on.giveBack.handler(({ context, input: { reason, ...input } }) =>
    takeOnly(context, 'giveBack', { ...input, detail: { reason } }),
  ),
  finish: on.finish.handler(({ context, input: { pictures, before, ...input } }) =>
    takeOnly(
      context,
      'finish',
      {
        ...input,
        pictures: [
          { uploads: before, shows: 'before' },
          { uploads: pictures, shows: 'after' },
        ],
      },
      async ({ kind }) => {
        const { proof } = (await kindOf(context.tx, kind, context.now)) ?? { proof: 'after' }
        if (proof !== 'none' && pictures.length === 0) throw new Refusal('handling.needs_after', 422)
        if (proof === 'before_after' && before.length === 0) throw new Refusal('handling.needs_before', 422)
        return {}
      },
    ),
  ),
  askExtension: on.askExtension.handler(({ context, input: { reason, add, ...input } }) =>
    takeOnly(context, 'askExtension', {
      ...input,
      detail: { reason, add },
      change: { request: { what: 'extension', add, reason, at: context.now } },
    }),
  ),
  askSuspension: on.askSuspension.handler(({ context, input: { reason, until, ...input } }) =>
    takeOnly(
      context,
      'askSuspension',
      {
        ...input,
        detail: { reason, until: instantOf(until) },
        change: { request: { what: 'suspension', until: instantOf(until), reason, at: context.now } },
      },
      (_, { rulebook, calendar }) => {
        const start = Date.parse(context.now)
        const stage = {
          start,
          limit: rulebook.longestSuspension,
          suspensions: [],
          extensions: [],
          finished: null,
        }
        const latest = deadline(stage, calendar.calendar).late
        if (Date.parse(until) <= start) throw new Refusal('handling.suspension_past', 422)
        if (latest !== null && Date.parse(until) > latest) {
          throw new Refusal('handling.suspension_too_long', 422)
        }
        return {}
      },
    ),
  ),
  withdraw: on.withdraw.handler(({ context, input }) =>
    takeOnly(context, 'withdraw', { ...input, change: { request: null } }),
  ),
})

/** In UTC with milliseconds, as everything that is stored. */
function instantOf(said: string): string {
  return new Date(said).toISOString()
}
