// Dispatching a filed case to the department responsible, or returning it to filing.
import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useState } from 'react'
import { api, client } from '../../../client.ts'
import { Choice, choiceKeys } from '../../../ui/Choice.tsx'
import { Field } from '../../../ui/Field.tsx'
import { Refused } from '../../../ui/Refused.tsx'
import { useLanguage, useSay } from '../../../ui/say.ts'
import { useKeys } from '../../../ui/useKeys.ts'
import { named } from '../../../ui/words/words.ts'
import { returnReasons } from '../../cases/reasons.ts'
import { useReturns, wayOut } from '../../cases/web/returning.tsx'
import { StepBox } from '../../cases/web/StepBox.tsx'
import { type StepProps, useStep } from '../../cases/web/stepping.ts'

/** So many departments are all shown with their digits; more are searched. */
const shownAtOnce = 9

const waysOut = [
  wayOut({
    step: 'returnToFiling',
    shortcut: 'r',
    reasons: returnReasons,
    send: client.command.returnToFiling,
  }),
]

export function Dispatching(props: StepProps) {
  const say = useSay()
  const [language] = useLanguage()
  const [department, setDepartment] = useState<string>()
  const { note, setNote, busy, take } = useStep<{ department: string }>(client.command.dispatch, props)
  const departments = useQuery(api.organisations.list.queryOptions({ staleTime: 300_000 }))
  const options = (departments.data ?? []).map(({ id, name }) => ({
    value: id,
    label: named(name, language),
  }))
  const areFew = options.length <= shownAtOnce
  const returns = useReturns(props, waysOut)
  useKeys(
    returns.box
      ? {}
      : {
          ...(areFew ? choiceKeys(options, setDepartment) : {}),
          e: () => document.getElementById('department')?.focus(),
        },
  )
  if (returns.box) return returns.box
  return (
    <StepBox
      title={say('console.dispatch_title')}
      note={{ value: note, set: setNote }}
      missing={department === undefined ? say('console.department_needs') : undefined}
      buttons={[
        {
          label: say('step.dispatch'),
          shortcut: 'Enter',
          look: 'primary',
          press: () => {
            if (department !== undefined) void take({ department })
          },
          busy,
        },
        ...returns.buttons,
      ]}
    >
      {departments.isError && (
        <Refused error={departments.error} onRetry={() => void departments.refetch()} />
      )}
      {areFew ? (
        <Choice
          label={say('console.department')}
          options={options}
          value={department}
          onChange={setDepartment}
        />
      ) : (
        <Field label={say('console.department')} for="department">
          <Select
            id="department"
            value={department ?? null}
            options={options}
            placeholder={say('console.department_pick')}
            showSearch={{ optionFilterProp: 'label' }}
            onChange={chosen => {
              setDepartment(chosen ?? undefined)
              // So that the next Enter dispatches.
              document.getElementById('department')?.blur()
            }}
          />
        </Field>
      )}
    </StepBox>
  )
}
