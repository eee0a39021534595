// The chains of cases with the hashes that hold them together: what draws are made and made again from.
import { sql } from 'kysely'
import type { Instant } from '../../../base/clock.ts'
import type { Tx } from '../../../base/db.ts'

export interface ChainEvent {
  id: string
  subject: string
  seq: number
  happened: string
  recordedAt: Instant
  account: string | null
  post: string | null
  detail: Record<string, unknown>
  /** In hex. */
  hash: string
}

/** The events of each of these cases, in order. */
export async function chainsOf(tx: Tx, cases: readonly string[]): Promise<Map<string, ChainEvent[]>> {
  const { rows } = await sql<ChainEvent>`
    select event.id, event.subject, event.seq, event.happened, event.recorded_at as "recordedAt", event.account,
      event.post, event.detail, encode(event.hash, 'hex') as hash
    from base.event
    where event.district = ${tx.district} and event.subject = any(${cases}::uuid[])
    order by event.subject, event.seq`.execute(tx)
  return Map.groupBy(rows, ({ subject }) => subject)
}
