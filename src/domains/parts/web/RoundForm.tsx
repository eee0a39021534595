// Opening a round: where, which kinds, and by when.
import { useQuery } from '@tanstack/react-query'
import { Input, Modal, Select } from 'antd'
import { useState } from 'react'
import { api, client } from '../../../client.ts'
import { Field } from '../../../ui/Field.tsx'
import { Refused } from '../../../ui/Refused.tsx'
import { useLanguage, useSay } from '../../../ui/say.ts'
import { useAction } from '../../../ui/useAction.ts'
import { named } from '../../../ui/words/words.ts'
import { usePartKinds } from './kinds.ts'

export function RoundForm({ onClose, onDone }: { onClose(): void; onDone(id: string): void }) {
  const say = useSay()
  const [language] = useLanguage()
  const { options } = usePartKinds()
  const { data: regions = [] } = useQuery(api.regions.list.queryOptions({ staleTime: 300_000 }))
  const [name, setName] = useState('')
  const [region, setRegion] = useState<string>()
  const [kinds, setKinds] = useState<string[]>([])
  const [due, setDue] = useState('')
  const opening = useAction(
    (input: { name: string; region: string; kinds: string[]; due: string }, context: { key: string }) =>
      client.parts.openRound(input, { context }),
  )
  const open = async (): Promise<void> => {
    const made = region && (await opening.act({ name: name.trim(), region, kinds, due }))
    if (made) onDone(made.id)
  }
  return (
    <Modal
      open
      title={say('rounds.open')}
      okText={say('rounds.open')}
      okButtonProps={{ disabled: name.trim() === '' || !region || due === '' }}
      onOk={() => void open()}
      onCancel={onClose}
    >
      <Field label={say('rounds.name')} for="round-name">
        <Input id="round-name" maxLength={80} value={name} onChange={event => setName(event.target.value)} />
      </Field>
      <Field label={say('rounds.region')} for="round-region">
        <Select
          id="round-region"
          value={region}
          options={regions
            .filter(({ level }) => level === 'district' || level === 'subdistrict' || level === 'community')
            .map(each => ({ value: each.code, label: named(each.name, language) }))}
          showSearch={{ optionFilterProp: 'label' }}
          onChange={setRegion}
        />
      </Field>
      <Field label={say('parts.kind')} for="round-kinds" optional help={say('rounds.kinds_help')}>
        <Select
          id="round-kinds"
          mode="multiple"
          value={kinds}
          options={options}
          optionFilterProp="label"
          onChange={setKinds}
        />
      </Field>
      <Field label={say('rounds.due')} for="round-due">
        <Input id="round-due" type="date" value={due} onChange={event => setDue(event.target.value)} />
      </Field>
      {opening.error !== undefined && <Refused error={opening.error} />}
    </Modal>
  )
}
