// What the sweeper finds: clocks that ran out, suspensions that end, and clocks that were counted by a calendar that
// is no longer in force.
import { sql } from 'kysely'
import type { Instant } from '../../../base/clock.ts'
import type { Tx } from '../../../base/db.ts'

/** Cases whose time has come, locked for this sweep; what another sweep holds is left to it. */
export async function due(tx: Tx, now: Instant, most: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select held.id from cases."case" as held
    where held.district = ${tx.district} and held.tell_at < ${now}::timestamptz
    order by held.tell_at, held.id
    limit ${most}
    for no key update skip locked`.execute(tx)
  return rows.map(({ id }) => id)
}

/** When the first of them comes. */
export async function firstDue(tx: Tx): Promise<Instant | undefined> {
  const { rows } = await sql<{ at: Instant | null }>`
    select min(held.tell_at) as at from cases."case" as held where held.district = ${tx.district}`.execute(tx)
  return rows[0]?.at ?? undefined
}

/**
 * Running clocks that were counted by another version of the calendar. What is late already stays late. Each version
 * leads to its own clocks, so that a minute in which nothing is to be counted looks at none.
 */
export async function countedOtherwise(
  tx: Tx,
  now: Instant,
  { version, most }: { version: number; most: number },
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with other as (
      select 0 as version where ${version}::integer <> 0
      union
      select calendar.version from regions.calendar
      where calendar.district = ${tx.district} and calendar.version <> ${version}::integer
    )
    select found.id from other
    cross join lateral (
      select held.id from cases."case" as held
      where held.district = ${tx.district} and held.calendar = other.version
        and held.late_at >= ${now}::timestamptz and held.tell_at >= ${now}::timestamptz
      order by held.late_at
      limit ${most}
      for no key update skip locked
    ) as found
    limit ${most}`.execute(tx)
  return rows.map(({ id }) => id)
}

/** Says that these clocks are as the calendar of this version counts them: nothing changed for them. */
export async function sameBy(tx: Tx, ids: readonly string[], version: number): Promise<void> {
  await sql`
    update cases."case" as held set calendar = ${version}
    where held.district = ${tx.district} and held.id = any(${ids}::uuid[])`.execute(tx)
}

/** These are not to be looked at again. */
export async function setAside(tx: Tx, ids: readonly string[]): Promise<void> {
  await sql`
    update cases."case" as held set tell_at = null
    where held.district = ${tx.district} and held.id = any(${ids}::uuid[])`.execute(tx)
}
