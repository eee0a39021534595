// Passwords: argon2id, throttled by login and by address, and the same work for a login that does not
// exist, so that neither answer nor duration tells which accounts there are.
import { createHash } from 'node:crypto'
import { hashPassword, isPassword } from '../../base/argon.ts'
import { instant } from '../../base/clock.ts'
import type { Tx } from '../../base/db.ts'
import { Refusal } from '../../base/errors.ts'
import type { Actor, Asked } from '../../base/gate.ts'
import { type Held, inRoom, letIn } from './acting.ts'
import { tried } from './guessing.ts'
import { removeLinks } from './store/links.ts'
import { removePasskeys } from './store/passkeys.ts'
import { endSessions, passwordOf, setPassword, worksElsewhere } from './store/sessions.ts'

export async function signIn(
  context: Pick<Asked, 'door' | 'clock' | 'address' | 'device'>,
  { login, password }: { login: string; password: string },
): Promise<{ token: string; post: Held }> {
  const account = await checked(context, login, password)
  return letIn(context, account, { way: 'password' })
}

/** Sets a password, and whoever knew the old one is out with it; only this session stays. */
export async function changePassword(
  context: Pick<Asked, 'door' | 'clock'>,
  { account, session }: Pick<Actor, 'account' | 'session'>,
  password: string,
): Promise<void> {
  const passwordHash = await hashPassword(password)
  await inRoom(context, async tx => {
    await setPassword(tx, account, passwordHash)
    await endSessions(tx, instant(context.clock()), account, { allBut: session })
  })
}

/**
 * Sets another's password and puts him out everywhere; where his devices are lost too, his passkeys and links go with it.
 * Refused for whoever also works in another district: its own administrator would not know of it.
 */
export async function resetPassword(
  context: Pick<Asked, 'door' | 'clock'>,
  {
    account,
    district,
    password,
    otherWays,
  }: { account: string; district: string; password: string; otherWays: 'keep' | 'remove' },
): Promise<{ passkeys: number; links: number }> {
  const passwordHash = await hashPassword(password)
  return inRoom(context, async tx => {
    await refuseElsewhere(tx, account, district)
    await setPassword(tx, account, passwordHash)
    await endSessions(tx, instant(context.clock()), account, { allBut: undefined })
    return otherWays === 'remove' ? forgetWays(tx, account) : { passkeys: 0, links: 0 }
  })
}

/** Removes every way into an account but its password. */
export async function forgetWays(tx: Tx, account: string): Promise<{ passkeys: number; links: number }> {
  const passkeys = await removePasskeys(tx, account)
  const links = await removeLinks(tx, account)
  return { passkeys: passkeys.length, links: links.length }
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
  await checked(context, actor.login, password)
  return actor.login
}

async function checked(
  context: Pick<Asked, 'door' | 'clock' | 'address'>,
  login: string,
  password: string,
): Promise<string> {
  const { known, forgive } = await tried(context, { kind: 'login', name: login }, tx => passwordOf(tx, login))
  const isRight = await isPassword(known?.hash ?? (await nobody), password)
  if (!known || known.hash === null || !isRight) throw new Refusal('identity.wrong_password', 401)
  await forgive()
  return known.account
}

/** A hash that no password matches, of the same cost. */
const nobody = hashPassword(createHash('sha256').update(String(process.hrtime.bigint())).digest('hex'))
