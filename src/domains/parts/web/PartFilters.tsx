// Looking for parts: by code or name first, then by kind, state, region and who maintains them.
import { useQuery } from '@tanstack/react-query'
import { Checkbox, Input, Select } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { api, client } from '../../../client.ts'
import { FileSave, type SavedFormat } from '../../../ui/FileSave.tsx'
import { handOut } from '../../../ui/filing.ts'
import { Refused } from '../../../ui/Refused.tsx'
import { useLanguage, useSay } from '../../../ui/say.ts'
import { useAction } from '../../../ui/useAction.ts'
import { named } from '../../../ui/words/words.ts'
import { partStates } from '../rules.ts'
import { wantedOf } from './finding.ts'
import { usePartKinds } from './kinds.ts'
import { wrongCode } from './sentences.ts'

interface Props {
  search: URLSearchParams
  onSearch(next: URLSearchParams): void
  onCode(code: string): void
}

export function PartFilters({ search, onSearch, onCode }: Props) {
  const say = useSay()
  const [language] = useLanguage()
  const kinds = usePartKinds()
  const { data: regions = [] } = useQuery(api.regions.list.queryOptions({ staleTime: 300_000 }))
  const { data: ours } = useQuery(
    api.organisations.mine.queryOptions({ staleTime: Number.POSITIVE_INFINITY }),
  )
  const [text, setText] = useState(search.get('text') ?? '')
  const finding = useAction((input: { code: string }) => client.parts.byCode(input))
  const exporting = useAction((format: SavedFormat) => client.parts.export({ ...wantedOf(search), format }))
  const set = (name: string, value: string | undefined): void => {
    const next = new URLSearchParams(search)
    if (value) next.set(name, value)
    else next.delete(name)
    onSearch(next)
  }
  // What is mostly digits is a code: one that is whole opens its part, one that is wrong is told why.
  const seek = async (): Promise<void> => {
    finding.forget()
    const digits = text.replaceAll(/\s/g, '')
    if (!/^\d{11,}$/.test(digits)) return set('text', text.trim())
    const part = await finding.act({ code: digits })
    if (part) onCode(part.code)
  }
  const download = async (format: SavedFormat): Promise<void> => {
    const file = await exporting.act(format)
    if (file) handOut(file.name || `parts.${format}`, file)
  }
  return (
    <search className="parts-filters">
      <Input
        id="parts-search"
        allowClear
        value={text}
        placeholder={say('parts.search')}
        aria-label={say('parts.search')}
        onPressEnter={event => {
          event.preventDefault()
          void seek()
        }}
        onChange={event => {
          setText(event.target.value)
          if (event.target.value === '') set('text', undefined)
        }}
      />
      {finding.error !== undefined && (
        <Refused error={finding.error} says={wrongCode(finding.error, text, say)} />
      )}
      <div className="parts-filter-row">
        <Select
          size="small"
          allowClear
          aria-label={say('parts.kind')}
          placeholder={say('parts.any_kind')}
          value={search.get('kind')}
          options={kinds.options}
          showSearch={{ optionFilterProp: 'label' }}
          popupMatchSelectWidth={false}
          onChange={kind => set('kind', kind ?? undefined)}
        />
        <Select
          size="small"
          allowClear
          aria-label={say('parts.state')}
          placeholder={say('parts.any_state')}
          value={search.get('state')}
          options={partStates.map(value => ({ value, label: say(`parts.state.${value}`) }))}
          onChange={state => set('state', state ?? undefined)}
        />
        <Select
          size="small"
          allowClear
          aria-label={say('parts.region')}
          placeholder={say('parts.region')}
          value={search.get('region')}
          options={regions
            .filter(({ level }) => level === 'subdistrict' || level === 'community')
            .map(region => ({ value: region.code, label: named(region.name, language) }))}
          showSearch={{ optionFilterProp: 'label' }}
          popupMatchSelectWidth={false}
          onChange={region => set('region', region ?? undefined)}
        />
      </div>
      <div className="parts-filter-end">
        <Checkbox
          checked={search.get('retired') === 'true'}
          onChange={event => set('retired', event.target.checked ? 'true' : undefined)}
        >
          {say('parts.show_retired')}
        </Checkbox>
        {ours && (
          <Checkbox
            checked={search.get('organisation') === ours.id}
            onChange={event => set('organisation', event.target.checked ? ours.id : undefined)}
          >
            {say('parts.ours')}
          </Checkbox>
        )}
        <span className="parts-files">
          <Link className="parts-plates" to={{ pathname: '/plates', search: search.toString() }}>
            {say('plates.title')}
          </Link>
          <FileSave busy={exporting.busy} onSave={format => void download(format)} />
        </span>
      </div>
      {exporting.error !== undefined && <Refused error={exporting.error} />}
    </search>
  )
}
