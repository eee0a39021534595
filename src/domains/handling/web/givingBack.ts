// Giving a case back to be dispatched anew: offered before and after it was taken.
import { client } from '../../../client.ts'
import { giveBackReasons } from '../../cases/reasons.ts'
import { reasonStep, wayOut } from '../../cases/web/returning.tsx'

const giving = { step: 'giveBack', reasons: giveBackReasons, send: client.handling.giveBack } as const

export const givingBack = wayOut({ ...giving, shortcut: 'b' })
export const GivingBack = reasonStep(giving)
