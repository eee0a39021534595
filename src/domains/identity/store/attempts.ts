// What somebody has begun and not finished: a challenge for an authenticator, a visit to the identity provider. Each is
// taken once, by whoever began it, while it lasts. Runs in the identity room; keys and holders are kept as hashes.
import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Instant } from '../../../base/clock.ts'
import type { Tx } from '../../../base/db.ts'

export type Purpose = 'sign_in' | 'add' | 'prove' | 'provider' | 'link'

export interface Attempt {
  /** The challenge, or the state that the provider brings back. */
  key: string
  purpose: Purpose
  /** The cookie of the browser, or the session. */
  holder: string
  visit?: Visit
}

/** What is remembered of a visit to the identity provider. */
export interface Visit {
  nonce: string
  verifier: string
  /** The page to go on to. */
  back: string
}

export async function keepAttempt(
  tx: Tx,
  now: Instant,
  seconds: number,
  { key, purpose, holder, visit }: Attempt,
): Promise<void> {
  await sql`
    insert into identity.attempt (key, purpose, holder, nonce, verifier, back, ends_at)
    values (${hashed(key)}, ${purpose}, ${hashed(holder)}, ${visit?.nonce ?? null}, ${visit?.verifier ?? null},
      ${visit?.back ?? null}, ${now}::timestamptz + make_interval(secs => ${seconds}))`.execute(tx)
}

/** Undefined when there is none, it is over, was taken before or was begun by somebody else. */
export async function takeAttempt(
  tx: Tx,
  now: Instant,
  { key, purpose, holder }: Omit<Attempt, 'visit'>,
): Promise<Partial<Visit> | undefined> {
  const { rows } = await sql<Partial<Visit>>`
    delete from identity.attempt
    where attempt.key = ${hashed(key)} and attempt.purpose = ${purpose} and attempt.holder = ${hashed(holder)}
      and attempt.ends_at > ${now}::timestamptz
    returning attempt.nonce, attempt.verifier, attempt.back`.execute(tx)
  return rows[0]
}

export async function forgetAttempts(tx: Tx, now: Instant): Promise<void> {
  await sql`delete from identity.attempt where attempt.ends_at <= ${now}::timestamptz`.execute(tx)
}

function hashed(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
