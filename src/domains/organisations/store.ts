// Organisations and who works in them, as they are kept. None is ever removed: cases and rules refer to them.
import { sql } from 'kysely'
import { v7 as newId } from 'uuid'
import type { Instant } from '../../base/clock.ts'
import type { Tx } from '../../base/db.ts'
import type { Organisation, Registered } from './contract.ts'

/** Every organisation there is or was, for naming them. */
export async function organisations(tx: Tx): Promise<Organisation[]> {
  const { rows } = await sql<Organisation>`
    select organisation.id, organisation.code,
      json_build_object('zh', organisation.name_zh, 'en', organisation.name_en) as name
    from organisations.organisation
    where organisation.district = ${tx.district}
    order by organisation.code`.execute(tx)
  return rows
}

/** Those that work is given to. */
export async function openOrganisations(tx: Tx): Promise<Organisation[]> {
  const { rows } = await sql<Organisation>`
    select organisation.id, organisation.code,
      json_build_object('zh', organisation.name_zh, 'en', organisation.name_en) as name
    from organisations.organisation
    where organisation.district = ${tx.district} and organisation.closed_at is null
    order by organisation.code`.execute(tx)
  return rows
}

export async function register(tx: Tx): Promise<Registered[]> {
  const { rows } = await sql<Registered>`
    select organisation.id, organisation.code, organisation.kind, organisation.parent, organisation.region,
      organisation.contact, organisation.closed_at as "closedAt",
      json_build_object('zh', organisation.name_zh, 'en', organisation.name_en) as name,
      count(post.id)::integer as posts
    from organisations.organisation
    left join organisations.member on member.district = organisation.district
      and member.organisation = organisation.id
    left join identity.post on post.district = member.district and post.id = member.post
      and post.held_until is null
    where organisation.district = ${tx.district}
    group by organisation.district, organisation.id
    order by organisation.closed_at is not null, organisation.code`.execute(tx)
  return rows
}

export type Described = Pick<Registered, 'name' | 'kind' | 'parent' | 'region' | 'contact'>

/** A department of the whole district, unless more is said. */
export async function addOrganisation(
  tx: Tx,
  {
    code,
    name,
    kind = 'department',
    parent = null,
    region = null,
    contact = '',
  }: Pick<Described, 'name'> & Partial<Described> & { code: string },
): Promise<string> {
  const id = newId()
  await sql`
    insert into organisations.organisation (district, id, code, name_zh, name_en, kind, parent, region, contact)
    values (${tx.district}, ${id}, ${code}, ${name.zh}, ${name.en}, ${kind}, ${parent}::uuid, ${region}::text,
      ${contact})`.execute(tx)
  return id
}

export async function describe(
  tx: Tx,
  id: string,
  { name, kind, parent, region, contact }: Described,
): Promise<void> {
  await sql`
    update organisations.organisation set name_zh = ${name.zh}, name_en = ${name.en}, kind = ${kind},
      parent = ${parent}::uuid, region = ${region}::text, contact = ${contact}
    where organisation.district = ${tx.district} and organisation.id = ${id}`.execute(tx)
}

/** Closes, or opens again when `at` is null. */
export async function setClosed(tx: Tx, id: string, at: Instant | null): Promise<void> {
  await sql`
    update organisations.organisation set closed_at = ${at}::timestamptz
    where organisation.district = ${tx.district} and organisation.id = ${id}`.execute(tx)
}

/**
 * Held until the transaction ends, so that nobody closes what another is just giving posts or rules to. Cases go
 * on being dispatched meanwhile: their reference takes a weaker lock.
 */
export async function lockRegister(tx: Tx): Promise<void> {
  await sql`
    select organisation.id from organisations.organisation
    where organisation.district = ${tx.district}
    order by organisation.id
    for no key update`.execute(tx)
}

/** Says for whom a post works. */
export async function join(tx: Tx, post: string, organisation: string): Promise<void> {
  await sql`
    insert into organisations.member (district, post, organisation)
    values (${tx.district}, ${post}, ${organisation})
    on conflict (district, post) do update set organisation = excluded.organisation`.execute(tx)
}

/** The organisation that a post works for. */
export async function organisationOf(tx: Tx, post: string): Promise<Organisation | undefined> {
  const { rows } = await sql<Organisation>`
    select organisation.id, organisation.code,
      json_build_object('zh', organisation.name_zh, 'en', organisation.name_en) as name
    from organisations.member
    join organisations.organisation on organisation.district = member.district
      and organisation.id = member.organisation
    where member.district = ${tx.district} and member.post = ${post}`.execute(tx)
  return rows[0]
}

/** The posts of these roles, held today, that work for an organisation. */
export async function membersOf(tx: Tx, organisation: string, roles: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select post.id
    from organisations.member
    join identity.post on post.district = member.district and post.id = member.post
    where member.district = ${tx.district} and member.organisation = ${organisation}::uuid
      and post.held_until is null and post.role = any(${roles}::text[])
    order by post.id`.execute(tx)
  return rows.map(({ id }) => id)
}
