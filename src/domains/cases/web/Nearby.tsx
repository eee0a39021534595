// The open cases around the chosen one, as a table under the map: the same answer of the server as the marks on it.
import { Link } from 'react-router'
import { Refused } from '../../../ui/Refused.tsx'
import { useLanguage, useSay } from '../../../ui/say.ts'
import { useNow } from '../../../ui/time.ts'
import { named } from '../../../ui/words/words.ts'
import type { WholeCase } from '../contract.ts'
import type { useAround } from './around.ts'
import { Light, lightNow } from './Light.tsx'

interface Props {
  shown: WholeCase | undefined
  around: ReturnType<typeof useAround>
  timeZone: string | undefined
  /** The page of a case. */
  to(id: string): string
}

export function Nearby({ shown, around: { asked, near, metres, alike }, timeZone, to }: Props) {
  const say = useSay()
  const [language] = useLanguage()
  const now = useNow()
  if (!shown) return <section className="near" aria-label={say('desks.near_help', { metres })} />
  const title = asked.data?.more
    ? say('desks.near_more', { count: near.length })
    : say('desks.near', { count: near.length })
  return (
    <section className="near" aria-labelledby="near-title">
      <h2 id="near-title">
        {asked.data ? title : say('desks.near_help', { metres })}{' '}
        {asked.data && <span className="quiet">{say('desks.near_help', { metres })}</span>}
      </h2>
      {asked.isError && (
        <Refused error={asked.error} says={say('desks.near_failed')} onRetry={() => void asked.refetch()} />
      )}
      {asked.data && near.length === 0 && <p className="quiet">{say('desks.near_none', { metres })}</p>}
      {near.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it
        <section className="near-scroll" tabIndex={0}>
          <table>
            <thead>
              <tr>
                <th scope="col">
                  <span className="unseen">{say('desks.near_light')}</span>
                </th>
                <th scope="col">{say('desks.near_kind')}</th>
                <th scope="col" className="number">
                  {say('desks.near_distance')}
                </th>
                <th scope="col">{say('desks.near_state')}</th>
                <th scope="col">{say('desks.near_department')}</th>
                <th scope="col" className="number">
                  {say('desks.near_limit')}
                </th>
              </tr>
            </thead>
            <tbody>
              {near.map(row => {
                const light = lightNow(row, now)
                return (
                  <tr key={row.id}>
                    <td>{light && <span className={`lt lt-${light}`} aria-hidden="true" />}</td>
                    <td>
                      <Link to={to(row.id)}>{named(row.kind.name, language)}</Link>
                      {alike.has(row.id) && <span className="tag tag-ink">{say('desks.near_alike')}</span>}
                    </td>
                    <td className="number">{say('desks.metres', { metres: row.metres })}</td>
                    <td>{say(`state.${row.state}`)}</td>
                    <td>{row.department ? named(row.department, language) : '—'}</td>
                    <td className="number">
                      <Light of={row} now={now} timeZone={timeZone} isBare />
                    </td>
                  </tr>
                )
              })}
            </tbody>
          </table>
        </section>
      )}
    </section>
  )
}
