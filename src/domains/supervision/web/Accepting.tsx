// Accepting a report, looking over what an inspector put right by himself, or refusing either with a reason
// that its reporter is told; and what is asked before: an inspector, the reporter, another case.
import { client } from '../../../client.ts'
import { refusalReasons } from '../../cases/reasons.ts'
import { joinStep } from '../../cases/web/joining.tsx'
import { plainStep } from '../../cases/web/plainStep.tsx'
import { reasonStep, wayOut } from '../../cases/web/returning.tsx'

const { accept, audit, refuse, join, joinable, merge, mergeable, askVerify } = client.supervision

const refusing = { step: 'refuse', reasons: refusalReasons, send: refuse } as const
const waysOut = [wayOut({ ...refusing, shortcut: 'r' })]

export const Refusing = reasonStep(refusing)

export const Accepting = plainStep({ title: 'console.accept_title', step: 'accept', send: accept, waysOut })

export const Auditing = plainStep({
  title: 'desk.audit_title',
  help: 'desk.audit_help',
  step: 'audit',
  send: audit,
  waysOut,
})

export const AskingVerify = plainStep({
  title: 'step.askVerify',
  help: 'desk.verify_help',
  step: 'askVerify',
  send: askVerify,
})

export const Joining = joinStep('join', join, joinable)
export const Merging = joinStep('merge', merge, mergeable)
