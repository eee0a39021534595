// What changed since: every change of the register takes a number, under which the rows that it made can be asked for.
import { sql } from 'kysely'
import { v7 as newId } from 'uuid'
import type { Tx } from '../../../base/db.ts'
import type { PartState } from '../rules.ts'

export interface Revision {
  number: number
  /** Empty before the first change. */
  mark: string
}

/** The number of the change that this transaction makes; whoever else changes parts of the district waits for its end. */
export async function nextRevision(tx: Tx): Promise<number> {
  const { rows } = await sql<{ revision: number }>`
    with taken as (
      insert into parts.latest as latest (district, revision, mark) values (${tx.district}, 1, ${newId()})
      on conflict (district) do update set revision = latest.revision + 1, mark = excluded.mark
      returning latest.revision, latest.mark
    )
    insert into parts.revision (district, revision, mark)
    select ${tx.district}, taken.revision, taken.mark from taken
    returning revision`.execute(tx)
  const [taken] = rows
  if (!taken) throw new Error('no revision was taken')
  return taken.revision
}

/** The last change, and whether the one that is known came before it. */
export async function latestRevision(
  tx: Tx,
  known: Revision | undefined,
): Promise<Revision & { follows: boolean }> {
  const { rows } = await sql<Revision & { follows: boolean }>`
    select latest.revision as number, latest.mark,
      exists (select from parts.revision
        where revision.district = ${tx.district} and revision.revision = ${known?.number ?? 0}
          and revision.mark::text = ${known?.mark ?? ''}) as follows
    from parts.latest where latest.district = ${tx.district}`.execute(tx)
  const [latest] = rows
  if (!latest) return { number: 0, mark: '', follows: known?.number === 0 }
  return { ...latest, follows: known?.number === 0 || latest.follows }
}

/** A part as tiles have it. */
export interface DrawnPart {
  code: string
  kind: string
  state: PartState
  regionPath: string
  longitude: number
  latitude: number
  retired: boolean
}

const drawn = sql`
  part.code, part.kind, part.state, part.region_path as "regionPath", st_x(part.place) as longitude,
  st_y(part.place) as latitude, part.retired_at is not null as retired`

/** A stretch of all that are in use, by their codes. */
export async function partsToPack(tx: Tx, after: string, limit: number): Promise<DrawnPart[]> {
  const { rows } = await sql<DrawnPart>`
    select ${drawn} from parts.part
    where part.district = ${tx.district} and part.code > ${after} and part.retired_at is null
    order by part.code limit ${limit}`.execute(tx)
  return rows
}

/** What a later change made, each part as it is now; in the order of the changes. */
export async function partsSince(tx: Tx, revision: number, limit: number): Promise<DrawnPart[]> {
  const { rows } = await sql<DrawnPart>`
    select ${drawn} from parts.part
    where part.district = ${tx.district} and part.revision > ${revision}
    order by part.revision, part.code limit ${limit}`.execute(tx)
  return rows
}
