// What verify-log compares for cases: the stored state with the one its events lead to, and every text
// with the commitment that an event made to it. An erased text is no fault.
import { sql } from 'kysely'
import type { Tx } from '../../base/db.ts'
import type { Limit } from '../../base/limits.ts'
import type { LoggedEvent } from '../../base/verify.ts'
import { limitSaid, type Replayed, replay } from './replaying.ts'
import { committed } from './store/filing.ts'
import { textOf } from './timeline.ts'

/** A sentence about what does not fit; undefined when all is well or the subject is no case. */
export async function wrongWithCase(
  tx: Tx,
  subject: string,
  events: readonly LoggedEvent[],
): Promise<string | undefined> {
  if (!events[0]?.happened.startsWith('cases.')) return undefined
  const { rows } = await sql<Stored>`
    select held.number, held.state, held.step, held.turn, held.rework, held.extensions, held.suspensions,
      held.reopened, base.milliseconds(held.late_at) as due, held.department, held.outcome,
      held.edition || '/' || held.kind_type || '/' || held.kind as kind, held.handling_limit as "handlingLimit",
      held.joined_to as "joinedTo"
    from cases."case" as held
    where held.district = ${tx.district} and held.id = ${subject}::uuid`.execute(tx)
  const found = rows[0]
  if (!found) return `${subject}: the case of these events is gone`
  const { handlingLimit, ...stored } = found
  const held = { ...stored, limit: handlingLimit && limitSaid(handlingLimit) }
  const led = replay(events)
  if (!led) return `case ${held.number} (${subject}): its events do not follow the table of steps`
  for (const [column, field] of columns) {
    // What no event states is not compared: events of older versions said less.
    if (led[field] === undefined || led[field] === held[field]) continue
    return `case ${held.number} (${subject}): its events lead to ${column} ${led[field]}, but ${held[field]} is stored`
  }
  return wrongText(tx, held.number, subject, events)
}

type Stored = Omit<Replayed, 'limit'> & { number: string; handlingLimit: Limit | null }

/** The columns of a case with what replaying calls them. */
const columns = [
  ['state', 'state'],
  ['step', 'step'],
  ['turn', 'turn'],
  ['rework', 'rework'],
  ['extensions', 'extensions'],
  ['suspensions', 'suspensions'],
  ['reopened', 'reopened'],
  ['late_at', 'due'],
  ['department', 'department'],
  ['outcome', 'outcome'],
  ['kind', 'kind'],
  ['handling_limit', 'limit'],
  ['joined_to', 'joinedTo'],
] as const

async function wrongText(
  tx: Tx,
  number: string,
  subject: string,
  events: readonly LoggedEvent[],
): Promise<string | undefined> {
  const { rows } = await sql<{ id: string; salt: Buffer; body: string | null }>`
    select text.id, text.salt, text.body from cases.text
    where text.district = ${tx.district} and text."case" = ${subject}::uuid`.execute(tx)
  const texts = new Map(rows.map(row => [row.id, row]))
  const kept = events.flatMap(({ seq, detail }) =>
    (['text', 'spots'] as const).map(what => ({ seq, id: textOf(detail, what), said: detail[what] })),
  )
  for (const { seq, id, said } of kept) {
    if (id === undefined) continue
    const text = texts.get(id)
    if (!text)
      return `case ${number} (${subject}): the text of event ${seq} is gone without being marked as erased`
    if (text.body !== null && committed(text.salt, text.body) !== commitmentOf(said)) {
      return `case ${number} (${subject}): the text of event ${seq} is not the one that was written`
    }
  }
  return undefined
}

function commitmentOf(text: unknown): unknown {
  return typeof text === 'object' && text !== null && 'commitment' in text ? text.commitment : undefined
}
