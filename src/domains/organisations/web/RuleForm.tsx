// The form of one rule, new or to be changed; it can be tried on last month's cases before it is kept.
import { useQuery } from '@tanstack/react-query'
import { Button, Modal, Select } from 'antd'
import { useState } from 'react'
import { api, client } from '../../../client.ts'
import { Field } from '../../../ui/Field.tsx'
import { Refused } from '../../../ui/Refused.tsx'
import { useLanguage, useSay } from '../../../ui/say.ts'
import { useAction } from '../../../ui/useAction.ts'
import { named } from '../../../ui/words/words.ts'
import type { NamedRule, RuleChange, RuleDraft } from '../contract.ts'
import { said } from '../rules.ts'
import { type TrialPiece, useKindChoices } from './ruleWords.ts'

interface Props {
  /** Undefined for a new one. */
  rule: NamedRule | undefined
  /** What a new one begins with. */
  begin?: Partial<RuleDraft> | undefined
  Trial: TrialPiece
  onClose(): void
  onDone(sentence: string): void
}

const everything = ''

export function RuleForm({ rule, begin, Trial, onClose, onDone }: Props) {
  const say = useSay()
  const [language] = useLanguage()
  const { classes, kinds } = useKindChoices()
  const { data: regions = [] } = useQuery(api.regions.list.queryOptions({ staleTime: 300_000 }))
  const { data: register = [] } = useQuery(api.organisations.register.queryOptions())
  const [kind, setKind] = useState(rule?.kind ?? begin?.kind ?? null)
  const [region, setRegion] = useState(rule?.region ?? begin?.region ?? null)
  const [maintainer, setMaintainer] = useState(rule?.maintainer ?? null)
  const [to, setTo] = useState<string | undefined>(rule?.to)
  const isWhoever = to === 'maintainer'
  const draft: RuleDraft | undefined =
    to === undefined ? undefined : { kind, region, maintainer: isWhoever ? null : maintainer, to }
  const keeping = useAction(async (given: RuleDraft, context: { key: string }) => {
    if (!rule) return client.organisations.addRule(given, { context })
    await client.organisations.changeRule({ ...given, id: rule.id, version: rule.version }, { context })
    return { number: rule.number }
  })
  const submit = async (): Promise<void> => {
    const kept = draft && (await keeping.act(draft))
    if (kept)
      onDone(say(rule ? 'organisations.rule_kept' : 'organisations.rule_added', { number: kept.number }))
  }
  const open = register.filter(({ closedAt }) => closedAt === null)
  const names = open.map(each => ({ value: each.id, label: `${named(each.name, language)} · ${each.code}` }))
  const changes: RuleChange[] = draft
    ? [
        rule
          ? { what: 'change', id: rule.id, version: rule.version, rule: draft }
          : { what: 'add', rule: draft },
      ]
    : []
  const search = { optionFilterProp: 'label' } as const
  return (
    <Modal
      open
      width={720}
      title={
        rule ? say('organisations.rule_change_one', { number: rule.number }) : say('organisations.rule_add')
      }
      footer={null}
      onCancel={onClose}
    >
      <form
        className="form"
        onSubmit={event => {
          event.preventDefault()
          void submit()
        }}
      >
        <Field label={say('organisations.rule_kind')} for="rule-kind">
          <Select
            id="rule-kind"
            value={said(kind)}
            showSearch={search}
            options={[
              { value: everything, label: say('organisations.any_kind') },
              {
                label: say('organisations.classes'),
                options: classes.map(({ value, label }) => ({ value, label })),
              },
              {
                label: say('organisations.rule_kind'),
                options: kinds.map(({ value, label }) => ({ value, label })),
              },
            ]}
            onChange={chosen =>
              setKind([...classes, ...kinds].find(({ value }) => value === chosen)?.condition ?? null)
            }
          />
        </Field>
        <Field label={say('organisations.rule_region')} for="rule-region">
          <Select
            id="rule-region"
            value={region ?? everything}
            showSearch={search}
            options={[
              { value: everything, label: say('organisations.whole_district') },
              ...regions
                .filter(({ level }) => level === 'subdistrict' || level === 'community')
                .map(({ code, name }) => ({ value: code, label: `${named(name, language)} · ${code}` })),
            ]}
            onChange={chosen => setRegion(chosen || null)}
          />
        </Field>
        <Field label={say('organisations.rule_to')} for="rule-to">
          <Select
            id="rule-to"
            value={to ?? null}
            showSearch={search}
            placeholder={say('console.department_pick')}
            options={[{ value: 'maintainer', label: say('organisations.to_maintainer') }, ...names]}
            onChange={chosen => setTo(chosen ?? undefined)}
          />
        </Field>
        {!isWhoever && (
          <Field
            label={say('organisations.rule_maintainer')}
            for="rule-maintainer"
            help={say('organisations.rule_maintainer_help')}
          >
            <Select
              id="rule-maintainer"
              aria-describedby="rule-maintainer-help"
              value={maintainer ?? everything}
              showSearch={search}
              options={[{ value: everything, label: say('organisations.any_maintainer') }, ...names]}
              onChange={chosen => setMaintainer(chosen || null)}
            />
          </Field>
        )}
        {isWhoever && <p className="help">{say('organisations.rule_maintainer_help')}</p>}
        {changes.length > 0 && <Trial key={JSON.stringify(changes)} changes={changes} />}
        {keeping.error !== undefined && <Refused error={keeping.error} />}
        <div className="form-buttons">
          {!draft && <span className="quiet">{say('console.department_needs')}</span>}
          <Button onClick={onClose}>{say('app.cancel')}</Button>
          <Button type="primary" htmlType="submit" loading={keeping.busy} disabled={!draft}>
            {say('organisations.save')}
          </Button>
        </div>
      </form>
    </Modal>
  )
}
