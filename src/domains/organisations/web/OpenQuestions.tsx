// What the rules leave open: gaps, broken rules, idle ones, and pairs that only the order of conditions decides.
import { useQuery } from '@tanstack/react-query'
import { Button, Skeleton } from 'antd'
import { type ReactNode, useState } from 'react'
import { api } from '../../../client.ts'
import { Refused } from '../../../ui/Refused.tsx'
import { useLanguage, useSay } from '../../../ui/say.ts'
import { named } from '../../../ui/words/words.ts'
import type { Coverage, NamedRule, RuleDraft } from '../contract.ts'
import { RuleForm } from './RuleForm.tsx'
import { EndRule } from './Rules.tsx'
import { RuleTable } from './RuleTable.tsx'
import { type TrialPiece, useRuleWords } from './ruleWords.ts'

interface Props {
  Trial: TrialPiece
  onChanged(sentence: string): void
}

type Open = { form: 'fill'; begin: Partial<RuleDraft> } | { form: 'change' | 'end'; rule: NamedRule }

export function OpenQuestions({ Trial, onChanged }: Props) {
  const say = useSay()
  const words = useRuleWords()
  const coverage = useQuery(api.organisations.coverage.queryOptions())
  const { data: rules = [] } = useQuery(api.organisations.rules.queryOptions())
  const [open, setOpen] = useState<Open>()
  const of = (ids: readonly string[]): NamedRule[] => rules.filter(({ id }) => ids.includes(id))
  const finish = (sentence: string): void => {
    setOpen(undefined)
    onChanged(sentence)
  }
  const table = (some: readonly NamedRule[]): ReactNode => (
    <RuleTable
      rules={some}
      onChange={rule => setOpen({ form: 'change', rule })}
      onEnd={rule => setOpen({ form: 'end', rule })}
    />
  )
  const report = coverage.data
  return (
    <>
      {coverage.isError && <Refused error={coverage.error} onRetry={() => void coverage.refetch()} />}
      {coverage.isPending && <Skeleton active className="late-shown" />}
      {report && (
        <>
          <Gaps report={report} onFill={begin => setOpen({ form: 'fill', begin })} />
          {report.broken.length > 0 && (
            <section>
              <h2>{say('organisations.broken_title')}</h2>
              <p className="quiet prose">{say('organisations.broken_help')}</p>
              {table(of(report.broken))}
            </section>
          )}
          <section>
            <h2>{say('organisations.idle_title')}</h2>
            {report.idle.length === 0 ? (
              <p className="quiet">{say('organisations.all_well')}</p>
            ) : (
              <>
                <p className="quiet prose">{say('organisations.idle_help')}</p>
                {table(of(report.idle))}
              </>
            )}
          </section>
          <section>
            <h2>{say('organisations.contested_title')}</h2>
            {report.contested.length === 0 ? (
              <p className="quiet">{say('organisations.all_well')}</p>
            ) : (
              <>
                <p className="quiet prose">{say('organisations.contested_help')}</p>
                <ul className="lines">
                  {report.contested.map(({ wins, loses }) => {
                    const [winner, loser] = [of([wins])[0], of([loses])[0]]
                    if (!winner || !loser) return null
                    return (
                      <li key={`${wins} ${loses}`}>
                        {say('organisations.contested_row', {
                          wins: words.line(winner),
                          loses: words.line(loser),
                        })}
                      </li>
                    )
                  })}
                </ul>
              </>
            )}
          </section>
        </>
      )}
      {(open?.form === 'fill' || open?.form === 'change') && (
        <RuleForm
          rule={open.form === 'change' ? open.rule : undefined}
          begin={open.form === 'fill' ? open.begin : undefined}
          Trial={Trial}
          onClose={() => setOpen(undefined)}
          onDone={finish}
        />
      )}
      {open?.form === 'end' && (
        <EndRule rule={open.rule} Trial={Trial} onClose={() => setOpen(undefined)} onDone={finish} />
      )}
    </>
  )
}

interface GapProps {
  report: Coverage
  onFill(begin: Partial<RuleDraft>): void
}

function Gaps({ report: { gaps, kinds, communities }, onFill }: GapProps) {
  const say = useSay()
  const [language] = useLanguage()
  return (
    <section>
      <h2>{say('organisations.gaps')}</h2>
      {gaps.length === 0 && <p className="quiet">{say('organisations.gaps_none')}</p>}
      {gaps.length > 0 && (
        <>
          <p className="quiet prose">{say('organisations.gaps_help', { kinds, communities })}</p>
          <table className="table">
            <thead>
              <tr>
                <th scope="col">{say('organisations.rule_kind')}</th>
                <th scope="col">{say('organisations.rule_region')}</th>
                <td />
              </tr>
            </thead>
            <tbody>
              {gaps.map(({ kind: { name, ...kind }, everywhere, regions }) => {
                const only = regions.length === 1 && !everywhere ? regions[0] : undefined
                return (
                  <tr key={`${kind.type}${kind.code}`}>
                    <th scope="row">
                      {say('organisations.kind_of', {
                        type: say(`organisations.type.${kind.type}`),
                        code: kind.code,
                        name: named(name, language),
                      })}
                    </th>
                    <td>
                      {everywhere
                        ? say('organisations.gap_everywhere')
                        : regions
                            .map(region =>
                              region.communities === region.of
                                ? named(region.name, language)
                                : say('organisations.gap_some', {
                                    region: named(region.name, language),
                                    communities: region.communities,
                                    of: region.of,
                                  }),
                            )
                            .join(say('organisations.between'))}
                    </td>
                    <td className="table-act">
                      <Button
                        size="small"
                        aria-label={say('organisations.gap_fill_one', { kind: named(name, language) })}
                        onClick={() => onFill({ kind, region: only?.code ?? null })}
                      >
                        {say('organisations.gap_fill')}
                      </Button>
                    </td>
                  </tr>
                )
              })}
            </tbody>
          </table>
        </>
      )}
    </section>
  )
}
