// Splitting a case into parts that go their own ways: two to ten, each with its own words, perhaps its own kind, what it
// is filed under, and whom it is sent to at once.
import { useQueries, useQuery } from '@tanstack/react-query'
import { Button, Input, Select } from 'antd'
import { useId, useState } from 'react'
import { v4 as newKey } from 'uuid'
import { api, client } from '../../../client.ts'
import { Field } from '../../../ui/Field.tsx'
import { Refused } from '../../../ui/Refused.tsx'
import { useLanguage, useSay } from '../../../ui/say.ts'
import { named } from '../../../ui/words/words.ts'
import { KindField } from '../../cases/web/KindField.tsx'
import { StepBox } from '../../cases/web/StepBox.tsx'
import { type StepProps, useStep } from '../../cases/web/stepping.ts'
import type { KindKey } from '../../catalogue/contract.ts'
import { PartTerms, termsOf } from './PartTerms.tsx'

interface Part {
  key: string
  kind: KindKey | undefined
  condition: number | undefined
  department: string | undefined
  description: string
}

interface Parts {
  parts: { kind?: KindKey; condition?: number; department?: string; description: string }[]
}

const most = 10
const fresh = (): Part => ({
  key: newKey(),
  kind: undefined,
  condition: undefined,
  department: undefined,
  description: '',
})

export function Splitting(props: StepProps) {
  const say = useSay()
  const [language] = useLanguage()
  const id = useId()
  const [parts, setParts] = useState<readonly Part[]>(() => [fresh(), fresh()])
  const { note, setNote, busy, take } = useStep<Parts>(client.command.split, props)
  const change = (key: string, changed: Partial<Part>): void =>
    setParts(now => now.map(part => (part.key === key ? { ...part, ...changed } : part)))
  const { id: whole, kind: wholeKind } = props.shown
  const departments = useQuery(api.organisations.list.queryOptions({ staleTime: 300_000 }))
  const terms = useQueries({ queries: parts.map(({ kind = wholeKind }) => termsOf(whole, kind)) })
  // Of several conditions one must be chosen, where the whole was not filed under one of them.
  const lacksCondition = parts.some(({ condition }, at) => {
    const its = terms[at]?.data
    return condition === undefined && (!its || (its.inherited === null && its.conditions.length > 1))
  })
  const isSaid = parts.every(({ kind, description }) => kind || description.trim() !== '')
  return (
    <StepBox
      title={say('desk.split_title')}
      note={{ value: note, set: setNote }}
      missing={
        !isSaid ? say('desk.split_needs') : lacksCondition ? say('desk.split_needs_condition') : undefined
      }
      onCancel={props.onCancel}
      buttons={[
        {
          label: say('desk.split_do', { count: parts.length }),
          shortcut: 'Enter',
          look: 'primary',
          press: () =>
            void take({
              parts: parts.map(({ kind, condition, department, description }) => ({
                ...(kind && { kind: { edition: kind.edition, type: kind.type, code: kind.code } }),
                ...(condition !== undefined && { condition }),
                ...(department !== undefined && { department }),
                description: description.trim(),
              })),
            }),
          busy,
        },
      ]}
    >
      <p className="quiet">{say('desk.split_help')}</p>
      <ol className="parts">
        {parts.map(({ key, kind, condition, department, description }, at) => (
          <li key={key}>
            <h4>{say('desk.part', { at: at + 1 })}</h4>
            <KindField
              label={say('desk.kind')}
              placeholder={say('desk.part_kind', { kind: named(props.shown.kind.name, language) })}
              value={kind}
              // A condition belongs to its kind.
              onChange={chosen => change(key, { kind: chosen, condition: undefined })}
            />
            <PartTerms
              whole={whole}
              kind={kind ?? wholeKind}
              value={condition}
              onChange={chosen => change(key, { condition: chosen })}
            />
            <Field
              label={say('desk.part_department')}
              for={`${id}-${key}-department`}
              help={say('desk.part_department_help')}
              optional
            >
              <Select
                id={`${id}-${key}-department`}
                allowClear
                value={department ?? null}
                options={(departments.data ?? []).map(each => ({
                  value: each.id,
                  label: named(each.name, language),
                }))}
                loading={departments.isPending}
                placeholder={say('desk.part_department_later')}
                showSearch={{ optionFilterProp: 'label' }}
                onChange={chosen => change(key, { department: chosen ?? undefined })}
              />
            </Field>
            <Field label={say('desk.part_said')} for={`${id}-${key}`}>
              <Input.TextArea
                id={`${id}-${key}`}
                value={description}
                maxLength={500}
                autoSize={{ minRows: 1, maxRows: 4 }}
                onChange={event => change(key, { description: event.target.value })}
              />
            </Field>
            {parts.length > 2 && (
              <Button
                size="small"
                aria-label={say('desk.part_remove_n', { at: at + 1 })}
                onClick={() => setParts(now => now.filter(part => part.key !== key))}
              >
                {say('desk.part_remove')}
              </Button>
            )}
          </li>
        ))}
      </ol>
      {departments.isError && (
        <Refused error={departments.error} onRetry={() => void departments.refetch()} />
      )}
      {parts.length < most && (
        <Button onClick={() => setParts(now => [...now, fresh()])}>{say('desk.part_add')}</Button>
      )}
    </StepBox>
  )
}
