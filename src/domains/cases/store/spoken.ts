// A case as one speaks of it in a notice: its number, its kind, until when, and whose it is.
import { sql } from 'kysely'
import type { Instant } from '../../../base/clock.ts'
import type { Tx } from '../../../base/db.ts'

export interface Spoken {
  number: string
  kind: { zh: string; en: string }
  due: Instant | null
  regionPath: string
  department: string | null
}

export async function spokenOf(tx: Tx, id: string): Promise<Spoken | undefined> {
  const { rows } = await sql<Spoken>`
    select held.number, json_build_object('zh', kind.name_zh, 'en', kind.name_en) as kind, held.late_at as due,
      held.region_path as "regionPath", held.department
    from cases."case" as held
    join catalogue.kind on kind.edition = held.edition and kind.type = held.kind_type and kind.code = held.kind
    where held.district = ${tx.district} and held.id = ${id}::uuid`.execute(tx)
  return rows[0]
}
