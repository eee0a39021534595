// What is asked of a move, and its two halves: the shape, on which the text of the statement depends, and what is
// given for one run of it.
import { v7 as newId } from 'uuid'
import type { Instant } from '../../../base/clock.ts'
import { type Acting, type ImportRight, type Logging, logging } from '../../../base/events.ts'
import type { Limit } from '../../../base/limits.ts'
import type { At as AtAny } from '../../../base/statements.ts'
import type { Clock } from '../clocks.ts'
import type { State } from '../states.ts'
import type { Step } from '../steps/step.ts'
import { type StepName, steps } from '../steps.ts'

export interface Move {
  ids: readonly string[]
  step: StepName
  /** Only cases whose region begins with this path; undefined where a task or the program leads to the case. */
  reach?: string | undefined
  /** Or those that an open task of this post leads to. */
  led?: string | undefined
  /** Only cases of this organisation, for steps that are its own. */
  organisation?: string | undefined
  /** Only if nothing that matters has happened since the case had this many events. */
  seen?: number | undefined
  /** Only if the case has exactly this many events: what was planned from a row must still be true. */
  planned?: number | undefined
  /** The clock after the step; by case where they differ. Undefined for steps that keep it. */
  clock?: Clock | ReadonlyMap<string, Clock> | undefined
  /** Nothing else is to be done in this transaction. */
  last?: boolean | undefined
  /** How often an extension may be granted of a case that was filed under no rulebook. */
  mostExtensions?: number | undefined
  change?: Change | undefined
  /** Codes, ids and hashes for the event; no personal data, no free text. */
  detail?: Readonly<Record<string, unknown>> | undefined
  /** When each case took the step, and what it was given by itself: only with the right of an import. */
  stated?: ReadonlyMap<string, Stated> | undefined
}

/** One case of a step whose times are stated. */
export interface Stated {
  at: Instant
  /** Undefined for steps that keep it. */
  clock: Clock | undefined
  /** Of filing: the handling limit of this case. */
  limit?: Limit | null | undefined
  detail?: Readonly<Record<string, unknown>> | undefined
}

/** What a step writes besides state and clock. */
export interface Change {
  department?: string
  outcome?: string
  kind?: { edition: string; type: string; code: string }
  place?: {
    longitude: number
    latitude: number
    precision: string
    regionPath: string
    grid: string | null
  }
  address?: string
  filing?: Filing
  request?: Readonly<Record<string, unknown>> | null
  forcing?: string | null
  reopen?: 'reporter' | 'recheck' | null
  joinedTo?: string
  /** How many superiors know by now that the stage is late, and when the sweeper looks again. */
  told?: { count: number; tell: number | null }
}

/** What is fixed when a case is filed. `filedAs` is the kind that the condition belongs to, as events name it. */
export interface Filing {
  rulebook: number
  condition: number | null
  filedAs: string
  area: string
  limit: Limit | null
}

export interface Moved {
  id: string
  number: string
  state: State
  step: number
}

/** All that the text of the statement depends on. */
export interface Shape {
  step: StepName
  /** One case, many that are given the same, many of which each is given its own clock, or its own time as well. */
  cases: 'one' | 'many' | 'each' | 'stated'
  asks: readonly Asked[]
  /** Whether the step sets the clock. */
  clock: boolean
  change: readonly string[]
}

/** What is asked of the case only where the caller says so. */
const asked = ['reach', 'led', 'seen', 'planned'] as const
type Asked = (typeof asked)[number]

/** What one run of the statement is given. */
export interface Given extends Logging {
  move: Move
  change: Change
  /** The cases, each with the id of the event that it will leave; and the clocks of those, where they differ. */
  ids: readonly string[]
  events: readonly string[]
  clocks: readonly (Clock | undefined)[]
  stated: readonly Stated[]
  importing: ImportRight | undefined
  /** The clock after the step; where they differ, any of them, for what they have in common. */
  clock: Clock | undefined
}
export type At = AtAny<Given>

export function halves(acting: Acting, move: Move): { shape: Shape; given: Given } {
  const { step: name, clock, change = {}, stated } = move
  if (stated && !acting.importing) throw new Error('times are stated only by an import')
  const step: Step = steps[name]
  const wanted = stated ? [...stated.keys()] : move.ids
  // Whoever moves several takes them in the same order, so that two of them never wait for one another.
  const ids = wanted.length === 1 ? wanted : [...new Set(wanted)].sort()
  const times = stated ? ids.flatMap(id => stated.get(id) ?? []) : []
  const clocks = stated ? times.map(each => each.clock) : isMap(clock) ? ids.map(id => clock.get(id)) : []
  return {
    shape: {
      step: name,
      cases: stated ? 'stated' : ids.length === 1 ? 'one' : isMap(clock) ? 'each' : 'many',
      asks: asked.filter(each => move[each] !== undefined),
      clock: stated ? clocks.some(each => each !== undefined) : clock !== undefined,
      change: Object.entries(change).flatMap(([each, value]) => (value === undefined ? [] : [each])),
    },
    given: {
      ...logging(acting, step.happened),
      move,
      change,
      ids,
      events: ids.map(() => newId()),
      clocks,
      stated: times,
      importing: acting.importing,
      clock: stated || isMap(clock) ? clocks.find(each => each !== undefined) : clock,
    },
  }
}

function isMap(clock: Move['clock']): clock is ReadonlyMap<string, Clock> {
  return clock instanceof Map
}

export function instantOf(milliseconds: number | null | undefined): string | null {
  return milliseconds == null ? null : new Date(milliseconds).toISOString()
}

export function jsonOf(value: object | null | undefined): string | null {
  return value == null ? null : JSON.stringify(value)
}
