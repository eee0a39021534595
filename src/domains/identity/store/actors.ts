// Who stands behind a post, for timelines: role, axis and name.
import { sql } from 'kysely'
import type { Tx } from '../../../base/db.ts'
import type { Axis, Role } from '../rules.ts'

export interface PostHolder {
  post: string
  role: Role
  axis: Axis
  name: string
}

export async function actors(tx: Tx, posts: readonly string[]): Promise<Map<string, PostHolder>> {
  if (posts.length === 0) return new Map()
  const { rows } = await sql<PostHolder>`
    select post.id as post, post.role, post.axis, account.name
    from identity.post
    join identity.account on account.id = post.account
    where post.district = ${tx.district} and post.id = any(${[...new Set(posts)]}::uuid[])`.execute(tx)
  return new Map(rows.map(holder => [holder.post, holder]))
}
