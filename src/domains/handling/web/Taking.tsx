// Taking a case that was dispatched to one's department, or giving it back.
import { client } from '../../../client.ts'
import { useSay } from '../../../ui/say.ts'
import { giveBackReasons } from '../../cases/rules.ts'
import { useReturns, wayOut } from '../../cases/web/returning.tsx'
import { StepBox } from '../../cases/web/StepBox.tsx'
import { type StepProps, useStep } from '../../cases/web/stepping.ts'

const waysOut = [
  wayOut({ step: 'giveBack', shortcut: 'b', reasons: giveBackReasons, send: client.handling.giveBack }),
]

export function Taking(props: StepProps) {
  const say = useSay()
  const { note, setNote, busy, take } = useStep<object>(client.handling.take, props)
  const returns = useReturns(props, waysOut)
  if (returns.box) return returns.box
  return (
    <StepBox
      title={say('console.take_title')}
      note={{ value: note, set: setNote }}
      buttons={[
        { label: say('step.take'), shortcut: 'Enter', look: 'primary', press: () => void take({}), busy },
        ...returns.buttons,
      ]}
    />
  )
}
