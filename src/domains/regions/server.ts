// Regions: what the district is and which regions it has.
import { implement } from '@orpc/server'
import { refusal } from '../../base/errors.ts'
import { type Asked, guard } from '../../base/gate.ts'
import { regionContract } from './contract.ts'
import { district, regions } from './store.ts'

const on = implement(regionContract).$context<Asked>().use(guard)

export const regionRouter = on.router({
  district: on.district.handler(async ({ context }) => {
    const found = await district(context.tx)
    if (!found) throw refusal('base.not_found')
    return found
  }),
  list: on.list.handler(({ context }) => regions(context.tx)),
})
