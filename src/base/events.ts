// The event log: what happened, when, by whose post. Append-only; each subject's events are chained by
// hash, so that a changed, missing or invented row is found. No personal data, no free text (see texts).
import { type RawBuilder, sql } from 'kysely'
import { v7 as newId } from 'uuid'
import type { Instant } from './clock.ts'
import type { Tx } from './db.ts'
import type { At } from './statements.ts'

/**
 * The right to state when something happened, for history that is brought from elsewhere. No role holds it and no call
 * can ask for it: only what runs on the machine itself makes one (docs/decisions/0012). What it records says whose
 * import it was, and no subscriber hears of it.
 */
export class ImportRight {
  readonly id: string
  readonly #granted = true

  constructor(id: string) {
    this.id = id
  }

  /** What stands in every event that was recorded by this right. */
  get mark(): { imported: string } {
    return this.#granted ? { imported: this.id } : { imported: '' }
  }
}

/** Who acts and when, as every event records it. `at` is the stated time, `now` when we received it. */
export interface Acting {
  tx: Tx
  now: Instant
  actor?: { account: string; post: string } | undefined
  importing?: ImportRight | undefined
}

export interface Happening {
  subject: string
  happened: string
  detail: Readonly<Record<string, unknown>>
  at?: Instant
}

/** Who hears of what; filled at start from the list of capabilities. */
const subscriptions = new Set<{ subscriber: string; events: readonly string[] | 'all' }>()

/** Gives what ends the subscription. */
export function subscribe(subscriber: string, events: readonly string[] | 'all'): () => void {
  const subscription = { subscriber, events }
  subscriptions.add(subscription)
  return () => void subscriptions.delete(subscription)
}

function subscribersOf(happened: string): string[] {
  const found = [...subscriptions].filter(({ events }) => events === 'all' || events.includes(happened))
  return [...new Set(found.map(({ subscriber }) => subscriber))]
}

/** Called after each commit that recorded something; the outbox worker sets it. */
let afterRecording: (district: string) => void = () => {}
export function onRecorded(hear: (district: string) => void): void {
  afterRecording = hear
}

/** Records one event in the same transaction as the fact; the subject may be new or have a chain already. */
export async function record(acting: Acting, { subject, happened, detail, at }: Happening): Promise<void> {
  await beginChains(acting.tx, [subject])
  const said = logging(acting, happened, at)
  const kept = JSON.stringify({ ...detail, ...acting.importing?.mark })
  const { rows } = await sql<{ seq: number }>`
    with entry as (
      select ${subject}::uuid as subject, ${newId()}::uuid as event, ${kept}::jsonb as detail
    ),
    ${appending(value => sql`${value(said)}`)}
    select seq from logged`.execute(acting.tx)
  if (rows.length !== 1) throw new Error(`the event of ${subject} was not kept`)
}

/** Empty heads for those subjects that have no chain yet; the first event goes on from them. */
export async function beginChains(tx: Tx, subjects: readonly string[]): Promise<void> {
  await sql`
    insert into base.chain (district, subject, seq, hash)
    select ${tx.district}, given.subject, 0, ''::bytea
    from unnest(${subjects}::uuid[]) as given (subject)
    on conflict do nothing`.execute(tx)
}

/** What an appended event says, besides what stands in its `entry`. */
export interface Logging {
  district: string
  now: Instant
  at: Instant
  happened: string
  account: string | null
  post: string | null
  subscribers: readonly string[]
}

/** The values for `appending`; whoever hears of events is asked to look after the commit. */
export function logging({ tx, now, actor, importing }: Acting, happened: string, at: Instant = now): Logging {
  // History is nobody's news: no draw, no notice, no flag, no live screen.
  if (!importing) tx.afterCommit(() => afterRecording(tx.district))
  return {
    district: tx.district,
    now,
    at,
    happened,
    account: actor?.account ?? null,
    post: actor?.post ?? null,
    subscribers: importing ? [] : subscribersOf(happened),
  }
}

/** `appending` with the values themselves. */
export function append(acting: Acting, happened: string, stated = false): RawBuilder<unknown> {
  const said = logging(acting, happened)
  return appending(value => sql`${value(said)}`, stated)
}

/**
 * The part of a statement that appends events: it reads a common table expression `entry (subject, event,
 * detail)`, where `event` is the new event's id, and adds `linked`, `logged` and `told`. Whoever changes a
 * fact composes it into the same statement, so that a step is one round trip. Each subject has its head
 * already, and only once in `entry`; `logged` returns (subject, seq) for every event that was kept.
 *
 * The update locks the head and reads it as it then is, so two events of a subject cannot take the same
 * place. The hashed text is, joined by line feeds: district, subject, seq, id, happened, at, recorded_at,
 * account, post, detail as PostgreSQL prints the jsonb; hash = sha256(previous hash ‖ text as UTF-8).
 *
 * `stated`: every entry has its own time, as text in `entry.at`; for who has the right of an import.
 */
