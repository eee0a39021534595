// Imports of published requests as they are kept: the file, how far it was read, the posts it walks its cases through,
// and the source's own number of each case.
import { sql } from 'kysely'
import type { Instant } from '../../base/clock.ts'
import type { Tx } from '../../base/db.ts'
import type { Role } from '../identity/rules.ts'
import type { Apart, Flag } from './rules.ts'

export interface Import {
  id: string
  digest: string
  file: string
  attribution: string
  edition: string
  asOf: Instant
  /** The last row of the file that is kept. */
  upto: number
  beganAt: Instant
  endedAt: Instant | null
}

/** Every import of the district, in their order. */
export async function imports(tx: Tx): Promise<Import[]> {
  const { rows } = await sql<Import>`
    select import.id, import.digest, import.file, import.attribution, import.edition, import.as_of as "asOf",
      import.upto, import.began_at as "beganAt", import.ended_at as "endedAt"
    from intake.import
    where import.district = ${tx.district}
    order by import.began_at, import.id`.execute(tx)
  return rows
}

export async function addImport(
  tx: Tx,
  now: Instant,
  { id, digest, file, attribution, edition, asOf }: Omit<Import, 'upto' | 'beganAt' | 'endedAt'>,
): Promise<void> {
  await sql`
    insert into intake.import (district, id, digest, file, attribution, edition, as_of, began_at)
    values (${tx.district}, ${id}, ${digest}, ${file.slice(0, 200)}, ${attribution}, ${edition},
      ${asOf}::timestamptz, ${now}::timestamptz)`.execute(tx)
}

/** Locks the import, so that of two that bring the same file one waits; gives how far it is kept. */
export async function lockImport(tx: Tx, id: string): Promise<number> {
  const { rows } = await sql<{ upto: number }>`
    select import.upto from intake.import
    where import.district = ${tx.district} and import.id = ${id}
    for update`.execute(tx)
  if (!rows[0]) throw new Error(`the import ${id} is gone`)
  return rows[0].upto
}

export async function advance(tx: Tx, id: string, upto: number): Promise<void> {
  await sql`
    update intake.import set upto = ${upto}
    where import.district = ${tx.district} and import.id = ${id}`.execute(tx)
}

export async function endImport(tx: Tx, now: Instant, id: string): Promise<void> {
  await sql`
    update intake.import set ended_at = ${now}::timestamptz
    where import.district = ${tx.district} and import.id = ${id}`.execute(tx)
}

/** A post that cases are walked through. */
export interface Walker {
  post: string
  account: string
  role: Role
  organisation: string | null
}

export async function addWalker(
  tx: Tx,
  id: string,
  { post, role, organisation }: Omit<Walker, 'account'>,
): Promise<void> {
  await sql`
    insert into intake.walker (district, import, post, role, organisation)
    values (${tx.district}, ${id}, ${post}, ${role}, ${organisation})`.execute(tx)
}

export async function walkers(tx: Tx, id: string): Promise<Walker[]> {
  const { rows } = await sql<Walker>`
    select walker.post, post.account, walker.role, walker.organisation from intake.walker
    join identity.post on post.district = walker.district and post.id = walker.post
    where walker.district = ${tx.district} and walker.import = ${id}
    order by walker.post`.execute(tx)
  return rows
}

export interface Kept {
  number: string
  row: number
  caseId: string
  flag: Flag | null
  apart: readonly Apart[]
}

export async function addRequests(tx: Tx, id: string, kept: readonly Kept[]): Promise<void> {
  await sql`
    insert into intake.request (district, number, import, row, "case", flag, apart)
    select ${tx.district}, given.number, ${id}, given.row, given."case", given.flag,
      case when given.apart = '' then '{}' else string_to_array(given.apart, ' ') end
    from unnest(${kept.map(({ number }) => number)}::text[], ${kept.map(({ row }) => row)}::integer[],
      ${kept.map(({ caseId }) => caseId)}::uuid[], ${kept.map(({ flag }) => flag)}::text[],
      ${kept.map(({ apart }) => apart.join(' '))}::text[])
      as given (number, row, "case", flag, apart)`.execute(tx)
}

export async function requestCount(tx: Tx): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from intake.request where request.district = ${tx.district}`.execute(tx)
  return rows[0]?.count ?? 0
}

/** The grids of the unit layer in force, by code. */
export async function gridsByCode(tx: Tx): Promise<Map<string, { id: string; regionPath: string }>> {
  const { rows } = await sql<{ code: string; id: string; regionPath: string }>`
    select grid.code, grid.id, grid.region_path as "regionPath" from grids.grid
    where grid.district = ${tx.district} and grid.layer = 'unit' and grid.valid_until is null`.execute(tx)
  return new Map(rows.map(({ code, ...grid }) => [code, grid]))
}

/** How often rows are where they are, for the planner: a command that brings many does not wait for its next minute. */
export async function gatherStatistics(owner: Tx): Promise<void> {
  await sql`analyze cases."case", base.chain, cases.task, cases.text, intake.request`.execute(owner)
}
