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
}

export const steps = {
  accept: { from: ['reported'], to: 'accepted', may: 'supervision.accept', happened: 'cases.accepted' },
  refuse: { from: ['reported'], to: 'void', may: 'supervision.accept', happened: 'cases.refused' },
  file: { from: ['accepted'], to: 'filed', may: 'supervision.file', happened: 'cases.filed' },
  dispatch: { from: ['filed'], to: 'dispatched', may: 'command.dispatch', happened: 'cases.dispatched' },
  take: { from: ['dispatched'], to: 'handling', may: 'handling.take', happened: 'cases.taken', own: true },
  finish: {
    from: ['handling'],
    to: 'handled',
    may: 'handling.finish',
    happened: 'cases.finished',
    own: true,
  },
  pass: { from: ['handled'], to: 'checking', may: 'command.pass', happened: 'cases.passed' },
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

export const refusalReasons = ['not_ours', 'not_found', 'known', 'unclear'] as const
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