export function appending(put: At<Logging>, stated = false): RawBuilder<unknown> {
  const district = put(said => said.district)
  const happened = sql`${put(said => said.happened)}::text`
  const at = stated ? sql`entry.at` : put(said => said.at)
  const kept = stated ? sql`linked.at` : at
  const now = put(said => said.now)
  return sql`
    linked as (
      update base.chain as head set
        seq = head.seq + 1,
        hash = sha256(head.hash || convert_to(concat_ws(E'\n', head.district, head.subject, head.seq + 1, entry.event,
          ${happened}, ${at}::text, ${now}::text, ${put(said => said.account ?? '')}::text,
          ${put(said => said.post ?? '')}::text, entry.detail::text), 'UTF8'))
      from entry
      where head.district = ${district} and head.subject = entry.subject
      returning entry.*, head.seq, head.hash
    ),
    logged as (
      insert into base.event
        (district, recorded_at, id, subject, seq, happened, at, account, post, detail, hash)
      select ${district}::text, ${now}::timestamptz, linked.event, linked.subject, linked.seq, ${happened},
        ${kept}::timestamptz, ${put(said => said.account)}::uuid, ${put(said => said.post)}::uuid, linked.detail,
        linked.hash
      from linked
      returning subject, seq
    ),
    told as (
      insert into base.outbox (district, id, subscriber, subject, happened, detail, due_at)
      select ${district}::text, linked.event, teller.name, linked.subject, ${happened}, linked.detail,
        ${now}::timestamptz
      from linked
      cross join unnest(${put(said => said.subscribers)}::text[]) as teller (name)
    )`
}

export interface Event {
  id: string
  seq: number
  happened: string
  at: Instant
  recordedAt: Instant
  account: string | null
  post: string | null
  detail: Record<string, unknown>
}

/** The newest link of a subject's chain: how many events there are, and the hash of the last in hex. */
export async function headOf(tx: Tx, subject: string): Promise<{ seq: number; hash: string } | undefined> {
  const { rows } = await sql<{ seq: number; hash: string }>`
    select chain.seq, encode(chain.hash, 'hex') as hash from base.chain
    where chain.district = ${tx.district} and chain.subject = ${subject}`.execute(tx)
  return rows[0]
}

/** Everything that happened to one subject, in order. */
export async function eventsOf(tx: Tx, subject: string): Promise<Event[]> {
  const { rows } = await sql<Event>`
    select event.id, event.seq, event.happened, event.at, event.recorded_at as "recordedAt",
      event.account, event.post, event.detail
    from base.event
    where event.district = ${tx.district} and event.subject = ${subject}
    order by event.seq`.execute(tx)
  return rows
}

/** When the newest event of the district was recorded. */
export async function lastRecorded(tx: Tx): Promise<Instant | undefined> {
  const { rows } = await sql<{ at: Instant | null }>`
    select max(event.recorded_at) as at from base.event where event.district = ${tx.district}`.execute(tx)
  return rows[0]?.at ?? undefined
}

/** A place for next month's events before it begins. Run by the owner, at start and every day. */
export async function makeRoom(tx: Tx, now: Instant): Promise<void> {
  // Of two servers that start at once the second waits and finds everything made.
  await sql`select pg_advisory_xact_lock(hashtext('base.event'))`.execute(tx)
  for (const ahead of [0, 1, 2]) {
    const from = monthStart(now, ahead)
    const name = `event_${from.slice(0, 7).replace('-', '_')}`
    // Names and bounds come from a clock, never from a request; DDL takes no parameters.
    const { rows } = await sql<{ taken: boolean }>`
      select to_regclass(${`base.${name}`}) is not null or exists (
        select from base.event_default
        where recorded_at >= ${from}::timestamptz and recorded_at < ${monthStart(now, ahead + 1)}::timestamptz
      ) as taken`.execute(tx)
    if (rows[0]?.taken) continue
    await sql`create table ${sql.table(`base.${name}`)} partition of base.event
      for values from (${sql.lit(from)}) to (${sql.lit(monthStart(now, ahead + 1))})`.execute(tx)
  }
}

function monthStart(now: Instant, ahead: number): Instant {
  const date = new Date(now)
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + ahead, 1)).toISOString()
}
