// One meaning, the column of a file that has it, and what stands there first.
import { Select } from 'antd'
import { Field } from './Field.tsx'
import type { Looked } from './FileLook.tsx'
import { useSay } from './say.ts'

interface Props {
  id: string
  label: string
  heads: Looked['heads']
  head: string | undefined
  /** Without one there is a usual answer, or none is needed. */
  optional: boolean
  /** What stands for no column. */
  none: string
  onChange(head: string | undefined): void
}

export function ColumnChoice({ id, label, heads, head, optional, none, onChange }: Props) {
  const say = useSay()
  const samples = heads.find(each => each.name === head)?.samples ?? []
  const help =
    samples.length === 0 ? undefined : say('parts.import_sample', { said: samples.join(' · ').slice(0, 60) })
  return (
    <Field label={label} for={id} optional={optional} help={help}>
      <Select
        id={id}
        allowClear={optional}
        value={head ?? null}
        placeholder={optional ? none : ''}
        options={heads.map(({ name: value }) => ({ value, label: value }))}
        showSearch
        onChange={chosen => onChange(chosen ?? undefined)}
      />
    </Field>
  )
}
