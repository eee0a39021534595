// The life of a case as data: its steps, and for each who takes it, from where, and what must hold besides. The server
// moves cases by this table and screens offer what it allows; nothing else decides.
import { command } from './steps/command.ts'
import { handling } from './steps/handling.ts'
import { everybody, program } from './steps/others.ts'
import { supervision } from './steps/supervision.ts'

export const steps = { ...supervision, ...command, ...handling, ...everybody, ...program }
export type StepName = keyof typeof steps
/** Steps that somebody of the house presses; reporters have theirs by their link, and the program takes the rest. */
export type Pressed = {
  [Name in StepName]: (typeof steps)[Name]['may'] extends 'program' | 'reporter' ? never : Name
}[StepName]
export const stepNames = Object.keys(steps) as [StepName, ...StepName[]]

/** How a report became a case, and how a part of one did: the first event of every chain. */
export const reported = 'cases.reported'
export const splitOff = 'cases.split_off'
