// Accepting a report, or refusing it with a reason that its reporter is told.
import { client } from '../../../client.ts'
import { refusalReasons } from '../../cases/reasons.ts'
import { plainStep } from '../../cases/web/plainStep.tsx'
import { wayOut } from '../../cases/web/returning.tsx'

const { accept, refuse } = client.supervision

export const Accepting = plainStep({
  title: 'console.accept_title',
  step: 'accept',
  send: accept,
  waysOut: [wayOut({ step: 'refuse', shortcut: 'r', reasons: refusalReasons, send: refuse })],
})
