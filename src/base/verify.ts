// Reads the whole event log of a district again and names the first thing that is not as it was recorded:
// a changed, missing or invented event, a cut tail, a seal that no longer fits.
import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Tx } from './db.ts'
import { hashesBetween, type Seal, sealOf } from './seals.ts'

export interface LoggedEvent {
  id: string
  subject: string
  seq: number
  happened: string
  detail: Record<string, unknown>
}

interface Row extends LoggedEvent {
  at: string
  recordedAt: string
  account: string | null
  post: string | null
  detailText: string
  hash: Buffer
}

export interface Findings {
  events: number
  subjects: number
  seals: number
  /** In words for the operator; the first is the first broken link in the order of subjects. */
  broken: string[]
}

const pageSize = 5000

/** `whole` is shown each subject's events in order, so that a capability can compare what it stores. */
export async function verifyLog(
  tx: Tx,
  whole: (subject: string, events: readonly LoggedEvent[]) => Promise<string | undefined>,
): Promise<Findings> {
  const findings: Findings = { events: 0, subjects: 0, seals: 0, broken: [] }
  let run: Row[] = []
  const finish = async (): Promise<void> => {
    const [first] = run
    if (!first) return
    findings.subjects += 1
    findings.events += run.length
    const wrong = (await brokenLink(tx, run)) ?? (await whole(first.subject, run))
    if (wrong) findings.broken.push(wrong)
    run = []
  }
  for await (const row of allEvents(tx)) {
    if (run[0] && run[0].subject !== row.subject) await finish()
    run.push(row)
  }
  await finish()
  findings.broken.push(...(await headsWithoutEvents(tx)))
  await verifySeals(tx, findings)
  return findings
}

async function* allEvents(tx: Tx): AsyncGenerator<Row> {
  let subject = '00000000-0000-0000-0000-000000000000'
  let seq = 0
  for (;;) {
    const { rows } = await sql<Row>`
      select event.id, event.subject, event.seq, event.happened, event.at, event.recorded_at as "recordedAt",
        event.account, event.post, event.detail, event.detail::text as "detailText", event.hash
      from base.event
      where event.district = ${tx.district} and (event.subject, event.seq) > (${subject}::uuid, ${seq}::integer)
      order by event.subject, event.seq
      limit ${pageSize}`.execute(tx)
    yield* rows
    const last = rows.at(-1)
    if (!last || rows.length < pageSize) return
    subject = last.subject
    seq = last.seq
  }
}

async function brokenLink(tx: Tx, run: readonly Row[]): Promise<string | undefined> {
  let previous = Buffer.alloc(0)
  for (const [index, row] of run.entries()) {
    if (row.seq !== index + 1) {
      return `${row.subject}: event ${index + 1} is missing; the next one found is number ${row.seq} (${row.id})`
    }
    const expected = createHash('sha256').update(previous).update(hashedText(tx.district, row)).digest()
    if (!expected.equals(row.hash)) {
      return `${row.subject}: event ${row.seq} (${row.id}, ${row.happened}, ${row.recordedAt}) is not as it was recorded`
    }
    previous = expected
  }
  const [first] = run
  const { rows } = await sql<{ seq: number; hash: Buffer }>`
    select chain.seq, chain.hash from base.chain
    where chain.district = ${tx.district} and chain.subject = ${first?.subject}::uuid`.execute(tx)
  const head = rows[0]
  if (!head || head.seq !== run.length || !previous.equals(head.hash)) {
    return `${first?.subject}: the chain should end at event ${head?.seq ?? 0}, but ${run.length} are there`
  }
  return undefined
}

/** The text under the hash, as base/events.ts writes it in SQL. */
function hashedText(district: string, row: Row): string {
  return [
    district,
    row.subject,
    row.seq,
    row.id,
    row.happened,
    row.at,
    row.recordedAt,
    row.account ?? '',
    row.post ?? '',
    row.detailText,
  ].join('\n')
}

async function headsWithoutEvents(tx: Tx): Promise<string[]> {
  const { rows } = await sql<{ subject: string; seq: number }>`
    select chain.subject, chain.seq from base.chain
    where chain.district = ${tx.district} and not exists (
      select from base.event where event.district = ${tx.district} and event.subject = chain.subject
    )
    order by chain.subject`.execute(tx)
  return rows.map(({ subject, seq }) => `${subject}: all ${seq} events are gone`)
}

async function verifySeals(tx: Tx, findings: Findings): Promise<void> {
  const { rows } = await sql<Seal>`
    select seal.number, seal.from_at as "from", seal.upto, seal.events, seal.root, seal.hash from base.seal
    where seal.district = ${tx.district}
    order by seal.number`.execute(tx)
  let previous: Seal | undefined
  for (const kept of rows) {
    findings.seals += 1
    if (kept.number !== (previous?.number ?? 0) + 1) {
      findings.broken.push(`seal ${(previous?.number ?? 0) + 1} is missing`)
      return
    }
    if (previous && previous.upto !== kept.from)
      findings.broken.push(`seal ${kept.number} does not begin where the last ended`)
    const found = await hashesBetween(tx, kept.from, kept.upto)
    const again = sealOf(kept, found, previous?.hash, tx.district)
    if (again.events !== kept.events) {
      findings.broken.push(
        `seal ${kept.number} (${kept.from} to ${kept.upto}) counted ${kept.events} events; there are ${again.events}`,
      )
    } else if (!again.root.equals(kept.root) || !again.hash.equals(kept.hash)) {
      findings.broken.push(`seal ${kept.number} (${kept.from} to ${kept.upto}) does not fit its events`)
    }
    previous = kept
  }
}
