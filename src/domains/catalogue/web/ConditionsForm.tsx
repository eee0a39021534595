// Changing the conditions of one kind: all of them at once, kept in the draft together.
import { Button, Checkbox, Input, InputNumber } from 'antd'
import { useId, useState } from 'react'
import { client } from '../../../client.ts'
import { Field } from '../../../ui/Field.tsx'
import { Refused } from '../../../ui/Refused.tsx'
import { useSay } from '../../../ui/say.ts'
import type { KindKey, LimitRow } from '../book.ts'
import { useEditing } from './drafting.ts'
import { LimitField } from './LimitField.tsx'
import { isOneLimit } from './values.ts'

interface Props {
  kind: KindKey
  rows: readonly LimitRow[]
  onTold(sentence: string): void
  onClose(): void
}

/** A row while it is typed, under a name that stays when its number changes. */
type Typed = LimitRow & { id: number; areas: boolean }

export function ConditionsForm({ kind: { edition, type, code }, rows, onTold, onClose }: Props) {
  const say = useSay()
  const [typed, setTyped] = useState<readonly Typed[]>(() =>
    rows.map((row, id) => ({ ...row, id, areas: !isOneLimit(row.limits) })),
  )
  const saving = useEditing(
    (input: KindKey & { rows: LimitRow[] } & { revision: number }, context: { key: string }) =>
      client.catalogue.setConditions(input, { context }),
  )
  const change = (id: number, part: Partial<Typed>): void =>
    setTyped(all => all.map(row => (row.id === id ? { ...row, ...part } : row)))
  const add = (): void => {
    const seq = Math.max(0, ...typed.map(row => row.seq)) + 1
    const limit = { value: 1, unit: 'work_day' } as const
    const empty = { zh: '', en: '' }
    const id = Math.max(-1, ...typed.map(row => row.id)) + 1
    const fresh = { id, seq, condition: 'other', name: empty, closing: empty, areas: false }
    setTyped(all => [...all, { ...fresh, limits: { A: limit, B: limit, C: limit } }])
  }
  const save = async (): Promise<void> => {
    const given = typed.map(({ id: _, areas: __, ...row }) => row)
    if (!(await saving.edit({ edition, type, code, rows: given }))) return
    onTold(say('catalogue.saved'))
    onClose()
  }
  return (
    <form
      className="conditions-form"
      onSubmit={event => {
        event.preventDefault()
        void save()
      }}
    >
      {typed.map(row => (
        <ConditionFields
          key={row.id}
          row={row}
          onChange={part => change(row.id, part)}
          onDrop={() => setTyped(all => all.filter(each => each.id !== row.id))}
        />
      ))}
      <Button onClick={add}>{say('catalogue.condition_add')}</Button>
      {saving.error !== undefined && <Refused error={saving.error} />}
      <div className="form-buttons">
        <Button onClick={onClose}>{say('catalogue.undo')}</Button>
        <Button type="primary" htmlType="submit" loading={saving.busy}>
          {say('catalogue.save')}
        </Button>
      </div>
    </form>
  )
}

interface FieldsProps {
  row: Typed
  onChange(part: Partial<Typed>): void
  onDrop(): void
}

function ConditionFields({ row, onChange, onDrop }: FieldsProps) {
  const say = useSay()
  const id = useId()
  const texts = [
    ['name', 'zh', say('catalogue.filing_zh')],
    ['name', 'en', say('catalogue.filing_en')],
    ['closing', 'zh', say('catalogue.closing_zh')],
    ['closing', 'en', say('catalogue.closing_en')],
  ] as const
  return (
    <fieldset className="condition">
      <legend>{`${say('catalogue.filing')} ${row.seq}`}</legend>
      <div className="condition-head">
        <Field label={say('catalogue.seq')} for={`${id}-seq`}>
          <InputNumber
            id={`${id}-seq`}
            min={1}
            max={99}
            precision={0}
            value={row.seq}
            onChange={seq => seq !== null && onChange({ seq })}
          />
        </Field>
        <Field label={say('catalogue.code')} for={`${id}-code`}>
          <Input
            id={`${id}-code`}
            required
            pattern="[a-z][a-z0-9_]{1,39}"
            title={say('catalogue.code_help')}
            spellCheck={false}
            value={row.condition}
            onChange={event => onChange({ condition: event.target.value })}
          />
        </Field>
        <Button onClick={onDrop}>{say('catalogue.condition_drop', { seq: row.seq })}</Button>
      </div>
      {texts.map(([part, language, label]) => (
        <Field key={`${part} ${language}`} label={label} for={`${id}-${part}-${language}`}>
          <Input.TextArea
            id={`${id}-${part}-${language}`}
            required
            autoSize
            maxLength={500}
            value={row[part][language]}
            onChange={event => onChange({ [part]: { ...row[part], [language]: event.target.value } })}
          />
        </Field>
      ))}
      <div className="condition-limits">
        {(row.areas ? (['A', 'B', 'C'] as const) : (['A'] as const)).map(area => (
          <LimitField
            key={area}
            id={`${id}-${area}`}
            label={row.areas ? say('catalogue.area', { area }) : say('catalogue.limits')}
            value={row.limits[area]}
            onChange={limit =>
              onChange({
                limits: row.areas ? { ...row.limits, [area]: limit } : { A: limit, B: limit, C: limit },
              })
            }
          />
        ))}
      </div>
      <Checkbox
        checked={!row.areas}
        onChange={({ target }) =>
          onChange(
            target.checked
              ? { areas: false, limits: { A: row.limits.A, B: row.limits.A, C: row.limits.A } }
              : { areas: true },
          )
        }
      >
        {say('catalogue.all_areas')}
      </Checkbox>
    </fieldset>
  )
}
