// The box of a step that is taken for many cases at once. Whatever is refused comes back with its reason.
import { type ReactNode, useState } from 'react'
import { Refused } from '../../../ui/Refused.tsx'
import { useSay } from '../../../ui/say.ts'
import { useAction } from '../../../ui/useAction.ts'
import type { WordKey } from '../../../ui/words/words.ts'
import { type BulkFields, type BulkPanelProps, type BulkStep, type Many, mostAtOnce } from './bulk.ts'
import { StepBox } from './StepBox.tsx'

interface Described<Choice extends object> extends Pick<BulkStep, 'step' | 'may'> {
  send(input: { ids: string[] } & Choice, options: { context: { key: string } }): Promise<Many>
  /** What is chosen for all of them; absent where nothing is. */
  fields?: {
    Fields(props: BulkFields<Choice>): ReactNode
    needs: WordKey
  }
  /** What is chosen before anybody has chosen. */
  first?: Choice
}

export function bulkStep<Choice extends object>({
  step,
  may,
  send,
  fields,
  first,
}: Described<Choice>): BulkStep {
  function Panel({ ids, onDone, onCancel }: BulkPanelProps) {
    const say = useSay()
    const [choice, setChoice] = useState<Choice | undefined>(first)
    const action = useAction((input: { ids: string[] } & Choice, context: { key: string }) =>
      send(input, { context }),
    )
    const press = async (): Promise<void> => {
      if (choice === undefined) return
      const result = await action.act({ ids: [...ids], ...choice })
      if (result) onDone(result)
    }
    const Fields = fields?.Fields
    const missing =
      ids.length === 0
        ? say('desk.bulk_none')
        : ids.length > mostAtOnce
          ? say('desk.bulk_too_many', { most: mostAtOnce })
          : choice === undefined && fields
            ? say(fields.needs)
            : undefined
    return (
      <StepBox
        title={say('desk.bulk_title', { step: say(`step.${step}`), count: ids.length })}
        kicker={say('desk.bulk_kicker')}
        missing={missing}
        onCancel={onCancel}
        buttons={[
          {
            label: say('desk.bulk_do', { step: say(`step.${step}`), count: ids.length }),
            shortcut: 'Enter',
            look: 'primary',
            press: () => void press(),
            busy: action.busy,
          },
        ]}
      >
        <p className="quiet">{say('desk.bulk_help')}</p>
        {action.error !== undefined && <Refused error={action.error} />}
        {Fields && <Fields value={choice} onChange={setChoice} />}
      </StepBox>
    )
  }
  return { step, may, Panel }
}
