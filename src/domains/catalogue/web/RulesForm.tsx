// The limits of the stages and the other numbers of the loop, for all kinds together.
import { useQuery } from '@tanstack/react-query'
import { Button, InputNumber, Select, Skeleton } from 'antd'
import { useState } from 'react'
import { api, client } from '../../../client.ts'
import { Field } from '../../../ui/Field.tsx'
import { Refused } from '../../../ui/Refused.tsx'
import { useLanguage, useSay } from '../../../ui/say.ts'
import { named } from '../../../ui/words/words.ts'
import { type Rules, stageNames } from '../book.ts'
import { type Shown, useEditing } from './drafting.ts'
import { LimitField } from './LimitField.tsx'
import { limitText } from './values.ts'

type Given = Rules & { edition: string }
const spans = ['reopenWindow', 'askWait', 'longestSuspension'] as const

interface Props {
  shown: Shown
  onTold(sentence: string): void
}

export function RulesForm({ shown, onTold }: Props) {
  const rules = useQuery(api.catalogue.rules.queryOptions({ input: { version: shown.version } }))
  if (rules.isError) return <Refused error={rules.error} onRetry={() => void rules.refetch()} />
  if (!rules.data) return <Skeleton active className="late-shown" />
  return shown.isDraft ? <Form kept={rules.data} onTold={onTold} /> : <Facts rules={rules.data} />
}

function Facts({ rules }: { rules: Given }) {
  const say = useSay()
  const [language] = useLanguage()
  const { data: editions = [] } = useQuery(api.catalogue.editions.queryOptions({ staleTime: 300_000 }))
  const edition = editions.find(({ code }) => code === rules.edition)
  return (
    <>
      <p className="quiet">{say('catalogue.rules_help')}</p>
      <dl className="rules-facts">
        {stageNames.map(stage => (
          <div key={stage}>
            <dt>{say(`catalogue.field.${stage}`)}</dt>
            <dd>{limitText(rules.stages[stage], say)}</dd>
          </div>
        ))}
        <div>
          <dt>{say('catalogue.field.fallback')}</dt>
          <dd>{limitText(rules.fallback, say)}</dd>
        </div>
        {spans.map(name => (
          <div key={name}>
            <dt>{say(`catalogue.field.${name}`)}</dt>
            <dd>{limitText(rules[name], say)}</dd>
          </div>
        ))}
        <div>
          <dt>{say('catalogue.field.mostExtensions')}</dt>
          <dd>{rules.mostExtensions}</dd>
        </div>
        <div>
          <dt>{say('catalogue.field.recheckShare')}</dt>
          <dd>{percentOf(rules.recheckShare)}</dd>
        </div>
        <div>
          <dt>{say('catalogue.field.edition')}</dt>
          <dd>{edition ? named(edition.name, language) : rules.edition}</dd>
        </div>
      </dl>
    </>
  )
}

function Form({ kept, onTold }: { kept: Given; onTold: Props['onTold'] }) {
  const say = useSay()
  const [language] = useLanguage()
  const { data: editions = [] } = useQuery(api.catalogue.editions.queryOptions({ staleTime: 300_000 }))
  const [typed, setTyped] = useState<Partial<Given>>({})
  const saving = useEditing((input: Given & { revision: number }, context: { key: string }) =>
    client.catalogue.setRules(input, { context }),
  )
  const rules: Given = { ...kept, ...typed }
  const set = (change: Partial<Given>): void => setTyped(before => ({ ...before, ...change }))
  const setStage = (name: (typeof stageNames)[number], limit: Given['fallback']): void =>
    set({ stages: { ...rules.stages, [name]: limit } })
  const isChanged = Object.keys(typed).length > 0
  const save = async (): Promise<void> => {
    if (!(await saving.edit(rules))) return
    setTyped({})
    onTold(say('catalogue.saved'))
  }
  return (
    <form
      className="rules-form"
      onSubmit={event => {
        event.preventDefault()
        void save()
      }}
    >
      <p className="quiet">{say('catalogue.rules_help')}</p>
      <h2>{say('catalogue.rules_stages')}</h2>
      <div className="rules-grid">
        {stageNames.map(stage => (
          <LimitField
            key={stage}
            id={`stage-${stage}`}
            label={say(`catalogue.field.${stage}`)}
            value={rules.stages[stage]}
            onChange={limit => setStage(stage, limit)}
            none={() => setStage(stage, null)}
          />
        ))}
        <LimitField
          id="fallback"
          label={say('catalogue.field.fallback')}
          value={rules.fallback}
          onChange={fallback => set({ fallback })}
          none={() => set({ fallback: null })}
        />
      </div>
      <h2>{say('catalogue.rules_others')}</h2>
      <div className="rules-grid">
        {spans.map(name => (
          <LimitField
            key={name}
            id={name}
            label={say(`catalogue.field.${name}`)}
            value={rules[name]}
            onChange={limit => set({ [name]: limit })}
          />
        ))}
        <Field label={say('catalogue.field.mostExtensions')} for="most-extensions">
          <InputNumber
            id="most-extensions"
            min={0}
            max={20}
            precision={0}
            value={rules.mostExtensions}
            onChange={most => most !== null && set({ mostExtensions: most })}
          />
        </Field>
        <Field label={say('catalogue.field.recheckShare')} for="recheck-share">
          <InputNumber
            id="recheck-share"
            min={0}
            max={100}
            value={percentOf(rules.recheckShare)}
            onChange={percent => percent !== null && set({ recheckShare: percent / 100 })}
          />
        </Field>
        <Field label={say('catalogue.field.edition')} for="edition-used">
          <Select
            id="edition-used"
            value={rules.edition}
            options={editions.map(({ code, name }) => ({ value: code, label: named(name, language) }))}
            onChange={edition => set({ edition })}
          />
        </Field>
      </div>
      {saving.error !== undefined && <Refused error={saving.error} />}
      <div className="form-buttons">
        {isChanged && <Button onClick={() => setTyped({})}>{say('catalogue.undo')}</Button>}
        <Button type="primary" htmlType="submit" loading={saving.busy} disabled={!isChanged}>
          {say('catalogue.save')}
        </Button>
      </div>
    </form>
  )
}

function percentOf(share: number): number {
  return Number((share * 100).toFixed(4))
}
