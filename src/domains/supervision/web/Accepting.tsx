// Accepting a report, or refusing it with a reason that its reporter is told.
import { client } from '../../../client.ts'
import { useSay } from '../../../ui/say.ts'
import { refusalReasons } from '../../cases/rules.ts'
import { useReturns, wayOut } from '../../cases/web/returning.tsx'
import { StepBox } from '../../cases/web/StepBox.tsx'
import { type StepProps, useStep } from '../../cases/web/stepping.ts'

const waysOut = [
  wayOut({ step: 'refuse', shortcut: 'r', reasons: refusalReasons, send: client.supervision.refuse }),
]

export function Accepting(props: StepProps) {
  const say = useSay()
  const { note, setNote, busy, take } = useStep<object>(client.supervision.accept, props)
  const returns = useReturns(props, waysOut)
  if (returns.box) return returns.box
  return (
    <StepBox
      title={say('console.accept_title')}
      note={{ value: note, set: setNote }}
      buttons={[
        { label: say('step.accept'), shortcut: 'Enter', look: 'primary', press: () => void take({}), busy },
        ...returns.buttons,
      ]}
    />
  )
}
