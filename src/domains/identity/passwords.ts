// Passwords: argon2id, throttled by login and by address, and the same work for a login that does not
// exist, so that neither answer nor duration tells which accounts there are.
import { createHash } from 'node:crypto'
import { hashPassword, isPassword } from '../../base/argon.ts'
import { instant } from '../../base/clock.ts'
import type { Tx } from '../../base/db.ts'
import { Refusal } from '../../base/errors.ts'
import type { Actor, Asked } from '../../base/gate.ts'
import { patience } from './rules.ts'
import {
  countAttempt,
  endSessions,
  firstPost,
  forgiveAttempt,
  openSession,
  passwordOf,
  setPassword,
  worksElsewhere,
} from './store/sessions.ts'

export async function signIn(
  context: Pick<Asked, 'door' | 'clock' | 'address' | 'device'>,
  { login, password }: { login: string; password: string },
): Promise<{ token: string; post: { account: string; district: string; id: string } }> {
  const now = instant(context.clock())
  const account = await checked(context, now, login, password)
  return inIdentity(context, async tx => {
    const post = await firstPost(tx, now, account)
    if (!post) throw new Refusal('identity.no_post', 403)
    const token = await openSession(tx, now, { account, post, device: context.device })
    return { token, post: { account, ...post } }
  })
}

/** Sets a password, and whoever knew the old one is out with it; only this session stays. */
export async function changePassword(
  context: Pick<Asked, 'door' | 'clock'>,
  { account, session }: Pick<Actor, 'account' | 'session'>,
  password: string,
): Promise<void> {
  const passwordHash = await hashPassword(password)
  await inIdentity(context, async tx => {
    await setPassword(tx, account, passwordHash)
    await endSessions(tx, instant(context.clock()), account, { allBut: session })
  })
}

/**
 * Sets another's password and puts him out everywhere. Refused for whoever also works in another district: its own
 * administrator would not know of it.
 */
export async function resetPassword(
  context: Pick<Asked, 'door' | 'clock'>,
  { account, district, password }: { account: string; district: string; password: string },
): Promise<void> {
  const passwordHash = await hashPassword(password)
  await inIdentity(context, async tx => {
    await refuseElsewhere(tx, account, district)
    await setPassword(tx, account, passwordHash)
    await endSessions(tx, instant(context.clock()), account, { allBut: undefined })
  })
}

/** Whoever works in another district too is no longer one administrator's to keep. */
export async function refuseElsewhere(tx: Tx, account: string, district: string): Promise<void> {
  if (await worksElsewhere(tx, account, district)) throw new Refusal('identity.works_elsewhere', 409)
}

/** Proves that whoever sits at this session knows its password; gives the login. */
export async function verified(
  context: Pick<Asked, 'door' | 'clock' | 'address'>,
  actor: Actor,
  password: string,
): Promise<string> {
  await checked(context, instant(context.clock()), actor.login, password)
  return actor.login
}

async function checked(
  context: Pick<Asked, 'door' | 'address'>,
  now: string,
  login: string,
  password: string,
): Promise<string> {
  const keys = [
    { key: loginKey(login), most: patience.perLogin },
    { key: `address ${context.address}`, most: patience.perAddress },
  ] as const
  // Counted before the password is tried, so that a burst of guesses in parallel does not slip through.
  const { shut, known } = await inIdentity(context, async tx => {
    let seconds = 0
    for (const { key, most } of keys) seconds = Math.max(seconds, await countAttempt(tx, now, key, most))
    return { shut: seconds, known: seconds > 0 ? undefined : await passwordOf(tx, login) }
  })
  if (shut > 0) throw new Refusal('identity.shut', 429, { seconds: shut })
  const isRight = await isPassword(known?.hash ?? (await nobody), password)
  if (!known || !isRight) throw new Refusal('identity.wrong_password', 401)
  await inIdentity(context, tx => forgiveAttempt(tx, keys[0].key, keys[1].key))
  return known.account
}

/** A hash that no password matches, of the same cost. */
const nobody = hashPassword(createHash('sha256').update(String(process.hrtime.bigint())).digest('hex'))

function loginKey(login: string): string {
  return `login ${createHash('sha256').update(login).digest('base64url')}`
}

function inIdentity<T>({ door }: Pick<Asked, 'door'>, work: (tx: Tx) => Promise<T>): Promise<T> {
  return door.within({ district: '', room: 'gangmu_identity' }, work)
}
