// The check on the spot: fixed or not, both answers with the same weight, with pictures and, where the
// device tells it, the position.
import { useState } from 'react'
import { client } from '../../../client.ts'
import { PictureField } from '../../../ui/PictureField.tsx'
import { useSay } from '../../../ui/say.ts'
import { useEvidence } from '../../cases/web/evidence.ts'
import { StepBox } from '../../cases/web/StepBox.tsx'
import { type StepProps, useStep } from '../../cases/web/stepping.ts'
import { PositionField } from './PositionField.tsx'

interface Position {
  longitude: number
  latitude: number
}

interface Answer {
  fixed: boolean
  pictures: string[]
  position?: Position
}

export function Checking(props: StepProps) {
  const say = useSay()
  const evidence = useEvidence()
  const { pictures, change, uploads } = evidence
  const [position, setPosition] = useState<Position>()
  const { note, setNote, busy, take } = useStep<Answer>(client.supervision.check, props)
  const [answer, setAnswer] = useState<boolean>()

  const missing = evidence.missing('console.check_needs')
  const check = (fixed: boolean): void => {
    if (uploads === undefined) return
    setAnswer(fixed)
    void take({ fixed, pictures: uploads, ...(position && { position }) })
  }
  return (
    <StepBox
      title={say('console.check_title')}
      note={{ value: note, set: setNote }}
      missing={missing && say(missing)}
      buttons={[
        {
          label: say('step.confirm'),
          shortcut: 'f',
          look: 'plain',
          press: () => check(true),
          busy: busy && answer === true,
        },
        {
          label: say('step.object'),
          shortcut: 'x',
          look: 'plain',
          press: () => check(false),
          busy: busy && answer === false,
        },
      ]}
    >
      <PictureField
        label={say('console.check_pictures')}
        shortcut="u"
        most={6}
        pictures={pictures}
        send={(file, context) => client.files.upload({ file }, { context })}
        onChange={change}
      />
      <PositionField position={position} onPosition={setPosition} />
    </StepBox>
  )
}
