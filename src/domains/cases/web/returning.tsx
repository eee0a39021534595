// The other ways out of a step: back to where the case came from, or to its end, each with one of its own
// reasons. A desk's piece offers them beside its main button and shows this box while one is chosen.
import { type ReactNode, useState } from 'react'
import { Choice, choiceKeys } from '../../../ui/Choice.tsx'
import { useSay } from '../../../ui/say.ts'
import { useKeys } from '../../../ui/useKeys.ts'
import type { Reason } from '../reasons.ts'
import { type StepName, steps } from '../steps.ts'
import { StepBox, type StepButton } from './StepBox.tsx'
import { type StepProps, type Taken, useStep } from './stepping.ts'

interface WayOut<R extends Reason> {
  step: StepName
  shortcut: string
  reasons: readonly R[]
  send(
    input: { id: string; seen: number; note?: string; reason: R },
    options: { context: { key: string } },
  ): Promise<Taken>
}

export interface Return {
  step: StepName
  shortcut: string
  box(props: StepProps, onCancel: () => void): ReactNode
}

/** Describes a way out once, outside the piece that offers it. */
export function wayOut<R extends Reason>(way: WayOut<R>): Return {
  const { step, shortcut } = way
  return {
    step,
    shortcut,
    box: (props, onCancel) => <ReturnBox key={step} way={way} props={props} onCancel={onCancel} />,
  }
}

interface Returning {
  buttons: StepButton[]
  /** Shown instead of the step while a way out is being chosen. */
  box: ReactNode | undefined
}

export function useReturns(props: StepProps, returns: readonly Return[]): Returning {
  const say = useSay()
  const [chosen, setChosen] = useState<Return>()
  return {
    buttons: returns.map(each => ({
      label: say(`step.${each.step}`),
      shortcut: each.shortcut,
      look: 'plain',
      free: true,
      press: () => setChosen(each),
    })),
    box: chosen?.box(props, () => setChosen(undefined)),
  }
}

interface BoxProps<R extends Reason> {
  way: WayOut<R>
  props: StepProps
  onCancel(): void
}

function ReturnBox<R extends Reason>({ way, props, onCancel }: BoxProps<R>) {
  const say = useSay()
  const [reason, setReason] = useState<R>()
  const { note, setNote, busy, take } = useStep<{ reason: R }>(way.send, props)
  const options = way.reasons.map(value => ({ value, label: say(`reason.${value}`) }))
  useKeys({ ...choiceKeys(options, setReason), Escape: onCancel })
  const name = say(`step.${way.step}`)
  return (
    <StepBox
      title={name}
      note={{ value: note, set: setNote }}
      missing={reason === undefined ? say('console.reason_needs') : undefined}
      buttons={[
        {
          label: say('console.confirm_step', { step: name }),
          shortcut: 'Enter',
          look: 'primary',
          press: () => {
            if (reason !== undefined) void take({ reason })
          },
          busy,
        },
        { label: say('app.cancel'), shortcut: 'Esc', look: 'plain', free: true, press: onCancel },
      ]}
    >
      <Choice
        label={say(steps[way.step].to === 'void' ? 'console.reason_told' : 'console.reason')}
        options={options}
        value={reason}
        onChange={setReason}
      />
    </StepBox>
  )
}
