// Accepting a report, or refusing it with a reason that its reporter is told.
import { useState } from 'react'
import { client } from '../../../client.ts'
import { Choice, choiceKeys } from '../../../ui/Choice.tsx'
import { useSay } from '../../../ui/say.ts'
import { useKeys } from '../../../ui/useKeys.ts'
import { refusalReasons } from '../../cases/rules.ts'
import { StepBox } from '../../cases/web/StepBox.tsx'
import { type StepProps, useStep } from '../../cases/web/stepping.ts'

type Reason = (typeof refusalReasons)[number]

export function Accepting(props: StepProps) {
  const say = useSay()
  const [isRefusing, setRefusing] = useState(false)
  const [reason, setReason] = useState<Reason>('not_ours')
  const accepting = useStep<object>(client.supervision.accept, props)
  const refusing = useStep<{ reason: Reason }>(client.supervision.refuse, props)
  const reasons = refusalReasons.map(value => ({ value, label: say(`reason.${value}`) }))
  useKeys(isRefusing ? { ...choiceKeys(reasons, setReason), Escape: () => setRefusing(false) } : {})
  const note = {
    value: accepting.note,
    set: (said: string) => {
      accepting.setNote(said)
      refusing.setNote(said)
    },
  }

  if (!isRefusing) {
    return (
      <StepBox
        title={say('console.accept_title')}
        note={note}
        buttons={[
          {
            label: say('step.accept'),
            shortcut: 'Enter',
            look: 'primary',
            press: () => void accepting.take({}),
            busy: accepting.busy,
          },
          { label: say('step.refuse'), shortcut: 'r', look: 'plain', press: () => setRefusing(true) },
        ]}
      />
    )
  }
  return (
    <StepBox
      title={say('step.refuse')}
      note={note}
      buttons={[
        {
          label: say('console.refuse_confirm'),
          shortcut: 'Enter',
          look: 'primary',
          press: () => void refusing.take({ reason }),
          busy: refusing.busy,
        },
        { label: say('app.cancel'), shortcut: 'Esc', look: 'plain', press: () => setRefusing(false) },
      ]}
    >
      <Choice label={say('console.refuse_reason')} options={reasons} value={reason} onChange={setReason} />
    </StepBox>
  )
}
