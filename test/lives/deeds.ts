// Every step that somebody presses as the call that takes it, with what the call needs besides the case.
import { type StepName, stepNames, steps } from '../../src/domains/cases/steps.ts'
import { roles } from '../../src/domains/identity/rules.ts'
import type { Client, Login } from '../city.ts'
import { posts } from './people.ts'
import type { Span } from './truth.ts'

export type Pressed = {
  [Name in StepName]: (typeof steps)[Name]['may'] extends 'program' | 'reporter' ? never : Name
}[StepName]

export interface Things {
  id: string
  department: string
  /** The case to be joined to. */
  other: string
  condition: number | undefined
  add: Span & { unit: 'work_hour' | 'work_day' | 'urgent_hour' | 'calendar_day' }
  until: string
  outcome: 'fixed' | 'gone' | 'cannot'
  seen: number | undefined
  /** Where the case lies. */
  position: { longitude: number; latitude: number }
  upload(): Promise<string>
}

const named = ({ id, seen }: Things) => ({ id, seen })
const onSite = async ({ upload, position }: Things) => ({ pictures: [await upload()], position })

export const deeds: Readonly<Record<Pressed, (ask: Client, things: Things) => Promise<unknown>>> = {
  accept: (ask, { id, seen }) => ask.supervision.accept({ id, seen }),
  refuse: (ask, { id, seen }) => ask.supervision.refuse({ id, seen, reason: 'not_found' }),
  audit: (ask, { id, seen }) => ask.supervision.audit({ id, seen }),
  join: (ask, { id, other, seen }) => ask.supervision.join({ id, seen, into: other, reason: 'same_thing' }),
  askVerify: (ask, { id, seen }) => ask.supervision.askVerify({ id, seen }),
  askReporter: (ask, { id, seen }) =>
    ask.supervision.askReporter({ id, seen, note: 'Which side of the lane?' }),
  correct: (ask, { id, seen }) => ask.supervision.correct({ id, seen, address: '2 Shuyuan Lane' }),
  verify: async (ask, things) =>
    ask.supervision.verify({ ...named(things), isTrue: true, ...(await onSite(things)) }),
  file: (ask, { id, seen, condition }) => ask.supervision.file({ id, seen, condition }),
  sendBack: (ask, { id, seen }) => ask.supervision.sendBack({ id, seen, reason: 'unclear' }),
  discard: (ask, { id, seen }) => ask.supervision.discard({ id, seen, reason: 'known' }),
  confirm: async (ask, things) =>
    ask.supervision.check({ ...named(things), fixed: true, ...(await onSite(things)) }),
  object: async (ask, things) =>
    ask.supervision.check({ ...named(things), fixed: false, note: 'Still there', ...(await onSite(things)) }),
  // A second look is a check to him who takes it.
  recheck: async (ask, things) =>
    ask.supervision.check({ ...named(things), fixed: false, ...(await onSite(things)) }),
  close: (ask, { id, seen, outcome }) => ask.supervision.close({ id, seen, outcome }),
  merge: (ask, { id, other, seen }) => ask.supervision.merge({ id, seen, into: other, reason: 'same_cause' }),
  askForce: (ask, { id, seen }) => ask.supervision.askForce({ id, seen, reason: 'cannot_be_handled' }),
  force: (ask, { id, seen }) => ask.supervision.decideForce({ id, seen, reason: 'agreed', granted: true }),
  refuseForce: (ask, { id, seen }) =>
    ask.supervision.decideForce({ id, seen, reason: 'not_needed', granted: false }),
  redraw: (ask, { id, seen }) => ask.supervision.redraw({ id, seen, reason: 'off_duty' }),
  reopen: (ask, { id, seen }) => ask.supervision.reopen({ id, seen, reason: 'reporter_says_no' }),
  keepClosed: (ask, { id, seen }) => ask.supervision.keepClosed({ id, seen, reason: 'is_fixed' }),
  dispatch: (ask, { id, seen, department }) => ask.command.dispatch({ id, seen, department }),
  split: (ask, { id, seen }) =>
    ask.command.split({ id, seen, parts: [{ description: 'Left' }, { description: 'Right' }] }),
  returnToFiling: (ask, { id, seen }) => ask.command.returnToFiling({ id, seen, reason: 'not_to_file' }),
  insist: (ask, { id, seen, department }) =>
    ask.command.insist({ id, seen, department, reason: 'is_responsible' }),
  pass: (ask, { id, seen }) => ask.command.pass({ id, seen }),
  redo: (ask, { id, seen }) => ask.command.redo({ id, seen, reason: 'half_done' }),
  grantExtension: (ask, { id, seen }) => ask.command.decide({ id, seen, reason: 'agreed', granted: true }),
  refuseExtension: (ask, { id, seen }) =>
    ask.command.decide({ id, seen, reason: 'too_long', granted: false }),
  grantSuspension: (ask, { id, seen }) => ask.command.decide({ id, seen, reason: 'agreed', granted: true }),
  refuseSuspension: (ask, { id, seen }) =>
    ask.command.decide({ id, seen, reason: 'too_long', granted: false }),
  resume: (ask, { id, seen }) => ask.command.resume({ id, seen, reason: 'cause_gone' }),
  urge: (ask, { id, seen }) => ask.command.urge({ id, seen, reason: 'danger' }),
  take: (ask, { id, seen }) => ask.handling.take({ id, seen }),
  finish: async (ask, { id, seen, upload }) => ask.handling.finish({ id, seen, pictures: [await upload()] }),
  giveBack: (ask, { id, seen }) => ask.handling.giveBack({ id, seen, reason: 'no_access' }),
  askExtension: (ask, { id, seen, add }) => ask.handling.askExtension({ id, seen, reason: 'material', add }),
  askSuspension: (ask, { id, seen, until }) =>
    ask.handling.askSuspension({ id, seen, reason: 'season', until }),
  withdraw: (ask, { id, seen }) => ask.handling.withdraw({ id, seen }),
  note: (ask, { id }) => ask.cases.note({ id, note: 'Seen in passing' }),
}

export const pressed: readonly Pressed[] = stepNames.filter((name): name is Pressed => name in deeds)

/** Calls that take one of several steps: which of them, the case decides. */
const sameCall: readonly (readonly Pressed[])[] = [
  ['grantExtension', 'grantSuspension'],
  ['refuseExtension', 'refuseSuspension'],
  // Whoever looks a second time is offered what the first one was.
  ['object', 'recheck'],
]

/** Whether the call of this step goes through where these steps are offered. */
export function goesThrough(name: Pressed, offered: readonly string[]): boolean {
  const same = sameCall.find(names => names.includes(name)) ?? [name]
  return same.some(each => offered.includes(each))
}

/** Those who hold the permission of a step. */
export function whoMay(name: Pressed): Login[] {
  const all = Object.entries(posts) as [Login, keyof typeof roles][]
  return all
    .filter(([, role]) => new Set<string>(roles[role].may).has(steps[name].may))
    .map(([login]) => login)
}

/** Steps that bring a case on, which random people should take more often than those that only touch it. */
export const onward: readonly Pressed[] = [
  ...(['accept', 'file', 'dispatch', 'take', 'finish', 'pass', 'confirm', 'object', 'close'] as const),
  ...(['verify', 'recheck', 'grantExtension', 'grantSuspension', 'askSuspension', 'reopen'] as const),
  ...(['askExtension', 'resume', 'redo', 'split', 'force'] as const),
]
