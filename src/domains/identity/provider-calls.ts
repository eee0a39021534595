// Signing in with an identity provider (OpenID Connect), and which account somebody has here who is known there. Only a
// link that was made here lets anybody in: no account is made from what the provider says.
import { z } from 'zod'
import { bilingual, done, id, read, write } from '../../base/contract.ts'

const off = { 'identity.provider_off': { status: 404 } } as const
const unproved = { 'identity.prove_first': { status: 403 } } as const
const away = { ...off, 'identity.provider_away': { status: 503 } } as const
const taken = {
  'identity.subject_taken': { status: 409 },
  'identity.linked_already': { status: 409 },
} as const

/** Where the browser goes next. */
const onward = z.object({ url: z.url() })

/** The page to come back to; one that is not for staff of this server leads to the desk. */
const back = z.string().max(500).optional()

export const providerCalls = {
  provider: read('/session/provider', { may: 'anyone', axis: 'open', anywhere: true }).output(
    z.object({ name: bilingual }).nullable(),
  ),
  visitProvider: write('/session/provider', {
    may: 'anyone',
    axis: 'open',
    anywhere: true,
    rate: { most: 300, seconds: 300 },
  })
    .errors(away)
    .input(z.object({ back }))
    .output(onward),
  /** What the provider sent the browser back with. Gives the page to go on to, in the session that was opened. */
  returnFromProvider: write('/session/provider/answer', {
    may: 'anyone',
    axis: 'open',
    anywhere: true,
    rate: { most: 300, seconds: 300 },
  })
    .errors({
      ...away,
      ...taken,
      'identity.attempt_over': { status: 400 },
      'identity.provider_refused': { status: 400 },
      'identity.provider_wrong': { status: 400 },
      'identity.not_linked': { status: 403, data: z.object({ subject: z.string() }) },
      'identity.no_post': { status: 403 },
    })
    .input(z.object({ answer: z.string().max(8000) }))
    .output(z.object({ back: z.string() })),
  /** The same visit by somebody who is signed in, to link his account. */
  visitToLink: write('/me/links', { may: 'identity.own', axis: 'open' })
    .errors({ ...away, ...unproved, 'identity.linked_already': { status: 409 } })
    .input(z.object({ back }))
    .output(onward),
  unlink: write('/me/links/{id}', { may: 'identity.own', axis: 'open' }, 'DELETE')
    .errors(unproved)
    .input(z.object({ id }))
    .output(done),
  linkAccount: write('/accounts/{account}/links', { may: 'identity.administer', axis: 'system' })
    .errors({
      ...off,
      ...taken,
      'identity.own_account': { status: 409 },
      'identity.works_elsewhere': { status: 409 },
      'identity.account_closed': { status: 409 },
    })
    .input(z.object({ account: id, subject: z.string().trim().min(1).max(255) }))
    .output(z.object({ id })),
  unlinkAccount: write('/accounts/{account}/links', { may: 'identity.administer', axis: 'system' }, 'DELETE')
    .errors({
      'identity.own_account': { status: 409 },
      'identity.works_elsewhere': { status: 409 },
    })
    .input(z.object({ account: id }))
    .output(done),
}
