// The kinds of a version: the list to search, and the one that is open beside it.
import { useQuery } from '@tanstack/react-query'
import { Button, Input, Select, Skeleton } from 'antd'
import { useState } from 'react'
import { useSearchParams } from 'react-router'
import { api } from '../../../client.ts'
import { Refused } from '../../../ui/Refused.tsx'
import { useLanguage, useSay } from '../../../ui/say.ts'
import { useWide } from '../../../ui/useWide.ts'
import { named } from '../../../ui/words/words.ts'
import { sameKind } from '../rules.ts'
import { AddKind } from './AddKind.tsx'
import type { Shown } from './drafting.ts'
import { KindPane } from './KindPane.tsx'

interface Props {
  shown: Shown
  onTold(sentence: string): void
}

export function Kinds({ shown, onTold }: Props) {
  const say = useSay()
  const [language] = useLanguage()
  const isWide = useWide(800)
  const kinds = useQuery(api.catalogue.listed.queryOptions({ input: { version: shown.version } }))
  const editions = useQuery(api.catalogue.editions.queryOptions({ staleTime: 300_000 }))
  const [params, setParams] = useSearchParams()
  const [filter, setFilter] = useState('')
  const [isAdding, setAdding] = useState(false)

  const open = kinds.data?.find(kind => params.get('kind') === `${kind.edition}-${kind.type}-${kind.code}`)
  const edition = params.get('edition') ?? open?.edition ?? editions.data?.[0]?.code
  const type = (params.get('type') ?? open?.type) === 'event' ? 'event' : 'part'
  const go = (to: Record<string, string>): void => setParams({ ...Object.fromEntries(params), ...to })
  const wanted = filter.trim().toLowerCase()
  const found = kinds.data?.filter(
    kind =>
      kind.edition === edition &&
      kind.type === type &&
      `${kind.code} ${kind.name.zh} ${kind.name.en}`.toLowerCase().includes(wanted),
  )

  if (kinds.isError) return <Refused error={kinds.error} onRetry={() => void kinds.refetch()} />
  if (!kinds.data) return <Skeleton active className="late-shown" />
  return (
    <div className="kinds">
      {(isWide || !open) && (
        <div className="kinds-list">
          <div className="kinds-filter">
            <Select
              aria-label={say('catalogue.edition')}
              value={edition ?? null}
              options={(editions.data ?? []).map(({ code, name }) => ({
                value: code,
                label: named(name, language),
              }))}
              onChange={code => go({ edition: code ?? '', kind: '' })}
            />
            <Select
              aria-label={say('catalogue.type')}
              value={type}
              options={(['part', 'event'] as const).map(value => ({
                value,
                label: say(`catalogue.type.${value}`),
              }))}
              onChange={value => go({ type: value, kind: '' })}
            />
            <Input
              allowClear
              value={filter}
              placeholder={say('catalogue.filter')}
              aria-label={say('catalogue.filter')}
              onChange={event => setFilter(event.target.value)}
            />
          </div>
          <div className="kinds-count">
            <span className="quiet">{say('catalogue.count', { count: found?.length ?? 0 })}</span>
            {shown.isDraft && (
              <Button size="small" onClick={() => setAdding(true)}>
                {say('catalogue.extension_add')}
              </Button>
            )}
          </div>
          {found?.length === 0 && <p className="quiet">{say('catalogue.none_found')}</p>}
          <ul className="kinds-rows">
            {found?.map(kind => (
              <li key={kind.code}>
                <button
                  type="button"
                  aria-current={open && sameKind(open, kind) ? 'true' : undefined}
                  onClick={() => go({ kind: `${kind.edition}-${kind.type}-${kind.code}` })}
                >
                  <span className="kinds-code">{kind.code}</span>
                  <span>{named(kind.name, language)}</span>
                  <span className="kinds-tags">
                    {kind.retired && <span className="tag">{say('catalogue.retired')}</span>}
                    {kind.extension && (
                      <span className="tag">{say(kind.own ? 'catalogue.own' : 'catalogue.extension')}</span>
                    )}
                    <span className="quiet">
                      {say('catalogue.conditions_count', { count: kind.conditions })}
                    </span>
                  </span>
                </button>
              </li>
            ))}
          </ul>
        </div>
      )}
      {open && (
        <div className="kinds-pane">
          {!isWide && <Button onClick={() => go({ kind: '' })}>{say('app.back')}</Button>}
          <KindPane
            key={`${open.edition} ${open.type} ${open.code}`}
            shown={shown}
            kind={open}
            onTold={onTold}
            onGone={() => go({ kind: '' })}
          />
        </div>
      )}
      {!open && isWide && <p className="quiet kinds-pane">{say('catalogue.choose_kind')}</p>}
      {isAdding && edition !== undefined && (
        <AddKind
          edition={edition}
          type={type}
          kinds={kinds.data}
          onClose={() => setAdding(false)}
          onAdded={(code, sentence) => {
            setAdding(false)
            onTold(sentence)
            go({ kind: `${edition}-${type}-${code}`, edition, type })
          }}
        />
      )}
    </div>
  )
}
