// Taking a case that was dispatched to one's department.
import { client } from '../../../client.ts'
import { useSay } from '../../../ui/say.ts'
import { StepBox } from '../../cases/web/StepBox.tsx'
import { type StepProps, useStep } from '../../cases/web/stepping.ts'

export function Taking(props: StepProps) {
  const say = useSay()
  const { note, setNote, busy, take } = useStep<object>(client.handling.take, props)
  return (
    <StepBox
      title={say('console.take_title')}
      note={{ value: note, set: setNote }}
      buttons={[
        { label: say('step.take'), shortcut: 'Enter', look: 'primary', press: () => void take({}), busy },
      ]}
    />
  )
}
