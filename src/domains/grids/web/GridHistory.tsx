// What a grid was before, and what became of it, by shared ground.
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { api } from '../../../client.ts'
import { Refused } from '../../../ui/Refused.tsx'
import { useSay } from '../../../ui/say.ts'
import { useMoment } from './keeping.ts'

export function GridHistory({ layer, code }: { layer: string; code: string }) {
  const say = useSay()
  const { moment } = useMoment()
  const [isOpen, setOpen] = useState(false)
  const past = useQuery({ ...api.grids.history.queryOptions({ input: { layer, code } }), enabled: isOpen })
  if (!isOpen)
    return (
      <p className="grids-acts">
        <Button size="small" type="text" onClick={() => setOpen(true)}>
          {say('grids.history')}
        </Button>
      </p>
    )
  return (
    <section aria-label={say('grids.history')} className="grids-history">
      {past.isError && <Refused error={past.error} onRetry={() => void past.refetch()} />}
      {past.data?.length === 0 && <p className="quiet">{say('grids.history_none')}</p>}
      <ol>
        {past.data?.map(each => (
          <li key={each.id}>
            {say('grids.since', { from: moment(each.validFrom) })}
            {each.validUntil && ` – ${moment(each.validUntil)}`} · {each.squareMetres.toLocaleString('en-US')}{' '}
            m²
            {each.before.length > 0 && (
              <span className="quiet">
                {' '}
                {say('grids.history_from', { codes: each.before.map(share => share.code).join(', ') })}
              </span>
            )}
            {each.after.length > 0 && (
              <span className="quiet">
                {' '}
                {say('grids.history_to', { codes: each.after.map(share => share.code).join(', ') })}
              </span>
            )}
          </li>
        ))}
      </ol>
    </section>
  )
}
