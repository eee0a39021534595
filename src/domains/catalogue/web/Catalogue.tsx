// The catalogue's page: one version at a time, the draft to be changed and the published ones to be read.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Select, Skeleton, Tabs } from 'antd'
import { useState } from 'react'
import { useSearchParams } from 'react-router'
import { api, client } from '../../../client.ts'
import { Refused } from '../../../ui/Refused.tsx'
import { useLanguage, useSay } from '../../../ui/say.ts'
import { useAction } from '../../../ui/useAction.ts'
import { Difference } from './Difference.tsx'
import { type Shown, useVersions } from './drafting.ts'
import { Files } from './Files.tsx'
import { History } from './History.tsx'
import { Kinds } from './Kinds.tsx'
import { Offered } from './Offered.tsx'
import { RulesForm } from './RulesForm.tsx'
import { fullMoment } from './values.ts'
import './catalogue.css'

const tabs = ['kinds', 'rules', 'offered', 'difference', 'files', 'history'] as const

export function Catalogue() {
  const say = useSay()
  const [language] = useLanguage()
  const queries = useQueryClient()
  const versions = useVersions()
  const { data: district } = useQuery(
    api.regions.district.queryOptions({ staleTime: Number.POSITIVE_INFINITY }),
  )
  const [params, setParams] = useSearchParams()
  const [told, setTold] = useState('')
  const opening = useAction((_: undefined, context: { key: string }) =>
    client.catalogue.openDraft(undefined, { context }),
  )
  const moment = (at: string): string => fullMoment(at, language, district?.timeZone)
  const go = (to: Record<string, string>): void => {
    setTold('')
    setParams({ ...Object.fromEntries(params), ...to })
  }

  if (versions.isError)
    return (
      <section className="page">
        <Refused error={versions.error} onRetry={() => void versions.refetch()} />
      </section>
    )
  if (!versions.data)
    return (
      <section className="page">
        <Skeleton active className="late-shown" />
      </section>
    )

  const { draft } = versions.data
  const published = versions.data.versions
  const current = published.find(({ state }) => state === 'in_force') ?? published[0]
  const asked = params.get('version')
  const isKnown = asked === 'draft' ? draft !== null : published.some(each => String(each.version) === asked)
  const version = isKnown && asked ? asked : draft ? 'draft' : String(current?.version ?? 1)
  const shown: Shown = { version, isDraft: version === 'draft' }
  const tab = tabs.find(name => name === params.get('tab')) ?? 'kinds'
  const edit = async (): Promise<void> => {
    const opened = draft ?? (await opening.act(undefined))
    await queries.invalidateQueries({ queryKey: api.catalogue.key() })
    if (opened) go({ version: 'draft' })
  }
  const end = (sentence: string, to: string): void => {
    setParams({ tab: to })
    setTold(sentence)
  }
  const pages = {
    kinds: <Kinds key={version} shown={shown} onTold={setTold} />,
    rules: <RulesForm key={version} shown={shown} onTold={setTold} />,
    offered: <Offered key={version} shown={shown} onTold={setTold} />,
    difference: <Difference key={version} shown={shown} zone={district?.timeZone} onEnd={end} />,
    files: <Files key={version} shown={shown} onTold={setTold} />,
    history: (
      <History
        versions={published}
        moment={moment}
        onLook={number => go({ version: String(number), tab: 'difference' })}
        onTold={setTold}
      />
    ),
  }

  return (
    <section className="page catalogue" aria-labelledby="catalogue-title">
      <header className="page-head">
        <div>
          <h1 id="catalogue-title">{say('catalogue.title')}</h1>
          <p className="quiet">{say('catalogue.help')}</p>
        </div>
        <div className="catalogue-version">
          <Select
            aria-label={say('catalogue.version_label')}
            value={version}
            popupMatchSelectWidth={false}
            options={[
              ...(draft ? [{ value: 'draft', label: say('catalogue.draft') }] : []),
              ...published.map(each => ({
                value: String(each.version),
                label: `${say('catalogue.version', { version: each.version })} · ${say(`catalogue.state.${each.state}`)}`,
              })),
            ]}
            onChange={next => go({ version: next })}
          />
          {!shown.isDraft && (
            <Button type="primary" loading={opening.busy} onClick={() => void edit()}>
              {say(draft ? 'catalogue.draft_continue' : 'catalogue.draft_open')}
            </Button>
          )}
          {shown.isDraft && tab !== 'difference' && (
            <Button onClick={() => go({ tab: 'difference' })}>{say('catalogue.tab.difference')}</Button>
          )}
        </div>
      </header>
      <p className="quiet">
        {shown.isDraft && draft
          ? say('catalogue.draft_who', {
              name: draft.changedBy,
              at: moment(draft.changedAt),
              version: draft.basedOn,
            })
          : say('catalogue.read_only')}
      </p>
      {opening.error !== undefined && <Refused error={opening.error} />}
      <p role="status" className="told">
        {told}
      </p>
      <Tabs
        activeKey={tab}
        onChange={next => go({ tab: next })}
        items={tabs.map(key => ({
          key,
          label: say(`catalogue.tab.${key}`),
          children: key === tab ? pages[key] : null,
        }))}
      />
    </section>
  )
}
