// What draws are made again from, beside the event log: the cases of a district in order, who reported what, who held
// which post, and the shares of its rulebooks.
import { sql } from 'kysely'
import type { Instant } from '../../../base/clock.ts'
import type { Tx } from '../../../base/db.ts'

/** The next cases by id, each with the number that people say. */
export async function casesAfter(
  tx: Tx,
  after: string,
  most: number,
): Promise<{ id: string; number: string }[]> {
  const { rows } = await sql<{ id: string; number: string }>`
    select held.id, held.number from cases."case" as held
    where held.district = ${tx.district} and held.id > ${after}::uuid
    order by held.id
    limit ${most}`.execute(tx)
  return rows
}

export interface Inspector {
  post: string
  account: string
  from: Instant
  until: Instant | null
}

/** Everybody who holds or held a post as inspector. */
export async function allInspectors(tx: Tx): Promise<Map<string, Inspector>> {
  const { rows } = await sql<Inspector>`
    select post.id as post, post.account, post.held_from as "from", post.held_until as until
    from identity.post
    where post.district = ${tx.district} and post.role = 'inspector'`.execute(tx)
  return new Map(rows.map(row => [row.post, row]))
}

export interface ShareFrom {
  version: number
  share: number
  from: Instant
}

/** The share of second looks in each version of the rulebook that came into force, the newest first. */
export async function allShares(tx: Tx): Promise<ShareFrom[]> {
  const { rows } = await sql<ShareFrom>`
    select rulebook.version, rulebook.recheck_share as share, rulebook.valid_from as "from" from catalogue.rulebook
    where rulebook.district = ${tx.district} and not exists (
      select from catalogue.withdrawal
      where withdrawal.district = rulebook.district and withdrawal.rulebook = rulebook.id
    )
    order by rulebook.version desc`.execute(tx)
  return rows
}
