// The gate that every call passes, whatever face it came through: who asks, may he, in which district;
// then the transaction opens, a repeated key gets its first answer, and the input is parsed.
import { ORPCError, os, ValidationError } from '@orpc/server'
import type { Logger } from 'pino'
import { type Clock, type Instant, instant } from './clock.ts'
import type { OidcSettings } from './config.ts'
import type { Meta } from './contract.ts'
import type { Door, Tx } from './db.ts'
import { DatabaseAway, NothingDone, Refusal, refusal } from './errors.ts'
import type { Files } from './files.ts'
import { once } from './idempotency.ts'
import type { Live } from './live.ts'
import { type AddressKey, type Rate, takeTurn } from './rates.ts'
import { violated } from './violations.ts'

/** Someone signed in, acting in one post. */
export interface Actor {
  account: string
  login: string
  name: string
  session: string
  post: string
  role: string
  axis: Meta['axis']
  district: string
  region: string
  /** The path prefix of the region that the post is held in; the post reaches only what lies below it. */
  reach: string
  permissions: ReadonlySet<string>
}

/** What the server has at hand for every request. */
export interface House {
  door: Door
  clock: Clock
  log: Logger
  files: Files
  live: Live
  addressKey: AddressKey
  /** Whether this server shows the fictional district and its accounts. */
  demo: boolean
  /** Whether it sends e-mail. */
  sendsMail: boolean
  /** The identity provider that people may sign in with; none when undefined. */
  oidc?: OidcSettings | undefined
}

/** What is known of a request before its call begins. */
export interface Asked extends House {
  requestId: string
  actor: Actor | undefined
  district: string | undefined
  key: string | undefined
  /** The caller's address as a key that cannot be turned back. */
  address: string
  device: string
  /** The caller reached this call; log and figures name it by its route. */
  reached(route: string): void
  /** Sets or clears the session cookie of the answer. */
  setSession(token: string | undefined, maxAgeSeconds: number): void
  /** The address this site is asked by, as a browser writes it in Origin. */
  origin: string
  /** What this browser was given when it began to sign in; only it can finish what it began. */
  browser: string | undefined
  setBrowser(token: string, maxAgeSeconds: number): void
}

/** What a handler works with: its own transaction and no door to a second one. */
export interface Ctx extends Omit<Asked, 'door'> {
  tx: Tx
  now: Instant
  district: string
}

/** What a handler without a transaction of its own works with: uploads, streams. */
export interface OpenCtx extends Asked {
  now: Instant
  district: string
  begin<T>(work: (tx: Tx) => Promise<T>): Promise<T>
}

const calls = os.$meta<Meta>({ may: 'nobody', axis: 'open', write: false }).$context<Asked>()

type Held = Pick<Ctx, 'tx' | 'now' | 'district'>
type Open = Pick<OpenCtx, 'begin' | 'now' | 'district'>

/** For handlers that run in one transaction: `implement(contract).$context<Asked>().use(guard)`. */
export const guard = calls.middleware<Held, unknown>(async ({ context, procedure, next }, input) => {
  const { meta, route } = procedure['~orpc']
  const called = `${route.method} ${route.path}`
  context.reached(called)
  const { district, now } = permit(context, meta)
  await countStranger(context, district, now, called, meta.rate)
  const work = async (tx: Tx) => {
    const inside = { context: { tx, now, district } }
    if (!meta.write || context.key === undefined) return next(inside)
    const keyed = { caller: callerOf(context, context.key), call: called, key: context.key, body: input }
    const { answer } = await once(tx, now, keyed, async () => (await next(inside)).output)
    return { output: answer, ...inside }
  }
  return translated(async () => {
    // With a key, the answer is written after the work, in the same transaction.
    const ends = meta.write && context.key === undefined
    try {
      return await context.door.within({ district, ends }, work)
    } catch (error) {
      if (!(error instanceof NothingDone)) throw error
      return context.door.within({ district }, work)
    }
  })
})

/** For handlers that open their transactions themselves: uploads and streams. */
export const openGuard = calls.middleware<Open, unknown>(async ({ context, procedure, next }) => {
  const { meta, route } = procedure['~orpc']
  const called = `${route.method} ${route.path}`
  context.reached(called)
  const { district, now } = permit(context, meta)
  await countStranger(context, district, now, called, meta.rate)
  const begin = <R>(work: (tx: Tx) => Promise<R>): Promise<R> => context.door.within({ district }, work)
  return translated(async () => next({ context: { begin, now, district } }))
})

/**
 * Whose key it is. A stranger's long one (a UUID from a form) names him wherever he goes on: his phone may change
 * networks and the server restart between two clicks. A short one could be somebody else's too, so it counts by
 * address.
 */
export function callerOf({ actor, address }: Pick<Asked, 'actor' | 'address'>, key: string): string {
  return actor?.account ?? (key.length >= 32 ? 'stranger' : address)
}

/** In a transaction of its own, so that a refusal does not give the turn back. */
async function countStranger(
  { actor, address, door }: Asked,
  district: string,
  now: Instant,
  called: string,
  rate: Rate | undefined,
): Promise<void> {
  if (rate === undefined || actor) return
  await translated(() => door.within({ district }, tx => takeTurn(tx, now, `${called} ${address}`, rate)))
}

/** Who may, and where; before anything is parsed, so that a stranger learns nothing from its errors. */
function permit(context: Asked, { may, anywhere }: Meta): { district: string; now: Instant } {
  const { actor } = context
  if (may !== 'anyone') {
    if (!actor) throw refusal('base.not_signed_in')
    if (may !== 'signed_in' && !actor.permissions.has(may)) throw refusal('base.not_allowed', { may })
  }
  const district = actor?.district ?? context.district ?? (anywhere ? '' : undefined)
  if (district === undefined) throw refusal('base.no_district')
  return { district, now: instant(context.clock()) }
}

/** What the parser and the database refuse becomes a refusal with a code, once, here. */
async function translated<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (
      error instanceof ORPCError &&
      error.cause instanceof ValidationError &&
      error.code === 'BAD_REQUEST'
    ) {
      const fields = error.cause.issues.map(issue => ({
        field: (issue.path ?? []).map(part => String(typeof part === 'object' ? part.key : part)).join('.'),
        wrong: issue.message,
      }))
      throw new Refusal('base.bad_input', 400, { fields })
    }
    if (error instanceof DatabaseAway) throw refusal('base.database_away')
    throw violated(error) ?? error
  }
}
