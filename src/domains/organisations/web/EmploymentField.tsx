// Which department a clerk's post belongs to.
import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { api } from '../../../client.ts'
import { Field } from '../../../ui/Field.tsx'
import { useLanguage, useSay } from '../../../ui/say.ts'
import { named } from '../../../ui/words/words.ts'

interface Props {
  value: string | undefined
  onChange(value: string): void
}

export function EmploymentField({ value, onChange }: Props) {
  const say = useSay()
  const [language] = useLanguage()
  const { data = [] } = useQuery(api.organisations.list.queryOptions({ staleTime: 300_000 }))
  return (
    <Field label={say('console.department')} for="employment" help={say('console.post_department_help')}>
      <Select
        id="employment"
        aria-describedby="employment-help"
        value={value ?? null}
        placeholder={say('console.department_pick')}
        showSearch={{ optionFilterProp: 'label' }}
        options={data.map(({ id, name }) => ({ value: id, label: named(name, language) }))}
        onChange={chosen => {
          if (chosen !== null) onChange(chosen)
        }}
      />
    </Field>
  )
}
