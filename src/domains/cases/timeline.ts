// The one timeline of a case: its events with what was written, who acted as far as the reader may know,
// and where it was sent.
import type { Tx } from '../../base/db.ts'
import { eventsOf } from '../../base/events.ts'
import { actors } from '../identity/store/actors.ts'
import { organisations } from '../organisations/store.ts'
import type { TimelineEntry } from './contract.ts'
import { mayKnowWho } from './rules.ts'
import { texts } from './store/reading.ts'

export async function timeline(tx: Tx, caseId: string, viewer: string | undefined): Promise<TimelineEntry[]> {
  const events = await eventsOf(tx, caseId)
  const written = await texts(tx, caseId)
  const who = await actors(
    tx,
    events.flatMap(({ post }) => post ?? []),
  )
  const departments = new Map((await organisations(tx)).map(({ id, name }) => [id, name]))
  return events.map(({ seq, happened, at, post, detail }) => {
    const actor = post === null ? undefined : who.get(post)
    const text = textOf(detail)
    const body = text === undefined ? null : (written.get(text) ?? null)
    return {
      seq,
      happened,
      at,
      role: actor?.role ?? null,
      name: actor && mayKnowWho(viewer, actor.axis) ? actor.name : null,
      reason: stringIn(detail, 'reason') ?? stringIn(detail, 'outcome') ?? null,
      // Notes are for the house; residents read the reason, and their own words in `own`.
      note: viewer === undefined && seq > 1 ? null : body,
      noteErased: text !== undefined && written.has(text) && body === null,
      department: departments.get(stringIn(detail, 'department') ?? '') ?? null,
      metres: typeof detail.metres === 'number' ? detail.metres : null,
    }
  })
}

/** The id of the text that an event commits to. */
export function textOf(detail: Readonly<Record<string, unknown>>): string | undefined {
  const { text } = detail
  return typeof text === 'object' && text !== null && 'id' in text && typeof text.id === 'string'
    ? text.id
    : undefined
}

function stringIn(detail: Readonly<Record<string, unknown>>, field: string): string | undefined {
  const value = detail[field]
  return typeof value === 'string' ? value : undefined
}
