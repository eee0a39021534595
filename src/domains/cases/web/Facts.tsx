// What is known of a case: what was said, where, by whom.
import { useLanguage, useSay } from '../../../ui/say.ts'
import { moment } from '../../../ui/time.ts'
import { named } from '../../../ui/words/words.ts'
import type { WholeCase } from '../contract.ts'

export function Facts({ shown, timeZone }: { shown: WholeCase; timeZone: string | undefined }) {
  const say = useSay()
  const [language] = useLanguage()
  const { place, grid, contact } = shown
  const coordinates = `${place.longitude.toFixed(6)}, ${place.latitude.toFixed(6)}`
  const facts: [term: string, fact: string][] = [
    [say('console.address'), shown.address || say('console.no_address')],
    [say('console.region'), named(shown.region, language)],
    [say('console.grid'), grid ? [grid.name, grid.code].join(' · ') : say('console.no_grid')],
    [
      say('console.position'),
      place.precision === 'region'
        ? say('precision.region')
        : `${coordinates} · ${say(`precision.${place.precision}`)}`,
    ],
    [say('console.source'), say(`source.${shown.source}`)],
    [say('console.reported_at'), moment(shown.reportedAt, language, timeZone)],
  ]
  if (shown.department) facts.push([say('console.handled_by'), named(shown.department, language)])
  if (shown.outcome) facts.push([say('console.outcome_is'), say(`outcome.${shown.outcome}`)])
  if (contact) facts.push([say('console.contact'), [contact.name, contact.reach].filter(Boolean).join(' · ')])

  return (
    <section className="facts" aria-labelledby="facts-title">
      <h3 id="facts-title">{say('console.facts')}</h3>
      <p className="said">
        <span className="label">{say('console.description')}</span>
        <br />
        {shown.description ?? <span className="quiet">{say('console.no_description')}</span>}
      </p>
      <dl>
        {facts.map(([term, fact]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{fact}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
