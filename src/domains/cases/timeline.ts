// The one timeline of a case: its events with what was written, who acted as far as the reader may know,
// and where it was sent.
import { z } from 'zod'
import { instant } from '../../base/clock.ts'
import type { Tx } from '../../base/db.ts'
import { eventsOf } from '../../base/events.ts'
import { limit } from '../../base/limits.ts'
import { actors } from '../identity/store/actors.ts'
import { organisations } from '../organisations/store.ts'
import type { TimelineEntry, WholeCase } from './contract.ts'
import { mayKnowWho } from './rules.ts'
import { stageNames } from './states.ts'
import { relatives } from './store/parts.ts'
import { type Sight, texts } from './store/reading.ts'

/** Who was drawn, and that somebody is to be drawn anew: nobody's business who looks at the timeline. */
const unseen = new Set(['cases.drawn', 'cases.recounted'])
/** That somebody looked a second time, or is drawn anew, those who are looked at do not learn. */
const supervisions = new Set(['cases.rechecked', 'cases.redraw_asked'])

export async function timeline(
  tx: Tx,
  caseId: string,
  viewer: string | undefined,
  sight: Sight,
): Promise<TimelineEntry[]> {
  const events = await eventsOf(tx, caseId)
  const written = await texts(tx, caseId)
  const who = await actors(
    tx,
    events.flatMap(({ post }) => post ?? []),
  )
  const departments = new Map((await organisations(tx)).map(({ id, name }) => [id, name]))
  const others = new Map((await relatives(tx, caseId, sight)).map(({ id, number }) => [id, { id, number }]))
  return events
    .filter(({ happened }) => !unseen.has(happened))
    .filter(
      ({ happened }) => !supervisions.has(happened) || viewer === 'supervision' || viewer === 'oversight',
    )
    .map(({ seq, happened, at, post, detail }) => {
      const actor = post === null ? undefined : who.get(post)
      const text = textOf(detail)
      const body = text === undefined ? null : (written.get(text) ?? null)
      const said = shapes.parse(detail)
      return {
        seq,
        happened,
        at,
        role: actor?.role ?? null,
        name: actor && mayKnowWho(viewer, actor.axis) ? actor.name : null,
        reason: said.reason ?? said.outcome ?? null,
        // Notes are for the house; residents read the reason, what they are asked, and their own words.
        note: viewer === undefined && !toldToReporter(seq, happened) ? null : body,
        noteErased: text !== undefined && written.has(text) && body === null,
        department: departments.get(said.department ?? '') ?? null,
        metres: viewer === 'handling' ? null : (said.metres ?? null),
        limit: said.add ?? said.limit ?? null,
        until: said.until ?? null,
        other: others.get(said.into ?? said.other ?? said.whole ?? '') ?? null,
      }
    })
}

const over = z.object({
  clock: z.object({
    stage: z.enum(stageNames),
    since: z.number(),
    due: z.number().nullable(),
    late: z.boolean(),
  }),
})

/** The stages that are over, as the events that ended them say. */
export async function stagesOver(tx: Tx, caseId: string): Promise<WholeCase['stages']> {
  return (await eventsOf(tx, caseId)).flatMap(({ at, detail }) => {
    const { data } = over.safeParse(detail)
    if (!data) return []
    const { stage, since, due, late } = data.clock
    return [{ stage, since: instant(since), until: at, dueAt: due === null ? null : instant(due), late }]
  })
}

const shapes = z.object({
  reason: z.string().optional().catch(undefined),
  outcome: z.string().optional().catch(undefined),
  department: z.string().optional().catch(undefined),
  metres: z.int().optional().catch(undefined),
  add: limit.optional().catch(undefined),
  limit: limit.nullish().catch(undefined),
  until: z.string().nullish().catch(undefined),
  into: z.string().optional().catch(undefined),
  other: z.string().optional().catch(undefined),
  whole: z.string().optional().catch(undefined),
})

function toldToReporter(seq: number, happened: string): boolean {
  return seq === 1 || happened === 'cases.reporter_asked' || happened === 'cases.reporter_answered'
}

/** The id of the text that an event commits to. */
export function textOf(detail: Readonly<Record<string, unknown>>): string | undefined {
  const { text } = detail
  return typeof text === 'object' && text !== null && 'id' in text && typeof text.id === 'string'
    ? text.id
    : undefined
}
