// The national code list: found in while typing, unfolded level by level, and laid beside the district's own tree.
import { useQuery } from '@tanstack/react-query'
import { Input, Skeleton } from 'antd'
import { useDeferredValue, useState } from 'react'
import { api } from '../../../client.ts'
import { Refused } from '../../../ui/Refused.tsx'
import { useSay } from '../../../ui/say.ts'
import { ListCompared } from './ListCompared.tsx'
import { ListedRow } from './ListedRow.tsx'
import './regions.css'

export function CodeList({ onTold }: { onTold(sentence: string): void }) {
  const say = useSay()
  const [text, setText] = useState('')
  const [on, setOn] = useState('')
  const wanted = useDeferredValue(text.trim())
  const day = on === '' ? {} : { on }
  const editions = useQuery(api.regions.editions.queryOptions())
  const found = useQuery(
    api.regions.findListed.queryOptions({
      input: { text: wanted, limit: 50, ...day },
      enabled: wanted !== '',
      placeholderData: before => before,
    }),
  )
  const top = useQuery(api.regions.listedBelow.queryOptions({ input: day, enabled: wanted === '' }))
  const [newest] = editions.data ?? []
  if (editions.isError) return <Refused error={editions.error} onRetry={() => void editions.refetch()} />
  if (editions.isPending) return <Skeleton active className="late-shown" />
  if (!newest) return <p className="quiet">{say('regions.list_none')}</p>
  const asked = wanted === '' ? top : found
  return (
    <>
      <p className="quiet counted">
        {say('regions.list_edition', {
          name: newest.name,
          since: newest.since,
          rows: newest.rows.toLocaleString(),
        })}
      </p>
      <div className="tools">
        <Input
          className="tools-filter"
          allowClear
          value={text}
          placeholder={say('regions.list_find')}
          aria-label={say('regions.list_find')}
          aria-describedby="list-help"
          onChange={event => setText(event.target.value)}
        />
        <label className="listed-on" htmlFor="list-on">
          {say('regions.list_on')}{' '}
          <Input id="list-on" type="date" value={on} onChange={event => setOn(event.target.value)} />
        </label>
      </div>
      <p id="list-help" className="quiet">
        {say('regions.list_help')}
      </p>
      <div className="listed-split">
        <section aria-live="polite" aria-busy={asked.isFetching}>
          {asked.isError && <Refused error={asked.error} onRetry={() => void asked.refetch()} />}
          {asked.data?.length === 0 && <p className="quiet">{say('regions.list_found_none')}</p>}
          <ul className="listed">
            {asked.data?.map(each => (
              <ListedRow key={`${each.code} ${each.since}`} one={each} day={day} says={wanted !== ''} />
            ))}
          </ul>
        </section>
        <ListCompared onTold={onTold} />
      </div>
    </>
  )
}
