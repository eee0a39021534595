// Every version of one rule: what it said, from when to when, and who made it.
import { useQuery } from '@tanstack/react-query'
import { Modal, Skeleton } from 'antd'
import { api } from '../../../client.ts'
import { Refused } from '../../../ui/Refused.tsx'
import { useLanguage, useSay } from '../../../ui/say.ts'
import { moment } from '../../../ui/time.ts'
import type { NamedRule } from '../contract.ts'
import { useRuleWords } from './ruleWords.ts'

export function RuleVersions({ rule, onClose }: { rule: NamedRule; onClose(): void }) {
  const say = useSay()
  const [language] = useLanguage()
  const words = useRuleWords()
  const versions = useQuery(api.organisations.ruleVersions.queryOptions({ input: { id: rule.id } }))
  const { data: district } = useQuery(
    api.regions.district.queryOptions({ staleTime: Number.POSITIVE_INFINITY }),
  )
  const time = (at: string): string => moment(at, language, district?.timeZone)
  return (
    <Modal
      open
      width={720}
      footer={null}
      title={say('organisations.rule_history_one', { number: rule.number })}
      onCancel={onClose}
    >
      {versions.isError && <Refused error={versions.error} onRetry={() => void versions.refetch()} />}
      {versions.isPending && <Skeleton active className="late-shown" />}
      <ol className="lines">
        {versions.data?.map(each => (
          <li key={each.version}>
            <div>
              <p>
                {say('organisations.rule_version', { number: each.number, version: each.version })} ·{' '}
                {words.kind(each)} · {words.region(each)} → {words.to(each)}
              </p>
              <p className="quiet">
                {each.until === null
                  ? say('organisations.rule_from', { from: time(each.since) })
                  : say('organisations.rule_until', { from: time(each.since), until: time(each.until) })}
                {each.by !== null && ` · ${say('organisations.rule_by', { name: each.by })}`}
              </p>
            </div>
          </li>
        ))}
      </ol>
    </Modal>
  )
}
