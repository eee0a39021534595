// The other ways out of a step: back to where the case came from, or to its end, each with one of its own
// reasons. A desk's piece offers them beside its main button and shows this box while one is chosen.
import { type ReactNode, useState } from 'react'
import { useSay } from '../../../ui/say.ts'
import type { Reason } from '../reasons.ts'
import { steps } from '../steps.ts'
import type { DeskStep } from './choosing.ts'
import { type Because, ReasonBox } from './ReasonBox.tsx'
import type { StepButton } from './StepBox.tsx'
import type { StepPiece, StepProps } from './stepping.ts'

interface WayOut<R extends Reason> extends Pick<Because<R>, 'reasons' | 'send'> {
  step: DeskStep
  shortcut: string
}

export interface Return {
  step: DeskStep
  shortcut: string
  box(props: StepProps, onCancel: () => void): ReactNode
}

/** Describes a way out once, outside the piece that offers it. */
export function wayOut<R extends Reason>(way: WayOut<R>): Return {
  const { step, shortcut } = way
  const Box = reasonStep(way)
  return {
    step,
    shortcut,
    box: (props, onCancel) => <Box key={step} {...props} onCancel={onCancel} />,
  }
}

/** A step that asks for a reason and nothing else. */
export function reasonStep<R extends Reason>({
  step,
  reasons,
  send,
}: Omit<WayOut<R>, 'shortcut'>): StepPiece {
  return function Reasoned(props) {
    const say = useSay()
    const title = say(`step.${step}`)
    const label = say(steps[step].to === 'void' ? 'console.reason_told' : 'console.reason')
    return <ReasonBox because={{ title, label, reasons, send }} props={props} extra={{}} />
  }
}

interface Returning {
  buttons: StepButton[]
  /** Shown instead of the step while a way out is being chosen. */
  box: ReactNode | undefined
}

/** Those of the ways out that are open now. */
export function useReturns(props: StepProps, returns: readonly Return[]): Returning {
  const say = useSay()
  const [chosen, setChosen] = useState<Return>()
  const open = returns.filter(({ step }) => props.shown.nextSteps.includes(step))
  return {
    buttons: open.map(each => ({
      label: say(`step.${each.step}`),
      shortcut: each.shortcut,
      look: 'plain',
      free: true,
      press: () => setChosen(each),
    })),
    box: chosen && open.includes(chosen) ? chosen.box(props, () => setChosen(undefined)) : undefined,
  }
}
