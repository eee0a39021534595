// The one timeline of a case: its events with what was written, who acted as far as the reader may know,
// and where it was sent.
import { z } from 'zod'
import { instant } from '../../base/clock.ts'
import type { Tx } from '../../base/db.ts'
import { eventsOf } from '../../base/events.ts'
import { limit } from '../../base/limits.ts'
import { kindOf } from '../catalogue/store.ts'
import { actors } from '../identity/store/actors.ts'
import { organisations } from '../organisations/store.ts'
import type { TimelineEntry } from './contract/timeline.ts'
import type { WholeCase } from './contract.ts'
import { spotsIn } from './correcting.ts'
import { isHidden, mayKnowWho } from './rules.ts'
import { stageNames } from './states.ts'
import { steps } from './steps.ts'
import { relatives } from './store/parts.ts'
import { type Sight, texts } from './store/reading.ts'

/** Who was drawn, and that somebody is to be drawn anew: nobody's business who looks at the timeline. */
const unseen = new Set(['cases.drawn', 'cases.recounted'])

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
  const kinds = await kindsIn(tx, viewer === undefined ? [] : events)
  return events
    .filter(({ happened }) => !unseen.has(happened))
    .filter(event => sight.knows || !isHidden(event))
    .map(({ seq: logged, happened, at, post, detail }, told) => {
      const actor = post === null ? undefined : who.get(post)
      const text = textOf(detail)
      const body = text === undefined ? null : (written.get(text) ?? null)
      const said = shapes.parse(detail)
      return {
        // Counted for this reader: a number that is missing would tell him of what he is not told.
        seq: told + 1,
        happened,
        at,
        imported: said.imported !== undefined,
        role: actor?.role ?? null,
        name: actor && mayKnowWho(viewer, actor.axis) ? actor.name : null,
        reason: said.reason ?? said.outcome ?? null,
        // Residents are told what is made of it, by whoever decides.
        asReported: viewer === undefined || happened !== verified ? null : (said.answer ?? null),
        // Notes are for the house; residents read the reason, what they are asked, and their own words.
        note: viewer === undefined && !toldToReporter(logged, happened) ? null : body,
        noteErased: text !== undefined && written.has(text) && body === null,
        department: departments.get(said.department ?? '') ?? null,
        metres: viewer === 'handling' ? null : (said.metres ?? null),
        limit: said.add ?? said.limit ?? null,
        until: said.until ?? null,
        other: others.get(said.into ?? said.other ?? said.whole ?? '') ?? null,
        rule: viewer === undefined ? null : (said.proposal ?? null),
        judged: viewer === undefined || happened !== judged ? null : judgedIn(detail),
        // Residents are told that it was corrected, not what somebody had said before.
        corrected: viewer === undefined ? null : correctedIn(happened, detail, written, kinds),
      }
    })
}

type Detail = Readonly<Record<string, unknown>>
type KindNames = ReadonlyMap<string, { zh: string; en: string }>

/** The names of the kinds that corrections tell of, by the key that events name them by. */
async function kindsIn(tx: Tx, events: readonly { happened: string; detail: Detail }[]): Promise<KindNames> {
  const names = new Map<string, { zh: string; en: string }>()
  const keys = events
    .filter(({ happened }) => happened === corrected)
    .flatMap(({ detail }) => [detail.oldKind, detail.kind])
  for (const key of new Set(keys)) {
    if (typeof key !== 'string') continue
    const [edition = '', type = '', code = ''] = key.split('/')
    const kind = type === 'part' || type === 'event' ? await kindOf(tx, { edition, type, code }) : undefined
    names.set(key, kind?.name ?? { zh: key, en: key })
  }
  return names
}

function correctedIn(
  happened: string,
  detail: Detail,
  written: ReadonlyMap<string, string | null>,
  kinds: KindNames,
): TimelineEntry['corrected'] {
  if (happened !== corrected) return null
  const [before, after] = [detail.oldKind, detail.kind].map(key => kinds.get(String(key)))
  const spots = textOf(detail, 'spots')
  const body = spots === undefined ? null : (written.get(spots) ?? null)
  return {
    kind: before && after ? { before, after } : null,
    place: body === null ? null : spotsIn(body),
    erased: spots !== undefined && body === null,
  }
}

const corrected = steps.correct.happened

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

const verified = steps.verify.happened
const judged = steps.judge.happened
const judgement = z.object({
  fixed: z.boolean(),
  satisfied: z.boolean().nullable().default(null),
  reasons: z.array(z.string()).default([]),
})

function judgedIn(detail: Detail): TimelineEntry['judged'] {
  return judgement.safeParse(detail).data ?? null
}

const shapes = z.object({
  reason: z.string().optional().catch(undefined),
  outcome: z.string().optional().catch(undefined),
  department: z.string().optional().catch(undefined),
  metres: z.int().optional().catch(undefined),
  answer: z.boolean().optional().catch(undefined),
  add: limit.optional().catch(undefined),
  limit: limit.nullish().catch(undefined),
  until: z.string().nullish().catch(undefined),
  into: z.string().optional().catch(undefined),
  other: z.string().optional().catch(undefined),
  whole: z.string().optional().catch(undefined),
  imported: z.string().optional().catch(undefined),
  proposal: z
    .object({ number: z.int(), version: z.int(), followed: z.boolean() })
    .optional()
    .catch(undefined),
})

function toldToReporter(seq: number, happened: string): boolean {
  return seq === 1 || happened === 'cases.reporter_asked' || happened === 'cases.reporter_answered'
}

/** The id of the text that an event commits to: what was said, or of a correction where the case lay and lies. */
export function textOf(detail: Detail, kept: 'text' | 'spots' = 'text'): string | undefined {
  const text = detail[kept]
  return typeof text === 'object' && text !== null && 'id' in text && typeof text.id === 'string'
    ? text.id
    : undefined
}
