// Identity: signing in and out, one's own sessions and posts.
import { implement } from '@orpc/server'
import type { Tx } from '../../base/db.ts'
import { Refusal, refusal } from '../../base/errors.ts'
import { record } from '../../base/events.ts'
import { type Asked, type Ctx, callerOf, guard, openGuard } from '../../base/gate.ts'
import { once } from '../../base/idempotency.ts'
import { means } from '../../base/violations.ts'
import { region } from '../regions/store.ts'
import { identityContract, type Me, opened } from './contract.ts'
import { demoAccounts } from './demo.ts'
import { changePassword, hashPassword, signIn, verified } from './passwords.ts'
import { forgetRecognised } from './recognising.ts'
import { isStrongEnough, roles, sessionLife } from './rules.ts'
import { accounts, addAccount, addPost, endPost, holders, postsHeld } from './store/accounts.ts'
import { endSessions, sessionsOf, usePost } from './store/sessions.ts'

means('post_account_axis_fkey', 'identity.other_axis', 409)
means('post_held_once', 'identity.post_held', 409)

const calls = implement(identityContract).$context<Asked>()
const on = calls.use(guard)
const open = calls.use(openGuard)

// Not `on.router`: that would put the transaction of `guard` around the open ones as well.
export const identityRouter = calls.router({
  signIn: open.signIn.handler(async ({ context, input }) => {
    const { token, post } = await signIn(context, input)
    if (input.carry === 'cookie') context.setSession(token, sessionLife.longestSeconds)
    const me = await context.door.within({ district: post.district }, tx => meOf({ tx }, post))
    return { me, token: input.carry === 'bearer' ? token : null }
  }),

  signOut: open.signOut.handler(async ({ context }) => {
    const { account, session } = acting(context)
    await inIdentity(context, tx => endSessions(tx, context.now, account, { only: session }))
    context.setSession(undefined, 0)
    return { done: true as const }
  }),

  me: on.me.handler(({ context }) => meOf(context, acting(context))),

  switchPost: open.switchPost.handler(async ({ context, input }) => {
    const actor = acting(context)
    const me = await context.begin(tx => meOf({ tx }, { account: actor.account, id: input.post }))
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
    const login = await verified(context, actor, input.old)
    if (!isStrongEnough(input.new, login)) throw new Refusal('identity.weak_password', 400)
    await changePassword(context, actor, input.new)
    forgetRecognised()
    await context.begin(tx =>
      record(
        { tx, now: context.now, actor },
        { subject: actor.account, happened: 'identity.password_changed', detail: {} },
      ),
    )
    return { done: true as const }
  }),

  demoAccounts: on.demoAccounts.handler(async ({ context }) =>
    context.demo ? demoAccounts(context.tx) : [],
  ),

  accounts: on.accounts.handler(async ({ context: { tx } }) => {
    const posts = await postsHeld(tx)
    return (await accounts(tx)).map(account => ({
      ...account,
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

  givePost: on.givePost.handler(async ({ context, input }) => {
    const { tx, now } = context
    const where = await region(tx, input.region)
    if (!where) throw new Refusal('identity.no_region', 400)
    if (!(await accounts(tx)).some(({ id }) => id === input.account)) throw refusal('base.not_found')
    const id = await addPost(tx, now, { ...input, region: where })
    const { role, region: at } = input
    await record(context, {
      subject: id,
      happened: 'identity.post_given',
      detail: { account: input.account, role, region: at },
    })
    return { id }
  }),

  endPost: on.endPost.handler(async ({ context, input }) => {
    const { tx, now } = context
    const ended = await endPost(tx, now, input.post)
    if (!ended) throw refusal('base.not_found')
    if (ended.role === 'administrator' && (await holders(tx, 'administrator')) === 0) {
      throw new Refusal('identity.last_administrator', 409)
    }
    await record(context, { subject: input.post, happened: 'identity.post_ended', detail: ended })
    tx.afterCommit(forgetRecognised)
    return { done: true as const }
  }),
})

function acting({ actor }: Pick<Asked, 'actor'>) {
  if (!actor) throw refusal('base.not_signed_in')
  return { ...actor, id: actor.post }
}

async function meOf({ tx }: Pick<Ctx, 'tx'>, { account, id }: { account: string; id: string }): Promise<Me> {
  const posts = (await postsHeld(tx, account)).map(({ account: _, ...post }) => post)
  const post = posts.find(held => held.id === id)
  const person = (await accounts(tx)).find(known => known.id === account)
  if (!post || !person) throw refusal('base.not_signed_in')
  return { name: person.name, login: person.login, post, posts, permissions: [...roles[post.role].may] }
}

/** Sessions live in a room of their own; what was remembered of them is forgotten when one changes. */
async function inIdentity<T>({ door }: Pick<Asked, 'door'>, work: (tx: Tx) => Promise<T>): Promise<T> {
  const result = await door.within({ district: '', room: 'gangmu_identity' }, work)
  forgetRecognised()
  return result
}
