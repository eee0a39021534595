// Catalogue: the kinds to choose from.
import { implement } from '@orpc/server'
import { type Asked, guard } from '../../base/gate.ts'
import { catalogueContract } from './contract.ts'
import { kinds } from './store.ts'

const on = implement(catalogueContract).$context<Asked>().use(guard)

export const catalogueRouter = on.router({
  kinds: on.kinds.handler(({ context }) => kinds(context.tx)),
})
