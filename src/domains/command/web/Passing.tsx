// Passing a handled case on to the check, or sending it to rework.
import { client } from '../../../client.ts'
import { reworkReasons } from '../../cases/reasons.ts'
import { plainStep } from '../../cases/web/plainStep.tsx'
import { wayOut } from '../../cases/web/returning.tsx'

const { pass, redo } = client.command

export const Passing = plainStep({
  title: 'console.pass_title',
  step: 'pass',
  send: pass,
  waysOut: [wayOut({ step: 'redo', shortcut: 'r', reasons: reworkReasons, send: redo })],
})
