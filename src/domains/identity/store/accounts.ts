// Accounts and posts as they are kept. The axis of an account is a row that every post refers to: a post
// on another side violates a foreign key, whatever the program above believes.
import { sql } from 'kysely'
import { v7 as newId } from 'uuid'
import type { Instant } from '../../../base/clock.ts'
import type { Tx } from '../../../base/db.ts'
import type { HeldPost } from '../contract.ts'
import { type Role, roles } from '../rules.ts'

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

export interface AccountWithPosts {
  id: string
  login: string
  name: string
}

export async function accounts(tx: Tx): Promise<AccountWithPosts[]> {
  const { rows } = await sql<AccountWithPosts>`
    select account.id, account.login, account.name
    from identity.account
    where exists (
        select from identity.post where post.district = ${tx.district} and post.account = account.id
      )
      or account.opened_in = ${tx.district}
        and not exists (select from identity.account_axis where account_axis.account = account.id)
    order by account.login`.execute(tx)
  return rows
}

/** Posts held now in the district, of one account or of all, with the account's id. */
export async function postsHeld(tx: Tx, account?: string): Promise<(HeldPost & { account: string })[]> {
  const { rows } = await sql<HeldPost & { account: string }>`
    select post.id, post.account, post.role, post.axis, post.district,
      json_build_object('code', region.code, 'name', json_build_object('zh', region.name_zh, 'en', region.name_en)) as region
    from identity.post
    join regions.region on region.code = post.region
    where post.district = ${tx.district} and post.held_until is null
      and (${account ?? null}::uuid is null or post.account = ${account ?? null}::uuid)
    order by post.held_from, post.id`.execute(tx)
  return rows
}
