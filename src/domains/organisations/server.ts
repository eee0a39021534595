// Organisations: the register of departments and firms, who works where, and the rules of responsibility.
import { implement } from '@orpc/server'
import { Refusal, refusal } from '../../base/errors.ts'
import { record } from '../../base/events.ts'
import { type Asked, type Ctx, guard } from '../../base/gate.ts'
import { means } from '../../base/violations.ts'
import { actors } from '../identity/store/actors.ts'
import { region } from '../regions/store.ts'
import { organisationContract, type Registered } from './contract.ts'
import { ruling } from './ruling.ts'
import { staffing } from './staffing.ts'
import {
  addOrganisation,
  type Described,
  describe,
  join,
  lockRegister,
  openOrganisations,
  organisationOf,
  register,
  setClosed,
} from './store.ts'

means('organisation_district_code_key', 'organisations.code_taken', 409)

const calls = implement(organisationContract).$context<Asked>()
const on = calls.use(guard)

// Not `on.router`: importing people opens its transaction itself.
export const organisationRouter = calls.router({
  list: on.list.handler(({ context }) => openOrganisations(context.tx)),
  mine: on.mine.handler(
    async ({ context: { tx, actor } }) => (actor && (await organisationOf(tx, actor.post))) ?? null,
  ),
  employ: on.employ.handler(async ({ context, input: { post, organisation } }) => {
    const holder = (await actors(context.tx, [post])).get(post)
    await lockRegister(context.tx)
    const employer = (await register(context.tx)).find(({ id }) => id === organisation)
    if (!holder || !employer) throw refusal('base.not_found')
    if (holder.axis !== 'handling') throw new Refusal('organisations.not_handling', 409)
    if (employer.closedAt !== null) throw new Refusal('organisations.closed', 409)
    await join(context.tx, post, organisation)
    await record(context, { subject: post, happened: 'organisations.joined', detail: { organisation } })
    return { done: true as const }
  }),

  register: on.register.handler(({ context }) => register(context.tx)),
  add: on.add.handler(async ({ context, input }) => {
    await lockRegister(context.tx)
    await check(context, undefined, input)
    const id = await addOrganisation(context.tx, input)
    const { code, kind, parent, region } = input
    await record(context, {
      subject: id,
      happened: 'organisations.added',
      detail: { code, kind, parent, region },
    })
    return { id }
  }),
  change: on.change.handler(async ({ context, input: { id, ...given } }) => {
    const before = await found(context, id)
    await check(context, before, given)
    const fields = changedFields(before, given)
    if (fields.length === 0) return { done: true as const }
    await describe(context.tx, id, given)
    const { kind, parent, region } = given
    await record(context, {
      subject: id,
      happened: 'organisations.changed',
      // Which fields; names and telephone numbers are no codes and stay out of the log.
      detail: { fields, kind, parent, region },
    })
    return { done: true as const }
  }),
  close: on.close.handler(async ({ context, input: { id } }) => {
    const { closedAt } = await found(context, id)
    if (closedAt !== null) return { done: true as const }
    await refuseWithFirms(context, id)
    await setClosed(context.tx, id, context.now)
    await record(context, { subject: id, happened: 'organisations.closed', detail: {} })
    return { done: true as const }
  }),
  reopen: on.reopen.handler(async ({ context, input: { id } }) => {
    const { closedAt, ...before } = await found(context, id)
    if (closedAt === null) return { done: true as const }
    await check(context, { ...before, closedAt: null }, before)
    await setClosed(context.tx, id, null)
    await record(context, { subject: id, happened: 'organisations.reopened', detail: {} })
    return { done: true as const }
  }),

  ...ruling,
  ...staffing,
})

async function found({ tx }: Ctx, id: string): Promise<Registered> {
  await lockRegister(tx)
  const known = (await register(tx)).find(each => each.id === id)
  if (!known) throw refusal('base.not_found')
  return known
}

/** A firm works for an open department, an office is part of one; and nothing is part of itself. */
async function check(
  { tx }: Ctx,
  self: Registered | undefined,
  { kind, parent, region: serves }: Described,
): Promise<void> {
  if (serves !== null && !(await region(tx, serves))) throw new Refusal('organisations.no_such_region', 400)
  if (parent === null && kind === 'department') return
  const all = await register(tx)
  const above = all.find(({ id }) => id === parent)
  if (above?.kind !== 'department' || above.closedAt !== null) throw noParent()
  for (let next: Registered | undefined = above; next; next = all.find(({ id }) => id === next?.parent)) {
    if (next.id === self?.id) throw noParent()
  }
  // Who has firms or offices of his own cannot become a firm.
  if (kind === 'contractor' && self) await refuseWithFirms({ tx }, self.id)
}

function noParent(): Refusal {
  return new Refusal('organisations.no_such_parent', 400)
}

async function refuseWithFirms({ tx }: Pick<Ctx, 'tx'>, id: string): Promise<void> {
  const firms = (await register(tx)).filter(
    ({ parent, closedAt }) => parent === id && closedAt === null,
  ).length
  if (firms > 0) throw new Refusal('organisations.has_firms', 409, { firms })
}

function changedFields(before: Registered, given: Described): string[] {
  return [
    ...(before.name.zh === given.name.zh && before.name.en === given.name.en ? [] : ['name']),
    ...(['kind', 'parent', 'region', 'contact'] as const).filter(field => before[field] !== given[field]),
  ]
}
