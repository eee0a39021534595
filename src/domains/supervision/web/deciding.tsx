// What the shift leader decides beside filing and closing: force, with a second person; another inspector; and
// whether what its reporter or a second look calls not fixed is opened again.
import { useState } from 'react'
import { client } from '../../../client.ts'
import { Choice, choiceKeys, type Option } from '../../../ui/Choice.tsx'
import { useSay } from '../../../ui/say.ts'
import { useKeys } from '../../../ui/useKeys.ts'
import {
  decisionReasons,
  forceReasons,
  keepClosedReasons,
  redrawReasons,
  reopenReasons,
} from '../../cases/reasons.ts'
import { steps } from '../../cases/steps.ts'
import { decisionStep } from '../../cases/web/deciding.tsx'
import { Judged } from '../../cases/web/Judged.tsx'
import { reasonStep } from '../../cases/web/returning.tsx'
import { StepBox } from '../../cases/web/StepBox.tsx'
import { type StepProps, useStep } from '../../cases/web/stepping.ts'

const { askForce, decideForce, redraw, reopen, keepClosed } = client.supervision

export const AskingForce = reasonStep({ step: 'askForce', reasons: forceReasons, send: askForce })
export const Redrawing = reasonStep({ step: 'redraw', reasons: redrawReasons, send: redraw })

export const DecidingForce = decisionStep({
  title: 'desk.force_title',
  asked: 'cases.force_asked',
  grant: 'force',
  refuse: 'refuseForce',
  // Of force there is no “too long”, and no picture that would show it.
  reasons: [decisionReasons[0], decisionReasons[1]],
  send: decideForce,
})

type Answer =
  | { reopen: true; reason: (typeof reopenReasons)[number] }
  | { reopen: false; reason: (typeof keepClosedReasons)[number] }

const answers: readonly Answer[] = [
  ...reopenReasons.map(reason => ({ reopen: true as const, reason })),
  ...keepClosedReasons.map(reason => ({ reopen: false as const, reason })),
]

const closes: ReadonlySet<string> = new Set(
  [steps.close.happened, steps.force.happened, steps.audit.happened].map(String),
)

/** Both answers in one list: the reason that is chosen says which it is. */
export function Reopening(props: StepProps) {
  const say = useSay()
  const [chosen, setChosen] = useState<string>()
  const { note, setNote, busy, take } = useStep<{ answer: Answer }>(
    ({ answer, ...input }, options) =>
      answer.reopen
        ? reopen({ ...input, reason: answer.reason }, options)
        : keepClosed({ ...input, reason: answer.reason }, options),
    props,
  )
  const stepOf = (answer: Answer) => say(answer.reopen ? 'step.reopen' : 'step.keepClosed')
  const options = answers.map(
    (answer): Option<string> => ({
      value: answer.reason,
      label: say('desk.decision_option', { step: stepOf(answer), reason: say(`reason.${answer.reason}`) }),
    }),
  )
  useKeys(choiceKeys(options, setChosen))
  // What was said since it was closed; a second look that found it otherwise says nothing here.
  const { timeline } = props.shown
  const said = timeline.slice(timeline.findLastIndex(({ happened }) => closes.has(happened)))
  const judged = said.findLast(each => each.judged)?.judged
  const answer = answers.find(({ reason }) => reason === chosen)
  return (
    <StepBox
      title={say('desk.reopen_title')}
      note={{ value: note, set: setNote }}
      missing={answer ? undefined : say('desk.decision_needs')}
      onCancel={props.onCancel}
      buttons={[
        {
          label: answer ? stepOf(answer) : say('desk.decide'),
          shortcut: 'Enter',
          look: 'primary',
          press: () => {
            if (answer) void take({ answer })
          },
          busy,
        },
      ]}
    >
      {judged && <Judged judged={judged} />}
      <Choice label={say('desk.decision')} options={options} value={chosen} onChange={setChosen} />
    </StepBox>
  )
}
