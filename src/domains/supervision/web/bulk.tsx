// What supervision takes for many cases at once: accepting, and closing with one outcome.
import { client } from '../../../client.ts'
import { Choice, choiceKeys } from '../../../ui/Choice.tsx'
import { useSay } from '../../../ui/say.ts'
import { useKeys } from '../../../ui/useKeys.ts'
import { closingOutcomes } from '../../cases/states.ts'
import { bulkStep } from '../../cases/web/BulkPanel.tsx'
import type { BulkFields } from '../../cases/web/bulk.ts'
import type { Outcome } from './Closing.tsx'

export const acceptingMany = bulkStep({
  step: 'accept',
  may: 'supervision.accept',
  send: client.supervision.acceptMany,
  first: {},
})

export const closingMany = bulkStep<{ outcome: Outcome }>({
  step: 'close',
  may: 'supervision.close',
  send: client.supervision.closeMany,
  fields: { Fields: OutcomeField, needs: 'console.outcome' },
  first: { outcome: 'fixed' },
})

function OutcomeField({ value, onChange }: BulkFields<{ outcome: Outcome }>) {
  const say = useSay()
  const options = closingOutcomes.map(outcome => ({ value: outcome, label: say(`outcome.${outcome}`) }))
  const choose = (outcome: Outcome): void => onChange({ outcome })
  useKeys(choiceKeys(options, choose))
  return <Choice label={say('console.outcome')} options={options} value={value?.outcome} onChange={choose} />
}
