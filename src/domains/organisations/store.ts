// Organisations and who works in them, as they are kept.
import { sql } from 'kysely'
import { v7 as newId } from 'uuid'
import type { Tx } from '../../base/db.ts'
import type { Organisation } from './contract.ts'

export async function organisations(tx: Tx): Promise<Organisation[]> {
  const { rows } = await sql<Organisation>`
    select organisation.id, organisation.code,
      json_build_object('zh', organisation.name_zh, 'en', organisation.name_en) as name
    from organisations.organisation
    where organisation.district = ${tx.district}
    order by organisation.code`.execute(tx)
  return rows
}

export async function addOrganisation(tx: Tx, { code, name }: Omit<Organisation, 'id'>): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into organisations.organisation (district, id, code, name_zh, name_en)
    values (${tx.district}, ${newId()}, ${code}, ${name.zh}, ${name.en})
    on conflict (district, code) do update set name_zh = excluded.name_zh, name_en = excluded.name_en
    returning id`.execute(tx)
  const id = rows[0]?.id
  if (id === undefined) throw new Error('the organisation was not kept')
  return id
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
