// Passing a handled case on to the check, or sending it to rework.
import { client } from '../../../client.ts'
import { reworkReasons } from '../../cases/reasons.ts'
import { plainStep } from '../../cases/web/plainStep.tsx'
import { reasonStep, wayOut } from '../../cases/web/returning.tsx'

const { pass, redo } = client.command

const redoing = { step: 'redo', reasons: reworkReasons, send: redo } as const

export const Redoing = reasonStep(redoing)

export const Passing = plainStep({
  title: 'console.pass_title',
  step: 'pass',
  send: pass,
  waysOut: [wayOut({ ...redoing, shortcut: 'r' })],
})
