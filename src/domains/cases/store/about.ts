// The cases about a part.
import { sql } from 'kysely'
import type { Tx } from '../../../base/db.ts'
import type { CaseSummary } from '../contract.ts'
import { endStates } from '../states.ts'
import { named, type Sight, summary, visible } from './reading.ts'

/** Open ones first, then the newest; at most a hundred. */
export async function casesAbout(tx: Tx, now: string, sight: Sight, code: string): Promise<CaseSummary[]> {
  const { rows } = await sql<CaseSummary>`
    select ${summary(now, sight)} ${named}
    where ${visible(tx, sight)} and held.part = (select part.id from parts.part
      where part.district = ${tx.district} and part.code = ${code})
    order by held.state = any(${endStates}::text[]), held.reported_at desc, held.id desc
    limit 100`.execute(tx)
  return rows
}
