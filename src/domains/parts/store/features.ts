// Parts as features for other programs: what the post reaches, in a box, a stretch at a time.
import { sql } from 'kysely'
import type { Instant } from '../../../base/clock.ts'
import type { Tx } from '../../../base/db.ts'
import { type Bounds, within } from '../../grids/store/features.ts'
import type { Part } from '../contract.ts'
import { wholeParts } from './reading.ts'

export async function partFeatures(
  tx: Tx,
  now: Instant,
  reach: string,
  { bounds, after, limit }: { bounds: Bounds | undefined; after: string | undefined; limit: number },
): Promise<{ matched: number; after: string | null; parts: Part[] }> {
  const where = sql`part.district = ${tx.district} and part.retired_at is null
    and starts_with(part.region_path, ${reach})
    and ${bounds ? within(bounds, sql`part.shape`) : sql`true`}`
  const { rows } = await sql<{ code: string }>`
    select part.code from parts.part
    where ${where} and part.code > ${after ?? ''}
    order by part.code limit ${limit + 1}`.execute(tx)
  const { rows: counted } = await sql<{ matched: number }>`
    select count(*)::integer as matched from parts.part where ${where}`.execute(tx)
  const codes = rows.slice(0, limit).map(({ code }) => code)
  return {
    matched: counted[0]?.matched ?? 0,
    after: rows.length > limit ? (codes.at(-1) ?? null) : null,
    parts: await wholeParts(tx, now, sql`part.code = any(${codes}::text[])`),
  }
}
