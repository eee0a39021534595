// The page of evaluators and auditors: how far what was closed can be relied on, and what looked odd.
import { useQuery } from '@tanstack/react-query'
import { Segmented, Skeleton } from 'antd'
import { useId, useMemo, useState } from 'react'
import { api } from '../../../client.ts'
import { Refused } from '../../../ui/Refused.tsx'
import { useSay } from '../../../ui/say.ts'
import { Flags } from './Flags.tsx'
import { FlagTable, Groups, Tiles } from './HonestyFigures.tsx'
import './honesty.css'

const periods = [7, 30, 90, 365] as const

export function Honesty({ mayJudge }: { mayJudge: boolean }) {
  const say = useSay()
  const label = useId()
  const [days, setDays] = useState<number>(30)
  const period = useMemo(() => lastDays(days), [days])
  const honesty = useQuery(api.supervision.honesty.queryOptions({ input: period }))
  return (
    <section className="page honesty" aria-labelledby="honesty-title">
      <header className="page-head">
        <div>
          <h1 id="honesty-title">{say('honesty.title')}</h1>
          <p className="quiet">{say('honesty.help')}</p>
        </div>
        <div>
          <span id={label} className="unseen">
            {say('honesty.period')}
          </span>
          <Segmented
            aria-labelledby={label}
            value={days}
            onChange={setDays}
            options={periods.map(value => ({ value, label: say('honesty.days', { days: value }) }))}
          />
        </div>
      </header>
      {honesty.isError && <Refused error={honesty.error} onRetry={() => void honesty.refetch()} />}
      {honesty.isPending && <Skeleton active className="late-shown" />}
      {honesty.data && (
        <>
          <Tiles found={honesty.data} />
          <Groups found={honesty.data} />
          <h2>{say('honesty.flags')}</h2>
          <p className="quiet">{say('honesty.flags_help')}</p>
          <FlagTable found={honesty.data} />
        </>
      )}
      <Flags mayJudge={mayJudge} />
    </section>
  )
}

/** Whole minutes, so that the same period is asked for once. */
function lastDays(days: number): { from: string; until: string } {
  const until = Math.ceil(Date.now() / 60_000) * 60_000
  return {
    from: new Date(until - days * 86_400_000).toISOString(),
    until: new Date(until).toISOString(),
  }
}
