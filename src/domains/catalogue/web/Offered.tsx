// The short list that residents choose from, in its order; moved by buttons, so that a keyboard can do it.
import { useQuery } from '@tanstack/react-query'
import { Button, Select, Skeleton } from 'antd'
import { useState } from 'react'
import { api, client } from '../../../client.ts'
import { Field } from '../../../ui/Field.tsx'
import { Refused } from '../../../ui/Refused.tsx'
import { useLanguage, useSay } from '../../../ui/say.ts'
import { named } from '../../../ui/words/words.ts'
import type { KindKey } from '../book.ts'
import type { ListedKind } from '../contract.ts'
import { sameKind } from '../rules.ts'
import { type Shown, useEditing } from './drafting.ts'

interface Props {
  shown: Shown
  onTold(sentence: string): void
}

export function Offered({ shown, onTold }: Props) {
  const say = useSay()
  const [language] = useLanguage()
  const input = { version: shown.version }
  const kinds = useQuery(api.catalogue.listed.queryOptions({ input }))
  const rules = useQuery(api.catalogue.rules.queryOptions({ input }))
  const [typed, setTyped] = useState<readonly ListedKind[]>()
  const saving = useEditing((given: { kinds: KindKey[] } & { revision: number }, context: { key: string }) =>
    client.catalogue.offer(given, { context }),
  )
  const failed = kinds.isError ? kinds : rules
  if (failed.isError) return <Refused error={failed.error} onRetry={() => void failed.refetch()} />
  if (!kinds.data || !rules.data) return <Skeleton active className="late-shown" />

  const usable = kinds.data.filter(kind => kind.edition === rules.data.edition && !kind.retired)
  const kept = usable
    .filter(kind => kind.offered !== null)
    .sort((a, b) => (a.offered ?? 0) - (b.offered ?? 0))
  const list = typed ?? kept
  const others = usable.filter(kind => !list.some(each => sameKind(each, kind)))
  const swap = (at: number, by: -1 | 1): void => {
    const next = [...list]
    const [one, other] = [next[at], next[at + by]]
    if (!one || !other) return
    next[at] = other
    next[at + by] = one
    setTyped(next)
  }
  const save = async (): Promise<void> => {
    const keys = list.map(({ edition, type, code }) => ({ edition, type, code }))
    if (!(await saving.edit({ kinds: keys }))) return
    setTyped(undefined)
    onTold(say('catalogue.saved'))
  }
  return (
    <>
      <p className="quiet">{say('catalogue.offered_help')}</p>
      {list.length === 0 && <p className="quiet">{say('catalogue.offered_none')}</p>}
      <ol className="offered">
        {list.map((kind, at) => {
          const name = named(kind.name, language)
          return (
            <li key={`${kind.type} ${kind.code}`}>
              <span>
                {at + 1}. {name} <span className="quiet">{kind.code}</span>
              </span>
              {shown.isDraft && (
                <span className="offered-act">
                  <Button
                    size="small"
                    disabled={at === 0}
                    aria-label={say('catalogue.up', { name })}
                    onClick={() => swap(at, -1)}
                  >
                    ↑
                  </Button>
                  <Button
                    size="small"
                    disabled={at === list.length - 1}
                    aria-label={say('catalogue.down', { name })}
                    onClick={() => swap(at, 1)}
                  >
                    ↓
                  </Button>
                  <Button
                    size="small"
                    aria-label={say('catalogue.take_off', { name })}
                    onClick={() => setTyped(list.filter(each => each !== kind))}
                  >
                    ×
                  </Button>
                </span>
              )}
            </li>
          )
        })}
      </ol>
      {shown.isDraft && (
        <>
          <Field label={say('catalogue.offered_add')} for="offered-add">
            <Select
              id="offered-add"
              className="offered-add"
              value={null}
              placeholder={say('catalogue.filter')}
              showSearch={{ optionFilterProp: 'label' }}
              options={others.map(kind => ({
                value: `${kind.type} ${kind.code}`,
                label: `${kind.code} ${named(kind.name, language)}`,
              }))}
              onChange={(chosen: string | null) => {
                const kind = others.find(each => `${each.type} ${each.code}` === chosen)
                if (kind) setTyped([...list, kind])
              }}
            />
          </Field>
          {saving.error !== undefined && <Refused error={saving.error} />}
          <div className="form-buttons">
            {typed && <Button onClick={() => setTyped(undefined)}>{say('catalogue.undo')}</Button>}
            <Button type="primary" disabled={!typed} loading={saving.busy} onClick={() => void save()}>
              {say('catalogue.save')}
            </Button>
          </div>
        </>
      )}
    </>
  )
}
