// What else may be done with a case: plain buttons with their keys, each of which opens its own box.
import { Button } from 'antd'
import { Key } from '../../../ui/Key.tsx'
import { useSay } from '../../../ui/say.ts'
import { useKeys } from '../../../ui/useKeys.ts'
import { type DeskStep, stepKeys } from './choosing.ts'

interface Props {
  others: readonly DeskStep[]
  onChoose(step: DeskStep): void
}

export function OtherSteps({ others, onChoose }: Props) {
  const say = useSay()
  useKeys(Object.fromEntries(others.flatMap(step => keyed(step, () => onChoose(step)))))
  if (others.length === 0) return null
  return (
    <section className="other-steps" aria-label={say('desk.other_steps')}>
      <span className="quiet" aria-hidden="true">
        {say('desk.other_steps')}
      </span>
      {others.map(step => (
        <Button key={step} onClick={() => onChoose(step)}>
          {say(`step.${step}`)} {stepKeys[step] && <Key name={stepKeys[step].toUpperCase()} />}
        </Button>
      ))}
    </section>
  )
}

function keyed(step: DeskStep, press: () => void): [string, () => void][] {
  const key = stepKeys[step]
  return key === undefined ? [] : [[key, press]]
}
