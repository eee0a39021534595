// What a department asks for: more time, to let a case stand until a day, or to forget that it asked.
import { Input, InputNumber, Select } from 'antd'
import { useId, useState } from 'react'
import { type Limit, type LimitUnit, limitUnits } from '../../../base/limits.ts'
import { client } from '../../../client.ts'
import { Field } from '../../../ui/Field.tsx'
import { useSay } from '../../../ui/say.ts'
import { useNow } from '../../../ui/time.ts'
import { extensionReasons, suspensionReasons } from '../../cases/reasons.ts'
import { beginOfDay, dateAfter } from '../../cases/web/limits.ts'
import { plainStep } from '../../cases/web/plainStep.tsx'
import { ReasonBox } from '../../cases/web/ReasonBox.tsx'
import type { StepProps } from '../../cases/web/stepping.ts'

const { askExtension, askSuspension, withdraw } = client.handling

export const Withdrawing = plainStep({
  title: 'step.withdraw',
  help: 'desk.withdraw_help',
  step: 'withdraw',
  send: withdraw,
})

export function AskingExtension(props: StepProps) {
  const say = useSay()
  const id = useId()
  const [value, setValue] = useState<number | null>(null)
  const [unit, setUnit] = useState<LimitUnit>(props.shown.filed?.limit?.unit ?? 'work_day')
  const add: Limit | undefined =
    value !== null && value > 0 && (unit !== 'calendar_day' || Number.isInteger(value))
      ? { value, unit }
      : undefined
  return (
    <ReasonBox
      because={{ title: say('step.askExtension'), reasons: extensionReasons, send: askExtension }}
      props={props}
      extra={add && { add }}
      missing={say('desk.extension_needs')}
    >
      <div className="box-row">
        <Field label={say('desk.extension_value')} for={`${id}-value`}>
          <InputNumber
            id={`${id}-value`}
            value={value}
            min={0}
            max={90_000}
            onChange={setValue}
            onPressEnter={event => event.currentTarget.blur()}
          />
        </Field>
        <Field label={say('desk.extension_unit')} for={`${id}-unit`}>
          <Select
            id={`${id}-unit`}
            value={unit}
            options={limitUnits.map(each => ({ value: each, label: say(`desk.unit.${each}`) }))}
            onChange={setUnit}
          />
        </Field>
      </div>
    </ReasonBox>
  )
}

export function AskingSuspension(props: StepProps) {
  const say = useSay()
  const id = useId()
  const now = useNow()
  const [date, setDate] = useState('')
  const { timeZone } = props
  const until = timeZone === undefined ? undefined : beginOfDay(date, timeZone)
  const isPast = until !== undefined && Date.parse(until) <= now
  return (
    <ReasonBox
      because={{ title: say('step.askSuspension'), reasons: suspensionReasons, send: askSuspension }}
      props={props}
      extra={until === undefined || isPast ? undefined : { until }}
      missing={say(isPast ? 'handling.suspension_past' : 'desk.suspension_needs')}
    >
      <div className="box-field box-date">
        <Field label={say('desk.suspension_until')} for={id} help={say('desk.suspension_help')}>
          <Input
            id={id}
            type="date"
            value={date}
            min={timeZone && dateAfter(now, 1, timeZone)}
            onChange={event => setDate(event.target.value)}
            onPressEnter={event => event.currentTarget.blur()}
          />
        </Field>
      </div>
    </ReasonBox>
  )
}
