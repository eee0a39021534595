// The calls about passkeys: coming in with one, proving oneself, and keeping one's own.
import { randomBytes } from 'node:crypto'
import { implement } from '@orpc/server'
import type { AuthenticationResponseJSON } from '@simplewebauthn/server'
import { instant } from '../../base/clock.ts'
import { Refusal, refusal } from '../../base/errors.ts'
import { type Asked, openGuard } from '../../base/gate.ts'
import { means } from '../../base/violations.ts'
import { acting, inIdentity, inRoom, letIn, needProof, noteAt, noteOwn, welcomed } from './acting.ts'
import { identityContract } from './contract.ts'
import { tried } from './guessing.ts'
import { ask, offer } from './passkey-calls.ts'
import { verified } from './passwords.ts'
import { attemptSeconds, mostPasskeys, provenUntil } from './rules.ts'
import { keepAttempt, type Purpose, takeAttempt } from './store/attempts.ts'
import { linksOf } from './store/links.ts'
import {
  addPasskey,
  countUse,
  credentialsOf,
  endSessionsBy,
  type KnownKey,
  passkeyBy,
  passkeysOf,
  removePasskeys,
  renamePasskey,
} from './store/passkeys.ts'
import {
  districtsOf,
  firstPost,
  hasPassword,
  lockWays,
  noteProof,
  proofOf,
  setPassword,
} from './store/sessions.ts'
import { asserted, challengeIn, creation, registered, request, site } from './webauthn.ts'

means('passkey_known', 'identity.passkey_known', 409)

const open = implement(identityContract).$context<Asked>().use(openGuard)

export const passkeying = {
  askPasskey: open.askPasskey.handler(async ({ context }) => {
    const holder = context.browser ?? randomBytes(32).toString('base64url')
    const asked = ask.parse(await request(site(context)))
    await begin(context, 'sign_in', asked.challenge, holder)
    context.setBrowser(holder, attemptSeconds.provider)
    return asked
  }),

  signInByPasskey: open.signInByPasskey.handler(async ({ context, input: { assertion, carry } }) => {
    const { account, id } = await used(context, 'sign_in', context.browser, assertion)
    const arrival = await letIn(context, account, { way: 'passkey', passkey: id })
    await noteAt(context, arrival.post, 'identity.signed_in', { way: 'passkey', passkey: id })
    return welcomed(context, arrival, carry)
  }),

  ways: open.ways.handler(async ({ context }) => {
    const { account, session } = acting(context)
    return inRoom(context, async tx => {
      const until = provenUntil((await proofOf(tx, session)).provedAt)
      return {
        hasPassword: await hasPassword(tx, account),
        provenUntil: until > context.clock() ? instant(until) : null,
        passkeys: await passkeysOf(tx, account),
        links: await linksOf(tx, account),
      }
    })
  }),

  prove: open.prove.handler(async ({ context, input: { password } }) => {
    const actor = acting(context)
    await verified(context, actor, password)
    await inRoom(context, tx => noteProof(tx, context.now, actor.session))
    return { done: true as const }
  }),

  askProof: open.askProof.handler(async ({ context }) => {
    const asked = ask.parse(await request(site(context)))
    await begin(context, 'prove', asked.challenge, acting(context).session)
    return asked
  }),

  proveByPasskey: open.proveByPasskey.handler(async ({ context, input: { assertion } }) => {
    const { account, session } = acting(context)
    await used(context, 'prove', session, assertion, account)
    await inRoom(context, tx => noteProof(tx, context.now, session))
    return { done: true as const }
  }),

  offerPasskey: open.offerPasskey.handler(async ({ context }) => {
    const here = site(context)
    await needProof(context)
    const { account, login, name, session } = acting(context)
    const known = await inRoom(context, async tx => {
      if ((await passkeysOf(tx, account)).length >= mostPasskeys)
        throw new Refusal('identity.too_many_passkeys', 409)
      return credentialsOf(tx, account, here.host)
    })
    const offered = offer.parse(await creation(here, { account, login, name }, known))
    await begin(context, 'add', offered.challenge, session)
    return offered
  }),

  addPasskey: open.addPasskey.handler(async ({ context, input: { name, attestation } }) => {
    const here = site(context)
    await needProof(context)
    const { account, session } = acting(context)
    // Sent again after a lost answer: it is there already.
    const known = await inRoom(context, tx => passkeyBy(tx, attestation.id))
    if (known?.account === account) return { id: known.id }
    const challenge = await finish(context, 'add', session, attestation)
    const key = await registered(attestation, challenge, here)
    if (!key) throw new Refusal('identity.passkey_refused', 401)
    const { transports } = attestation.response
    const id = await inRoom(context, async tx => {
      await lockWays(tx, account)
      if ((await passkeysOf(tx, account)).length >= mostPasskeys)
        throw new Refusal('identity.too_many_passkeys', 409)
      return addPasskey(tx, context.now, { ...key, account, transports, site: here.host, name })
    })
    await noteOwn(context, 'identity.passkey_added', { passkey: id })
    return { id }
  }),

  renamePasskey: open.renamePasskey.handler(async ({ context, input: { id, name } }) => {
    const { account } = acting(context)
    if (!(await inRoom(context, tx => renamePasskey(tx, account, id, name)))) throw refusal('base.not_found')
    return { done: true as const }
  }),

  removePasskey: open.removePasskey.handler(async ({ context, input: { id } }) => {
    await needProof(context)
    const { account, session } = acting(context)
    await inIdentity(context, async tx => {
      const before = await lockWays(tx, account)
      const [gone] = await removePasskeys(tx, account, id)
      if (gone === undefined) throw refusal('base.not_found')
      const left = (await passkeysOf(tx, account)).filter(({ doubtedAt }) => doubtedAt === null)
      if (!before.hasPassword && left.length === 0) throw new Refusal('identity.last_way', 409)
      await endSessionsBy(tx, context.now, id, session)
    })
    await noteOwn(context, 'identity.passkey_removed', { passkey: id })
    return { done: true as const }
  }),

  dropPassword: open.dropPassword.handler(async ({ context }) => {
    await needProof(context)
    const { account } = acting(context)
    const dropped = await inRoom(context, async tx => {
      const before = await lockWays(tx, account)
      if (!before.hasPassword) return false
      const sound = (await passkeysOf(tx, account)).filter(({ doubtedAt }) => doubtedAt === null)
      if (sound.length === 0) throw new Refusal('identity.no_passkey', 409)
      // Whoever works in two districts is nobody's to reset, and nobody resets himself.
      const [only, ...others] = await districtsOf(tx, account)
      if (!only?.kept || others.length > 0) throw new Refusal('identity.nobody_resets', 409)
      await setPassword(tx, account, null)
      return true
    })
    if (dropped) await noteOwn(context, 'identity.password_dropped')
    return { done: true as const }
  }),
}

