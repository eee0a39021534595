// Deciding what somebody else asked for: what it is and why, and yes or no with one of the reasons. One list for both
// answers, so that the digit that is pressed says which.
import { useState } from 'react'
import { Choice, choiceKeys, type Option } from '../../../ui/Choice.tsx'
import { useLanguage, useSay } from '../../../ui/say.ts'
import { moment } from '../../../ui/time.ts'
import { useKeys } from '../../../ui/useKeys.ts'
import type { WordKey } from '../../../ui/words/words.ts'
import type { TimelineEntry } from '../contract/timeline.ts'
import type { Reason } from '../reasons.ts'
import type { DeskStep } from './choosing.ts'
import { limitWords } from './limits.ts'
import { word } from './movedOn.ts'
import { StepBox } from './StepBox.tsx'
import { type Common, type StepPiece, type StepProps, type Taken, useStep } from './stepping.ts'

interface Decision<R extends Reason> {
  title: WordKey
  /** The event by which it was asked for. */
  asked: string
  grant: DeskStep
  refuse: DeskStep
  /** The first is the reason for a yes, the others for a no. */
  reasons: readonly [R, ...R[]]
  send(input: Common & { reason: R; granted: boolean }, options: { context: { key: string } }): Promise<Taken>
}

export function decisionStep<R extends Reason>({
  title,
  asked,
  grant,
  refuse,
  reasons,
  send,
}: Decision<R>): StepPiece {
  const [yes] = reasons
  return function Deciding(props) {
    const say = useSay()
    const [reason, setReason] = useState<R>()
    const { note, setNote, busy, take } = useStep<{ reason: R; granted: boolean }>(send, props)
    const canGrant = props.shown.nextSteps.includes(grant)
    const stepOf = (chosen: R) => say(`step.${chosen === yes ? grant : refuse}`)
    const options = reasons
      .filter(each => canGrant || each !== yes)
      .map(
        (value): Option<R> => ({
          value,
          label: say('desk.decision_option', { step: stepOf(value), reason: say(`reason.${value}`) }),
        }),
      )
    useKeys(choiceKeys(options, setReason))
    return (
      <StepBox
        title={say(title)}
        note={{ value: note, set: setNote }}
        missing={reason === undefined ? say('desk.decision_needs') : undefined}
        onCancel={props.onCancel}
        buttons={[
          {
            label: reason === undefined ? say('desk.decide') : stepOf(reason),
            shortcut: 'Enter',
            look: 'primary',
            press: () => {
              if (reason !== undefined) void take({ reason, granted: reason === yes })
            },
            busy,
          },
        ]}
      >
        <WhatWasAsked props={props} entry={props.shown.timeline.findLast(each => each.happened === asked)} />
        {!canGrant && <p className="quiet">{say('desk.cannot_grant')}</p>}
        <Choice label={say('desk.decision')} options={options} value={reason} onChange={setReason} />
      </StepBox>
    )
  }
}

/** What was asked, by whom, when, why, and what would hold then. */
function WhatWasAsked({ props, entry }: { props: StepProps; entry: TimelineEntry | undefined }) {
  const say = useSay()
  const [language] = useLanguage()
  if (!entry) return null
  const { request, dueAt } = props.shown
  const who = [entry.role && word(say, `role.${entry.role}`), entry.name].filter(Boolean).join(' ')
  const at = moment(entry.at, language, props.timeZone)
  const lines = [
    say('desk.asked_by', { who, at, what: word(say, entry.happened) ?? '' }),
    entry.reason && say('desk.asked_why', { reason: word(say, `reason.${entry.reason}`) ?? entry.reason }),
    request?.add &&
      (dueAt
        ? say('desk.asked_limit', {
            limit: limitWords(request.add, say),
            due: moment(dueAt, language, props.timeZone),
          })
        : limitWords(request.add, say)),
    request?.until && say('desk.asked_until', { until: moment(request.until, language, props.timeZone) }),
  ]
  return (
    <div className="asked">
      {lines.filter(Boolean).map(line => (
        <p key={line}>{line}</p>
      ))}
      {entry.note && <p className="said">{entry.note}</p>}
    </div>
  )
}
