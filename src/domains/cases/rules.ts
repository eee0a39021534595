// What is right for a case: which steps somebody may take now, whose queue it stands in, and who may know
// what. Pure decisions over the table in steps.ts; the store asks the same questions of the row.

import { openStates, type Purpose, type State } from './states.ts'
import type { Need, Step } from './steps/step.ts'
import { type StepName, stepNames, steps } from './steps.ts'

/** What the needs of the steps are answered from. */
export interface Facts {
  state: State
  /** The stage that runs; `verify` and `answer` mean that somebody is asked. */
  stage: string | null
  selfHandled: boolean
  /** The open task of an inspector, and whether it is the asker's own. */
  task: { purpose: Purpose; own: boolean } | null
  request: 'extension' | 'suspension' | null
  /** Not past the limit of the stage that runs. */
  inTime: boolean
  extensionsLeft: boolean
  suspensions: number
  forcing: 'nobody' | 'self' | 'another'
  /** Some department gave it back since it was filed. */
  givenBack: boolean
  /** Not a part of a case that was split. */
  whole: boolean
  openChildren: number
  reopen: string | null
}

/** What must hold besides the state; each has its refusal in `needRefusals`. */
export const holds: Readonly<Record<Need, (facts: Facts) => boolean>> = {
  selfHandled: ({ selfHandled }) => selfHandled,
  notSelfHandled: ({ selfHandled }) => !selfHandled,
  notWaiting: ({ stage }) => stage !== 'verify' && stage !== 'answer',
  waitingForReporter: ({ stage }) => stage === 'answer',
  ownVerify: ({ task }) => task?.purpose === 'verify' && task.own,
  ownCheck: ({ task }) => task?.purpose === 'check' && task.own,
  ownRecheck: ({ task }) => task?.purpose === 'recheck' && task.own,
  notLooking: ({ task }) => !isLooking(task),
  taskOpen: ({ task }) => task !== null,
  noRequest: ({ request }) => request === null,
  requestOpen: ({ request }) => request !== null,
  extensionAsked: ({ request }) => request === 'extension',
  suspensionAsked: ({ request }) => request === 'suspension',
  inTime: ({ inTime }) => inTime,
  extensionsLeft: ({ extensionsLeft }) => extensionsLeft,
  neverSuspended: ({ suspensions }) => suspensions === 0,
  notForcing: ({ forcing }) => forcing === 'nobody',
  forcingByAnother: ({ forcing }) => forcing === 'another',
  givenBack: ({ givenBack }) => givenBack,
  whole: ({ whole }) => whole,
  childrenEnded: ({ openChildren }) => openChildren === 0,
  childrenOpen: ({ openChildren }) => openChildren > 0,
  reopenAsked: ({ reopen }) => reopen !== null,
}

/** What is said when a need does not hold: the code of the refusal after `cases.`. */
export const needRefusals = {
  selfHandled: 'not_self_handled',
  notSelfHandled: 'self_handled',
  notWaiting: 'asked_already',
  waitingForReporter: 'nothing_asked',
  ownVerify: 'not_drawn',
  ownCheck: 'not_drawn',
  ownRecheck: 'not_drawn',
  notLooking: 'answer_instead',
  taskOpen: 'no_task',
  noRequest: 'request_open',
  requestOpen: 'no_request',
  extensionAsked: 'no_request',
  suspensionAsked: 'no_request',
  inTime: 'overdue',
  extensionsLeft: 'extended_enough',
  neverSuspended: 'suspended_before',
  notForcing: 'force_asked_already',
  forcingByAnother: 'second_person',
  givenBack: 'not_given_back',
  whole: 'split_twice',
  childrenEnded: 'children_open',
  childrenOpen: 'children_ended',
  reopenAsked: 'not_reopenable',
} as const satisfies Record<Need, string>

/** Whoever is drawn to check it, the first time or the second: the two are shown and allowed the same. */
export function isLooking(task: Facts['task']): boolean {
  return task?.own === true && task.purpose !== 'verify'
}

/** The first need of a step that these facts do not meet. */
export function missing(name: StepName, facts: Facts): Need | undefined {
  const step: Step = steps[name]
  return step.needs?.find(need => !holds[need](facts))
}

/** The steps that someone with these permissions may take now; `own` says whether his organisation has the case. */
export function nextSteps(facts: Facts, permissions: ReadonlySet<string>, own: boolean): StepName[] {
  return stepNames.filter(name => {
    const step: Step = steps[name]
    return (
      step.from.includes(facts.state) &&
      permissions.has(step.may) &&
      (own || !step.own) &&
      missing(name, facts) === undefined
    )
  })
}

/** Steps that clear a queue, as opposed to those that one may take in passing. */
const driving: readonly StepName[] = [
  'accept',
  'audit',
  'file',
  'dispatch',
  'take',
  'finish',
  'pass',
  'close',
]

/**
 * The states whose cases wait for someone with these permissions. What is asked of him besides (requests, second
 * persons, tasks of an inspector, reopening) the store adds.
 */
export function queueOf(permissions: ReadonlySet<string>): State[] {
  return openStates.filter(state =>
    driving.some(name => {
      const step: Step = steps[name]
      return step.from.includes(state) && permissions.has(step.may)
    }),
  )
}

/** A department does not learn who of the supervision looked, nor residents who of anybody. */
export function mayKnowWho(viewer: string | undefined, actorAxis: string | undefined): boolean {
  if (viewer === undefined) return false
  return viewer !== 'handling' || actorAxis === 'handling'
}

/**
 * Inspectors do not see the department's own picture before one of them has answered from the spot; and who is drawn
 * to look, the first time or the second, sees only what was reported.
 */
export function maySeePicture(
  shows: string,
  { state, task }: Pick<Facts, 'state' | 'task'>,
  permissions: ReadonlySet<string>,
): boolean {
  if (!permissions.has('supervision.check')) return true
  if (isLooking(task)) return shows === 'report' || shows === 'before'
  const isOpen = state === 'handling' || state === 'handled' || state === 'checking'
  return !(shows === 'after' && isOpen)
}

/** What a drawn second inspector is shown of a closed case: one that is still to be checked. */
export function stateFor({ state, task }: Pick<Facts, 'state' | 'task'>): State {
  return task?.own && task.purpose === 'recheck' ? 'checking' : state
}

/** What a report leaves open: kind and place are said outright, or taken from the part it is about. */
export function unsaid(said: { kind?: unknown; where?: unknown; part?: unknown }): ('kind' | 'where')[] {
  if (said.part !== undefined) return []
  return (['kind', 'where'] as const).filter(field => said[field] === undefined)
}

/** Those who decide about what a second look has found, or judge the first: all others hear nothing of either. */
export const knowing = ['supervision.close', 'supervision.evaluate', 'cases.audit'] as const

export function knowsOfSecondLooks(permissions: ReadonlySet<string>): boolean {
  return knowing.some(may => permissions.has(may))
}

/** What happened to a case that only they are told, as the event says it. */
export function isHidden({
  happened,
  detail,
}: {
  happened: string
  detail: Readonly<Record<string, unknown>>
}): boolean {
  return (
    happened === 'cases.rechecked' ||
    happened === 'cases.redraw_asked' ||
    // Nobody but the second inspector had asked for opening it again.
    (happened === 'cases.kept_closed' && detail.asked === 'recheck')
  )
}
