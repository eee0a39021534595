// The answer from the spot: fixed or not, true or not, both answers with the same weight, with pictures and the
// position; and why one stood elsewhere, where the server asks for it. Whoever looks a second time has the same form.
import { useState } from 'react'
import { client } from '../../../client.ts'
import { Choice, choiceKeys } from '../../../ui/Choice.tsx'
import { PictureField } from '../../../ui/PictureField.tsx'
import { codeOf } from '../../../ui/refusals.ts'
import { useSay } from '../../../ui/say.ts'
import { useKeys } from '../../../ui/useKeys.ts'
import type { WordKey } from '../../../ui/words/words.ts'
import { awayReasons } from '../../cases/reasons.ts'
import { useEvidence } from '../../cases/web/evidence.ts'
import { StepBox } from '../../cases/web/StepBox.tsx'
import { type Common, type StepPiece, type Taken, useStep } from '../../cases/web/stepping.ts'
import { canLocate, type Position, PositionField } from './PositionField.tsx'

type Away = (typeof awayReasons)[number]

interface Answer {
  answer: boolean
  pictures: string[]
  position?: Position
  takenAt?: string
  away?: Away
}

interface Look {
  title: WordKey
  yes: WordKey
  no: WordKey
  send(input: Common & Answer, options: { context: { key: string } }): Promise<Taken>
}

export const Checking = look({
  title: 'console.check_title',
  yes: 'step.confirm',
  no: 'step.object',
  send: ({ answer, ...input }, options) => client.supervision.check({ ...input, fixed: answer }, options),
})

export const Verifying = look({
  title: 'desk.verify_title',
  yes: 'desk.is_true',
  no: 'desk.is_not_true',
  send: ({ answer, ...input }, options) => client.supervision.verify({ ...input, isTrue: answer }, options),
})

function look({ title, yes, no, send }: Look): StepPiece {
  return function Looking(props) {
    const say = useSay()
    const evidence = useEvidence()
    const [stood, setStood] = useState<{ position: Position; at: string }>()
    const [asksAway, setAsksAway] = useState(!canLocate())
    const [away, setAway] = useState<Away>()
    const [answer, setAnswer] = useState<boolean>()
    const hear = (error: unknown): void => {
      if (codeOf(error) === 'supervision.too_far') setAsksAway(true)
      props.onRefused(error)
    }
    const { note, setNote, busy, take } = useStep<Answer>(send, { ...props, onRefused: hear })
    const reasons = awayReasons.map(value => ({ value, label: say(`reason.${value}`) }))
    useKeys(asksAway ? choiceKeys(reasons, setAway) : {})

    const missing = evidence.missing('console.check_needs')
    const give = (given: boolean): void => {
      if (evidence.uploads === undefined) return
      setAnswer(given)
      void take({
        answer: given,
        pictures: evidence.uploads,
        ...(stood && { position: stood.position, takenAt: stood.at }),
        ...(asksAway && away && { away }),
      })
    }
    const button = (label: WordKey, shortcut: string, given: boolean) => ({
      label: say(label),
      shortcut,
      look: 'plain' as const,
      press: () => give(given),
      busy: busy && answer === given,
    })
    return (
      <StepBox
        title={say(title)}
        note={{ value: note, set: setNote }}
        missing={missing && say(missing)}
        buttons={[button(yes, 'f', true), button(no, 'x', false)]}
      >
        <PictureField
          label={say('console.check_pictures')}
          shortcut="u"
          most={6}
          pictures={evidence.pictures}
          send={(file, context) => client.files.upload({ file }, { context })}
          onChange={evidence.change}
        />
        <PositionField
          position={stood?.position}
          onPosition={position => setStood({ position, at: new Date().toISOString() })}
          onNone={() => setAsksAway(true)}
        />
        {asksAway && <Choice label={say('desk.away')} options={reasons} value={away} onChange={setAway} />}
      </StepBox>
    )
  }
}
