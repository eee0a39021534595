// New cases: number, first row, first event, and what the reporter said.
import { createHash, randomBytes } from 'node:crypto'
import { type RawBuilder, sql } from 'kysely'
import { v7 as newId } from 'uuid'
import type { Instant } from '../../../base/clock.ts'
import type { Tx } from '../../../base/db.ts'
import { type Acting, record } from '../../../base/events.ts'
import type { KindKey } from '../../catalogue/contract.ts'
import { begun } from '../clocks.ts'
import type { Measures } from '../planning.ts'
import { reported } from '../steps.ts'

export type CaseSource = 'portal' | 'inspector' | 'hotline' | 'import'

export interface NewCase {
  kind: KindKey
  source: CaseSource
  regionPath: string
  grid: string | undefined
  /** The part it is about. */
  part: string | undefined
  place: { longitude: number; latitude: number; precision: 'device' | 'map' | 'region' }
  address: string
  description: string
  contact: { name: string; reach: string } | undefined
  language: 'zh' | 'en'
  /** Put right on the spot by who reports it. */
  selfHandled: boolean
  /** Of its pictures. */
  hashes: readonly string[]
}

export type Shows = 'report' | 'before' | 'after' | 'check' | 'note'

/** The part of a statement that takes the next number of the day: `number`, as people say it. */
export function countedNumber(tx: Tx, now: Instant): RawBuilder<unknown> {
  return sql`
    insert into cases.counter as counter (district, day, last)
    select district.code, (${now}::timestamptz at time zone district.time_zone)::date, 1
    from regions.district where district.code = ${tx.district}
    on conflict (district, day) do update set last = counter.last + 1
    returning ${tx.district} || '-' || to_char(counter.day, 'YYYYMMDD') || '-'
      || lpad(counter.last::text, greatest(4, length(counter.last::text)), '0') as number`
}

/** Inserts the case, its report and its text, and records it; gives the number and the key of the reporter's link. */
export async function insert(
  acting: Acting,
  { rulebook, calendar }: Measures,
  given: NewCase,
): Promise<{ id: string; number: string; followKey: string }> {
  const { tx, now } = acting
  const id = newId()
  const followKey = randomBytes(16).toString('base64url')
  const clock = begun('accept', rulebook.stages.accept, calendar, Date.parse(now))
  const at = (milliseconds: number | null) =>
    milliseconds === null ? null : new Date(milliseconds).toISOString()
  const { rows } = await sql<{ number: string }>`
    with counted as (${countedNumber(tx, now)})
    insert into cases."case" (district, id, number, state, step, edition, kind_type, kind, source, region_path, grid,
      place, place_precision, address, reported_at, state_since, self_handled, stage, clock, soon_at, late_at, tell_at,
      provisional, calendar, part)
    select ${tx.district}, ${id}, counted.number, 'reported', 1,
      ${given.kind.edition}, ${given.kind.type}, ${given.kind.code}, ${given.source},
      ${given.regionPath}, ${given.grid ?? null}::uuid,
      st_setsrid(st_makepoint(${given.place.longitude}, ${given.place.latitude}), 4326), ${given.place.precision},
      ${given.address}, ${now}::timestamptz, ${now}::timestamptz, ${given.selfHandled}, ${clock.stage},
      ${JSON.stringify(clock.clock)}::jsonb, ${at(clock.soon)}::timestamptz, ${at(clock.late)}::timestamptz,
      ${at(clock.tell)}::timestamptz, ${clock.provisional}, ${clock.calendar}, ${given.part ?? null}::uuid
    from counted
    returning number`.execute(tx)
  const number = rows[0]?.number
  if (number === undefined) throw new Error('the case was not kept')
  await sql`
    insert into cases.report (district, id, "case", source, follow_hash, post, contact_name, contact, language, reported_at)
    values (${tx.district}, ${newId()}, ${id}, ${given.source}, ${hashed(followKey)}, ${acting.actor?.post ?? null},
      ${given.contact?.name || null}, ${given.contact?.reach || null}, ${given.language},
      ${now}::timestamptz)`.execute(tx)
  const description = given.description === '' ? undefined : await say(tx, now, id, given.description)
  const { type, code, edition } = given.kind
  await record(acting, {
    subject: id,
    happened: reported,
    detail: {
      to: 'reported',
      source: given.source,
      kind: `${edition}/${type}/${code}`,
      due: clock.late,
      ...(given.part !== undefined && { part: given.part }),
      ...(given.selfHandled && { selfHandled: true }),
      ...(given.hashes.length > 0 && { pictures: given.hashes }),
      ...(description && { text: description }),
    },
  })
  return { id, number, followKey }
}

/** Keeps a text and gives what an event says of it: its id and the salted hash that commits to it. */
export async function say(
  tx: Tx,
  now: Instant,
  caseId: string,
  body: string,
): Promise<{ id: string; commitment: string }> {
  const text = { id: newId(), salt: randomBytes(16) }
  await sql`
    insert into cases.text (district, id, "case", salt, body, written_at)
    values (${tx.district}, ${text.id}, ${caseId}, ${text.salt}, ${body}, ${now}::timestamptz)`.execute(tx)
  return { id: text.id, commitment: committed(text.salt, body) }
}

/** sha256(salt ‖ body as UTF-8), in hex. */
export function committed(salt: Uint8Array, body: string): string {
  return createHash('sha256').update(salt).update(body, 'utf8').digest('hex')
}

export function hashed(followKey: string): Buffer {
  return createHash('sha256').update(followKey).digest()
}

/** Hangs attached files on the case as pictures. */
export async function addPictures(
  tx: Tx,
  now: Instant,
  caseId: string,
  files: readonly string[],
  shows: Shows,
): Promise<void> {
  if (files.length === 0) return
  await sql`
    insert into cases.picture (district, file, "case", shows, taken_at)
    select ${tx.district}, given.file, ${caseId}, ${shows}, ${now}::timestamptz
    from unnest(${files}::uuid[]) as given (file)`.execute(tx)
}
