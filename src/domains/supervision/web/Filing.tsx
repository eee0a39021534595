// Filing an accepted report: from now on it is a case.
import { client } from '../../../client.ts'
import { useSay } from '../../../ui/say.ts'
import { StepBox } from '../../cases/web/StepBox.tsx'
import { type StepProps, useStep } from '../../cases/web/stepping.ts'

export function Filing(props: StepProps) {
  const say = useSay()
  const { note, setNote, busy, take } = useStep<object>(client.supervision.file, props)
  return (
    <StepBox
      title={say('console.file_title')}
      note={{ value: note, set: setNote }}
      buttons={[
        { label: say('step.file'), shortcut: 'Enter', look: 'primary', press: () => void take({}), busy },
      ]}
    />
  )
}
