// Identity: signing in and out, one's own sessions and posts.
import { implement } from '@orpc/server'
import { hashPassword } from '../../base/argon.ts'
import type { Tx } from '../../base/db.ts'
import { Refusal, refusal } from '../../base/errors.ts'
import { record } from '../../base/events.ts'
import { type Asked, type Ctx, callerOf, guard, openGuard } from '../../base/gate.ts'
import { once } from '../../base/idempotency.ts'
import { means } from '../../base/violations.ts'
import { region, regionAbove } from '../regions/store.ts'
import { acting, inIdentity, meOf, needProof, noteOwn, own, welcomed } from './acting.ts'
import { centring, fill } from './centring.ts'
import { identityContract, opened } from './contract.ts'
import { demoAccounts } from './demo.ts'
import { passkeying } from './passkeying.ts'
import { changePassword, forgetWays, refuseElsewhere, resetPassword, signIn, verified } from './passwords.ts'
import { leaving, providing } from './providing.ts'
import { forgetRecognised } from './recognising.ts'
import { isStrongEnough, mayStandAbove, type Role } from './rules.ts'
import {
  accounts,
  addAccount,
  addPost,
  closeAccount,
  endPost,
  holders,
  otherWays,
  postsHeld,
} from './store/accounts.ts'
import { endSessions, hasPassword, proofOf, sessionsOf, usePost } from './store/sessions.ts'

means('post_account_axis_fkey', 'identity.other_axis', 409)
means('post_held_once', 'identity.post_held', 409)

const calls = implement(identityContract).$context<Asked>()
const on = calls.use(guard)
const open = calls.use(openGuard)