async function begin(
  context: Pick<Asked, 'door' | 'clock'>,
  purpose: Purpose,
  key: string,
  holder: string,
): Promise<void> {
  const now = instant(context.clock())
  await inRoom(context, tx => keepAttempt(tx, now, attemptSeconds.passkey, { key, purpose, holder }))
}

/** The challenge that was signed, if it was asked for here and is still good; it is used up in any case. */
async function finish(
  context: Pick<Asked, 'door' | 'clock'>,
  purpose: Purpose,
  holder: string | undefined,
  signed: { response: { clientDataJSON: string } },
): Promise<string> {
  const key = challengeIn(signed)
  const now = instant(context.clock())
  const taken =
    key !== undefined &&
    holder !== undefined &&
    (await inRoom(context, tx => takeAttempt(tx, now, { key, purpose, holder })))
  if (!taken) throw new Refusal('identity.attempt_over', 400)
  return key
}

/** The key that signed; of this account, if one is named. A count that went backwards is recorded and shuts the key. */
async function used(
  context: Pick<Asked, 'door' | 'clock' | 'address' | 'origin'>,
  purpose: Purpose,
  holder: string | undefined,
  assertion: AuthenticationResponseJSON,
  account?: string,
): Promise<KnownKey> {
  const here = site(context)
  const { known: key, forgive } = await tried(context, { kind: 'passkey', name: assertion.id }, tx =>
    passkeyBy(tx, assertion.id),
  )
  const challenge = await finish(context, purpose, holder, assertion)
  const counter = key && (await asserted(assertion, challenge, here, key))
  if (!key || counter === undefined || (account !== undefined && key.account !== account))
    throw new Refusal('identity.passkey_refused', 401)
  await forgive()
  await counted(context, key, counter)
  return key
}

async function counted(
  context: Pick<Asked, 'door' | 'clock'>,
  key: KnownKey,
  counter: number,
): Promise<void> {
  const now = instant(context.clock())
  const { rises, post } = await inRoom(context, async tx => ({
    rises: key.doubtedAt === null && (await countUse(tx, now, key.id, counter)),
    post: await firstPost(tx, now, key.account),
  }))
  if (rises) return
  if (post && key.doubtedAt === null)
    await noteAt(context, { account: key.account, ...post }, 'identity.passkey_doubted', { passkey: key.id })
  throw new Refusal('identity.passkey_doubted', 403)
}
