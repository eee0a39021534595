// Splitting a case into parts that go their own ways: two to ten, each with its own words and perhaps its own kind.
import { Button, Input } from 'antd'
import { useId, useState } from 'react'
import { v4 as newKey } from 'uuid'
import { client } from '../../../client.ts'
import { Field } from '../../../ui/Field.tsx'
import { useLanguage, useSay } from '../../../ui/say.ts'
import { named } from '../../../ui/words/words.ts'
import { KindField } from '../../cases/web/KindField.tsx'
import { StepBox } from '../../cases/web/StepBox.tsx'
import { type StepProps, useStep } from '../../cases/web/stepping.ts'
import type { KindKey } from '../../catalogue/contract.ts'

interface Part {
  key: string
  kind: KindKey | undefined
  description: string
}

interface Parts {
  parts: { kind?: KindKey; description: string }[]
}

const most = 10
const fresh = (): Part => ({ key: newKey(), kind: undefined, description: '' })

export function Splitting(props: StepProps) {
  const say = useSay()
  const [language] = useLanguage()
  const id = useId()
  const [parts, setParts] = useState<readonly Part[]>(() => [fresh(), fresh()])
  const { note, setNote, busy, take } = useStep<Parts>(client.command.split, props)
  const change = (key: string, changed: Partial<Part>): void =>
    setParts(now => now.map(part => (part.key === key ? { ...part, ...changed } : part)))
  const isSaid = parts.every(({ kind, description }) => kind || description.trim() !== '')
  return (
    <StepBox
      title={say('desk.split_title')}
      note={{ value: note, set: setNote }}
      missing={isSaid ? undefined : say('desk.split_needs')}
      onCancel={props.onCancel}
      buttons={[
        {
          label: say('desk.split_do', { count: parts.length }),
          shortcut: 'Enter',
          look: 'primary',
          press: () =>
            void take({
              parts: parts.map(({ kind, description }) => ({
                ...(kind && { kind: { edition: kind.edition, type: kind.type, code: kind.code } }),
                description: description.trim(),
              })),
            }),
          busy,
        },
      ]}
    >
      <p className="quiet">{say('desk.split_help')}</p>
      <ol className="parts">
        {parts.map(({ key, kind, description }, at) => (
          <li key={key}>
            <h4>{say('desk.part', { at: at + 1 })}</h4>
            <KindField
              label={say('desk.kind')}
              placeholder={say('desk.part_kind', { kind: named(props.shown.kind.name, language) })}
              value={kind}
              onChange={chosen => change(key, { kind: chosen })}
            />
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
      {parts.length < most && (
        <Button onClick={() => setParts(now => [...now, fresh()])}>{say('desk.part_add')}</Button>
      )}
    </StepBox>
  )
}
