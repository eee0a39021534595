// Who is on shift. A shift that nobody ended counts as ended after its longest time.
import { sql } from 'kysely'
import { v7 as newId } from 'uuid'
import type { Instant } from '../../../base/clock.ts'
import type { Tx } from '../../../base/db.ts'

/** Longer than any shift with the way home: whoever forgot to end it is not drawn at night. */
export const longestDutyHours = 16

/** When a shift that was begun then counts as ended. */
export function endOfDuty(since: Instant): Instant {
  return new Date(Date.parse(since) + longestDutyHours * 3_600_000).toISOString()
}

/** The shift of a post that was begun and not ended, however long ago. */
export async function openDuty(tx: Tx, post: string): Promise<Instant | undefined> {
  const { rows } = await sql<{ since: Instant }>`
    select duty.since from supervision.duty
    where duty.district = ${tx.district} and duty.post = ${post} and duty.until is null`.execute(tx)
  return rows[0]?.since
}

/** Says whether it began: of two clicks at once one does. */
export async function addDuty(tx: Tx, now: Instant, post: string): Promise<boolean> {
  const { rows } = await sql`
    insert into supervision.duty (district, id, post, since)
    values (${tx.district}, ${newId()}, ${post}, ${now}::timestamptz)
    on conflict do nothing
    returning since`.execute(tx)
  return rows.length > 0
}

export async function closeDuty(tx: Tx, until: Instant, post: string): Promise<boolean> {
  const { rows } = await sql`
    update supervision.duty set until = ${until}::timestamptz
    where duty.district = ${tx.district} and duty.post = ${post} and duty.until is null
    returning since`.execute(tx)
  return rows.length > 0
}
