// Passing a handled case on to the check, or sending it to rework.
import { client } from '../../../client.ts'
import { useSay } from '../../../ui/say.ts'
import { reworkReasons } from '../../cases/rules.ts'
import { useReturns, wayOut } from '../../cases/web/returning.tsx'
import { StepBox } from '../../cases/web/StepBox.tsx'
import { type StepProps, useStep } from '../../cases/web/stepping.ts'

const waysOut = [wayOut({ step: 'redo', shortcut: 'r', reasons: reworkReasons, send: client.command.redo })]

export function Passing(props: StepProps) {
  const say = useSay()
  const { note, setNote, busy, take } = useStep<object>(client.command.pass, props)
  const returns = useReturns(props, waysOut)
  if (returns.box) return returns.box
  return (
    <StepBox
      title={say('console.pass_title')}
      note={{ value: note, set: setNote }}
      buttons={[
        { label: say('step.pass'), shortcut: 'Enter', look: 'primary', press: () => void take({}), busy },
        ...returns.buttons,
      ]}
    />
  )
}
