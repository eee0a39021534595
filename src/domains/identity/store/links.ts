// Which account somebody has here who is known to the identity provider: by issuer and subject and by nothing else.
// Runs in the identity room.
import { sql } from 'kysely'
import { v7 as newId } from 'uuid'
import type { Instant } from '../../../base/clock.ts'
import type { Tx } from '../../../base/db.ts'

/** Who somebody is, as one provider says it. */
export interface Subject {
  issuer: string
  subject: string
}

export interface Link {
  id: string
  issuer: string
  linkedAt: Instant
  usedAt: Instant | null
}

export async function linksOf(tx: Tx, account: string): Promise<Link[]> {
  const { rows } = await sql<Link>`
    select link.id, link.issuer, link.linked_at as "linkedAt", link.used_at as "usedAt"
    from identity.link
    where link.account = ${account}
    order by link.linked_at, link.id`.execute(tx)
  return rows
}

export async function addLink(
  tx: Tx,
  now: Instant,
  account: string,
  { issuer, subject }: Subject,
): Promise<string> {
  const id = newId()
  await sql`
    insert into identity.link (issuer, subject, id, account, linked_at)
    values (${issuer}, ${subject}, ${id}, ${account}, ${now}::timestamptz)`.execute(tx)
  return id
}

/** The link of just this account, if it is there: what is sent again after a lost answer changes nothing. */
export async function linkOf(
  tx: Tx,
  account: string,
  { issuer, subject }: Subject,
): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    select link.id from identity.link
    where link.issuer = ${issuer} and link.subject = ${subject} and link.account = ${account}`.execute(tx)
  return rows[0]?.id
}

/** The open account of a subject; its use is noted. */
export async function accountOf(
  tx: Tx,
  now: Instant,
  { issuer, subject }: Subject,
): Promise<string | undefined> {
  const { rows } = await sql<{ account: string }>`
    update identity.link set used_at = ${now}::timestamptz
    from identity.account
    where link.issuer = ${issuer} and link.subject = ${subject} and account.id = link.account
      and account.closed_at is null
    returning link.account`.execute(tx)
  return rows[0]?.account
}

/** One link of an account, or all of them; gives the ids of those that are gone. */
export async function removeLinks(tx: Tx, account: string, only?: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    delete from identity.link
    where link.account = ${account} and (${only ?? null}::uuid is null or link.id = ${only ?? null}::uuid)
    returning link.id`.execute(tx)
  return rows.map(({ id }) => id)
}
