// Seals: every hour the events of each district that are not sealed yet are counted and folded into a
// Merkle root, chained to the seal before. Who published a root can later show that nothing was changed,
// added or cut off. An hour is sealed after its last transaction must have ended (the door cuts longer ones).
import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Instant } from './clock.ts'
import type { Tx } from './db.ts'

export interface Seal {
  number: number
  from: Instant
  upto: Instant
  events: number
  root: Buffer
  hash: Buffer
}

const hour = 3_600_000
const grace = 120_000

/** Seals what was recorded before the last full hour; undefined when that is sealed already. */
export async function seal(tx: Tx, now: Instant): Promise<Seal | undefined> {
  const upto = new Date(Math.floor((Date.parse(now) - grace) / hour) * hour).toISOString()
  const { rows: last } = await sql<{ number: number; upto: Instant; hash: Buffer }>`
    select seal.number, seal.upto, seal.hash from base.seal
    where seal.district = ${tx.district}
    order by seal.number desc
    limit 1`.execute(tx)
  const from = last[0]?.upto ?? '1970-01-01T00:00:00.000Z'
  if (from >= upto) return undefined
  const leaves = await hashesBetween(tx, from, upto)
  const made = sealOf({ number: (last[0]?.number ?? 0) + 1, from, upto }, leaves, last[0]?.hash, tx.district)
  const { rows } = await sql`
    insert into base.seal (district, number, from_at, upto, events, root, hash, made_at)
    values (${tx.district}, ${made.number}, ${from}::timestamptz, ${upto}::timestamptz, ${made.events}, ${made.root},
      ${made.hash}, ${now}::timestamptz)
    on conflict (district, number) do nothing
    returning number`.execute(tx)
  return rows.length > 0 ? made : undefined
}

/** The hashes of the events recorded in [from, upto), in the order in which a seal counts them. */
export async function hashesBetween(tx: Tx, from: Instant, upto: Instant): Promise<Buffer[]> {
  const { rows } = await sql<{ hash: Buffer }>`
    select event.hash from base.event
    where event.district = ${tx.district}
      and event.recorded_at >= ${from}::timestamptz and event.recorded_at < ${upto}::timestamptz
    order by event.recorded_at, event.id`.execute(tx)
  return rows.map(row => row.hash)
}

/** hash = sha256(previous hash ‖ district, number, from, upto, events, root in hex, joined by line feeds). */
export function sealOf(
  span: Pick<Seal, 'number' | 'from' | 'upto'>,
  leaves: readonly Buffer[],
  previous: Buffer | undefined,
  district: string,
): Seal {
  const root = merkleRoot(leaves)
  const hash = createHash('sha256')
    .update(previous ?? Buffer.alloc(0))
    .update([district, span.number, span.from, span.upto, leaves.length, root.toString('hex')].join('\n'))
    .digest()
  return { ...span, events: leaves.length, root, hash }
}

/**
 * RFC 6962: leaf = sha256(0 ‖ hash), node = sha256(1 ‖ left ‖ right), split at the largest power of two
 * below the count; the root of nothing is sha256 of nothing.
 */
export function merkleRoot(leaves: readonly Buffer[]): Buffer {
  if (leaves.length === 0) return createHash('sha256').digest()
  if (leaves.length === 1)
    return createHash('sha256')
      .update(zero)
      .update(leaves[0] ?? zero)
      .digest()
  let half = 1
  while (half * 2 < leaves.length) half *= 2
  return createHash('sha256')
    .update(one)
    .update(merkleRoot(leaves.slice(0, half)))
    .update(merkleRoot(leaves.slice(half)))
    .digest()
}

const zero = Buffer.from([0])
const one = Buffer.from([1])
