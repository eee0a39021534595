// What the handlers of this capability share: who acts, who he is, the identity room, and letting somebody in.
import { instant } from '../../base/clock.ts'
import type { Tx } from '../../base/db.ts'
import { Refusal, refusal } from '../../base/errors.ts'
import { record } from '../../base/events.ts'
import type { Actor, Asked, Ctx } from '../../base/gate.ts'
import type { Me } from './me.ts'
import { forgetRecognised } from './recognising.ts'
import { provenUntil, roles, sessionLife } from './rules.ts'
import { type Account, accounts, holder } from './store/accounts.ts'
import { type Entrance, firstPost, openSession, proofOf } from './store/sessions.ts'

export interface Held {
  account: string
  district: string
  id: string
}

export function acting({ actor }: Pick<Asked, 'actor'>): Actor & { id: string } {
  if (!actor) throw refusal('base.not_signed_in')
  return { ...actor, id: actor.post }
}

export async function meOf(
  context: Pick<Asked, 'door'>,
  { account, id }: { account: string; id: string },
): Promise<Me> {
  const person = await inRoom(context, tx => holder(tx, account))
  const post = person?.posts.find(held => held.id === id)
  if (!person || !post) throw refusal('base.not_signed_in')
  return { ...person, post, permissions: [...roles[post.role].may] }
}

/** An account that this district keeps, and not the one that asks: nobody ends, resets or links himself as an administrator. */
export async function own({ tx, actor }: Pick<Ctx, 'tx' | 'actor'>, account: string): Promise<Account> {
  const person = (await accounts(tx)).find(({ id }) => id === account)
  if (!person) throw refusal('base.not_found')
  if (actor?.account === account) throw new Refusal('identity.own_account', 409)
  return person
}

/** A transaction in the identity room. */
export function inRoom<T>({ door }: Pick<Asked, 'door'>, work: (tx: Tx) => Promise<T>): Promise<T> {
  return door.within({ district: '', room: 'gangmu_identity' }, work)
}

/** Sessions live in a room of their own; what was remembered of them is forgotten when one changes. */
export async function inIdentity<T>(context: Pick<Asked, 'door'>, work: (tx: Tx) => Promise<T>): Promise<T> {
  const result = await inRoom(context, work)
  forgetRecognised()
  return result
}

/** Opens a session in the first post of an account. */
export async function letIn(
  context: Pick<Asked, 'door' | 'clock' | 'device'>,
  account: string,
  by: Entrance,
): Promise<{ token: string; post: Held }> {
  const now = instant(context.clock())
  return inRoom(context, async tx => {
    const post = await firstPost(tx, now, account)
    if (!post) throw new Refusal('identity.no_post', 403)
    const token = await openSession(tx, now, { account, post, device: context.device, by })
    return { token, post: { account, ...post } }
  })
}

/** The answer to whoever has come in: himself, and the token as cookie or in hand. */
export async function welcomed(
  context: Pick<Asked, 'door' | 'setSession'>,
  { token, post }: { token: string; post: Held },
  carry: 'cookie' | 'bearer',
): Promise<{ me: Me; token: string | null }> {
  if (carry === 'cookie') context.setSession(token, sessionLife.longestSeconds)
  const me = await meOf(context, post)
  return { me, token: carry === 'bearer' ? token : null }
}

/** Refuses whoever did not prove lately who he is. */
export async function needProof(context: Pick<Asked, 'door' | 'clock' | 'actor'>): Promise<void> {
  const { session } = acting(context)
  const { provedAt } = await inRoom(context, tx => proofOf(tx, session))
  if (provenUntil(provedAt) <= context.clock()) throw new Refusal('identity.prove_first', 403)
}

/** Records what somebody did to his own account, in the district he acts in. */
export function noteOwn(
  context: Pick<Asked, 'door' | 'clock' | 'actor'>,
  happened: string,
  detail: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  const actor = acting(context)
  return noteAt(
    context,
    { account: actor.account, district: actor.district, id: actor.post },
    happened,
    detail,
  )
}

/** Records what somebody did before he is signed in, or by coming in. */
export async function noteAt(
  { door, clock }: Pick<Asked, 'door' | 'clock'>,
  { account, district, id }: Held,
  happened: string,
  detail: Readonly<Record<string, unknown>>,
): Promise<void> {
  await door.within({ district }, tx =>
    record(
      { tx, now: instant(clock()), actor: { account, post: id } },
      { subject: account, happened, detail },
    ),
  )
}
