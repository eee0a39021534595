// The filters over the accounts. Only what some account has is offered.
import { useQuery } from '@tanstack/react-query'
import { Input, Select } from 'antd'
import { api } from '../../../client.ts'
import { useLanguage, useSay } from '../../../ui/say.ts'
import { useTyped } from '../../../ui/useTyped.ts'
import { named } from '../../../ui/words/words.ts'
import { roleNames } from '../rules.ts'
import type { Account, Employments } from './Accounts.tsx'
import { accountStates, type PeopleFilter } from './people.ts'

interface Props {
  filter: PeopleFilter
  accounts: readonly Account[]
  employments: Employments
  onChange(change: Partial<PeopleFilter>): void
}

const all = ''

export function AccountFilters({ filter, accounts, employments, onChange }: Props) {
  const say = useSay()
  const [language] = useLanguage()
  const { data: regions = [] } = useQuery(api.regions.list.queryOptions({ staleTime: 60_000 }))
  const [text, type] = useTyped(filter.text, typed => onChange({ text: typed }))
  const held = accounts.flatMap(({ posts }) => posts)
  const roles = new Set(held.map(({ role }) => role))
  const places = new Map<string, string>()
  for (const post of held) {
    if (post.centre) places.set(post.centre.id, named(post.centre.name, language))
    const work = employments.get(post.id)
    if (work) places.set(work.organisation, named(work.name, language))
  }
  return (
    <search className="filters">
      <Input
        className="filter-text"
        allowClear
        value={text}
        placeholder={say('console.accounts_filter')}
        aria-label={say('console.accounts_filter')}
        onChange={event => type(event.target.value)}
      />
      <Select
        aria-label={say('people.filter_role')}
        value={filter.role ?? all}
        options={[
          { value: all, label: say('people.role_any') },
          ...roleNames
            .filter(role => roles.has(role) || role === filter.role)
            .map(value => ({ value, label: say(`role.${value}`) })),
        ]}
        onChange={chosen => onChange({ role: roleNames.find(role => role === chosen) })}
      />
      <Select
        aria-label={say('people.filter_region')}
        value={filter.region ?? all}
        showSearch={{ optionFilterProp: 'label' }}
        options={[
          { value: all, label: say('people.region_any') },
          ...regions.map(({ code, name }) => ({ value: code, label: `${named(name, language)} · ${code}` })),
        ]}
        onChange={chosen => onChange({ region: chosen || undefined })}
      />
      <Select
        aria-label={say('people.filter_organisation')}
        value={filter.organisation ?? all}
        showSearch={{ optionFilterProp: 'label' }}
        options={[
          { value: all, label: say('people.organisation_any') },
          ...[...places].map(([value, label]) => ({ value, label })),
        ]}
        onChange={chosen => onChange({ organisation: chosen || undefined })}
      />
      <Select
        aria-label={say('people.filter_state')}
        value={filter.state}
        options={accountStates.map(value => ({ value, label: say(`people.state_${value}`) }))}
        onChange={state => onChange({ state })}
      />
    </search>
  )
}
