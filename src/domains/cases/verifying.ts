// What verify-log compares for cases: the stored state with the one its events lead to, and every text
// with the commitment that an event made to it. An erased text is no fault.
import { sql } from 'kysely'
import type { Tx } from '../../base/db.ts'
import type { LoggedEvent } from '../../base/verify.ts'
import { type Replayed, replay } from './replaying.ts'
import { committed } from './store/filing.ts'
import { textOf } from './timeline.ts'

/** A sentence about what does not fit; undefined when all is well or the subject is no case. */
export async function wrongWithCase(
  tx: Tx,
  subject: string,
  events: readonly LoggedEvent[],
): Promise<string | undefined> {
  if (!events[0]?.happened.startsWith('cases.')) return undefined
  const { rows } = await sql<Replayed & { number: string }>`
    select held.number, held.state, held.step, held.turn, held.rework, held.extensions, held.suspensions,
      held.reopened, base.milliseconds(held.late_at) as due
    from cases."case" as held
    where held.district = ${tx.district} and held.id = ${subject}::uuid`.execute(tx)
  const held = rows[0]
  if (!held) return `${subject}: the case of these events is gone`
  const led = replay(events)
  if (!led) return `case ${held.number} (${subject}): its events do not follow the table of steps`
  const differs = replayedFields.find(field => led[field] !== held[field])
  if (differs) {
    return `case ${held.number} (${subject}): its events lead to ${differs} ${led[differs]}, but ${held[differs]} is stored`
  }
  return wrongText(tx, held.number, subject, events)
}

const replayedFields = [
  'state',
  'step',
  'turn',
  'rework',
  'extensions',
  'suspensions',
  'reopened',
  'due',
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
  for (const { seq, detail } of events) {
    const id = textOf(detail)
    if (id === undefined) continue
    const text = texts.get(id)
    if (!text)
      return `case ${number} (${subject}): the text of event ${seq} is gone without being marked as erased`
    if (text.body !== null && committed(text.salt, text.body) !== commitmentOf(detail)) {
      return `case ${number} (${subject}): the text of event ${seq} is not the one that was written`
    }
  }
  return undefined
}

function commitmentOf({ text }: Readonly<Record<string, unknown>>): unknown {
  return typeof text === 'object' && text !== null && 'commitment' in text ? text.commitment : undefined
}
