// The box of every step that must say why: its reasons with their digits, what else the step asks, a note.
import { type ReactNode, useState } from 'react'
import { Choice, choiceKeys } from '../../../ui/Choice.tsx'
import { useSay } from '../../../ui/say.ts'
import { useKeys } from '../../../ui/useKeys.ts'
import type { Reason } from '../reasons.ts'
import { StepBox } from './StepBox.tsx'
import { type Common, type StepProps, type Taken, useStep } from './stepping.ts'

export interface Because<R extends Reason, Extra extends object = object> {
  title: string
  /** What is pressed in the end; the title where it says that already. */
  confirm?: string
  /** Over the reasons, where somebody outside is told them. */
  label?: string
  reasons: readonly R[]
  send(input: Common & { reason: R } & Extra, options: { context: { key: string } }): Promise<Taken>
}

interface Props<R extends Reason, Extra extends object> {
  because: Because<R, Extra>
  props: StepProps
  /** What goes along; undefined while it is not whole. */
  extra: Extra | undefined
  /** Why it is not whole. */
  missing?: string | undefined
  children?: ReactNode
}

export function ReasonBox<R extends Reason, Extra extends object>({
  because,
  props,
  extra,
  missing,
  children,
}: Props<R, Extra>) {
  const say = useSay()
  const [reason, setReason] = useState<R>()
  const { note, setNote, busy, take } = useStep<{ reason: R } & Extra>(because.send, props)
  const options = because.reasons.map(value => ({ value, label: say(`reason.${value}`) }))
  useKeys(choiceKeys(options, setReason))
  const lacks = extra === undefined ? missing : reason === undefined ? say('console.reason_needs') : undefined
  return (
    <StepBox
      title={because.title}
      note={{ value: note, set: setNote }}
      missing={lacks}
      onCancel={props.onCancel}
      buttons={[
        {
          label: because.confirm ?? say('console.confirm_step', { step: because.title }),
          shortcut: 'Enter',
          look: 'primary',
          press: () => {
            if (reason !== undefined && extra !== undefined) void take({ reason, ...extra })
          },
          busy,
        },
      ]}
    >
      {children}
      <Choice
        label={because.label ?? say('console.reason')}
        options={options}
        value={reason}
        onChange={setReason}
      />
    </StepBox>
  )
}
