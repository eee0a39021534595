// Closed cases that wait for a second look, because there was nobody to draw or the reaction has not run yet.
import { sql } from 'kysely'
import type { Instant } from '../../../base/clock.ts'
import type { Tx } from '../../../base/db.ts'

export interface Waiting {
  caseId: string
  closing: number
}

/** Says whether it was not known already. */
export async function addWaiting(tx: Tx, now: Instant, { caseId, closing }: Waiting): Promise<boolean> {
  const { rows } = await sql`
    insert into supervision.recheck (district, "case", closing, chosen_at)
    values (${tx.district}, ${caseId}, ${closing}::integer, ${now}::timestamptz)
    on conflict do nothing
    returning closing`.execute(tx)
  return rows.length > 0
}

export async function settle(
  tx: Tx,
  { caseId, closing }: Waiting,
  became: 'drawn' | 'overtaken',
): Promise<void> {
  await sql`
    update supervision.recheck set became = ${became}
    where recheck.district = ${tx.district} and recheck."case" = ${caseId}
      and recheck.closing = ${closing}::integer`.execute(tx)
}

/** Its inspector was taken off and there is no other one now. */
export async function waitAgain(tx: Tx, caseId: string): Promise<void> {
  await sql`
    update supervision.recheck set became = null
    where recheck.district = ${tx.district} and recheck."case" = ${caseId}
      and recheck.closing = (select max(last.closing) from supervision.recheck as last
        where last.district = ${tx.district} and last."case" = ${caseId})`.execute(tx)
}

/** A handful, the longest waiting first. */
export async function waiting(tx: Tx): Promise<Waiting[]> {
  const { rows } = await sql<Waiting>`
    select recheck."case" as "caseId", recheck.closing from supervision.recheck
    where recheck.district = ${tx.district} and recheck.became is null
    order by recheck.chosen_at, recheck."case"
    limit 100`.execute(tx)
  return rows
}

/** Of these cases, those of which a second look waits or whose closing the reaction has not taken yet. */
export async function stillWaiting(tx: Tx, cases: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    select recheck."case" as id from supervision.recheck
    where recheck.district = ${tx.district} and recheck."case" = any(${cases}::uuid[]) and recheck.became is null
    union
    select outbox.subject from base.outbox
    where outbox.district = ${tx.district} and outbox.subject = any(${cases}::uuid[])
      and outbox.subscriber = 'recheck-draw'`.execute(tx)
  return new Set(rows.map(({ id }) => id))
}
