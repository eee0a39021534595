// What a search asks for, over the list of what it finds: a text first, the other conditions under it; saved as a filter,
// downloaded as a table. What is searched for stands in the address of the page.
import { useQuery } from '@tanstack/react-query'
import { Button, Input, Select } from 'antd'
import { type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { useSearchParams } from 'react-router'
import { api, client } from '../../../client.ts'
import { Field } from '../../../ui/Field.tsx'
import { Refused } from '../../../ui/Refused.tsx'
import { useLanguage, useSay } from '../../../ui/say.ts'
import { useAction } from '../../../ui/useAction.ts'
import { named } from '../../../ui/words/words.ts'
import type { CaseFilter, sources as sourceNames } from '../desk-calls.ts'
import { states } from '../states.ts'
import { filterOf, isEmpty, paramsOf } from './filtering.ts'
import { useKinds } from './KindField.tsx'
import { mostCounted, useCases } from './queues.ts'
import { SavedViews } from './SavedViews.tsx'

const lights = ['late', 'soon', 'ok', 'hold'] as const
const sources: readonly (typeof sourceNames)[number][] = ['portal', 'inspector', 'hotline', 'import']
/** As the server says it. */
const mostLines = 5000

export function SearchForm() {
  const say = useSay()
  const [language] = useLanguage()
  const [params, setParams] = useSearchParams()
  const filter = filterOf(params)
  const set = (change: CaseFilter): void => setParams(paramsOf({ ...filter, ...change }))
  const id = useId()
  const [areAllShown, setAllShown] = useState(!isEmpty({ ...filter, text: '' }))
  const [told, setTold] = useState('')
  const places = useQuery(api.cases.places.queryOptions({ staleTime: 300_000 }))
  const kinds = useKinds()

  const choice = (name: keyof CaseFilter, label: string, field: ReactNode): ReactNode => (
    <Field label={label} for={`${id}-${name}`}>
      {field}
    </Field>
  )
  const common = (name: keyof CaseFilter) => ({
    id: `${id}-${name}`,
    size: 'small' as const,
    allowClear: true,
    placeholder: say('search.any'),
    showSearch: { optionFilterProp: 'label' as const },
  })
  const departments = places.data?.departments ?? []
  return (
    <search className="search-form" aria-label={say('search.conditions')}>
      <TextField
        id={`${id}-text`}
        value={filter.text ?? ''}
        onSearch={text => set({ text: text === '' ? undefined : text })}
      />
      {areAllShown && (
        <>
          {choice(
            'kinds',
            say('search.kind'),
            <Select
              {...common('kinds')}
              mode="multiple"
              maxTagCount="responsive"
              value={filter.kinds ?? []}
              loading={kinds.isPending}
              options={(kinds.data ?? []).map(kind => ({
                value: `${kind.edition}/${kind.type}/${kind.code}`,
                label: named(kind.name, language),
              }))}
              onChange={value => set({ kinds: value })}
            />,
          )}
          <div className="search-pair">
            {choice(
              'states',
              say('search.state'),
              <Select
                {...common('states')}
                mode="multiple"
                maxTagCount="responsive"
                value={filter.states ?? []}
                options={states.map(value => ({ value, label: say(`state.${value}`) }))}
                onChange={value => set({ states: value })}
              />,
            )}
            {choice(
              'lights',
              say('search.light'),
              <Select
                {...common('lights')}
                mode="multiple"
                maxTagCount="responsive"
                value={filter.lights ?? []}
                options={lights.map(value => ({ value, label: say(`light.${value}`) }))}
                onChange={value => set({ lights: value })}
              />,
            )}
            {choice(
              'region',
              say('search.region'),
              <Select
                {...common('region')}
                value={filter.region ?? null}
                loading={places.isPending}
                options={(places.data?.regions ?? []).map(({ code, name }) => ({
                  value: code,
                  label: named(name, language),
                }))}
                onChange={value => set({ region: value ?? undefined })}
              />,
            )}
            {choice(
              'sources',
              say('search.source'),
              <Select
                {...common('sources')}
                mode="multiple"
                maxTagCount="responsive"
                value={filter.sources ?? []}
                options={sources.map(value => ({ value, label: say(`source.${value}`) }))}
                onChange={value => set({ sources: value })}
              />,
            )}
            {choice(
              'from',
              say('search.from'),
              <Input
                id={`${id}-from`}
                size="small"
                type="date"
                value={filter.from ?? ''}
                {...(filter.until && { max: filter.until })}
                onChange={event => set({ from: event.target.value || undefined })}
              />,
            )}
            {choice(
              'until',
              say('search.until'),
              <Input
                id={`${id}-until`}
                size="small"
                type="date"
                value={filter.until ?? ''}
                {...(filter.from && { min: filter.from })}
                onChange={event => set({ until: event.target.value || undefined })}
              />,
            )}
          </div>
          {departments.length > 0 &&
            choice(
              'department',
              say('search.department'),
              <Select
                {...common('department')}
                value={filter.department ?? null}
                options={departments.map(({ id: value, name }) => ({ value, label: named(name, language) }))}
                onChange={value => set({ department: value ?? undefined })}
              />,
            )}
          {places.isError && <Refused error={places.error} onRetry={() => void places.refetch()} />}
        </>
      )}
      <div className="search-buttons">
        <Button size="small" aria-expanded={areAllShown} onClick={() => setAllShown(!areAllShown)}>
          {say(areAllShown ? 'search.fewer_conditions' : 'search.more_conditions')}
        </Button>
        {!isEmpty(filter) && (
          <Button size="small" onClick={() => setParams({})}>
            {say('search.clear')}
          </Button>
        )}
        <SavedViews filter={filter} onTell={setTold} />
        <SheetButton filter={filter} onTell={setTold} />
      </div>
      <Found filter={filter} />
      <p className="unseen" role="status">
        {told}
      </p>
    </search>
  )
}

/** Searches half a second after the last key, or at once on Enter; a text being composed is not searched for. */
function TextField({ id, value, onSearch }: { id: string; value: string; onSearch(text: string): void }) {
  const say = useSay()
  const [typed, setTyped] = useState(value)
  const asked = useRef(value)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  if (asked.current !== value) {
    asked.current = value
    if (typed.trim() !== value) setTyped(value)
  }
  useEffect(() => () => clearTimeout(timer.current), [])
  const search = (text: string): void => {
    clearTimeout(timer.current)
    asked.current = text.trim()
    onSearch(text.trim())
  }
  return (
    <Field label={say('search.text')} for={id} help={say('search.text_help')}>
      <Input.Search
        id={id}
        value={typed}
        allowClear
        autoFocus={value === ''}
        maxLength={80}
        enterButton={say('search.go')}
        aria-describedby={`${id}-help`}
        onChange={event => {
          const text = event.target.value
          setTyped(text)
          clearTimeout(timer.current)
          timer.current = setTimeout(() => search(text), 500)
        }}
        onCompositionStart={() => clearTimeout(timer.current)}
        onSearch={(text, event) => {
          search(text)
          // So that the arrows move in the list.
          if (event?.type === 'keydown' && document.activeElement instanceof HTMLElement)
            document.activeElement.blur()
        }}
      />
    </Field>
  )
}

function Found({ filter }: { filter: CaseFilter }) {
  const say = useSay()
  const { data } = useCases({ filter })
  const total = data?.pages[0]?.total
  return (
    <p className="search-found" role="status">
      {total === undefined
        ? ' '
        : total > mostCounted
          ? say('search.found_over', { count: mostCounted.toLocaleString('en') })
          : say('search.found', { count: total })}
    </p>
  )
}

function SheetButton({ filter, onTell }: { filter: CaseFilter; onTell(told: string): void }) {
  const say = useSay()
  const [language] = useLanguage()
  const fetching = useAction((input: CaseFilter & { language: 'zh' | 'en' }) => client.cases.sheet(input))
  const download = async (): Promise<void> => {
    const file = await fetching.act({ ...filter, language })
    if (!file) return
    const link = document.createElement('a')
    link.href = URL.createObjectURL(file)
    link.download = file instanceof File ? file.name : 'gangmu.csv'
    link.click()
    URL.revokeObjectURL(link.href)
    onTell(say('search.sheet_done'))
  }
  return (
    <>
      <Button
        size="small"
        loading={fetching.busy}
        title={say('search.sheet_help', { most: mostLines })}
        onClick={() => void download()}
      >
        {say('search.sheet')}
      </Button>
      {fetching.error !== undefined && <Refused error={fetching.error} onRetry={() => void download()} />}
    </>
  )
}