// Not `on.router`: that would put the transaction of `guard` around the open ones as well.
export const identityRouter = calls.router({
  signIn: open.signIn.handler(async ({ context, input }) => {
    return welcomed(context, await signIn(context, input), input.carry)
  }),

  signOut: open.signOut.handler(async ({ context }) => {
    const { account, session } = acting(context)
    const { way } = await inIdentity(context, async tx => {
      await endSessions(tx, context.now, account, { only: session })
      return proofOf(tx, session)
    })
    context.setSession(undefined, 0)
    return { done: true as const, onward: way === 'provider' ? await leaving(context) : null }
  }),

  me: open.me.handler(({ context }) => meOf(context, acting(context))),

  switchPost: open.switchPost.handler(async ({ context, input }) => {
    const actor = acting(context)
    const me = await meOf(context, { account: actor.account, id: input.post })
    await inIdentity(context, tx => usePost(tx, actor.session, me.post))
    return me
  }),

  sessions: open.sessions.handler(async ({ context }) => {
    const actor = acting(context)
    const found = await inIdentity(context, tx => sessionsOf(tx, context.now, actor.account))
    return found.map(session => ({ ...session, current: session.id === actor.session }))
  }),

  revoke: open.revoke.handler(async ({ context, input }) => {
    const { account } = acting(context)
    const ended = await inIdentity(context, tx => endSessions(tx, context.now, account, { only: input.id }))
    if (ended === 0) throw refusal('base.not_found')
    return { done: true as const }
  }),

  changePassword: open.changePassword.handler(async ({ context, input }) => {
    const actor = acting(context)
    if (await inIdentity(context, tx => hasPassword(tx, actor.account)))
      await verified(context, actor, input.old)
    else await needProof(context)
    if (!isStrongEnough(input.new, actor.login)) throw new Refusal('identity.weak_password', 400)
    await changePassword(context, actor, input.new)
    forgetRecognised()
    await noteOwn(context, 'identity.password_changed')
    return { done: true as const }
  }),

  demoAccounts: on.demoAccounts.handler(async ({ context }) =>
    context.demo ? demoAccounts(context.tx) : [],
  ),

  accounts: on.accounts.handler(async ({ context: { tx } }) => {
    const posts = await postsHeld(tx)
    const ways = await otherWays(tx)
    return (await accounts(tx)).map(account => ({
      ...account,
      ...(ways.get(account.id) ?? { passkeys: 0, linked: false }),
      posts: posts.filter(post => post.account === account.id),
    }))
  }),

  openAccount: open.openAccount.handler(async ({ context, input }) => {
    if (!isStrongEnough(input.password, input.login)) throw new Refusal('identity.weak_password', 400)
    const passwordHash = await hashPassword(input.password)
    const open = async (tx: Tx) => {
      const id = await addAccount(tx, context.now, { ...input, passwordHash })
      if (id === undefined) throw new Refusal('identity.login_taken', 409)
      await record(
        { tx, now: context.now, actor: context.actor },
        { subject: id, happened: 'identity.account_opened', detail: {} },
      )
      return { id }
    }
    return context.begin(async tx => {
      const { key, now } = context
      if (key === undefined) return open(tx)
      // The password stays out of what is remembered of the call, even as a hash.
      const keyed = {
        caller: callerOf(context, key),
        call: 'POST /accounts',
        key,
        body: { ...input, password: '' },
      }
      const { answer } = await once(tx, now, keyed, () => open(tx))
      return opened.parse(answer)
    })
  }),

  givePost: on.givePost.handler(async ({ context, input: { account, role, region: at, centre } }) => {
    const { tx, now } = context
    const where = await placeOf(context, role, at)
    const person = (await accounts(tx)).find(({ id }) => id === account)
    if (!person) throw refusal('base.not_found')
    if (person.closedAt !== null) throw new Refusal('identity.account_closed', 409)
    const id = await addPost(tx, now, { account, role, region: where })
    await record(context, {
      subject: id,
      happened: 'identity.post_given',
      detail: { account, role, region: at, ...(centre !== null && { centre }) },
    })
    if (centre !== null) await fill(context, id, centre)
    return { id }
  }),

  endPost: on.endPost.handler(async ({ context, input }) => {
    await end(context, input.post)
    return { done: true as const }
  }),

  resetPassword: open.resetPassword.handler(async ({ context, input: { account, password, otherWays } }) => {
    const person = await context.begin(tx => own({ ...context, tx }, account))
    if (person.closedAt !== null) throw new Refusal('identity.account_closed', 409)
    if (!isStrongEnough(password, person.login)) throw new Refusal('identity.weak_password', 400)
    const detail = await resetPassword(context, { account, district: context.district, password, otherWays })
    forgetRecognised()
    await context.begin(tx =>
      record(
        { tx, now: context.now, actor: context.actor },
        { subject: account, happened: 'identity.password_reset', detail },
      ),
    )
    return { done: true as const }
  }),

  closeAccount: open.closeAccount.handler(async ({ context, input: { account } }) => {
    await context.begin(tx => own({ ...context, tx }, account))
    await inIdentity(context, tx => refuseElsewhere(tx, account, context.district))
    await context.begin(async tx => {
      const inside = { tx, now: context.now, actor: context.actor }
      const { closedAt } = await own({ ...context, tx }, account)
      if (closedAt !== null) return
      for (const post of await postsHeld(tx)) if (post.account === account) await end(inside, post.id)
      await closeAccount(tx, context.now, account)
      await record(inside, { subject: account, happened: 'identity.account_closed', detail: {} })
    })
    // Nobody is recognised by a closed account; the sessions end so that its own list says so too.
    await inIdentity(context, async tx => {
      await endSessions(tx, context.now, account, { allBut: undefined })
      await forgetWays(tx, account)
    })
    return { done: true as const }
  }),

  ...passkeying,
  ...providing,
  ...centring,
})

type Inside = Pick<Ctx, 'tx' | 'now' | 'actor'>

async function end(inside: Inside, post: string): Promise<void> {
  const { tx, now } = inside
  const ended = await endPost(tx, now, post)
  if (!ended) throw refusal('base.not_found')
  if (ended.role === 'administrator' && (await holders(tx, 'administrator')) === 0) {
    throw new Refusal('identity.last_administrator', 409)
  }
  await record(inside, { subject: post, happened: 'identity.post_ended', detail: ended })
  tx.afterCommit(forgetRecognised)
}

/** The region of a post. One above the district reaches all of the district, and is for those who look on. */
async function placeOf({ tx }: Pick<Ctx, 'tx'>, role: Role, code: string) {
  const where = await region(tx, code)
  if (where) {
    if (where.closedAt !== null) throw new Refusal('identity.region_closed', 409)
    return where
  }
  const [above, whole] = [await regionAbove(tx, code), await region(tx, tx.district)]
  if (!above || !whole) throw new Refusal('identity.no_region', 400)
  if (!mayStandAbove(role)) throw new Refusal('identity.only_oversight', 409)
  return { code: above.code, path: whole.path }
}
