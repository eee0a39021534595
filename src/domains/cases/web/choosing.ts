// Which of the steps that somebody may take stands first on his screen, which are offered beside it and which
// under it, and the key of each. Pure; that no two keys collide is tested over all posts and states.
import { type StepName, steps } from '../steps.ts'

/** A step that somebody takes at a desk or on the spot; not the program by itself, nor a reporter by his link. */
export type DeskStep = {
  [Name in StepName]: (typeof steps)[Name]['may'] extends 'program' | 'reporter' ? never : Name
}[StepName]

export function isDeskStep(name: StepName): name is DeskStep {
  const { may } = steps[name]
  return may !== 'program' && may !== 'reporter'
}

/** What a case waits for, most pressing first; everything else one takes in passing. */
export const driving = [
  'verify',
  'confirm',
  'object',
  'recheck',
  'force',
  'refuseForce',
  'reopen',
  'keepClosed',
  'grantExtension',
  'refuseExtension',
  'grantSuspension',
  'refuseSuspension',
  'accept',
  'audit',
  'file',
  'dispatch',
  'take',
  'finish',
  'pass',
  'close',
] as const satisfies readonly DeskStep[]

/** The ways out that a driving step's own box offers beside it. */
const beside: Partial<Record<DeskStep, readonly DeskStep[]>> = {
  accept: ['refuse'],
  audit: ['refuse'],
  file: ['sendBack', 'discard'],
  dispatch: ['returnToFiling'],
  take: ['giveBack'],
  finish: ['giveBack'],
  pass: ['redo'],
  confirm: ['object', 'recheck'],
  force: ['refuseForce'],
  reopen: ['keepClosed'],
  grantExtension: ['refuseExtension'],
  grantSuspension: ['refuseSuspension'],
}

/** The letters that open the box of a step. */
export const stepKeys: Partial<Record<DeskStep, string>> = {
  refuse: 'r',
  join: 'h',
  askVerify: 'i',
  askReporter: 'a',
  correct: 'c',
  sendBack: 'b',
  discard: 'd',
  merge: 'h',
  askForce: 'o',
  redraw: 'w',
  split: 's',
  returnToFiling: 'r',
  insist: 'i',
  redo: 'r',
  resume: 'a',
  urge: 'p',
  giveBack: 'b',
  askExtension: 'y',
  askSuspension: 's',
  withdraw: 'w',
  note: 't',
}

/** Letters that mean the same on the whole desk, or inside the boxes of driving steps. */
export const deskKeys = ['j', 'k', 'n', 'q', 'v', 'u', 'e', 'f', 'x', 'g', 'm', 'l', 'z', '/', '?'] as const

/** What leaves the case where it is and in the same hands: its taker stays with it. */
const staying: readonly DeskStep[] = [
  'note',
  'correct',
  'urge',
  'redraw',
  'askForce',
  'askExtension',
  'askSuspension',
  'withdraw',
]

export function staysWith(step: DeskStep): boolean {
  return staying.includes(step)
}

/** The driving step, and what else may be done: everything that its own box does not offer already. */
export function choose(next: readonly StepName[]): { main: DeskStep | undefined; others: DeskStep[] } {
  const possible = next.filter(isDeskStep)
  const main: DeskStep | undefined = driving.find(step => possible.includes(step))
  const offered = main === undefined ? [] : [main, ...(beside[main] ?? [])]
  return { main, others: [...new Set(possible)].filter(step => !offered.includes(step)) }
}
