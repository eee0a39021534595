// What the coordinator decides and urges: a department that gave the case back, more time, standing still, going on.
import { useState } from 'react'
import { client } from '../../../client.ts'
import { useSay } from '../../../ui/say.ts'
import {
  decisionReasons,
  insistReasons,
  resumeReasons,
  returnReasons,
  urgeReasons,
} from '../../cases/reasons.ts'
import { decisionStep } from '../../cases/web/deciding.tsx'
import { ReasonBox } from '../../cases/web/ReasonBox.tsx'
import { reasonStep } from '../../cases/web/returning.tsx'
import type { StepProps } from '../../cases/web/stepping.ts'
import { DepartmentField } from './DepartmentField.tsx'

const { decide, insist, resume, returnToFiling, urge } = client.command

export const ReturningToFiling = reasonStep({
  step: 'returnToFiling',
  reasons: returnReasons,
  send: returnToFiling,
})
export const Resuming = reasonStep({ step: 'resume', reasons: resumeReasons, send: resume })
export const Urging = reasonStep({ step: 'urge', reasons: urgeReasons, send: urge })

export const DecidingExtension = decisionStep({
  title: 'desk.extension_title',
  asked: 'cases.extension_asked',
  grant: 'grantExtension',
  refuse: 'refuseExtension',
  reasons: decisionReasons,
  send: decide,
})

export const DecidingSuspension = decisionStep({
  title: 'desk.suspension_title',
  asked: 'cases.suspension_asked',
  grant: 'grantSuspension',
  refuse: 'refuseSuspension',
  reasons: decisionReasons,
  send: decide,
})

export function Insisting(props: StepProps) {
  const say = useSay()
  const [department, setDepartment] = useState<string>()
  return (
    <ReasonBox
      because={{
        title: say('desk.insist_title'),
        confirm: say('step.insist'),
        reasons: insistReasons,
        send: insist,
      }}
      props={props}
      extra={department === undefined ? undefined : { department }}
      missing={say('console.department_needs')}
    >
      <DepartmentField value={department} onChange={setDepartment} />
    </ReasonBox>
  )
}
