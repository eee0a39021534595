// Passkeys as they are kept. Runs in the identity room; of a key only its public half is known.
import { sql } from 'kysely'
import { v7 as newId } from 'uuid'
import type { Instant } from '../../../base/clock.ts'
import type { Tx } from '../../../base/db.ts'

export interface Passkey {
  id: string
  name: string
  site: string
  synced: boolean
  addedAt: Instant
  usedAt: Instant | null
  doubtedAt: Instant | null
}

export async function passkeysOf(tx: Tx, account: string): Promise<Passkey[]> {
  const { rows } = await sql<Passkey>`
    select passkey.id, passkey.name, passkey.site, passkey.synced, passkey.added_at as "addedAt",
      passkey.used_at as "usedAt", passkey.doubted_at as "doubtedAt"
    from identity.passkey
    where passkey.account = ${account}
    order by passkey.added_at, passkey.id`.execute(tx)
  return rows
}

/** What an authenticator is told, so that it makes no second key for the same account. */
export async function credentialsOf(
  tx: Tx,
  account: string,
  site: string,
): Promise<{ id: string; transports: string[] }[]> {
  const { rows } = await sql<{ id: string; transports: string[] }>`
    select passkey.credential as id, passkey.transports from identity.passkey
    where passkey.account = ${account} and passkey.site = ${site}
    order by passkey.id`.execute(tx)
  return rows
}

export interface NewPasskey {
  account: string
  credential: string
  publicKey: Uint8Array
  counter: number
  transports: readonly string[]
  site: string
  name: string
  synced: boolean
}

export async function addPasskey(tx: Tx, now: Instant, key: NewPasskey): Promise<string> {
  const id = newId()
  await sql`
    insert into identity.passkey
      (id, account, credential, public_key, counter, transports, site, name, synced, added_at)
    values (${id}, ${key.account}, ${key.credential}, ${Buffer.from(key.publicKey)}, ${key.counter},
      ${[...key.transports]}::text[], ${key.site}, ${key.name}, ${key.synced}, ${now}::timestamptz)`.execute(
    tx,
  )
  return id
}

export interface KnownKey {
  id: string
  account: string
  publicKey: Uint8Array
  doubtedAt: Instant | null
}

/** A key by the name its authenticator gave it, if its account is open. */
export async function passkeyBy(tx: Tx, credential: string): Promise<KnownKey | undefined> {
  const { rows } = await sql<KnownKey>`
    select passkey.id, passkey.account, passkey.public_key as "publicKey", passkey.doubted_at as "doubtedAt"
    from identity.passkey
    join identity.account on account.id = passkey.account and account.closed_at is null
    where passkey.credential = ${credential}`.execute(tx)
  return rows[0]
}

/**
 * Notes a use with the count that the authenticator gave. False when it did not go up: then the key is in doubt from now
 * on. Some authenticators do not count; those always say 0.
 */
export async function countUse(tx: Tx, now: Instant, id: string, counter: number): Promise<boolean> {
  const { rows } = await sql<{ rises: boolean }>`
    with known as (
      select passkey.id, passkey.counter < ${counter}::bigint or (passkey.counter = 0 and ${counter}::bigint = 0) as rises
      from identity.passkey
      where passkey.id = ${id}
      for update
    )
    update identity.passkey set
      counter = case when known.rises then ${counter}::bigint else passkey.counter end,
      used_at = case when known.rises then ${now}::timestamptz else passkey.used_at end,
      doubted_at = case when known.rises then passkey.doubted_at else ${now}::timestamptz end
    from known
    where passkey.id = known.id
    returning known.rises`.execute(tx)
  return rows[0]?.rises ?? false
}

export async function renamePasskey(tx: Tx, account: string, id: string, name: string): Promise<boolean> {
  const { rows } = await sql`
    update identity.passkey set name = ${name}
    where passkey.id = ${id} and passkey.account = ${account}
    returning passkey.id`.execute(tx)
  return rows.length > 0
}

/** One key of an account, or all of them; gives the ids of those that are gone. */
export async function removePasskeys(tx: Tx, account: string, only?: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    delete from identity.passkey
    where passkey.account = ${account} and (${only ?? null}::uuid is null or passkey.id = ${only ?? null}::uuid)
    returning passkey.id`.execute(tx)
  return rows.map(({ id }) => id)
}

/** Whoever signed in with this key is out, but for one session. */
export async function endSessionsBy(tx: Tx, now: Instant, passkey: string, allBut: string): Promise<void> {
  await sql`
    update identity.session set ended_at = ${now}::timestamptz
    where session.passkey = ${passkey} and session.ended_at is null and session.id <> ${allBut}`.execute(tx)
}
