// A question to the reporter; its words go to him, so they stand apart from notes among colleagues.
import { client } from '../../../client.ts'
import { useSay } from '../../../ui/say.ts'
import { StepBox } from '../../cases/web/StepBox.tsx'
import { type StepProps, useStep } from '../../cases/web/stepping.ts'

export function AskingReporter(props: StepProps) {
  const say = useSay()
  const { note, setNote, busy, take } = useStep<object>(
    ({ note: question = '', ...input }, options) =>
      client.supervision.askReporter({ ...input, note: question }, options),
    props,
    'question',
  )
  return (
    <StepBox
      title={say('step.askReporter')}
      note={{
        value: note,
        set: setNote,
        label: say('desk.question'),
        help: say('desk.question_help'),
      }}
      missing={note.trim() === '' ? say('desk.question_needs') : undefined}
      onCancel={props.onCancel}
      buttons={[
        {
          label: say('desk.question_send'),
          shortcut: 'Enter',
          look: 'primary',
          press: () => void take({}),
          busy,
        },
      ]}
    />
  )
}
