// Which of the present grids stay as they are.
import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { api } from '../../../client.ts'
import { Field } from '../../../ui/Field.tsx'
import { useSay } from '../../../ui/say.ts'
import { useDraft, useRegister } from './keeping.ts'

interface Props {
  layer: string
  region: string
  locked: readonly string[]
  onChange(locked: string[]): void
}

export function LockedGrids({ layer, region, locked, onChange }: Props) {
  const say = useSay()
  const register = useRegister()
  const hasDraft = register.data?.find(({ code }) => code === layer)?.draft != null
  const draft = useDraft(layer, hasDraft)
  const published = useQuery({
    ...api.grids.layer.queryOptions({ input: { layer } }),
    enabled: register.data !== undefined && !hasDraft,
  })
  const features = (hasDraft ? draft.data?.features : published.data?.features) ?? []
  const own = features.filter(({ properties }) => properties.region.startsWith(region))
  if (own.length === 0) return null
  return (
    <Field label={say('planner.locked')} for="plan-locked" help={say('planner.locked_help')} optional>
      <Select
        id="plan-locked"
        mode="multiple"
        aria-describedby="plan-locked-help"
        value={[...locked]}
        maxTagCount="responsive"
        optionFilterProp="label"
        options={own.map(({ properties: { code, name } }) => ({ value: code, label: `${code} ${name}` }))}
        onChange={onChange}
      />
    </Field>
  )
}
