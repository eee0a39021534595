// The life of a case as data: states, steps, and who may take which. The server moves cases by this table
// and screens offer what it allows; nothing else decides.
import type { Permission } from '../identity/rules.ts'

export const states = [
  'reported',
  'accepted',
  'filed',
  'dispatched',
  'handling',
  'handled',
  'checking',
  'checked',
  'closed',
  'void',
] as const
export type State = (typeof states)[number]

/** Why a step goes back or ends a case; each reason has its sentence in both languages. */
export const refusalReasons = ['not_ours', 'not_found', 'known', 'unclear'] as const
export const sendBackReasons = ['wrong_kind', 'wrong_place', 'unclear'] as const
export const returnReasons = ['not_to_file', 'wrong_kind', 'wrong_place'] as const
export const giveBackReasons = ['other_department', 'wrong_place', 'first_another', 'no_access'] as const
export const reworkReasons = ['not_done', 'half_done', 'wrong_spot', 'no_proof'] as const
export type Reason =
  | (typeof refusalReasons)[number]
  | (typeof sendBackReasons)[number]
  | (typeof returnReasons)[number]
  | (typeof giveBackReasons)[number]
  | (typeof reworkReasons)[number]

export interface Step {
  from: readonly State[]
  to: State
  /** The permission; its first word is the axis that takes the step. */
  may: Permission
  /** The event it leaves. */
  happened: string
  /** Only for cases dispatched to the organisation that the post works for. */
  own?: true
  /** Counts one more rework. */
  rework?: true
  /** The department lets go of it: it stands in the log, and a new one is chosen. */
  releases?: true
  /** The reasons one of which must be given. */
  reasons?: readonly Reason[]
}

export const steps = {
  accept: { from: ['reported'], to: 'accepted', may: 'supervision.accept', happened: 'cases.accepted' },
  refuse: {
    from: ['reported'],
    to: 'void',
    may: 'supervision.accept',
    happened: 'cases.refused',
    reasons: refusalReasons,
  },
  file: { from: ['accepted'], to: 'filed', may: 'supervision.file', happened: 'cases.filed' },
  sendBack: {
    from: ['accepted'],
    to: 'reported',
    may: 'supervision.file',
    happened: 'cases.sent_back',
    reasons: sendBackReasons,
  },
  discard: {
    from: ['accepted'],
    to: 'void',
    may: 'supervision.file',
    happened: 'cases.discarded',
    reasons: refusalReasons,
  },
  dispatch: { from: ['filed'], to: 'dispatched', may: 'command.dispatch', happened: 'cases.dispatched' },
  returnToFiling: {
    from: ['filed'],
    to: 'accepted',
    may: 'command.dispatch',
    happened: 'cases.returned',
    reasons: returnReasons,
  },
  take: { from: ['dispatched'], to: 'handling', may: 'handling.take', happened: 'cases.taken', own: true },
  finish: {
    from: ['handling'],
    to: 'handled',
    may: 'handling.finish',
    happened: 'cases.finished',
    own: true,
  },
  giveBack: {
    from: ['dispatched', 'handling'],
    to: 'filed',
    may: 'handling.take',
    happened: 'cases.given_back',
    own: true,
    releases: true,
    reasons: giveBackReasons,
  },
  pass: { from: ['handled'], to: 'checking', may: 'command.pass', happened: 'cases.passed' },
  redo: {
    from: ['handled'],
    to: 'handling',
    may: 'command.pass',
    happened: 'cases.sent_to_rework',
    rework: true,
    reasons: reworkReasons,
  },
  confirm: { from: ['checking'], to: 'checked', may: 'supervision.check', happened: 'cases.confirmed' },
  object: {
    from: ['checking'],
    to: 'handling',
    may: 'supervision.check',
    happened: 'cases.objected',
    rework: true,
  },
  close: { from: ['checked'], to: 'closed', may: 'supervision.close', happened: 'cases.closed' },
} as const satisfies Record<string, Step>

export type StepName = keyof typeof steps
export const stepNames = Object.keys(steps) as [StepName, ...StepName[]]

/** How a report became a case; the first event of every chain. */
export const reported = 'cases.reported'

export const outcomes = ['fixed', 'gone', 'cannot'] as const

/** The steps that someone with these permissions may take now; `own` says whether his organisation has the case. */
export function nextSteps(state: State, permissions: ReadonlySet<string>, own: boolean): StepName[] {
  return stepNames.filter(name => {
    const step: Step = steps[name]
    return step.from.includes(state) && permissions.has(step.may) && (own || !step.own)
  })
}

/** The states in which someone with these permissions has something to do: his queue. */
export function queueOf(permissions: ReadonlySet<string>): State[] {
  return states.filter(state => nextSteps(state, permissions, true).length > 0)
}

/** The stored state that a case's events lead to; undefined where they contradict the table. */
export function replay(
  events: readonly { happened: string; detail: Readonly<Record<string, unknown>> }[],
): { state: State; step: number; rework: number } | undefined {
  let state: State | undefined
  let rework = 0
  for (const [index, { happened }] of events.entries()) {
    if (index === 0) {
      if (happened !== reported) return undefined
      state = 'reported'
      continue
    }
    const step: Step | undefined = stepNames.map(name => steps[name]).find(row => row.happened === happened)
    if (!step || state === undefined || !step.from.includes(state)) return undefined
    state = step.to
    if (step.rework) rework += 1
  }
  return state && { state, step: events.length, rework }
}

/** A department does not learn who of the supervision looked, nor residents who of anybody. */
export function mayKnowWho(viewer: string | undefined, actorAxis: string | undefined): boolean {
  if (viewer === undefined) return false
  return viewer !== 'handling' || actorAxis === 'handling'
}

/** Inspectors do not see the department's own picture before one of them has answered from the spot. */
export function maySeePicture(shows: string, state: State, permissions: ReadonlySet<string>): boolean {
  const isOpen = state === 'handling' || state === 'handled' || state === 'checking'
  return !(shows === 'after' && isOpen && permissions.has('supervision.check'))
}
