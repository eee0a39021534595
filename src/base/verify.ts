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

/** Runs a piece of work in a transaction that sees one instant of the district. */
export type InSnapshot = <T>(work: (tx: Tx) => Promise<T>) => Promise<T>

/**
 * `whole` is shown each subject's events in order, so that a capability can compare what it stores. Works beside a
 * running server: a handful of subjects at a time, each handful as of one instant.
 */
export async function verifyLog(
  inSnapshot: InSnapshot,
  whole: (tx: Tx, subject: string, events: readonly LoggedEvent[]) => Promise<string | undefined>,
): Promise<Findings> {
  const findings: Findings = { events: 0, subjects: 0, seals: 0, broken: [] }
  let after = '00000000-0000-0000-0000-000000000000'
  for (;;) {
    const last = await inSnapshot(async tx => {
      const subjects = await nextSubjects(tx, after)
      const [runs, heads] = await Promise.all([eventsOf(tx, subjects), headsOf(tx, subjects)])
      // All of them are asked at once, so that nobody waits for one answer after another.
      const wrong = await Promise.all(
        runs.map(async events => {
          const [first] = events
          if (!first) return undefined
          findings.subjects += 1
          findings.events += events.length
          return brokenLink(tx.district, events, heads.get(first.subject)) ?? whole(tx, first.subject, events)
        }),
      )
      findings.broken.push(...wrong.flatMap(each => each ?? []))
      return subjects.length < handful ? undefined : subjects.at(-1)
    })
    if (last === undefined) break
    after = last
  }
  await inSnapshot(async tx => {
    findings.broken.push(...(await headsWithoutEvents(tx)))
    await verifySeals(tx, findings)
  })
  return findings
}

const handful = 500

async function nextSubjects(tx: Tx, after: string): Promise<string[]> {
  const { rows } = await sql<{ subject: string }>`
    select event.subject from base.event
    where event.district = ${tx.district} and event.subject > ${after}::uuid
    group by event.subject
    order by event.subject
    limit ${handful}`.execute(tx)
  return rows.map(({ subject }) => subject)
}

/** The events of each subject, in order. */
async function eventsOf(tx: Tx, subjects: readonly string[]): Promise<Row[][]> {
  const { rows } = await sql<Row>`
    select event.id, event.subject, event.seq, event.happened, event.at, event.recorded_at as "recordedAt",
      event.account, event.post, event.detail, event.detail::text as "detailText", event.hash
    from base.event
    where event.district = ${tx.district} and event.subject = any(${subjects}::uuid[])
    order by event.subject, event.seq`.execute(tx)
  return [...Map.groupBy(rows, ({ subject }) => subject).values()]
}

interface Head {
  seq: number
  hash: Buffer
}

async function headsOf(tx: Tx, subjects: readonly string[]): Promise<Map<string, Head>> {
  const { rows } = await sql<Head & { subject: string }>`
    select chain.subject, chain.seq, chain.hash from base.chain
    where chain.district = ${tx.district} and chain.subject = any(${subjects}::uuid[])`.execute(tx)
  return new Map(rows.map(({ subject, ...head }) => [subject, head]))
}

function brokenLink(district: string, run: readonly Row[], head: Head | undefined): string | undefined {
  let previous = Buffer.alloc(0)
  for (const [index, row] of run.entries()) {
    if (row.seq !== index + 1) {
      return `${row.subject}: event ${index + 1} is missing; the next one found is number ${row.seq} (${row.id})`
    }
    const expected = createHash('sha256').update(previous).update(hashedText(district, row)).digest()
    if (!expected.equals(row.hash)) {
      return `${row.subject}: event ${row.seq} (${row.id}, ${row.happened}, ${row.recordedAt}) is not as it was recorded`
    }
    previous = expected
  }
  const [first] = run
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
