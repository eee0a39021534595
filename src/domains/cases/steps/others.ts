// The steps of whoever has a word to add, of reporters by the key of their link, and of the program itself.
import { openStates } from '../states.ts'
import type { Step } from './step.ts'

export const everybody = {
  note: {
    from: openStates,
    to: null,
    may: 'cases.note',
    happened: 'cases.noted',
    clock: 'keep',
    // His word belongs to his answer; and of a second look nothing may be heard before.
    needs: ['notLooking'],
    quiet: true,
  },
  answer: {
    from: ['reported'],
    to: null,
    may: 'reporter',
    happened: 'cases.reporter_answered',
    clock: 'resume',
    needs: ['waitingForReporter'],
  },
  add: {
    from: openStates,
    to: null,
    may: 'reporter',
    happened: 'cases.added_to',
    clock: 'keep',
    quiet: true,
  },
  judge: {
    from: ['closed'],
    to: null,
    may: 'reporter',
    happened: 'cases.judged',
    clock: 'keep',
    quiet: true,
  },
} as const satisfies Record<string, Step>

/** What nobody presses: clocks that ran out, draws, what happens to the other end of a join or a split. */
export const program = {
  stopWaiting: {
    from: ['reported'],
    to: null,
    may: 'program',
    happened: 'cases.reporter_silent',
    clock: 'resume',
    needs: ['waitingForReporter'],
  },
  wake: {
    from: ['suspended'],
    to: 'handling',
    may: 'program',
    happened: 'cases.woken',
    clock: 'change',
  },
  warn: { from: openStates, to: null, may: 'program', happened: 'cases.overdue', clock: 'keep', quiet: true },
  escalate: {
    from: openStates,
    to: null,
    may: 'program',
    happened: 'cases.escalated',
    clock: 'keep',
    quiet: true,
  },
  recount: {
    from: openStates,
    to: null,
    may: 'program',
    happened: 'cases.recounted',
    clock: 'change',
    quiet: true,
  },
  draw: {
    from: ['reported', 'checking', 'closed'],
    to: null,
    may: 'program',
    happened: 'cases.drawn',
    clock: 'keep',
    quiet: true,
  },
  gather: {
    from: ['split'],
    to: 'checked',
    may: 'program',
    happened: 'cases.gathered',
    clock: 'begin',
    needs: ['childrenEnded'],
  },
  scatter: {
    from: ['checked', 'closed'],
    to: 'split',
    may: 'program',
    happened: 'cases.scattered',
    clock: 'end',
    needs: ['childrenOpen'],
  },
  welcome: {
    from: openStates,
    to: null,
    may: 'program',
    happened: 'cases.joined_by',
    clock: 'keep',
    quiet: true,
  },
} as const satisfies Record<string, Step>
