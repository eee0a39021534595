// A step that asks for nothing but a press and perhaps a note, with its ways out; many steps are such.
import { useSay } from '../../../ui/say.ts'
import type { WordKey } from '../../../ui/words/words.ts'
import type { DeskStep } from './choosing.ts'
import { type Return, useReturns } from './returning.tsx'
import { StepBox } from './StepBox.tsx'
import { type Common, type StepPiece, type Taken, useStep } from './stepping.ts'

interface PlainStep {
  title: WordKey
  /** What pressing it does, where the title does not say so. */
  help?: WordKey
  step: DeskStep
  send(input: Common, options: { context: { key: string } }): Promise<Taken>
  waysOut?: readonly Return[]
}

const none: readonly Return[] = []

export function plainStep({ title, help, step, send, waysOut = none }: PlainStep): StepPiece {
  return function Plain(props) {
    const say = useSay()
    const { note, setNote, busy, take } = useStep<object>(send, props)
    const returns = useReturns(props, waysOut)
    if (returns.box) return returns.box
    return (
      <StepBox
        title={say(title)}
        note={{ value: note, set: setNote }}
        onCancel={props.onCancel}
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
      >
        {help && <p className="quiet">{say(help)}</p>}
      </StepBox>
    )
  }
}
