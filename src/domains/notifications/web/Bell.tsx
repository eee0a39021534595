// In the bar of every page: how many notices wait, and the way to them. Asked again when news came and once a minute.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { Link } from 'react-router'
import { api } from '../../../client.ts'
import { useNews } from '../../../ui/Live.tsx'
import { useSay } from '../../../ui/say.ts'
import './notices.css'

/** A notice is made after the event that the news are of. */
const after = 1500

export function Bell() {
  const say = useSay()
  const queries = useQueryClient()
  const { data } = useQuery(api.notifications.unread.queryOptions({ refetchInterval: 60_000 }))
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useNews(() => {
    clearTimeout(timer.current)
    timer.current = setTimeout(
      () => void queries.invalidateQueries({ queryKey: api.notifications.key() }),
      after,
    )
  })
  useEffect(() => () => clearTimeout(timer.current), [])
  const unread = data?.unread ?? 0
  const count = unread > 99 ? '99+' : String(unread)
  const said = unread > 99 ? say('notice.unread_many') : say('notice.unread', { count: unread })
  return (
    <Link className="bar-button bell" to="/notices">
      {say('notice.title')}
      <span className="unseen">: {said}</span>
      {unread > 0 && (
        <span className="bell-count" aria-hidden="true">
          {count}
        </span>
      )}
    </Link>
  )
}
