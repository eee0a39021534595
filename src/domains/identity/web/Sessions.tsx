// Where one is signed in, and ending a session that should not be.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Skeleton } from 'antd'
import { useState } from 'react'
import { api, client } from '../../../client.ts'
import { Refused } from '../../../ui/Refused.tsx'
import { useLanguage, useSay } from '../../../ui/say.ts'
import { moment } from '../../../ui/time.ts'
import { useAction } from '../../../ui/useAction.ts'
import { deviceName } from './device.ts'
import './identity.css'

export function Sessions() {
  const say = useSay()
  const [language] = useLanguage()
  const queries = useQueryClient()
  const sessions = useQuery(api.identity.sessions.queryOptions())
  const { data: district } = useQuery(
    api.regions.district.queryOptions({ staleTime: Number.POSITIVE_INFINITY }),
  )
  const revoke = useAction((input: { id: string }, context: { key: string }) =>
    client.identity.revoke(input, { context }),
  )
  const [ending, setEnding] = useState<string>()
  const [isEnded, setEnded] = useState(false)
  const time = (at: string): string => moment(at, language, district?.timeZone)

  const end = async (id: string): Promise<void> => {
    setEnding(id)
    setEnded(false)
    if (await revoke.act({ id })) setEnded(true)
    await queries.invalidateQueries({ queryKey: api.identity.sessions.key() })
  }
  return (
    <section className="page" aria-labelledby="sessions-title">
      <h1 id="sessions-title">{say('identity.sessions')}</h1>
      <p className="quiet">{say('console.sessions_help')}</p>
      <p role="status">{isEnded && say('console.session_ended')}</p>
      {revoke.error !== undefined && <Refused error={revoke.error} />}
      {sessions.isError && <Refused error={sessions.error} onRetry={() => void sessions.refetch()} />}
      {sessions.isPending && <Skeleton active className="late-shown" />}
      <ul className="lines">
        {sessions.data?.map(({ id, device, openedAt, seenAt, current, way }) => (
          <li key={id}>
            <div>
              <p>
                <strong className="device" title={device}>
                  {deviceName(device)}
                </strong>{' '}
                {current && <span className="tag tag-ink">{say('identity.session_current')}</span>}
              </p>
              <p className="quiet">
                {say('identity.session_seen', { at: time(seenAt) })} ·{' '}
                {say('console.session_opened', { at: time(openedAt) })}, {say(`ways.way_${way}`)}
              </p>
            </div>
            {!current && (
              <Button loading={revoke.busy && ending === id} onClick={() => void end(id)}>
                {say('identity.session_end')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
