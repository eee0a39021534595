// What the table of steps says of a step: from where, to where, by whom, with which clock, and what must hold besides.
import type { Permission } from '../../identity/rules.ts'
import type { Reason } from '../reasons.ts'
import type { State } from '../states.ts'

/** What must hold besides the state; rules.ts tells it from facts, store/conditions.ts from the row. */
export const needs = [
  'selfHandled',
  'notSelfHandled',
  'notWaiting',
  'waitingForReporter',
  'ownVerify',
  'ownCheck',
  'ownRecheck',
  'notLooking',
  'taskOpen',
  'noRequest',
  'requestOpen',
  'extensionAsked',
  'suspensionAsked',
  'inTime',
  'extensionsLeft',
  'neverSuspended',
  'notForcing',
  'forcingByAnother',
  'givenBack',
  'whole',
  'childrenEnded',
  'childrenOpen',
  'reopenAsked',
] as const
export type Need = (typeof needs)[number]

/**
 * What happens to the clocks. `begin`: the stage of the new state starts. `rest`: the running stage stands
 * still and another begins. `resume`: the one that rested goes on. `keep`: nothing. `end`: all clocks stop.
 * `change`: the running stage is recomputed (an extension, a suspension).
 */
export type ClockEffect = 'begin' | 'rest' | 'resume' | 'keep' | 'change' | 'end'

export interface Step {
  from: readonly State[]
  /** null: the state stays. */
  to: State | null
  /** The permission, whose first word is the axis; the reporter by the key of his link; the program by itself. */
  may: Permission | 'reporter' | 'program'
  /** The event it leaves. */
  happened: string
  clock: ClockEffect
  /** Only for cases dispatched to the organisation that the post works for. */
  own?: true
  /** Counts one more rework. */
  rework?: true
  /** The department lets go of it: it stands in the log, and another one is chosen. */
  releases?: true
  /** The reasons one of which must be given. */
  reasons?: readonly Reason[]
  needs?: readonly Need[]
  /** Leaves the screens of others as they are: somebody who was about to act may go on. */
  quiet?: true
}
