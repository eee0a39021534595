// Changed rules tried on last month's cases: how many would have gone elsewhere, from where to where, by which
// rule. Counts only; whoever keeps rules sees no case.
import { Button } from 'antd'
import { useState } from 'react'
import { client } from '../../../client.ts'
import { Refused } from '../../../ui/Refused.tsx'
import { useLanguage, useSay } from '../../../ui/say.ts'
import { useAction } from '../../../ui/useAction.ts'
import { named } from '../../../ui/words/words.ts'
import type { RuleChange } from '../../organisations/contract.ts'
import { useRuleWords } from '../../organisations/web/ruleWords.ts'
import type { Trial as Tried } from '../proposals.ts'

export function Trial({ changes }: { changes: readonly RuleChange[] }) {
  const say = useSay()
  const [tried, setTried] = useState<Tried>()
  const trying = useAction((given: RuleChange[], context: { key: string }) =>
    client.command.tryRules({ changes: given }, { context }),
  )
  const start = async (): Promise<void> => setTried(await trying.act([...changes]))
  return (
    <section className="trial" aria-live="polite">
      <Button loading={trying.busy} onClick={() => void start()}>
        {say('organisations.trial')}
      </Button>{' '}
      <span className="help">{say('organisations.trial_help')}</span>
      {trying.error !== undefined && <Refused error={trying.error} />}
      {tried && <Outcome tried={tried} />}
    </section>
  )
}

function Outcome({ tried: { cases, moved, moves, departments } }: { tried: Tried }) {
  const say = useSay()
  const [language] = useLanguage()
  const words = useRuleWords()
  const side = ({ department, rule }: Tried['moves'][number]['from']) => (
    <>
      {department ? named(department.name, language) : say('organisations.trial_nobody')}
      {rule && (
        <span className="quiet" title={words.line(rule)}>
          {' '}
          {words.title(rule)}
        </span>
      )}
    </>
  )
  return (
    <>
      <p>
        <strong>
          {say(
            cases === 0
              ? 'organisations.trial_empty'
              : moved === 0
                ? 'organisations.trial_none'
                : 'organisations.trial_some',
            { cases, moved },
          )}
        </strong>
      </p>
      {moves.length > 0 && (
        <div className="trial-scroll">
          <table className="table">
            <thead>
              <tr>
                <th scope="col">{say('organisations.trial_what')}</th>
                <th scope="col">{say('organisations.trial_from')}</th>
                <th scope="col">{say('organisations.trial_to')}</th>
                <th scope="col" className="figure">
                  {say('organisations.trial_cases')}
                </th>
                <th scope="col">{say('organisations.trial_in_fact')}</th>
              </tr>
            </thead>
            <tbody>
              {moves.map(({ kind, region, from, to, cases: count, withFrom, withTo }) => (
                <tr key={[kind.type, kind.code, region?.zh, from.rule?.id, to.rule?.id].join(' ')}>
                  <th scope="row">
                    {kind.name ? named(kind.name, language) : kind.code}
                    {region && <span className="quiet"> · {named(region, language)}</span>}
                  </th>
                  <td>{side(from)}</td>
                  <td>{side(to)}</td>
                  <td className="figure" data-label={say('organisations.trial_cases')}>
                    {count}
                  </td>
                  <td>{say('organisations.trial_split', { from: withFrom, to: withTo })}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {moved > 0 && (
        <>
          <h4>{say('organisations.trial_sums')}</h4>
          <table className="table">
            <thead>
              <tr>
                <th scope="col">{say('organisations.rule_to')}</th>
                <th scope="col" className="figure">
                  {say('organisations.trial_from')}
                </th>
                <th scope="col" className="figure">
                  {say('organisations.trial_to')}
                </th>
                <th scope="col" className="figure">
                  {say('organisations.trial_in_fact')}
                </th>
              </tr>
            </thead>
            <tbody>
              {departments.map(({ department, before, after, inFact }) => (
                <tr key={department?.id ?? ''}>
                  <th scope="row">
                    {department ? named(department.name, language) : say('organisations.trial_waiting')}
                  </th>
                  <td className="figure" data-label={say('organisations.trial_from')}>
                    {before}
                  </td>
                  <td className="figure" data-label={say('organisations.trial_to')}>
                    {after}
                  </td>
                  <td className="figure" data-label={say('organisations.trial_in_fact')}>
                    {inFact}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </>
  )
}
