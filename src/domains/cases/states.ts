// The states of a case, the stages that have a time of their own, how a case ends, and why somebody is sent out
// to look at it.
export const states = [
  'reported',
  'accepted',
  'filed',
  'split',
  'dispatched',
  'handling',
  'suspended',
  'handled',
  'checking',
  'checked',
  'closed',
  'void',
  'joined',
] as const
export type State = (typeof states)[number]

/** Where nothing more is to be done, unless it is opened again. */
export const endStates = ['closed', 'void', 'joined'] as const satisfies readonly State[]
const isEnd = (state: State): boolean => endStates.some(end => end === state)
export const openStates: readonly State[] = states.filter(state => !isEnd(state))
/** A parent waits for its children and is not moved past them. */
export const movableStates = openStates.filter(state => state !== 'split')

/** What each part of the way has its own time for. `answer` is the reporter's. */
export const stageNames = [
  'accept',
  'verify',
  'answer',
  'file',
  'dispatch',
  'handle',
  'feedback',
  'check',
  'close',
] as const
export type StageName = (typeof stageNames)[number]

/** The stage that runs in a state, where no question interrupts it. */
export const stageOf: Readonly<Record<State, StageName | null>> = {
  reported: 'accept',
  accepted: 'file',
  filed: 'dispatch',
  split: null,
  dispatched: 'handle',
  handling: 'handle',
  suspended: 'handle',
  handled: 'feedback',
  checking: 'check',
  checked: 'close',
  closed: null,
  void: null,
  joined: null,
}

/** `forced` is counted apart; only the second person sets it. */
export const outcomes = ['fixed', 'gone', 'cannot', 'forced'] as const
export type Outcome = (typeof outcomes)[number]
export const closingOutcomes = ['fixed', 'gone', 'cannot'] as const

/** Why an inspector is sent out: is it true, is it fixed, and is it really fixed. */
export const purposes = ['verify', 'check', 'recheck'] as const
export type Purpose = (typeof purposes)[number]
