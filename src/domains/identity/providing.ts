// The calls about the identity provider: leaving for it, coming back, and which account is linked to whom there.
import { randomBytes } from 'node:crypto'
import { implement } from '@orpc/server'
import { instant } from '../../base/clock.ts'
import { Refusal, refusal } from '../../base/errors.ts'
import { record } from '../../base/events.ts'
import { type Asked, type OpenCtx, openGuard } from '../../base/gate.ts'
import { means } from '../../base/violations.ts'
import { acting, inIdentity, inRoom, letIn, needProof, noteAt, noteOwn, own, welcomed } from './acting.ts'
import { identityContract } from './contract.ts'
import { refuseElsewhere } from './passwords.ts'
import { departure, farewell, returned, settingsOf } from './provider.ts'
import { attemptSeconds, ownPage } from './rules.ts'
import { keepAttempt, takeAttempt, type Visit } from './store/attempts.ts'
import { accountOf, addLink, linkOf, linksOf, removeLinks, type Subject } from './store/links.ts'

means('link_taken', 'identity.subject_taken', 409)
means('link_once', 'identity.linked_already', 409)

const open = implement(identityContract).$context<Asked>().use(openGuard)

export const providing = {
  provider: open.provider.handler(async ({ context: { oidc } }) => (oidc ? { name: oidc.name } : null)),

  visitProvider: open.visitProvider.handler(async ({ context, input }) => {
    const { url, state, visit } = await departure(context, ownPage(input.back))
    const holder = context.browser ?? randomBytes(32).toString('base64url')
    await keep(context, { key: state, purpose: 'provider', holder, visit })
    context.setBrowser(holder, attemptSeconds.provider)
    return { url }
  }),

  visitToLink: open.visitToLink.handler(async ({ context, input }) => {
    const { account, session } = acting(context)
    const { issuer } = settingsOf(context)
    await needProof(context)
    const links = await inRoom(context, tx => linksOf(tx, account))
    if (links.some(link => link.issuer === issuer)) throw new Refusal('identity.linked_already', 409)
    const { url, state, visit } = await departure(context, ownPage(input.back))
    await keep(context, { key: state, purpose: 'link', holder: session, visit })
    return { url }
  }),

  returnFromProvider: open.returnFromProvider.handler(async ({ context, input: { answer } }) => {
    settingsOf(context)
    const said = new URLSearchParams(answer)
    const { purpose, visit } = await taken(context, said.get('state') ?? '')
    const subject = await returned(context, said, visit)
    if (purpose === 'link') await link(context, subject)
    else await arrive(context, subject)
    return { back: visit.back }
  }),

  unlink: open.unlink.handler(async ({ context, input: { id } }) => {
    await needProof(context)
    const { account } = acting(context)
    const [gone] = await inRoom(context, tx => removeLinks(tx, account, id))
    if (gone === undefined) throw refusal('base.not_found')
    await noteOwn(context, 'identity.unlinked', { link: gone })
    return { done: true as const }
  }),

  linkAccount: open.linkAccount.handler(async ({ context, input: { account, subject } }) => {
    const { issuer } = settingsOf(context)
    const person = await context.begin(tx => own({ ...context, tx }, account))
    if (person.closedAt !== null) throw new Refusal('identity.account_closed', 409)
    const { id, isNew } = await inRoom(context, async tx => {
      await refuseElsewhere(tx, account, context.district)
      const known = await linkOf(tx, account, { issuer, subject })
      return known === undefined
        ? { id: await addLink(tx, context.now, account, { issuer, subject }), isNew: true }
        : { id: known, isNew: false }
    })
    if (isNew) await note(context, account, 'identity.linked', { link: id })
    return { id }
  }),

  unlinkAccount: open.unlinkAccount.handler(async ({ context, input: { account } }) => {
    await context.begin(tx => own({ ...context, tx }, account))
    const gone = await inRoom(context, async tx => {
      await refuseElsewhere(tx, account, context.district)
      return removeLinks(tx, account)
    })
    for (const id of gone) await note(context, account, 'identity.unlinked', { link: id })
    return { done: true as const }
  }),
}

/** Where the browser of somebody who came in with the provider is sent after he has signed out here. */
export function leaving(context: Pick<Asked, 'oidc' | 'origin' | 'log'>): Promise<string | null> {
  return farewell(context)
}

async function keep(
  context: Pick<Asked, 'door' | 'clock'>,
  attempt: Parameters<typeof keepAttempt>[3],
): Promise<void> {
  const now = instant(context.clock())
  await inRoom(context, tx => keepAttempt(tx, now, attemptSeconds.provider, attempt))
}

/** What this browser left with, or this session; it is used up in any case. */
async function taken(
  context: Pick<Asked, 'door' | 'clock' | 'browser' | 'actor'>,
  state: string,
): Promise<{ purpose: 'provider' | 'link'; visit: Visit }> {
  const now = instant(context.clock())
  const holders = [
    ['provider', context.browser],
    ['link', context.actor?.session],
  ] as const
  const found = await inRoom(context, async tx => {
    for (const [purpose, holder] of holders) {
      if (holder === undefined) continue
      const visit = await takeAttempt(tx, now, { key: state, purpose, holder })
      if (visit) return { purpose, ...visit }
    }
    return undefined
  })
  const { purpose, nonce, verifier, back } = found ?? {}
  if (!purpose || !nonce || !verifier || !back) throw new Refusal('identity.attempt_over', 400)
  return { purpose, visit: { nonce, verifier, back } }
}

async function arrive(context: Asked, subject: Subject): Promise<void> {
  const now = instant(context.clock())
  const account = await inRoom(context, tx => accountOf(tx, now, subject))
  if (account === undefined) throw new Refusal('identity.not_linked', 403, { subject: subject.subject })
  const arrival = await letIn(context, account, { way: 'provider' })
  await noteAt(context, arrival.post, 'identity.signed_in', { way: 'provider' })
  await welcomed(context, arrival, 'cookie')
}

/** The proof was asked for when he left; whoever signed out meanwhile links nothing. */
async function link(context: Asked, subject: Subject): Promise<void> {
  const { account } = acting(context)
  const now = instant(context.clock())
  const id = await inIdentity(context, tx => addLink(tx, now, account, subject))
  await noteOwn(context, 'identity.linked', { link: id })
}

function note(
  context: OpenCtx,
  account: string,
  happened: string,
  detail: Readonly<Record<string, unknown>>,
): Promise<void> {
  return context.begin(tx =>
    record({ tx, now: context.now, actor: context.actor }, { subject: account, happened, detail }),
  )
}
