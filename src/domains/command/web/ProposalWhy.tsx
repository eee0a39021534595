// Why a department is proposed: which rule fired and what of it is met, what other rules lost by, what lies
// across a border close by, and where cases like this one went.
import { useLanguage, useSay } from '../../../ui/say.ts'
import { named } from '../../../ui/words/words.ts'
import { useRuleWords } from '../../organisations/web/ruleWords.ts'
import type { Candidate, Proposal } from '../proposals.ts'
import './command.css'

const mostLosers = 2

export function ProposalWhy({ proposal }: { proposal: Proposal }) {
  const say = useSay()
  const [language] = useLanguage()
  const words = useRuleWords()
  const { proposed, none, losers, ranked, experience } = proposal
  const rule = proposed?.rule
  const borders = ranked.filter(
    (each): each is Candidate & { near: NonNullable<Candidate['near']> } => each.near !== null,
  )
  const told = ranked.filter(({ sent }) => sent > 0)
  const gaveBack = ranked
    .filter(each => each.gaveBack)
    .map(({ department }) => named(department.name, language))
  const list = (some: readonly string[]): string => some.join(say('proposal.between'))
  return (
    <div className="why">
      {gaveBack.length > 0 && <p>{say('proposal.gave_back', { departments: list(gaveBack) })}</p>}
      {none && <p>{say(`proposal.none.${none}`)}</p>}
      {rule && proposed && (
        <>
          <h4>
            {say('proposal.why')}{' '}
            <span className="quiet">
              {say('organisations.rule_version', { number: rule.number, version: rule.version })}
            </span>
          </h4>
          <ul>
            {proposed.why.length === 0 && <li className="why-met">{say('proposal.met_all')}</li>}
            {proposed.why.map(condition => (
              <li key={condition} className="why-met">
                {say(`proposal.met.${condition}`, {
                  name: {
                    maintainer:
                      rule.to === 'maintainer'
                        ? named(proposed.department.name, language)
                        : words.maintainer(rule),
                    kind: rule.names.kind ? named(rule.names.kind, language) : '',
                    class: rule.names.kind ? named(rule.names.kind, language) : '',
                    region: words.region(rule),
                  }[condition],
                })}
              </li>
            ))}
          </ul>
        </>
      )}
      <ul>
        {losers.slice(0, mostLosers).map(({ rule: other, department, lost }) => (
          <li key={other.id} className="why-not" title={words.line(other)}>
            {say('proposal.loser', {
              rule: words.title(other),
              department: department ? named(department.name, language) : '',
              why: say(`proposal.lost.${lost}`),
            })}
          </li>
        ))}
        {losers.length > mostLosers && (
          <li className="why-not">{say('proposal.losers_more', { count: losers.length - mostLosers })}</li>
        )}
        {borders.map(({ department, near }) => (
          <li key={department.id} className="why-near">
            {say('proposal.border', {
              metres: near.metres,
              region: named(near.region, language),
              department: named(department.name, language),
            })}
          </li>
        ))}
        {told.length > 0 && (
          <li className="why-told">
            {say('proposal.experience', {
              cases: experience.cases,
              region: experience.region ? named(experience.region, language) : '',
            })}{' '}
            {list(
              told.map(({ department, sent, back }) =>
                say(back > 0 ? 'proposal.sent_back' : 'proposal.sent', {
                  department: named(department.name, language),
                  sent,
                  back,
                }),
              ),
            )}
          </li>
        )}
      </ul>
    </div>
  )
}
