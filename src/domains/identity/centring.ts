// The calls about centres: what a person can run into is said in words, and the database holds the same rules.
import { implement } from '@orpc/server'
import { Refusal, refusal } from '../../base/errors.ts'
import { type Acting, record } from '../../base/events.ts'
import { type Asked, type Ctx, guard } from '../../base/gate.ts'
import { means } from '../../base/violations.ts'
import { region } from '../regions/store.ts'
import type { Centre } from './centre-calls.ts'
import { identityContract } from './contract.ts'
import { standsBelow } from './rules.ts'
import { postsHeld } from './store/accounts.ts'
import { addCentre, centres, closeCentre, lockCentres, placePost, renameCentre } from './store/centres.ts'

means('centre_code', 'identity.centre_code_taken', 409)
means('centre_one_an_axis', 'identity.centre_there', 409)
means('centre_below_its_parent', 'identity.wrong_parent_centre', 409)
means('centre_on_the_axis_of_its_parent', 'identity.wrong_parent_centre', 409)
means('centre_within_its_parent', 'identity.centre_beyond_parent', 409)
means('post_on_the_axis_of_its_centre', 'identity.other_axis_centre', 409)
means('post_within_its_centre', 'identity.post_beyond_centre', 409)

const on = implement(identityContract).$context<Asked>().use(guard)

export const centring = {
  centres: on.centres.handler(({ context }) => centres(context.tx)),

  openCentre: on.openCentre.handler(async ({ context, input }) => {
    const { tx, now } = context
    await lockCentres(tx)
    const where = await region(tx, input.region)
    if (!where) throw new Refusal('identity.no_region', 400)
    if (where.closedAt !== null) throw new Refusal('identity.region_closed', 409)
    const over = input.parent === null ? undefined : await known(context, input.parent)
    if (input.parent !== null && !over) throw new Refusal('identity.no_parent_centre', 400)
    if (over && over.closedAt !== null) throw new Refusal('identity.centre_closed', 409)
    if (!standsBelow(input.level, over?.level)) throw new Refusal('identity.wrong_parent_centre', 409)
    const id = await addCentre(tx, now, { ...input, region: where })
    const { code, axis, level, region: at, parent } = input
    await record(context, {
      subject: id,
      happened: 'identity.centre_opened',
      detail: { code, axis, level, region: at, parent },
    })
    return { id }
  }),

  renameCentre: on.renameCentre.handler(async ({ context, input: { id, name } }) => {
    const before = await found(context, id)
    if (before.name.zh === name.zh && before.name.en === name.en) return { done: true as const }
    await renameCentre(context.tx, id, name)
    await record(context, { subject: id, happened: 'identity.centre_renamed', detail: {} })
    return { done: true as const }
  }),

  closeCentre: on.closeCentre.handler(async ({ context, input: { id } }) => {
    await lockCentres(context.tx)
    const { closedAt, posts } = await found(context, id)
    if (closedAt !== null) return { done: true as const }
    const below = (await centres(context.tx)).filter(each => each.parent === id && each.closedAt === null)
    if (posts + below.length > 0)
      throw new Refusal('identity.centre_in_use', 409, { posts, centres: below.length })
    await closeCentre(context.tx, context.now, id)
    await record(context, { subject: id, happened: 'identity.centre_closed', detail: {} })
    return { done: true as const }
  }),

  placePost: on.placePost.handler(async ({ context, input: { post, centre } }) => {
    const held = (await postsHeld(context.tx)).find(each => each.id === post)
    if (!held) throw refusal('base.not_found')
    if ((held.centre?.id ?? null) === centre) return { done: true as const }
    await fill(context, post, centre)
    return { done: true as const }
  }),
}

/** Puts a post into an open centre, or takes it out of its own. */
export async function fill(context: Acting, post: string, centre: string | null): Promise<void> {
  await lockCentres(context.tx)
  if (centre !== null && (await found(context, centre)).closedAt !== null)
    throw new Refusal('identity.centre_closed', 409)
  await placePost(context.tx, post, centre)
  await record(context, { subject: post, happened: 'identity.post_placed', detail: { centre } })
}

async function known({ tx }: Pick<Ctx, 'tx'>, id: string): Promise<Centre | undefined> {
  return (await centres(tx)).find(each => each.id === id)
}

async function found(context: Pick<Ctx, 'tx'>, id: string): Promise<Centre> {
  const one = await known(context, id)
  if (!one) throw refusal('base.not_found')
  return one
}
