// What an import did that still stands, and taking it back: what it added goes out of use, what it changed says again
// what it said before. Each as one more version, so that the history keeps what the import said.
import { sql } from 'kysely'
import type { Tx } from '../../../base/db.ts'
import type { Acting } from '../../../base/events.ts'
import type { KeptPart, PresentPart } from '../planning.ts'
import { endVersionsWhere } from './keeping.ts'
import { presentColumns } from './placing.ts'
import { nextRevision } from './revisions.ts'

export interface HeldImport {
  undone: boolean
  file: string
  /** Parts that it added or changed and that somebody changed since: some of their codes, and how many. */
  builtOn: { codes: string[]; count: number }
  /** How many of its parts lie where the post does not reach. */
  beyond: number
}

/** The import with its parts, held until the end of the transaction. */
export async function heldImport(tx: Tx, id: string, reach: string): Promise<HeldImport | undefined> {
  const { rows: imports } = await sql<{ undone: boolean; file: string }>`
    select import.undone_at is not null as undone, import.file from parts.import
    where import.district = ${tx.district} and import.id = ${id}::uuid
    for update`.execute(tx)
  const [held] = imports
  if (!held) return undefined
  await sql`
    select from parts.part where part.district = ${tx.district} and part.import = ${id}::uuid
    order by part.code for no key update`.execute(tx)
  // What it made and is past by now, somebody changed since.
  const { rows: later } = await sql<{ code: string; count: number }>`
    select part.code, count(*) over ()::integer as count
    from parts.past
    join parts.part on part.district = past.district and part.id = past.part
    where past.district = ${tx.district} and past.import = ${id}::uuid
    order by part.code limit 20`.execute(tx)
  const { rows: far } = await sql<{ count: number }>`
    select count(*)::integer as count from parts.part
    where part.district = ${tx.district} and part.import = ${id}::uuid
      and not starts_with(part.region_path, ${reach})`.execute(tx)
  return {
    ...held,
    builtOn: { codes: later.map(({ code }) => code), count: later[0]?.count ?? 0 },
    beyond: far[0]?.count ?? 0,
  }
}

/** What an import changed, beside what it said before; parts that it added or brought back are not among them. */
export async function changedBy(
  tx: Tx,
  id: string,
): Promise<{ before: PresentPart; former: Omit<KeptPart, 'code' | 'edition' | 'kind'> }[]> {
  const { rows } = await sql<PresentPart & { former: Omit<KeptPart, 'code' | 'edition' | 'kind'> }>`
    select ${presentColumns}, past.said as former
    from parts.part
    join parts.past on past.district = part.district and past.part = part.id and past.version = part.version - 1
    where part.district = ${tx.district} and part.import = ${id}::uuid and not (past.said->>'retired')::boolean
    order by part.code`.execute(tx)
  return rows.map(({ former, ...before }) => ({ before, former }))
}

/** Takes everything that the import made and that is still its own out of use; a file may bring it back. */
export async function retireAdded({ tx, now, actor }: Acting, id: string): Promise<number> {
  const own = sql`part.district = ${tx.district} and part.import = ${id}::uuid`
  await endVersionsWhere(tx, now, own)
  const revision = await nextRevision(tx)
  const { numAffectedRows = 0n } = await sql`
    update parts.part set retired_at = ${now}::timestamptz, undone = true, version = part.version + 1,
      changed_at = ${now}::timestamptz, changed_by = ${actor?.post ?? null}::uuid, import = null,
      revision = ${revision}
    where ${own}`.execute(tx)
  return Number(numAffectedRows)
}

export async function markUndone({ tx, now, actor }: Acting, id: string): Promise<void> {
  await sql`
    update parts.import set undone_at = ${now}::timestamptz, undone_by = ${actor?.post ?? null}::uuid
    where import.district = ${tx.district} and import.id = ${id}::uuid`.execute(tx)
}
