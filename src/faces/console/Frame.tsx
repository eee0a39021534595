// Around every page: the ink bar with district, desk, side and name, and who is not signed in signs in first.
import { getEventMeta } from '@orpc/client'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { Outlet } from 'react-router'
import type { News } from '../../base/live-calls.ts'
import { api, client } from '../../client.ts'
import { useFreshCases } from '../../domains/cases/web/queues.ts'
import type { Me } from '../../domains/identity/contract.ts'
import { useMe } from '../../domains/identity/web/me.ts'
import { SignIn } from '../../domains/identity/web/SignIn.tsx'
import { Bell } from '../../domains/notifications/web/Bell.tsx'
import { DutyButton } from '../../domains/supervision/web/DutyButton.tsx'
import { Live, useLiveState } from '../../ui/Live.tsx'
import { Refused } from '../../ui/Refused.tsx'
import { codeOf } from '../../ui/refusals.ts'
import { useLanguage, useSay } from '../../ui/say.ts'
import type { Source } from '../../ui/sharedStream.ts'
import { named } from '../../ui/words/words.ts'
import { AccountMenu } from './AccountMenu.tsx'
import { Desks } from './Desks.tsx'
import { Mark } from './Mark.tsx'
import { SearchBar } from './SearchBar.tsx'
import { LanguageButton, ModeButton } from './Toggles.tsx'

const news: Source<News> = {
  follow: (lastEventId, signal) => client.live.follow(undefined, { signal, lastEventId }),
  idOf: item => getEventMeta(item)?.id,
  missed: { kind: 'missed' },
}

export function Frame() {
  const me = useMe()
  const say = useSay()
  const title = say('console.title')
  useEffect(() => {
    document.title = title
  }, [title])
  const wasSigned = useRef(false)
  useEffect(() => {
    if (me.data) wasSigned.current = true
  })
  const isStranger = codeOf(me.error) === 'base.not_signed_in'

  if (me.data) {
    const page = <Signed me={me.data} />
    if (!me.data.permissions.includes('cases.see')) return page
    return (
      <Live name={`gangmu.live.${me.data.post.id}`} source={news}>
        <FreshCases />
        {page}
      </Live>
    )
  }
  return (
    <div className="frame">
      <Bar me={undefined} />
      {isStranger && <SignIn isEnded={wasSigned.current} />}
      {me.isError && !isStranger && (
        <main className="page">
          <Refused error={me.error} onRetry={() => void me.refetch()} />
        </main>
      )}
    </div>
  )
}

function Signed({ me }: { me: Me }) {
  const say = useSay()
  return (
    <div className="frame">
      <a className="skip" href="#content">
        {say('console.skip')}
      </a>
      <Bar me={me} />
      <main id="content" tabIndex={-1}>
        <Outlet />
      </main>
    </div>
  )
}

function Bar({ me }: { me: Me | undefined }) {
  const say = useSay()
  const [language] = useLanguage()
  const { data: district } = useQuery(
    api.regions.district.queryOptions({ staleTime: Number.POSITIVE_INFINITY }),
  )
  return (
    <header className="bar">
      <p className="bar-name">
        <Mark /> <span>{say('app.name')}</span>
      </p>
      {district && (
        <p className="bar-district">
          {[
            district.name,
            ...(me && me.post.region.code !== district.code ? [me.post.region.name] : []),
            ...(me?.post.centre ? [me.post.centre.name] : []),
          ]
            .map(name => named(name, language))
            .join(' · ')}
        </p>
      )}
      {me ? <Desks me={me} /> : <span className="bar-desks" />}
      {me?.permissions.includes('cases.see') && <SearchBar />}
      <div className="bar-end">
        <LiveSign />
        {me?.permissions.includes('supervision.check') && <DutyButton key={me.post.id} />}
        {me && <Bell key={me.post.id} />}
        <LanguageButton />
        <ModeButton />
        {me && <AccountMenu me={me} />}
      </div>
    </header>
  )
}

/** Nothing of its own on the page: it keeps lists, counts and the open case as the news have them. */
function FreshCases() {
  useFreshCases()
  return null
}

/** The time of the district by the second; screen readers have their own clock. */
function Ticking() {
  const [now, setNow] = useState(() => new Date())
  const { data: district } = useQuery(
    api.regions.district.queryOptions({ staleTime: Number.POSITIVE_INFINITY }),
  )
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), 1000)
    return () => clearInterval(timer)
  }, [])
  const zone = district ? { timeZone: district.timeZone } : {}
  return (
    <span className="bar-clock" aria-hidden="true">
      {now.toLocaleTimeString('en-GB', { ...zone, hour12: false })}
    </span>
  )
}

function LiveSign() {
  const say = useSay()
  const state = useLiveState()
  if (!state) return null
  return (
    <p className="bar-live">
      <span className={`live-dot live-${state}`} aria-hidden="true" />{' '}
      <span>{say(`console.live_${state}`)}</span> <Ticking />
    </p>
  )
}
