// How often a caller may ask within a window. Counted in the database, so that it holds over a restart
// and for several processes; keys are hashed, so that no address is kept.
import { createHmac, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Instant } from './clock.ts'
import type { Tx } from './db.ts'
import { refusal } from './errors.ts'

const secret = randomBytes(32)

/** A caller's address as a key that cannot be turned back; the secret lives as long as the process. */
export function addressKey(address: string): string {
  return createHmac('sha256', secret).update(address).digest('base64url').slice(0, 22)
}

export interface Rate {
  /** At most so many … */
  most: number
  /** … within so many seconds. */
  seconds: number
}

/** Takes one turn, or refuses with the seconds to wait. */
export async function takeTurn(tx: Tx, now: Instant, key: string, { most, seconds }: Rate): Promise<void> {
  const windowStart = new Date(Date.parse(now) - seconds * 1000).toISOString()
  const { rows } = await sql<{ taken: number; windowFrom: string }>`
    insert into base.rate as turn (district, key, window_from, taken)
    values (${tx.district}, ${key}, ${now}::timestamptz, 1)
    on conflict (district, key) do update set
      taken = case when turn.window_from <= ${windowStart}::timestamptz then 1 else turn.taken + 1 end,
      window_from = case when turn.window_from <= ${windowStart}::timestamptz then ${now}::timestamptz
        else turn.window_from end
    returning turn.taken, turn.window_from as "windowFrom"`.execute(tx)
  const turn = rows[0]
  if (turn && turn.taken > most) {
    const wait = Math.ceil((Date.parse(turn.windowFrom) + seconds * 1000 - Date.parse(now)) / 1000)
    throw refusal('base.too_often', { seconds: Math.max(1, wait) })
  }
}

/** Forgets windows that ended a day ago. */
export async function forgetTurns(tx: Tx, now: Instant): Promise<void> {
  const before = new Date(Date.parse(now) - 24 * 3_600_000).toISOString()
  await sql`delete from base.rate
    where rate.district = ${tx.district} and rate.window_from < ${before}::timestamptz`.execute(tx)
}
