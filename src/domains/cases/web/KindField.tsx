// Choosing a kind from the district's catalogue, by searching its names.
import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useId } from 'react'
import { api } from '../../../client.ts'
import { Field } from '../../../ui/Field.tsx'
import { Refused } from '../../../ui/Refused.tsx'
import { useLanguage, useSay } from '../../../ui/say.ts'
import { named } from '../../../ui/words/words.ts'
import type { Kind, KindKey } from '../../catalogue/contract.ts'

export function useKinds() {
  return useQuery(api.catalogue.kinds.queryOptions({ staleTime: 300_000 }))
}

export function isKind(a: KindKey, b: KindKey): boolean {
  return a.edition === b.edition && a.type === b.type && a.code === b.code
}

interface Props {
  label: string
  help?: string
  /** Where nothing is chosen: what holds then. */
  placeholder: string
  value: KindKey | undefined
  onChange(kind: Kind | undefined): void
}

export function KindField({ label, help, placeholder, value, onChange }: Props) {
  const say = useSay()
  const [language] = useLanguage()
  const id = useId()
  const kinds = useKinds()
  const offered = (kinds.data ?? []).filter(({ retired }) => !retired)
  const options = offered.map(kind => ({
    value: keyOf(kind),
    label: `${named(kind.class, language)} · ${named(kind.name, language)}`,
  }))
  return (
    <div className="box-field">
      <Field label={label} for={id} help={help}>
        <Select
          id={id}
          allowClear
          value={value ? keyOf(value) : null}
          options={options}
          loading={kinds.isPending}
          placeholder={placeholder}
          showSearch={{ optionFilterProp: 'label' }}
          notFoundContent={say('desk.kind_none')}
          onChange={chosen => onChange(offered.find(kind => keyOf(kind) === chosen))}
        />
      </Field>
      {kinds.isError && <Refused error={kinds.error} onRetry={() => void kinds.refetch()} />}
    </div>
  )
}

function keyOf({ edition, type, code }: KindKey): string {
  return `${edition}/${type}/${code}`
}
