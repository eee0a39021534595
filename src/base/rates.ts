// How often a caller may ask within a window. Counted in the database, in a transaction of its own, so that it
// holds over a restart, for several processes, and for refused calls; keys are hashed, no address is kept.
import { createHmac, createSecretKey, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Instant } from './clock.ts'
import type { Door, Tx } from './db.ts'
import { refusal } from './errors.ts'

/** Turns a caller's address into a key that cannot be turned back. */
export type AddressKey = (address: string) => string

/**
 * Keys are made with a secret of this installation. Of an IPv6 address the first 64 bits count: the rest is
 * the caller's to choose.
 */
export function addressKeys(secret: Uint8Array): AddressKey {
  const key = createSecretKey(secret)
  return address => createHmac('sha256', key).update(network(address)).digest('base64url').slice(0, 22)
}

/** The secret of this installation, made at its first start. */
export async function installationSecret(door: Door): Promise<Uint8Array> {
  return door.owner(async tx => {
    await sql`insert into base.secret (name, secret) values ('addresses', ${randomBytes(32)})
      on conflict (name) do nothing`.execute(tx)
    const { rows } = await sql<{ secret: Buffer }>`
      select secret.secret from base.secret where secret.name = 'addresses'`.execute(tx)
    if (!rows[0]) throw new Error('the secret of this installation was not kept')
    return rows[0].secret
  })
}

function network(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/, '')
  if (!plain.includes(':')) return plain
  const [head = '', tail = ''] = plain.split('::')
  const parts = head.split(':').filter(Boolean)
  const after = plain.includes('::') ? tail.split(':').filter(Boolean) : []
  const full = [...parts, ...Array(Math.max(0, 8 - parts.length - after.length)).fill('0'), ...after]
  return full
    .slice(0, 4)
    .map(part => part.replace(/^0+(?=.)/, '').toLowerCase())
    .join(':')
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
