// The list of flags, newest first: what looked odd, of which case, and – for an evaluator – what it means.
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Select, Skeleton } from 'antd'
import { useId, useState } from 'react'
import { api } from '../../../client.ts'
import { Refused } from '../../../ui/Refused.tsx'
import { useSay } from '../../../ui/say.ts'
import { type FlagKind, flagKinds, type Verdict, verdicts } from '../rules.ts'
import { FlagRow } from './FlagRow.tsx'

export function Flags({ mayJudge }: { mayJudge: boolean }) {
  const say = useSay()
  const queries = useQueryClient()
  const ids = { what: useId(), verdict: useId() }
  const [what, setWhat] = useState<FlagKind | 'any'>('any')
  const [verdict, setVerdict] = useState<Verdict | 'open' | 'any'>('open')
  const [told, setTold] = useState('')
  const { data: district } = useQuery(
    api.regions.district.queryOptions({ staleTime: Number.POSITIVE_INFINITY }),
  )
  const flags = useInfiniteQuery(
    api.supervision.flags.infiniteOptions({
      input: (after: string | undefined) => ({
        ...(what !== 'any' && { what }),
        ...(verdict !== 'any' && { verdict }),
        ...(after !== undefined && { after }),
      }),
      initialPageParam: undefined,
      getNextPageParam: ({ after }) => after ?? undefined,
    }),
  )
  const rows = flags.data?.pages.flatMap(page => page.flags) ?? []
  const judged = (sentence: string): void => {
    setTold(sentence)
    void queries.invalidateQueries({ queryKey: api.supervision.flags.key() })
    void queries.invalidateQueries({ queryKey: api.supervision.honesty.key() })
  }
  return (
    <>
      <div className="flags-filter">
        <label htmlFor={ids.what}>{say('honesty.flag_kind')}</label>
        <Select
          id={ids.what}
          value={what}
          onChange={setWhat}
          options={[
            { value: 'any' as const, label: say('honesty.any') },
            ...flagKinds.map(value => ({ value, label: say(`flag.${value}`) })),
          ]}
        />
        <label htmlFor={ids.verdict}>{say('honesty.flag_verdict')}</label>
        <Select
          id={ids.verdict}
          value={verdict}
          onChange={setVerdict}
          options={[
            { value: 'any' as const, label: say('honesty.any') },
            ...(['open', ...verdicts] as const).map(value => ({ value, label: say(`verdict.${value}`) })),
          ]}
        />
        {flags.data && (
          <span className="quiet">
            {say('honesty.flag_count', { count: flags.data.pages[0]?.total ?? 0 })}
          </span>
        )}
      </div>
      <p role="status" className="told">
        {told}
      </p>
      {flags.isError && <Refused error={flags.error} onRetry={() => void flags.refetch()} />}
      {flags.isPending && <Skeleton active className="late-shown" />}
      {flags.data && rows.length === 0 && <p className="quiet">{say('honesty.none_flagged')}</p>}
      <ul className="flags">
        {rows.map(flag => (
          <FlagRow
            key={flag.id}
            flag={flag}
            mayJudge={mayJudge}
            timeZone={district?.timeZone}
            onJudged={judged}
          />
        ))}
      </ul>
      {flags.hasNextPage && (
        <Button loading={flags.isFetchingNextPage} onClick={() => void flags.fetchNextPage()}>
          {say('honesty.more')}
        </Button>
      )}
    </>
  )
}
