// Rules as a table; what a rule does not ask for is said as "any".
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { api } from '../../../client.ts'
import { useSay } from '../../../ui/say.ts'
import type { NamedRule } from '../contract.ts'
import { closedOf } from '../rules.ts'
import { useRuleWords } from './ruleWords.ts'

interface Props {
  rules: readonly NamedRule[]
  onChange(rule: NamedRule): void
  onEnd(rule: NamedRule): void
  onVersions?: (rule: NamedRule) => void
}

export function RuleTable({ rules, onChange, onEnd, onVersions }: Props) {
  const say = useSay()
  const words = useRuleWords()
  const { data: register = [] } = useQuery(api.organisations.register.queryOptions())
  const closed = closedOf(register)
  return (
    <table className="table rules">
      <thead>
        <tr>
          <th scope="col" className="figure">
            {say('organisations.rule_number')}
          </th>
          <th scope="col">{say('organisations.rule_kind')}</th>
          <th scope="col">{say('organisations.rule_region')}</th>
          <th scope="col">{say('organisations.rule_maintainer')}</th>
          <th scope="col">{say('organisations.rule_to')}</th>
          <td />
        </tr>
      </thead>
      <tbody>
        {rules.map(rule => {
          const { number } = rule
          return (
            <tr key={rule.id}>
              <td className="figure">
                {onVersions ? (
                  <button
                    type="button"
                    className="opens"
                    aria-label={say('organisations.rule_history_one', { number })}
                    onClick={() => onVersions(rule)}
                  >
                    {number}
                  </button>
                ) : (
                  number
                )}
              </td>
              <th scope="row" className={rule.kind === null ? 'any' : undefined}>
                {words.kind(rule)}
              </th>
              <td className={rule.region === null ? 'any' : undefined}>{words.region(rule)}</td>
              <td
                className={rule.maintainer === null ? 'any' : undefined}
                data-label={words.maintainer(rule) && say('organisations.rule_maintainer')}
              >
                {words.maintainer(rule)}
              </td>
              <td data-label="→">
                {words.to(rule)}{' '}
                {closed.has(rule.to) && <span className="tag tag-broken">{say('organisations.broken')}</span>}
              </td>
              <td className="table-act">
                <Button
                  size="small"
                  aria-label={say('organisations.rule_change_one', { number })}
                  onClick={() => onChange(rule)}
                >
                  {say('organisations.change')}
                </Button>{' '}
                <Button
                  size="small"
                  type="text"
                  aria-label={say('organisations.rule_end_one', { number })}
                  onClick={() => onEnd(rule)}
                >
                  {say('organisations.rule_end')}
                </Button>
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
