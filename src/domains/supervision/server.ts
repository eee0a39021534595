// Supervision: each call is one step of a case.
import { implement } from '@orpc/server'
import { type Asked, guard } from '../../base/gate.ts'
import { metresFrom } from '../cases/store/reading.ts'
import { take } from '../cases/taking.ts'
import { supervisionContract } from './contract.ts'

const on = implement(supervisionContract).$context<Asked>().use(guard)

export const supervisionRouter = on.router({
  accept: on.accept.handler(({ context, input }) => take(context, 'accept', input)),
  refuse: on.refuse.handler(({ context, input: { reason, ...input } }) =>
    take(context, 'refuse', { ...input, detail: { reason } }),
  ),
  sendBack: on.sendBack.handler(({ context, input: { reason, ...input } }) =>
    take(context, 'sendBack', { ...input, detail: { reason } }),
  ),
  discard: on.discard.handler(({ context, input: { reason, ...input } }) =>
    take(context, 'discard', { ...input, detail: { reason } }),
  ),
  file: on.file.handler(({ context, input }) => take(context, 'file', input)),
  check: on.check.handler(async ({ context, input: { fixed, pictures, position, ...input } }) => {
    // Only the distance is recorded: where the inspector stood is nobody's business afterwards.
    const metres = position && (await metresFrom(context.tx, input.id, position))
    return take(context, fixed ? 'confirm' : 'object', {
      ...input,
      pictures: { uploads: pictures, shows: 'check' },
      detail: metres === undefined ? { position: 'unknown' } : { metres },
    })
  }),
  close: on.close.handler(({ context, input: { outcome, ...input } }) =>
    take(context, 'close', { ...input, detail: { outcome } }, { outcome }),
  ),
})
