// What is known of a case: what was said, where, by whom; what was fixed at filing; and the cases it belongs to.
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { useLanguage, useSay } from '../../../ui/say.ts'
import { moment } from '../../../ui/time.ts'
import { type Language, named, type Say, type WordKey } from '../../../ui/words/words.ts'
import type { WholeCase } from '../contract.ts'
import { limitWords } from './limits.ts'

type Fact = [term: string, fact: ReactNode]

export function Facts({ shown, timeZone }: { shown: WholeCase; timeZone: string | undefined }) {
  const say = useSay()
  const [language] = useLanguage()
  const told = { say, language, timeZone }
  const facts = [...placed(shown, told), ...filed(shown, told), ...related(shown, told)]
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

interface Told {
  say: Say
  language: Language
  timeZone: string | undefined
}

function placed(shown: WholeCase, { say, language, timeZone }: Told): Fact[] {
  const { place, grid, contact } = shown
  const coordinates = `${place.longitude.toFixed(6)}, ${place.latitude.toFixed(6)}`
  const facts: Fact[] = [
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
  return facts
}

/** Condition, limit and area class as they were fixed, and what was granted since. */
function filed({ filed: fixed, extensions, task }: WholeCase, { say, language, timeZone }: Told): Fact[] {
  const facts: Fact[] = []
  if (fixed?.name) facts.push([say('desk.filed_condition'), named(fixed.name, language)])
  if (fixed?.closing) facts.push([say('desk.filed_closing'), named(fixed.closing, language)])
  if (fixed) {
    facts.push(
      [say('desk.filed_limit'), fixed.limit ? limitWords(fixed.limit, say) : say('desk.no_limit')],
      [say('desk.filed_area'), say('desk.area', { area: fixed.area, version: fixed.rulebook })],
    )
  }
  if (extensions > 0) facts.push([say('desk.extended'), say('desk.times', { count: extensions })])
  if (task) {
    const at = moment(task.drawnAt, language, timeZone)
    facts.push([
      say(`desk.task.${task.purpose}`),
      task.own
        ? say('desk.drawn_you', { at })
        : task.name
          ? say('desk.drawn_name', { name: task.name, at })
          : say('desk.drawn', { at }),
    ])
  }
  return facts
}

function related(shown: WholeCase, { say }: Told): Fact[] {
  const { parent, children, joinedTo, joined } = shown
  const groups: [WordKey, readonly Related[]][] = [
    ['desk.parent', parent ? [parent] : []],
    ['desk.children', children],
    ['desk.joined_to', joinedTo ? [joinedTo] : []],
    ['desk.joined', joined],
  ]
  return groups.flatMap(([term, cases]) =>
    cases.length === 0
      ? []
      : [
          [
            say(term),
            <ul key={term}>
              {cases.map(({ id, number, state }) => (
                <li key={id}>
                  <Link to={`/cases/${id}`}>{number}</Link>{' '}
                  <span className="tag">{say(`state.${state}`)}</span>
                </li>
              ))}
            </ul>,
          ] satisfies Fact,
        ],
  )
}

type Related = WholeCase['children'][number]
