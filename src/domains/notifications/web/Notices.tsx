// What the post was told, newest first, and the settings of letters beside it.
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Checkbox, Skeleton } from 'antd'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { api, client } from '../../../client.ts'
import { Refused } from '../../../ui/Refused.tsx'
import { useLanguage, useSay } from '../../../ui/say.ts'
import { moment } from '../../../ui/time.ts'
import { useAction } from '../../../ui/useAction.ts'
import type { Notice } from '../contract.ts'
import { Letters } from './Letters.tsx'
import './notices.css'

export function Notices() {
  const say = useSay()
  const queries = useQueryClient()
  const [unread, setUnread] = useState(false)
  const notices = useInfiniteQuery(
    api.notifications.list.infiniteOptions({
      input: (before: string | undefined) => ({
        before,
        which: unread ? ('unread' as const) : ('all' as const),
      }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: page => (page.more ? page.notices.at(-1)?.id : undefined),
    }),
  )
  const read = useAction((input: { ids?: string[] }, context: { key: string }) =>
    client.notifications.markRead(input, { context }),
  )
  const markAll = async (): Promise<void> => {
    if (await read.act({})) await queries.invalidateQueries({ queryKey: api.notifications.key() })
  }
  const all = notices.data?.pages.flatMap(page => page.notices)
  return (
    <section className="page" aria-labelledby="notices-title">
      <div className="page-head">
        <h1 id="notices-title">{say('notice.title')}</h1>
        <div className="notice-do">
          <Checkbox checked={unread} onChange={event => setUnread(event.target.checked)}>
            {say('notice.only_unread')}
          </Checkbox>
          <Button loading={read.busy} onClick={() => void markAll()}>
            {say('notice.all_read')}
          </Button>
        </div>
      </div>
      <p className="quiet">{say('notice.help')}</p>
      {read.error !== undefined && <Refused error={read.error} />}
      {notices.isError && <Refused error={notices.error} onRetry={() => void notices.refetch()} />}
      {notices.isPending && <Skeleton active className="late-shown" />}
      {all?.length === 0 && (
        <p className="notice-none">{say(unread ? 'notice.none_unread' : 'notice.none')}</p>
      )}
      {all && all.length > 0 && (
        <ul className="lines">
          {all.map(notice => (
            <Line key={notice.id} notice={notice} onRead={() => void read.act({ ids: [notice.id] })} />
          ))}
        </ul>
      )}
      {notices.hasNextPage && (
        <p className="notice-more">
          <Button loading={notices.isFetchingNextPage} onClick={() => void notices.fetchNextPage()}>
            {say('notice.more')}
          </Button>
        </p>
      )}
      <Letters />
    </section>
  )
}

function Line({ notice, onRead }: { notice: Notice; onRead(): void }) {
  const say = useSay()
  const [language] = useLanguage()
  const navigate = useNavigate()
  const { data: district } = useQuery(
    api.regions.district.queryOptions({ staleTime: Number.POSITIVE_INFINITY }),
  )
  const { what, subject, said, toldAt, readAt } = notice
  const time = (at: string): string => moment(at, language, district?.timeZone)
  const open = (): void => {
    if (readAt === null) onRead()
    void navigate(`/cases/${subject}`)
  }
  return (
    <li className={readAt === null ? 'notice notice-new' : 'notice'}>
      <div>
        <p>
          <strong>{say(`notice.${what}`)}</strong>{' '}
          {readAt === null && <span className="tag tag-ink">{say('notice.new')}</span>}
        </p>
        <p className="quiet">
          {said.kind[language]} · {said.number}
          {said.due && ` · ${say('notice.due', { at: time(said.due) })}`} · {time(toldAt)}
        </p>
      </div>
      <Button onClick={open} aria-label={say('notice.open', { number: said.number })}>
        {say('notice.open', { number: '' }).trim()}
      </Button>
    </li>
  )
}
