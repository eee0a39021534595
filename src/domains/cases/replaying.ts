// The stored state of a case from its events alone: what verify-log compares, and what proves that nothing
// moves past the table of steps.

import type { State } from './states.ts'
import type { Step } from './steps/step.ts'
import { reported, splitOff, steps } from './steps.ts'

export interface Replayed {
  state: State
  step: number
  turn: number
  rework: number
  extensions: number
  suspensions: number
  reopened: number
  /** When the running stage is late, UTC milliseconds; null where no clock runs out. */
  due: number | null
  /** The columns below are undefined until the first event that states them: those of older versions said less. */
  department: string | null | undefined
  outcome: string | null | undefined
  /** As events name it: edition/type/code. */
  kind: string | undefined
  /** What handling was given at filing, as `4 work_hour`. */
  limit: string | null | undefined
  joinedTo: string | null | undefined
}

export interface Replayable {
  happened: string
  detail: Readonly<Record<string, unknown>>
}

const byEvent = new Map<string, Step>(Object.values<Step>(steps).map(step => [step.happened, step]))

/** The state that a case's events lead to; undefined where they contradict the table. */
export function replay(events: readonly Replayable[]): Replayed | undefined {
  const [first, ...others] = events
  if (first?.happened !== reported && first?.happened !== splitOff) return undefined
  let held: Replayed = {
    state: first.happened === reported ? 'reported' : 'filed',
    step: 1,
    turn: 1,
    rework: 0,
    extensions: 0,
    suspensions: 0,
    reopened: 0,
    due: dueIn(first) ?? null,
    department: null,
    outcome: null,
    kind: textIn(first, 'kind'),
    limit: first.happened === reported ? null : limitIn(first),
    joinedTo: null,
  }
  for (const event of others) {
    const step = byEvent.get(event.happened)
    if (!step?.from.includes(held.state)) return undefined
    const seq = held.step + 1
    const due = dueIn(event)
    held = {
      state: step.to ?? held.state,
      step: seq,
      turn: step.quiet ? held.turn : seq,
      rework: held.rework + (step.rework ? 1 : 0),
      extensions: counted(event, 'cases.extended', held.extensions),
      suspensions: counted(event, 'cases.suspended', held.suspensions),
      reopened: held.reopened + (event.happened === 'cases.reopened' ? 1 : 0),
      due: due === undefined ? held.due : due,
      ...said(event, held, step),
    }
  }
  return held
}

/** Reopened cases begin their counts anew, as they are filed anew. */
function counted({ happened }: Replayable, counts: string, until: number): number {
  if (happened === 'cases.reopened') return 0
  return until + (happened === counts ? 1 : 0)
}

const { dispatch, insist, close, audit, force, correct, file, join, merge } = steps
const { reopen, returnToFiling, scatter } = steps
const sends = happenedIn(dispatch, insist)
const ends = happenedIn(close, audit, force)
const beginsAnew = happenedIn(reopen, returnToFiling, scatter)
const joins = happenedIn(join, merge)

function happenedIn(...among: readonly Step[]): ReadonlySet<string> {
  return new Set(among.map(({ happened }) => happened))
}

/** What a case holds beside its state after an event; undefined where that event should have said it and does not. */
function said(
  event: Replayable,
  { department, outcome, kind, limit, joinedTo }: Replayed,
  { releases }: Step,
): Pick<Replayed, 'department' | 'outcome' | 'kind' | 'limit' | 'joinedTo'> {
  const { happened, detail } = event
  const isReopened = happened === reopen.happened
  const isFiled = happened === file.happened || (isReopened && 'limit' in detail)
  return {
    department: sends.has(happened)
      ? textIn(event, 'department')
      : releases || isReopened
        ? null
        : department,
    outcome: ends.has(happened) ? textIn(event, 'outcome') : beginsAnew.has(happened) ? null : outcome,
    kind: (happened === correct.happened && textIn(event, 'kind')) || kind,
    limit: isFiled ? limitIn(event) : limit,
    joinedTo: joins.has(happened) ? textIn(event, 'into') : joinedTo,
  }
}

function textIn({ detail }: Replayable, what: string): string | undefined {
  const text = detail[what]
  return typeof text === 'string' ? text : undefined
}

function limitIn({ detail: { limit } }: Replayable): string | null | undefined {
  return limit === null ? null : limitSaid(limit)
}

/** A limit in one word, so that two can be compared; undefined where it is none. */
export function limitSaid(limit: unknown): string | undefined {
  return typeof limit === 'object' && limit !== null && 'value' in limit && 'unit' in limit
    ? `${limit.value} ${limit.unit}`
    : undefined
}

/** What an event says about the running clock; undefined where it says nothing. */
function dueIn({ detail }: Replayable): number | null | undefined {
  const { due } = detail
  return typeof due === 'number' || due === null ? due : undefined
}
