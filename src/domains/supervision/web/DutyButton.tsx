// On shift or off, in the bar of whoever checks: inspectors on shift are drawn before others.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { api, client } from '../../../client.ts'
import { sentence } from '../../../ui/refusals.ts'
import { useLanguage, useSay } from '../../../ui/say.ts'
import { moment } from '../../../ui/time.ts'
import { useAction } from '../../../ui/useAction.ts'

export function DutyButton() {
  const say = useSay()
  const [language] = useLanguage()
  const queries = useQueryClient()
  const duty = useQuery(api.supervision.myDuty.queryOptions({ staleTime: 60_000 }))
  const { data: district } = useQuery(
    api.regions.district.queryOptions({ staleTime: Number.POSITIVE_INFINITY }),
  )
  const changing = useAction((to: { on: boolean }, context: { key: string }) =>
    to.on
      ? client.supervision.beginDuty(undefined, { context })
      : client.supervision.endDuty(undefined, { context }),
  )
  if (!duty.data) return null
  const { since } = duty.data
  const change = async (): Promise<void> => {
    const now = await changing.act({ on: since === null })
    if (now) queries.setQueryData(api.supervision.myDuty.queryKey(), now)
  }
  return (
    <>
      {since !== null && (
        <span className="bar-live">
          {say('duty.on', { at: moment(since, language, district?.timeZone) })}
        </span>
      )}
      <button
        type="button"
        className="bar-button bar-duty"
        aria-busy={changing.busy}
        title={say('duty.help')}
        onClick={() => void change()}
      >
        {say(since === null ? 'duty.begin' : 'duty.end')}
      </button>
      {changing.error !== undefined && (
        <span role="alert" className="bar-refused">
          {sentence(changing.error, say)}
        </span>
      )}
    </>
  )
}
