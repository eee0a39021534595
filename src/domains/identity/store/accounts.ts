// Accounts and posts as they are kept. The axis of an account is a row that every post refers to: a post
// on another side violates a foreign key, whatever the program above believes.
import { sql } from 'kysely'
import { v7 as newId } from 'uuid'
import type { Instant } from '../../../base/clock.ts'
import type { Tx } from '../../../base/db.ts'
import type { HeldPost } from '../contract.ts'
import { type Axis, type Role, roles } from '../rules.ts'

/** Undefined when the login is taken. */
export async function addAccount(
  tx: Tx,
  now: Instant,
  { login, name, passwordHash }: { login: string; name: string; passwordHash: string },
): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    insert into identity.account (id, login, name, password_hash, opened_in, opened_at)
    values (${newId()}, ${login}, ${name}, ${passwordHash}, ${tx.district}, ${now}::timestamptz)
    on conflict (login) do nothing
    returning id`.execute(tx)
  return rows[0]?.id
}

/** Gives a post in a region of the district; the first one fixes the account's axis for ever. */
export async function addPost(
  tx: Tx,
  now: Instant,
  { account, role, region }: { account: string; role: Role; region: { code: string; path: string } },
): Promise<string> {
  const { axis } = roles[role]
  await sql`
    insert into identity.account_axis (account, axis) values (${account}, ${axis})
    on conflict (account) do nothing`.execute(tx)
  const id = newId()
  await sql`
    insert into identity.post (district, id, account, role, axis, region, reach, held_from)
    values (${tx.district}, ${id}, ${account}, ${role}, ${axis}, ${region.code}, ${region.path},
      ${now}::timestamptz)`.execute(tx)
  return id
}

/** Ends a post. Posts of its role are locked first, so that two who end the last two wait for one another. */
export async function endPost(
  tx: Tx,
  now: Instant,
  post: string,
): Promise<{ account: string; role: Role } | undefined> {
  await sql`
    select other.id from identity.post as other
    join identity.post as ended on ended.district = other.district and ended.role = other.role
    where other.district = ${tx.district} and ended.id = ${post} and other.held_until is null
    order by other.id
    for update of other`.execute(tx)
  const { rows } = await sql<{ account: string; role: Role }>`
    update identity.post set held_until = ${now}::timestamptz
    where post.district = ${tx.district} and post.id = ${post} and post.held_until is null
    returning post.account, post.role`.execute(tx)
  return rows[0]
}

export async function holders(tx: Tx, role: Role): Promise<number> {
  const { rows } = await sql<{ posts: number }>`
    select count(*)::integer as posts from identity.post
    where post.district = ${tx.district} and post.role = ${role} and post.held_until is null`.execute(tx)
  return rows[0]?.posts ?? 0
}

export interface Account {
  id: string
  login: string
  name: string
  openedAt: Instant
  closedAt: Instant | null
}

/** Posts end before; the login stays taken. */
export async function closeAccount(tx: Tx, now: Instant, account: string): Promise<void> {
  await sql`
    update identity.account set closed_at = ${now}::timestamptz
    where account.id = ${account} and account.closed_at is null`.execute(tx)
}

/** Those of the logins that are taken, wherever on the server. */
export async function takenLogins(tx: Tx, logins: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ login: string }>`
    select account.login from identity.account where account.login = any(${logins}::text[])`.execute(tx)
  return new Set(rows.map(({ login }) => login))
}

/** The side each account stands on for ever; none: it never held a post. */
export async function axesOf(tx: Tx, accounts: readonly string[]): Promise<Map<string, Axis>> {
  const { rows } = await sql<{ account: string; axis: Axis }>`
    select account_axis.account, account_axis.axis from identity.account_axis
    where account_axis.account = any(${accounts}::uuid[])`.execute(tx)
  return new Map(rows.map(({ account, axis }) => [account, axis]))
}

export async function accounts(tx: Tx): Promise<Account[]> {
  const { rows } = await sql<Account>`
    select account.id, account.login, account.name, account.opened_at as "openedAt", account.closed_at as "closedAt"
    from identity.account
    where exists (
        select from identity.post where post.district = ${tx.district} and post.account = account.id
      )
      or account.opened_in = ${tx.district}
        and not exists (select from identity.account_axis where account_axis.account = account.id)
    order by account.login`.execute(tx)
  return rows
}

/** How many passkeys an account has, and whether it is linked; of what they are nothing is told. */
export async function otherWays(tx: Tx): Promise<Map<string, { passkeys: number; linked: boolean }>> {
  const { rows } = await sql<{ account: string; passkeys: number; linked: boolean }>`
    select way.account, count(*) filter (where way.is_key)::integer as passkeys,
      bool_or(not way.is_key) as linked
    from (
      select passkey.account, true as is_key from identity.passkey
      union all
      select link.account, false from identity.link
    ) as way
    group by way.account`.execute(tx)
  return new Map(rows.map(({ account, ...ways }) => [account, ways]))
}

const held = sql`
  select post.id, post.account, post.role, post.axis, post.district,
    json_build_object('zh', district.name_zh, 'en', district.name_en) as "districtName",
    json_build_object('code', region.code, 'name', json_build_object('zh', region.name_zh, 'en', region.name_en)) as region,
    case when centre.id is not null then json_build_object('id', centre.id,
      'name', json_build_object('zh', centre.name_zh, 'en', centre.name_en)) end as centre
  from identity.post
  join regions.district on district.code = post.district
  join regions.region on region.code = post.region
  left join identity.centre on centre.district = post.district and centre.id = post.centre`

/** Posts held now in the district, with the account's id. */
export async function postsHeld(tx: Tx): Promise<(HeldPost & { account: string })[]> {
  const { rows } = await sql<HeldPost & { account: string }>`${held}
    where post.district = ${tx.district} and post.held_until is null
    order by post.held_from, post.id`.execute(tx)
  return rows
}

/** Who an account is, and what it holds now in any district. Runs in the identity room. */
export async function holder(
  tx: Tx,
  account: string,
): Promise<{ name: string; login: string; posts: HeldPost[] } | undefined> {
  const { rows: found } = await sql<{ name: string; login: string }>`
    select account.name, account.login from identity.account
    where account.id = ${account} and account.closed_at is null`.execute(tx)
  const { rows } = await sql<HeldPost & { account: string }>`${held}
    where post.account = ${account} and post.held_until is null
    order by post.held_from, post.id`.execute(tx)
  const [person] = found
  return person && { ...person, posts: rows.map(({ account: _, ...post }) => post) }
}

/** The posts of these roles, held today, that reach a place: their own region or one above it. */
export async function coveringPosts(tx: Tx, roles: readonly Role[], path: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select post.id from identity.post
    where post.district = ${tx.district} and post.held_until is null and post.role = any(${roles}::text[])
      and starts_with(${path}, post.reach)
    order by post.id`.execute(tx)
  return rows.map(({ id }) => id)
}
