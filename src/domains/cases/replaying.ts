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
    }
  }
  return held
}

/** Reopened cases begin their counts anew, as they are filed anew. */
function counted({ happened }: Replayable, counts: string, until: number): number {
  if (happened === 'cases.reopened') return 0
  return until + (happened === counts ? 1 : 0)
}

/** What an event says about the running clock; undefined where it says nothing. */
function dueIn({ detail }: Replayable): number | null | undefined {
  const { due } = detail
  return typeof due === 'number' || due === null ? due : undefined
}
