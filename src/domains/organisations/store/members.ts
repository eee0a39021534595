// Who works where, as it is kept.
import { sql } from 'kysely'
import type { Tx } from '../../../base/db.ts'

export interface Employment {
  post: string
  organisation: string
  name: { zh: string; en: string }
}

/** The posts held now that work for an organisation. */
export async function employments(tx: Tx): Promise<Employment[]> {
  const { rows } = await sql<Employment>`
    select member.post, member.organisation,
      json_build_object('zh', organisation.name_zh, 'en', organisation.name_en) as name
    from organisations.member
    join organisations.organisation on organisation.district = member.district
      and organisation.id = member.organisation
    join identity.post on post.district = member.district and post.id = member.post and post.held_until is null
    where member.district = ${tx.district}
    order by member.post`.execute(tx)
  return rows
}
