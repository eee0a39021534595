// Passing a handled case on to the check.
import { client } from '../../../client.ts'
import { useSay } from '../../../ui/say.ts'
import { StepBox } from '../../cases/web/StepBox.tsx'
import { type StepProps, useStep } from '../../cases/web/stepping.ts'

export function Passing(props: StepProps) {
  const say = useSay()
  const { note, setNote, busy, take } = useStep<object>(client.command.pass, props)
  return (
    <StepBox
      title={say('console.pass_title')}
      note={{ value: note, set: setNote }}
      buttons={[
        { label: say('step.pass'), shortcut: 'Enter', look: 'primary', press: () => void take({}), busy },
      ]}
    />
  )
}
