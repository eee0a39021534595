// Closing a checked case with its outcome.
import { useState } from 'react'
import { client } from '../../../client.ts'
import { Choice, choiceKeys } from '../../../ui/Choice.tsx'
import { useSay } from '../../../ui/say.ts'
import { useKeys } from '../../../ui/useKeys.ts'
import { closingOutcomes } from '../../cases/states.ts'
import { StepBox } from '../../cases/web/StepBox.tsx'
import { type StepProps, useStep } from '../../cases/web/stepping.ts'

export type Outcome = (typeof closingOutcomes)[number]

export function Closing(props: StepProps) {
  const say = useSay()
  const [outcome, setOutcome] = useState<Outcome>('fixed')
  const { note, setNote, busy, take } = useStep<{ outcome: Outcome }>(client.supervision.close, props)
  const options = closingOutcomes.map(value => ({ value, label: say(`outcome.${value}`) }))
  useKeys(choiceKeys(options, setOutcome))
  return (
    <StepBox
      title={say('console.close_title')}
      note={{ value: note, set: setNote }}
      onCancel={props.onCancel}
      buttons={[
        {
          label: say('step.close'),
          shortcut: 'Enter',
          look: 'primary',
          press: () => void take({ outcome }),
          busy,
        },
      ]}
    >
      <Choice label={say('console.outcome')} options={options} value={outcome} onChange={setOutcome} />
    </StepBox>
  )
}
