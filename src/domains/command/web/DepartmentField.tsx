// Choosing the department that a case is sent to, from those that are open.
import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useId } from 'react'
import { api } from '../../../client.ts'
import { Field } from '../../../ui/Field.tsx'
import { Refused } from '../../../ui/Refused.tsx'
import { useLanguage, useSay } from '../../../ui/say.ts'
import { named } from '../../../ui/words/words.ts'

interface Props {
  value: string | undefined
  onChange(id: string | undefined): void
}

export function DepartmentField({ value, onChange }: Props) {
  const say = useSay()
  const [language] = useLanguage()
  const id = useId()
  const departments = useQuery(api.organisations.list.queryOptions({ staleTime: 300_000 }))
  const options = (departments.data ?? []).map(each => ({
    value: each.id,
    label: named(each.name, language),
  }))
  return (
    <div className="box-field">
      <Field label={say('console.department')} for={id}>
        <Select
          id={id}
          value={value ?? null}
          options={options}
          loading={departments.isPending}
          placeholder={say('console.department_pick')}
          showSearch={{ optionFilterProp: 'label' }}
          onChange={chosen => {
            onChange(chosen ?? undefined)
            // So that the next digit or Enter is for the box.
            document.getElementById(id)?.blur()
          }}
        />
      </Field>
      {departments.isError && (
        <Refused error={departments.error} onRetry={() => void departments.refetch()} />
      )}
    </div>
  )
}
