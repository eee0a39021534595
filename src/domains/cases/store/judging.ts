// What reporters said of closed cases: once each time a case was closed.
import { sql } from 'kysely'
import { v7 as newId } from 'uuid'
import type { Instant } from '../../../base/clock.ts'
import type { Tx } from '../../../base/db.ts'

export interface Judgement {
  caseId: string
  report: string
  fixed: boolean
  satisfied: boolean | undefined
  reasons: readonly string[]
}

export async function addJudgement(
  tx: Tx,
  now: Instant,
  { caseId, report, fixed, satisfied, reasons }: Judgement,
): Promise<void> {
  await sql`
    insert into cases.judgement (district, id, "case", report, fixed, satisfied, reasons, judged_at)
    values (${tx.district}, ${newId()}, ${caseId}, ${report}, ${fixed}, ${satisfied ?? null}, ${reasons}::text[],
      ${now}::timestamptz)`.execute(tx)
}

/** Whether a reporter has judged the case since it was last closed. */
export async function judgedBefore(tx: Tx, caseId: string, report: string): Promise<boolean> {
  const { rows } = await sql`
    select from cases.judgement
    join cases."case" as held on held.district = judgement.district and held.id = judgement."case"
    where judgement.district = ${tx.district} and judgement."case" = ${caseId} and judgement.report = ${report}
      and judgement.judged_at >= held.closed_at`.execute(tx)
  return rows.length > 0
}
