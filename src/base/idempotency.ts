// The same key from the same caller gives the same answer, however often a phone repeats itself. The row
// is written in the call's own transaction: a refusal leaves nothing, a second click waits for the first.
import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Instant } from './clock.ts'
import type { Tx } from './db.ts'
import { refusal } from './errors.ts'

export interface KeyedCall {
  caller: string
  call: string
  key: string
  body: unknown
}

export async function once<T>(
  tx: Tx,
  now: Instant,
  keyed: KeyedCall,
  answer: () => Promise<T>,
): Promise<{ answer: T; again: false } | { answer: unknown; again: true }> {
  if (!/^[\x21-\x7e]{8,200}$/.test(keyed.key)) throw refusal('base.bad_key')
  const bodyHash = createHash('sha256')
    .update(canonical(await withDigests(keyed.body)))
    .digest()
  const { rows: begun } = await sql<{ key: string }>`
    insert into base.idempotency (district, caller, call, key, body_hash, created_at)
    values (${tx.district}, ${keyed.caller}, ${keyed.call}, ${keyed.key}, ${bodyHash}, ${now}::timestamptz)
    on conflict do nothing
    returning key`.execute(tx)
  if (begun.length === 0) {
    const { rows } = await sql<{ same: boolean; answer: unknown }>`
      select idempotency.body_hash = ${bodyHash} as same, idempotency.answer
      from base.idempotency
      where idempotency.district = ${tx.district} and idempotency.caller = ${keyed.caller}
        and idempotency.call = ${keyed.call} and idempotency.key = ${keyed.key}`.execute(tx)
    if (!rows[0]?.same) throw refusal('base.key_reused')
    return { answer: rows[0].answer, again: true }
  }
  const given = await answer()
  await sql`
    update base.idempotency set answer = ${JSON.stringify(given ?? null)}::jsonb
    where idempotency.district = ${tx.district} and idempotency.caller = ${keyed.caller}
      and idempotency.call = ${keyed.call} and idempotency.key = ${keyed.key}`.execute(tx)
  return { answer: given, again: false }
}

const kept = 30 * 24 * 3_600_000

/** Forgets answers older than thirty days. */
export async function forgetAnswers(tx: Tx, now: Instant): Promise<void> {
  const before = new Date(Date.parse(now) - kept).toISOString()
  await sql`delete from base.idempotency
    where idempotency.district = ${tx.district} and idempotency.created_at < ${before}::timestamptz`.execute(
    tx,
  )
}

/** Files stand in it by their bytes: the same key with another file is another call. */
async function withDigests(body: unknown): Promise<unknown> {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body
  const fields = Object.entries(body).map(async ([name, value]: [string, unknown]) => {
    if (!(value instanceof Blob)) return [name, value]
    return [
      name,
      createHash('sha256')
        .update(new Uint8Array(await value.arrayBuffer()))
        .digest('hex'),
    ]
  })
  return Object.fromEntries(await Promise.all(fields))
}

/** JSON with sorted keys, so that the order in which a client writes its fields does not matter. */
function canonical(value: unknown): string {
  return (
    JSON.stringify(value, (_key, part: unknown) =>
      part !== null && typeof part === 'object' && !Array.isArray(part)
        ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
        : part,
    ) ?? ''
  )
}
