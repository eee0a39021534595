// Sessions and failed sign-ins as they are kept. Runs in the identity room, before any district is known;
// only the hash of a token is kept.
import { createHash, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { v7 as newId } from 'uuid'
import type { Instant } from '../../../base/clock.ts'
import type { Tx } from '../../../base/db.ts'
import { type Axis, patience, type Role, sessionLife, type Way } from '../rules.ts'

export interface Recognised {
  session: string
  account: string
  name: string
  login: string
  post: string
  role: Role
  axis: Axis
  district: string
  region: string
  reach: string
  seenAt: Instant
}

export async function passwordOf(
  tx: Tx,
  login: string,
): Promise<{ account: string; hash: string | null } | undefined> {
  const { rows } = await sql<{ account: string; hash: string | null }>`
    select account.id as account, account.password_hash as hash
    from identity.account
    where account.login = ${login} and account.closed_at is null`.execute(tx)
  return rows[0]
}

/**
 * Runs in the identity room: no request of a district may touch a password. Without one its owner signs in by passkey.
 */
export async function setPassword(tx: Tx, account: string, passwordHash: string | null): Promise<void> {
  await sql`update identity.account set password_hash = ${passwordHash} where account.id = ${account}`.execute(
    tx,
  )
}

export async function hasPassword(tx: Tx, account: string): Promise<boolean> {
  const { rows } = await sql<{ has: boolean }>`
    select account.password_hash is not null as has from identity.account where account.id = ${account}`.execute(
    tx,
  )
  return rows[0]?.has ?? false
}

/** Whether there is a password; nobody else changes the ways into this account until the transaction ends. */
export async function lockWays(tx: Tx, account: string): Promise<{ hasPassword: boolean }> {
  const { rows } = await sql<{ hasPassword: boolean }>`
    select account.password_hash is not null as "hasPassword" from identity.account
    where account.id = ${account}
    for update`.execute(tx)
  return { hasPassword: rows[0]?.hasPassword ?? false }
}

/** The districts in which an account holds a post, and those of them where somebody else administers. */
export async function districtsOf(tx: Tx, account: string): Promise<{ district: string; kept: boolean }[]> {
  const { rows } = await sql<{ district: string; kept: boolean }>`
    select post.district, exists (
      select from identity.post as other
      where other.district = post.district and other.role = 'administrator' and other.held_until is null
        and other.account <> ${account}
    ) as kept
    from identity.post
    where post.account = ${account} and post.held_until is null
    group by post.district
    order by post.district`.execute(tx)
  return rows
}

/** Whether the account holds a post in another district than this one. */
export async function worksElsewhere(tx: Tx, account: string, district: string): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (
      select from identity.post
      where post.account = ${account} and post.district <> ${district} and post.held_until is null
    ) as found`.execute(tx)
  return rows[0]?.found ?? false
}

/** The first post of an account that is held now, to begin with. */
export async function firstPost(
  tx: Tx,
  now: Instant,
  account: string,
): Promise<{ district: string; id: string } | undefined> {
  const { rows } = await sql<{ district: string; id: string }>`
    select post.district, post.id
    from identity.post
    where post.account = ${account} and (post.held_until is null or post.held_until > ${now}::timestamptz)
    order by post.held_from, post.id
    limit 1`.execute(tx)
  return rows[0]
}

/** How somebody came in; what the provider says is no proof that he sits there now. */
export type Entrance = { way: 'password' | 'provider' } | { way: 'passkey'; passkey: string }

export interface NewSession {
  account: string
  post: { district: string; id: string }
  device: string
  by: Entrance
}

export async function openSession(
  tx: Tx,
  now: Instant,
  { account, post, device, by }: NewSession,
): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  const proved = by.way === 'provider' ? null : now
  await sql`
    insert into identity.session
      (token_hash, id, account, district, post, device, way, passkey, proved_at, opened_at, seen_at, expires_at)
    values (${hashed(token)}, ${newId()}, ${account}, ${post.district}, ${post.id}, ${device.slice(0, 120)},
      ${by.way}, ${by.way === 'passkey' ? by.passkey : null}::uuid, ${proved}::timestamptz,
      ${now}::timestamptz, ${now}::timestamptz,
      ${now}::timestamptz + make_interval(secs => ${sessionLife.longestSeconds}))`.execute(tx)
  return token
}

/** Whoever sits at the session has just proved who he is. */
export async function noteProof(tx: Tx, now: Instant, session: string): Promise<void> {
  await sql`update identity.session set proved_at = ${now}::timestamptz where session.id = ${session}`.execute(
    tx,
  )
}

/** How a session was opened, and when its owner last proved who he is. */
export async function proofOf(tx: Tx, session: string): Promise<{ way: Way; provedAt: Instant | null }> {
  const { rows } = await sql<{ way: Way; provedAt: Instant | null }>`
    select session.way, session.proved_at as "provedAt" from identity.session where session.id = ${session}`.execute(
    tx,
  )
  return rows[0] ?? { way: 'password', provedAt: null }
}

/** Who this token belongs to, if the session runs and its post is still held. */
export async function recognise(tx: Tx, now: Instant, token: string): Promise<Recognised | undefined> {
  const { rows } = await sql<Recognised>`
    select session.id as session, session.account, account.name, account.login, session.post, post.role, post.axis,
      post.district, post.region, post.reach, session.seen_at as "seenAt"
    from identity.session
    join identity.account on account.id = session.account and account.closed_at is null
    join identity.post on post.district = session.district and post.id = session.post
      and (post.held_until is null or post.held_until > ${now}::timestamptz)
    where session.token_hash = ${hashed(token)}
      and session.ended_at is null
      and session.expires_at > ${now}::timestamptz
      and session.seen_at > ${now}::timestamptz - make_interval(secs => ${sessionLife.idleSeconds})`.execute(
    tx,
  )
  return rows[0]
}

export async function touch(tx: Tx, now: Instant, session: string): Promise<void> {
  await sql`update identity.session set seen_at = ${now}::timestamptz where session.id = ${session}`.execute(
    tx,
  )
}

export interface OwnSession {
  id: string
  device: string
  way: Way
  openedAt: Instant
  seenAt: Instant
}

export async function sessionsOf(tx: Tx, now: Instant, account: string): Promise<OwnSession[]> {
  const { rows } = await sql<OwnSession>`
    select session.id, session.device, session.way, session.opened_at as "openedAt", session.seen_at as "seenAt"
    from identity.session
    where session.account = ${account} and session.ended_at is null and session.expires_at > ${now}::timestamptz
    order by session.seen_at desc`.execute(tx)
  return rows
}

/** Ends one session of an account, or all of them but one. */
export async function endSessions(
  tx: Tx,
  now: Instant,
  account: string,
  which: { only: string } | { allBut: string | undefined },
): Promise<number> {
  const chosen =
    'only' in which
      ? sql`session.id = ${which.only}::uuid`
      : sql`(${which.allBut ?? null}::uuid is null or session.id <> ${which.allBut ?? null}::uuid)`
  const { rows } = await sql`
    update identity.session set ended_at = ${now}::timestamptz
    where session.account = ${account} and session.ended_at is null and ${chosen}
    returning session.id`.execute(tx)
  return rows.length
}

export async function usePost(
  tx: Tx,
  session: string,
  post: { district: string; id: string },
): Promise<void> {
  await sql`
    update identity.session set district = ${post.district}, post = ${post.id}
    where session.id = ${session}`.execute(tx)
}

export async function forgetSessions(tx: Tx, now: Instant): Promise<void> {
  await sql`
    delete from identity.session
    where session.expires_at < ${now}::timestamptz - interval '30 days'
      or session.ended_at < ${now}::timestamptz - interval '30 days'`.execute(tx)
  await sql`
    delete from identity.failure
    where failure.window_from < ${now}::timestamptz - interval '1 day'`.execute(tx)
}

/** Counts an attempt; gives the seconds for which the key is shut, 0 while there is patience left. */
export async function countAttempt(tx: Tx, now: Instant, key: string, most: number): Promise<number> {
  const before = new Date(Date.parse(now) - patience.seconds * 1000).toISOString()
  const { rows } = await sql<{ attempts: number; seconds: number }>`
    insert into identity.failure as known (key, window_from, failures) values (${key}, ${now}::timestamptz, 1)
    on conflict (key) do update set
      failures = case when known.window_from <= ${before}::timestamptz then 1 else known.failures + 1 end,
      window_from = case when known.window_from <= ${before}::timestamptz then ${now}::timestamptz
        else known.window_from end
    returning known.failures as attempts,
      ceil(extract(epoch from known.window_from - ${now}::timestamptz) + ${patience.seconds})::integer as seconds`.execute(
    tx,
  )
  const counted = rows[0]
  return counted && counted.attempts > most ? Math.max(1, counted.seconds) : 0
}

/** The right password: the login starts anew, and the address gets its one attempt back. */
export async function forgiveAttempt(tx: Tx, loginKey: string, addressKey: string): Promise<void> {
  await sql`delete from identity.failure where failure.key = ${loginKey}`.execute(tx)
  await sql`
    update identity.failure set failures = failure.failures - 1
    where failure.key = ${addressKey} and failure.failures > 0`.execute(tx)
}

function hashed(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}
