// Finishing a case, with pictures of how it looks now; or giving it back.
import { client } from '../../../client.ts'
import { PictureField } from '../../../ui/PictureField.tsx'
import { useSay } from '../../../ui/say.ts'
import { useEvidence } from '../../cases/web/evidence.ts'
import { useReturns } from '../../cases/web/returning.tsx'
import { StepBox } from '../../cases/web/StepBox.tsx'
import { type StepProps, useStep } from '../../cases/web/stepping.ts'
import { givingBack } from './givingBack.ts'

const waysOut = [givingBack]

export function Finishing(props: StepProps) {
  const say = useSay()
  const evidence = useEvidence()
  const { pictures, change, uploads } = evidence
  const { note, setNote, busy, take } = useStep<{ pictures: string[] }>(client.handling.finish, props)
  const missing = evidence.missing('console.finish_needs')
  const returns = useReturns(props, waysOut)
  if (returns.box) return returns.box
  return (
    <StepBox
      title={say('console.finish_title')}
      note={{ value: note, set: setNote }}
      missing={missing && say(missing)}
      buttons={[
        {
          label: say('step.finish'),
          shortcut: 'Enter',
          look: 'primary',
          press: () => void take({ pictures: uploads ?? [] }),
          busy,
        },
        ...returns.buttons,
      ]}
    >
      <PictureField
        label={say('console.finish_pictures')}
        shortcut="u"
        most={6}
        pictures={pictures}
        send={(file, context) => client.files.upload({ file }, { context })}
        onChange={change}
      />
    </StepBox>
  )
}
