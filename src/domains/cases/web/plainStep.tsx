// A step that asks for nothing but a press and perhaps a note, with its ways out; most steps are such.
import type { ReactNode } from 'react'
import { useSay } from '../../../ui/say.ts'
import type { WordKey } from '../../../ui/words/words.ts'
import type { StepName } from '../steps.ts'
import { type Return, useReturns } from './returning.tsx'
import { StepBox } from './StepBox.tsx'
import { type StepProps, type Taken, useStep } from './stepping.ts'

interface PlainStep {
  title: WordKey
  step: StepName
  send(
    input: { id: string; seen: number; note?: string },
    options: { context: { key: string } },
  ): Promise<Taken>
  waysOut: readonly Return[]
}

export function plainStep({ title, step, send, waysOut }: PlainStep): (props: StepProps) => ReactNode {
  return function Plain(props) {
    const say = useSay()
    const { note, setNote, busy, take } = useStep<object>(send, props)
    const returns = useReturns(props, waysOut)
    if (returns.box) return returns.box
    return (
      <StepBox
        title={say(title)}
        note={{ value: note, set: setNote }}
        buttons={[
          {
            label: say(`step.${step}`),
            shortcut: 'Enter',
            look: 'primary',
            press: () => void take({}),
            busy,
          },
          ...returns.buttons,
        ]}
      />
    )
  }
}
