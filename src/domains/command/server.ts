// Command: each call is one step of a case.
import { implement } from '@orpc/server'
import { Refusal } from '../../base/errors.ts'
import { type Asked, guard } from '../../base/gate.ts'
import { take } from '../cases/taking.ts'
import { organisations } from '../organisations/store.ts'
import { commandContract } from './contract.ts'

const on = implement(commandContract).$context<Asked>().use(guard)

export const commandRouter = on.router({
  dispatch: on.dispatch.handler(async ({ context, input: { department, ...input } }) => {
    const known = (await organisations(context.tx)).some(({ id }) => id === department)
    if (!known) throw new Refusal('command.no_department', 400)
    return take(context, 'dispatch', { ...input, detail: { department } }, { department })
  }),
  returnToFiling: on.returnToFiling.handler(({ context, input: { reason, ...input } }) =>
    take(context, 'returnToFiling', { ...input, detail: { reason } }),
  ),
  redo: on.redo.handler(({ context, input: { reason, ...input } }) =>
    take(context, 'redo', { ...input, detail: { reason } }),
  ),
  pass: on.pass.handler(({ context, input }) => take(context, 'pass', input)),
})
