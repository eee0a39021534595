// Signing in and out, one's own sessions, and the accounts, posts and centres that an administrator keeps.
import { z } from 'zod'
import { bilingual, districtCode, done, id, instant, read, text, write } from '../../base/contract.ts'
import { centreCalls } from './centre-calls.ts'
import { axes, roleNames } from './rules.ts'

const role = z.enum(roleNames)
const axis = z.enum(axes)
const login = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9][a-z0-9._-]{1,39}$/)

const heldPost = z.object({
  id,
  role,
  axis,
  district: districtCode,
  districtName: bilingual,
  region: z.object({ code: z.string(), name: bilingual }),
  /** The centre, branch or station it belongs to. */
  centre: z.object({ id, name: bilingual }).nullable(),
})
export type HeldPost = z.infer<typeof heldPost>

const me = z.object({
  name: z.string(),
  login: z.string(),
  /** The post acted in; the others can be switched to, in whatever district they are held. */
  post: heldPost,
  posts: z.array(heldPost),
  permissions: z.array(z.string()),
})
export type Me = z.infer<typeof me>

/** The account that was opened. */
export const opened = z.object({ id })

export type { Centre } from './centre-calls.ts'

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
        /** `bearer` hands the token to a client that keeps it itself, instead of a cookie. */
        carry: z.enum(['cookie', 'bearer']).default('cookie'),
      }),
    )
    .output(z.object({ me, token: z.string().nullable() })),
  signOut: write('/session', { may: 'signed_in', axis: 'open' }, 'DELETE').output(done),
  me: read('/me', { may: 'signed_in', axis: 'open' }).output(me),
  switchPost: write('/me/post', { may: 'signed_in', axis: 'open' })
    .input(z.object({ post: id }))
    .output(me),
  sessions: read('/me/sessions', { may: 'identity.own', axis: 'open' }).output(
    z.array(
      z.object({
        id,
        device: z.string(),
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
    .errors({ 'identity.wrong_password': { status: 401 }, 'identity.weak_password': { status: 400 } })
    .input(z.object({ old: z.string().max(200), new: z.string().max(200) }))
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
    .input(z.object({ account: id, password: z.string().max(200) }))
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
  ...centreCalls,
}
