// Giving a case back to be dispatched anew: offered before and after it was taken.
import { client } from '../../../client.ts'
import { giveBackReasons } from '../../cases/reasons.ts'
import { wayOut } from '../../cases/web/returning.tsx'

export const givingBack = wayOut({
  step: 'giveBack',
  shortcut: 'b',
  reasons: giveBackReasons,
  send: client.handling.giveBack,
})
