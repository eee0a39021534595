// A limit of time: a number and its unit; none where the rule may go without.
import { Checkbox, InputNumber, Select } from 'antd'
import { type Limit, limitUnits } from '../../../base/limits.ts'
import { useSay } from '../../../ui/say.ts'

interface Props<Value extends Limit | null> {
  id: string
  label: string
  value: Value
  onChange(value: Limit | (null extends Value ? null : never)): void
  none?: (() => void) | undefined
}

export function LimitField<Value extends Limit | null>({ id, label, value, onChange, none }: Props<Value>) {
  const say = useSay()
  const given: Limit = value ?? { value: 1, unit: 'work_day' }
  const set = (limit: Limit): void =>
    onChange(
      limit.unit === 'calendar_day' ? { ...limit, value: Math.max(1, Math.round(limit.value)) } : limit,
    )
  return (
    <fieldset className="limit-field">
      <legend>{label}</legend>
      {none && (
        <Checkbox checked={value !== null} onChange={event => (event.target.checked ? set(given) : none())}>
          {say('catalogue.has_limit')}
        </Checkbox>
      )}
      {value !== null && (
        <div className="limit-pair">
          <InputNumber
            id={id}
            aria-label={`${label} · ${say('catalogue.value')}`}
            min={0.01}
            max={90_000}
            value={Number(given.value.toFixed(3))}
            onChange={number => number !== null && set({ ...given, value: number })}
          />
          <Select
            id={`${id}-unit`}
            aria-label={`${label} · ${say('catalogue.unit')}`}
            value={given.unit}
            popupMatchSelectWidth={false}
            options={limitUnits.map(unit => ({ value: unit, label: say(`catalogue.unit.${unit}`) }))}
            onChange={unit => set({ ...given, unit })}
          />
        </div>
      )}
    </fieldset>
  )
}
