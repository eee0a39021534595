// Handling: each call is one step of a case.
import { implement } from '@orpc/server'
import { type Asked, guard } from '../../base/gate.ts'
import { take } from '../cases/taking.ts'
import { handlingContract } from './contract.ts'

const on = implement(handlingContract).$context<Asked>().use(guard)

export const handlingRouter = on.router({
  take: on.take.handler(({ context, input }) => take(context, 'take', input)),
  giveBack: on.giveBack.handler(({ context, input: { reason, ...input } }) =>
    take(context, 'giveBack', { ...input, detail: { reason } }),
  ),
  finish: on.finish.handler(({ context, input: { pictures, ...input } }) =>
    take(context, 'finish', { ...input, pictures: { uploads: pictures, shows: 'after' } }),
  ),
})
