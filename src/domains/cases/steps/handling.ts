// The steps of departments: taking, finishing, giving back, asking for time.
import { extensionReasons, giveBackReasons, suspensionReasons } from '../reasons.ts'
import type { Step } from './step.ts'

export const handling = {
  take: {
    from: ['dispatched'],
    to: 'handling',
    may: 'handling.take',
    happened: 'cases.taken',
    clock: 'keep',
    own: true,
  },
  finish: {
    from: ['handling'],
    to: 'handled',
    may: 'handling.finish',
    happened: 'cases.finished',
    clock: 'rest',
    own: true,
    needs: ['noRequest'],
  },
  giveBack: {
    from: ['dispatched', 'handling'],
    to: 'filed',
    may: 'handling.take',
    happened: 'cases.given_back',
    clock: 'begin',
    own: true,
    releases: true,
    reasons: giveBackReasons,
    needs: ['noRequest'],
  },
  askExtension: {
    from: ['handling'],
    to: null,
    may: 'handling.ask',
    happened: 'cases.extension_asked',
    clock: 'keep',
    own: true,
    reasons: extensionReasons,
    needs: ['noRequest', 'inTime', 'extensionsLeft'],
  },
  askSuspension: {
    from: ['handling'],
    to: null,
    may: 'handling.ask',
    happened: 'cases.suspension_asked',
    clock: 'keep',
    own: true,
    reasons: suspensionReasons,
    needs: ['noRequest', 'inTime', 'neverSuspended'],
  },
  /** Takes back what was asked for and not decided yet. */
  withdraw: {
    from: ['handling'],
    to: null,
    may: 'handling.ask',
    happened: 'cases.request_withdrawn',
    clock: 'keep',
    own: true,
    needs: ['requestOpen'],
  },
} as const satisfies Record<string, Step>
