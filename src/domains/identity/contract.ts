// Signing in and out, one's own sessions, and the accounts, posts and centres that an administrator keeps.
import { z } from 'zod'
import { bilingual, done, id, instant, read, text, write } from '../../base/contract.ts'
import { centreCalls } from './centre-calls.ts'
import { arrived, axis, carry, heldPost, me, role } from './me.ts'
import { passkeyCalls } from './passkey-calls.ts'
import { providerCalls } from './provider-calls.ts'
import { ways } from './rules.ts'

const login = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9][a-z0-9._-]{1,39}$/)

/** The account that was opened. */
export const opened = z.object({ id })

export type { Centre } from './centre-calls.ts'
export type { HeldPost, Me } from './me.ts'

export const identityContract = {
  signIn: write('/session', { may: 'anyone', axis: 'open', anywhere: true })
    .errors({
      'identity.wrong_password': { status: 401 },
      'identity.shut': { status: 429, data: z.object({ seconds: z.int() }) },
      'identity.no_post': { status: 403 },
    })
    .input(
      z.object({
        login,
        password: z.string().min(1).max(200),
        carry,
      }),
    )
    .output(arrived),
  /** Gives the address at which the provider is told too, where somebody came in with it. */
  signOut: write('/session', { may: 'signed_in', axis: 'open' }, 'DELETE').output(
    done.extend({ onward: z.url().nullable() }),
  ),
  me: read('/me', { may: 'signed_in', axis: 'open' }).output(me),
  switchPost: write('/me/post', { may: 'signed_in', axis: 'open' })
    .input(z.object({ post: id }))
    .output(me),
  sessions: read('/me/sessions', { may: 'identity.own', axis: 'open' }).output(
    z.array(
      z.object({
        id,
        device: z.string(),
        /** How it was opened. */
        way: z.enum(ways),
        openedAt: instant,
        seenAt: instant,
        current: z.boolean(),
      }),
    ),
  ),
  revoke: write('/me/sessions/{id}', { may: 'identity.own', axis: 'open' }, 'DELETE')
    .input(z.object({ id }))
    .output(done),
  changePassword: write('/me/password', { may: 'identity.own', axis: 'open' })
    .errors({
      'identity.wrong_password': { status: 401 },
      'identity.weak_password': { status: 400 },
      'identity.prove_first': { status: 403 },
    })
    /** Whoever has no password proves himself by passkey instead of the old one. */
    .input(z.object({ old: z.string().max(200).default(''), new: z.string().max(200) }))
    .output(done),
  /** The invented accounts of the fictional district; empty on a real server. */
  demoAccounts: read('/demo-accounts', { may: 'anyone', axis: 'open', anywhere: true }).output(
    z.array(
      z.object({
        login: z.string(),
        password: z.string(),
        name: z.string(),
        role,
        axis,
        place: bilingual,
      }),
    ),
  ),
  accounts: read('/accounts', { may: 'identity.administer', axis: 'system' }).output(
    z.array(
      z.object({
        id,
        login: z.string(),
        name: z.string(),
        openedAt: instant,
        closedAt: instant.nullable(),
        posts: z.array(heldPost),
        /** How many there are, and whether the identity provider knows him. */
        passkeys: z.int(),
        linked: z.boolean(),
      }),
    ),
  ),
  openAccount: write('/accounts', { may: 'identity.administer', axis: 'system' })
    .errors({ 'identity.login_taken': { status: 409 }, 'identity.weak_password': { status: 400 } })
    .input(z.object({ login, name: text(80).pipe(z.string().min(1)), password: z.string().max(200) }))
    .output(opened),
  /** A new password for somebody who lost his. The page makes it up and shows it once; here only its hash is kept. */
  resetPassword: write('/accounts/{account}/password', { may: 'identity.administer', axis: 'system' })
    .errors({
      'identity.weak_password': { status: 400 },
      'identity.own_account': { status: 409 },
      'identity.works_elsewhere': { status: 409 },
      'identity.account_closed': { status: 409 },
    })
    .input(
      z.object({
        account: id,
        password: z.string().max(200),
        /** Passkeys and the link to the provider: they go too where a device was lost. */
        otherWays: z.enum(['keep', 'remove']).default('keep'),
      }),
    )
    .output(done),
  /** For ever: the posts end, the sessions end, the login stays taken. */
  closeAccount: write('/accounts/{account}/closing', { may: 'identity.administer', axis: 'system' })
    .errors({
      'identity.own_account': { status: 409 },
      'identity.works_elsewhere': { status: 409 },
      'identity.last_administrator': { status: 409 },
    })
    .input(z.object({ account: id }))
    .output(done),
  givePost: write('/accounts/{account}/posts', { may: 'identity.administer', axis: 'system' })
    .errors({
      'identity.other_axis': { status: 409 },
      'identity.post_held': { status: 409 },
      'identity.no_region': { status: 400 },
      'identity.region_closed': { status: 409 },
      'identity.only_oversight': { status: 409 },
      'identity.account_closed': { status: 409 },
      'identity.centre_closed': { status: 409 },
      'identity.other_axis_centre': { status: 409 },
      'identity.post_beyond_centre': { status: 409 },
    })
    .input(
      z.object({
        account: id,
        role,
        region: z.string().max(12),
        /** The centre it belongs to, on the same axis and with the region in its reach. */
        centre: id.nullable().default(null),
      }),
    )
    .output(z.object({ id })),
  endPost: write('/posts/{post}', { may: 'identity.administer', axis: 'system' }, 'DELETE')
    .errors({ 'identity.last_administrator': { status: 409 } })
    .input(z.object({ post: id }))
    .output(done),
  ...passkeyCalls,
  ...providerCalls,
  ...centreCalls,
}
