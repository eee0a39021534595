// Organisations: the list to dispatch to, and who works where.
import { implement } from '@orpc/server'
import { Refusal, refusal } from '../../base/errors.ts'
import { record } from '../../base/events.ts'
import { type Asked, guard } from '../../base/gate.ts'
import { actors } from '../identity/store/actors.ts'
import { organisationContract } from './contract.ts'
import { join, organisationOf, organisations } from './store.ts'

const on = implement(organisationContract).$context<Asked>().use(guard)

export const organisationRouter = on.router({
  list: on.list.handler(({ context }) => organisations(context.tx)),
  mine: on.mine.handler(
    async ({ context: { tx, actor } }) => (actor && (await organisationOf(tx, actor.post))) ?? null,
  ),
  employ: on.employ.handler(async ({ context, input: { post, organisation } }) => {
    const holder = (await actors(context.tx, [post])).get(post)
    const known = (await organisations(context.tx)).some(({ id }) => id === organisation)
    if (!holder || !known) throw refusal('base.not_found')
    if (holder.axis !== 'handling') throw new Refusal('organisations.not_handling', 409)
    await join(context.tx, post, organisation)
    await record(context, { subject: post, happened: 'organisations.joined', detail: { organisation } })
    return { done: true as const }
  }),
})
