// Joining a case to another open one that tells of the same thing, before it is accepted or later.
import { useState } from 'react'
import { useSay } from '../../../ui/say.ts'
import { joinReasons } from '../reasons.ts'
import { CaseField, type Search } from './CaseField.tsx'
import { type Because, ReasonBox } from './ReasonBox.tsx'
import type { StepPiece } from './stepping.ts'

type JoinReason = (typeof joinReasons)[number]

export function joinStep(
  step: 'join' | 'merge',
  send: Because<JoinReason, { into: string }>['send'],
  search: Search,
): StepPiece {
  return function Joining(props) {
    const say = useSay()
    const [into, setInto] = useState<string>()
    return (
      <ReasonBox
        because={{ title: say(`step.${step}`), reasons: joinReasons, send }}
        props={props}
        extra={into === undefined ? undefined : { into }}
        missing={say('desk.into_needs')}
      >
        <CaseField shown={props.shown} search={search} value={into} onChange={setInto} />
      </ReasonBox>
    )
  }
}
