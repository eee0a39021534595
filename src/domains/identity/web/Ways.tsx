// The ways into one's own account: passkeys, password, identity provider.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Skeleton } from 'antd'
import { useState } from 'react'
import { api } from '../../../client.ts'
import { Refused } from '../../../ui/Refused.tsx'
import { useSay } from '../../../ui/say.ts'
import { hindered } from './ceremony.ts'
import { LinkedProvider } from './LinkedProvider.tsx'
import { Passkeys } from './Passkeys.tsx'
import { PasswordWay } from './PasswordWay.tsx'
import { useProving } from './Prove.tsx'
import './identity.css'

/** What each part of the page is given: how to be sure who asks, and what to say when it is done. */
export interface Part {
  sure<T>(work: () => Promise<T>): Promise<T>
  onDone(sentence: string): void
}

export function Ways() {
  const say = useSay()
  const queries = useQueryClient()
  const ways = useQuery(api.identity.ways.queryOptions())
  const [told, setTold] = useState('')
  const host = location.hostname
  const usable = ways.data?.passkeys.some(({ site, doubtedAt }) => site === host && doubtedAt === null)
  const proving = useProving({
    password: ways.data?.hasPassword ?? true,
    passkey: usable === true && hindered() === undefined,
  })
  const part: Part = {
    sure: proving.sure,
    onDone: sentence => {
      setTold(sentence)
      void queries.invalidateQueries({ queryKey: api.identity.ways.key() })
    },
  }
  return (
    <section className="page ways" aria-labelledby="ways-title">
      <h1 id="ways-title">{say('ways.title')}</h1>
      <p className="quiet">{say('ways.help')}</p>
      <p role="status" className="told">
        {told}
      </p>
      {ways.isError && <Refused error={ways.error} onRetry={() => void ways.refetch()} />}
      {ways.isPending && <Skeleton active className="late-shown" />}
      {ways.data && (
        <>
          <Passkeys passkeys={ways.data.passkeys} {...part} />
          <PasswordWay hasPassword={ways.data.hasPassword} canDrop={usable === true} {...part} />
          <LinkedProvider links={ways.data.links} {...part} />
        </>
      )}
      {proving.dialog}
    </section>
  )
}
