// What publishing the draft will move: counted where it is kept, parts with the parts and open cases with the cases.
import { useQuery } from '@tanstack/react-query'
import { api } from '../../../client.ts'
import { Refused } from '../../../ui/Refused.tsx'
import { useSay } from '../../../ui/say.ts'

export function MovingPane({ layer, grids }: { layer: string; grids: number }) {
  const say = useSay()
  const input = { layer }
  const preview = useQuery(api.grids.preview.queryOptions({ input }))
  const parts = useQuery(api.parts.moving.queryOptions({ input }))
  const cases = useQuery(api.cases.staying.queryOptions({ input }))
  const failed = [preview, parts, cases].find(({ isError }) => isError)
  const figure = (value: number | undefined): string => value?.toLocaleString('en-US') ?? '…'
  const counts = preview.data?.counts
  const changed = counts && counts.added + counts.changed + counts.renamed + counts.ended
  return (
    <section className="grids-moving" aria-labelledby="grids-moving">
      <h2 id="grids-moving">{say('grids.moving')}</h2>
      {failed && <Refused error={failed.error} onRetry={() => void failed.refetch()} />}
      <dl>
        <dt>{say('grids.title')}</dt>
        <dd>{changed === undefined ? '…' : say('grids.moving_grids', { changed, grids })}</dd>
        <dt>{say('grids.moving_ground')}</dt>
        <dd>{preview.data ? `${figure(preview.data.squareMetres)} m²` : '…'}</dd>
        <dt>{say('grids.moving_addresses')}</dt>
        <dd>{figure(preview.data?.addresses)}</dd>
        <dt>{say('grids.moving_buildings')}</dt>
        <dd>{figure(preview.data?.buildings)}</dd>
        <dt>{say('grids.moving_parts')}</dt>
        <dd>{figure(parts.data?.parts)}</dd>
        <dt>{say('grids.moving_cases')}</dt>
        <dd>{cases.data ? say('grids.moving_stay', { open: cases.data.open }) : '…'}</dd>
        <dt>{say('grids.moving_inspectors')}</dt>
        <dd>{figure(preview.data?.inspectors)}</dd>
      </dl>
      {preview.data && preview.data.changes.length > 0 && (
        <details>
          <summary>{say('grids.moving_which')}</summary>
          <ul>
            {preview.data.changes.slice(0, 100).map(({ code, name, what, squareMetres, before, from }) => (
              <li key={code}>
                <span className="tag">{say(`grids.what.${what}`)}</span> {code} {name}{' '}
                <span className="quiet">
                  {before !== null && before !== squareMetres && `${figure(before)} → `}
                  {figure(squareMetres)} m²
                  {from.filter(each => each !== code).length > 0 &&
                    ` · ${say('grids.history_from', { codes: from.filter(each => each !== code).join(', ') })}`}
                </span>
              </li>
            ))}
          </ul>
        </details>
      )}
      <p className="quiet">{say('grids.moving_help')}</p>
    </section>
  )
}
