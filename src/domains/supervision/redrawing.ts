// Drawing again what was drawn: whether every draw of one case follows from its chain, whether it was asked for, and
// whether second looks happened for exactly those closings whose hash says so. Pure; what the chain alone does not say
// comes in.
import { z } from 'zod'
import { type Purpose, purposes } from '../cases/states.ts'
import type { ChainEvent } from '../cases/store/events.ts'
import { drawn } from './draws.ts'
import { isChosen } from './rechecks.ts'

export interface Known {
  /** Whose post it is, if it is an inspector's, and whether it was held at this time. */
  inspector(post: string, at: string): { account: string; held: boolean } | undefined
  /** The accounts that had reported the case before this event of its chain, or what was joined to it, or its whole. */
  reporters(event: ChainEvent): ReadonlySet<string>
  /** The rulebooks that may have been in force at this time, with their shares of second looks. */
  rulebooks(at: string): readonly { version: number; share: number }[]
}

export interface Redrawn {
  draws: number
  closings: number
  /** Of those: by the first release, before draws were recorded. */
  before: number
  /** Closings that an import brought: they took place elsewhere, and nobody was drawn here. */
  imported: number
  /** Closings whose hash asks for a second look. */
  chosen: number
  /** The second look that is due at the end of the chain and was not drawn. */
  due: boolean
  broken: string[]
}

const shape = z.object({
  purpose: z.enum(purposes),
  seed: z.string(),
  lots: z.array(z.tuple([z.string(), z.number()])),
  drawn: z.string(),
})

/** What asks for a draw. */
const asks: Readonly<Record<string, Purpose>> = { 'cases.verify_asked': 'verify', 'cases.passed': 'check' }
/** What only who was drawn may answer. */
const answers: Readonly<Record<string, Purpose>> = {
  'cases.verified': 'verify',
  'cases.confirmed': 'check',
  'cases.objected': 'check',
  'cases.rechecked': 'recheck',
}

export function redraw(chain: readonly ChainEvent[], known: Known): Redrawn {
  const found: Redrawn = { draws: 0, closings: 0, before: 0, imported: 0, chosen: 0, due: false, broken: [] }
  let due: Purpose | undefined
  let last: { purpose: Purpose; post: string } | undefined
  for (const [at, event] of chain.entries()) {
    const { seq, happened, post, detail } = event
    const wrong = (what: string): void => void found.broken.push(`event ${seq} (${happened}): ${what}`)
    if (detail.to !== undefined) due = undefined
    due = asks[happened] ?? due
    if (happened === 'cases.redraw_asked') due = last?.purpose
    if (isImported(event)) {
      if (happened === 'cases.closed') found.imported += 1
      due = undefined
      continue
    }
    if (happened === 'cases.closed') {
      found.closings += 1
      due = isChosen(chain, event) ? 'recheck' : undefined
      if (due) found.chosen += 1
      if (isOlder(chain, at)) found.before += 1
      else for (const what of wrongShare(event, known)) wrong(what)
    }
    if (happened === 'cases.drawn') {
      found.draws += 1
      const draw = shape.safeParse(detail)
      if (!draw.success) {
        wrong('says nothing that could be drawn again')
        continue
      }
      const { purpose } = draw.data
      if (purpose !== due) wrong(`nobody had asked for this draw (${purpose})`)
      for (const what of wrongDraw(draw.data, event, chain[at - 1]?.hash, known)) wrong(what)
      last = { purpose, post: draw.data.drawn }
      due = undefined
    }
    const answered = answers[happened]
    if (answered) {
      if (!isOlder(chain, at) && (last?.purpose !== answered || last.post !== post))
        wrong('answered by somebody who was not drawn')
      due = undefined
    }
  }
  found.due = due === 'recheck'
  return found
}

function wrongDraw(
  { purpose, seed, lots, drawn: post }: z.infer<typeof shape>,
  event: ChainEvent,
  before: string | undefined,
  known: Known,
): string[] {
  const wrong: string[] = []
  if (seed !== before) wrong.push('its seed is not the hash of the event before it')
  const posts = lots.map(([each]) => each)
  if (new Set(posts).size !== posts.length) wrong.push('somebody stands in it twice')
  if (lots.some(([, weight]) => !Number.isSafeInteger(weight) || weight < 1))
    wrong.push('somebody has no lot of at least 1')
  else if (lots.length === 0 || drawn(seed, purpose, lots) !== post)
    wrong.push('its lots and its seed draw somebody else')
  const reporters = known.reporters(event)
  for (const each of posts) {
    const inspector = known.inspector(each, event.recordedAt)
    if (!inspector?.held) wrong.push(`${each} was no inspector then`)
    else if (reporters.has(inspector.account)) wrong.push(`${each} belongs to somebody who had reported it`)
  }
  return wrong
}

function isImported({ detail }: ChainEvent): boolean {
  return typeof detail.imported === 'string'
}

/** Recorded by the first release, before there were draws: nothing up to here says when a stage is due. */
function isOlder(chain: readonly ChainEvent[], at: number): boolean {
  return chain.slice(0, at + 1).every(({ detail }) => !('due' in detail))
}

function wrongShare({ recordedAt, detail }: ChainEvent, known: Known): string[] {
  if (detail.recheckShare === undefined) return ['does not say which share is looked at again']
  const inForce = known.rulebooks(recordedAt)
  return inForce.some(({ version, share }) => version === detail.rulebook && share === detail.recheckShare)
    ? []
    : ['names another share of second looks than the rulebook in force']
}
