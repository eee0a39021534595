// The invented accounts of the fictional district, offered at sign-in with one click each. They have this
// one password everywhere, so a server that shows them must never hold real cases.
import { sql } from 'kysely'
import type { Tx } from '../../base/db.ts'
import type { Axis, Role } from './rules.ts'

export const demoPassword = 'open-the-net'

export interface DemoAccount {
  login: string
  password: string
  name: string
  role: Role
  axis: Axis
  place: { zh: string; en: string }
}

export async function demoAccounts(tx: Tx): Promise<DemoAccount[]> {
  const { rows } = await sql<DemoAccount>`
    select account.login, ${demoPassword}::text as password, account.name, post.role, post.axis,
      json_build_object('zh', region.name_zh, 'en', region.name_en) as place
    from identity.post
    join identity.account on account.id = post.account
    join regions.region on region.code = post.region
    where post.district = ${tx.district} and post.held_until is null and starts_with(account.login, 'demo.')
    order by array_position(array['acceptor', 'shift_leader', 'evaluator', 'inspector', 'dispatcher', 'coordinator',
      'command_leader', 'department_clerk', 'handler', 'contractor', 'observer', 'auditor', 'administrator'], post.role), account.login`.execute(
    tx,
  )
  return rows
}
