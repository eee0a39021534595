// A word or a picture on an open case, from whoever may see it.
import { client } from '../../../client.ts'
import { PictureField } from '../../../ui/PictureField.tsx'
import { useSay } from '../../../ui/say.ts'
import { useEvidence } from './evidence.ts'
import { StepBox } from './StepBox.tsx'
import { type StepProps, useStep } from './stepping.ts'

export function Noting(props: StepProps) {
  const say = useSay()
  const evidence = useEvidence()
  const { number, state } = props.shown
  const { note, setNote, busy, take } = useStep<{ pictures: string[] }>(
    async ({ id, note: said = '', pictures }, options) => ({
      ...(await client.cases.note({ id, note: said, pictures }, options)),
      number,
      state,
    }),
    props,
  )
  const missing = evidence.missing('desk.note_needs')
  const lacks = missing === 'desk.note_needs' && note.trim() !== '' ? undefined : missing
  return (
    <StepBox
      title={say('step.note')}
      note={{ value: note, set: setNote, label: say('console.note') }}
      missing={lacks && say(lacks)}
      onCancel={props.onCancel}
      buttons={[
        {
          label: say('desk.note_keep'),
          shortcut: 'Enter',
          look: 'primary',
          press: () => void take({ pictures: evidence.uploads ?? [] }),
          busy,
        },
      ]}
    >
      <PictureField
        label={say('desk.note_pictures')}
        shortcut="u"
        most={6}
        pictures={evidence.pictures}
        send={(file, context) => client.files.upload({ file }, { context })}
        onChange={evidence.change}
      />
    </StepBox>
  )
}
