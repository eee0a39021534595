// Around every page: the ink bar with district, desk, side and name, and who is not signed in signs in first.
import { getEventMeta } from '@orpc/client'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { NavLink, Outlet } from 'react-router'
import type { News } from '../../base/live-calls.ts'
import { api, client } from '../../client.ts'
import type { Me } from '../../domains/identity/contract.ts'
import { useMe } from '../../domains/identity/web/me.ts'
import { SignIn } from '../../domains/identity/web/SignIn.tsx'
import { DutyButton } from '../../domains/supervision/web/DutyButton.tsx'
import { Live, useLiveState } from '../../ui/Live.tsx'
import { Refused } from '../../ui/Refused.tsx'
import { codeOf } from '../../ui/refusals.ts'
import { useLanguage, useSay } from '../../ui/say.ts'
import type { Source } from '../../ui/sharedStream.ts'
import { named } from '../../ui/words/words.ts'
import { AccountMenu } from './AccountMenu.tsx'
import { desksOf } from './desks.ts'
import { Mark } from './Mark.tsx'
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
      {district && <p className="bar-district">{named(district.name, language)}</p>}
      <nav className="bar-desks" aria-label={say('console.desks')}>
        {me &&
          desksOf({ permissions: me.permissions, role: me.post.role }).map(({ to, label }) => (
            <NavLink key={to} to={to}>
              {say(label)}
            </NavLink>
          ))}
      </nav>
      <div className="bar-end">
        <LiveSign />
        {me?.permissions.includes('supervision.check') && <DutyButton key={me.post.id} />}
        <LanguageButton />
        <ModeButton />
        {me && <AccountMenu me={me} />}
      </div>
    </header>
  )
}

function LiveSign() {
  const say = useSay()
  const state = useLiveState()
  if (!state) return null
  return (
    <p className="bar-live">
      <span className={`live-dot live-${state}`} aria-hidden="true" />{' '}
      <span>{say(`console.live_${state}`)}</span>
    </p>
  )
}
