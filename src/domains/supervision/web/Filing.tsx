// Filing an accepted report, from now on a case; or sending it back, or discarding it.
import { client } from '../../../client.ts'
import { useSay } from '../../../ui/say.ts'
import { refusalReasons, sendBackReasons } from '../../cases/rules.ts'
import { useReturns, wayOut } from '../../cases/web/returning.tsx'
import { StepBox } from '../../cases/web/StepBox.tsx'
import { type StepProps, useStep } from '../../cases/web/stepping.ts'

const waysOut = [
  wayOut({ step: 'sendBack', shortcut: 'b', reasons: sendBackReasons, send: client.supervision.sendBack }),
  wayOut({ step: 'discard', shortcut: 'd', reasons: refusalReasons, send: client.supervision.discard }),
]

export function Filing(props: StepProps) {
  const say = useSay()
  const { note, setNote, busy, take } = useStep<object>(client.supervision.file, props)
  const returns = useReturns(props, waysOut)
  if (returns.box) return returns.box
  return (
    <StepBox
      title={say('console.file_title')}
      note={{ value: note, set: setNote }}
      buttons={[
        { label: say('step.file'), shortcut: 'Enter', look: 'primary', press: () => void take({}), busy },
        ...returns.buttons,
      ]}
    />
  )
}
