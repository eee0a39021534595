// Filing an accepted report, from now on a case: the condition that it meets decides the time allowed. Or sending
// it back, or discarding it.
import { useQuery } from '@tanstack/react-query'
import { Skeleton } from 'antd'
import { useState } from 'react'
import { api, client } from '../../../client.ts'
import { Choice, choiceKeys } from '../../../ui/Choice.tsx'
import { Refused } from '../../../ui/Refused.tsx'
import { useLanguage, useSay } from '../../../ui/say.ts'
import { useKeys } from '../../../ui/useKeys.ts'
import { named } from '../../../ui/words/words.ts'
import { refusalReasons, sendBackReasons } from '../../cases/reasons.ts'
import { limitWords } from '../../cases/web/limits.ts'
import { reasonStep, useReturns, wayOut } from '../../cases/web/returning.tsx'
import { StepBox } from '../../cases/web/StepBox.tsx'
import { type StepProps, useStep } from '../../cases/web/stepping.ts'

const { file, sendBack, discard } = client.supervision

const sendingBack = { step: 'sendBack', reasons: sendBackReasons, send: sendBack } as const
const discarding = { step: 'discard', reasons: refusalReasons, send: discard } as const
const waysOut = [wayOut({ ...sendingBack, shortcut: 'b' }), wayOut({ ...discarding, shortcut: 'd' })]

export const SendingBack = reasonStep(sendingBack)
export const Discarding = reasonStep(discarding)

export function Filing(props: StepProps) {
  const say = useSay()
  const [language] = useLanguage()
  const { id } = props.shown
  const asked = useQuery(api.supervision.conditions.queryOptions({ input: { id } }))
  const [chosen, setChosen] = useState<string>()
  const { note, setNote, busy, take } = useStep<{ condition?: number }>(file, props)
  const returns = useReturns(props, waysOut)
  const conditions = asked.data?.conditions ?? []
  const options = conditions.map(({ seq, name, limit }) => ({
    value: String(seq),
    label: named(name, language),
    detail: limitWords(limit, say),
  }))
  const [only] = options.length === 1 ? options : []
  const value = chosen ?? only?.value
  useKeys(returns.box ? {} : choiceKeys(options, setChosen))
  if (returns.box) return returns.box

  const condition = conditions.find(({ seq }) => String(seq) === value)
  const fallback = asked.data?.fallback
  const missing = !asked.data
    ? say('app.loading')
    : conditions.length > 0 && !condition
      ? say('desk.condition_needs')
      : undefined
  return (
    <StepBox
      title={say('console.file_title')}
      note={{ value: note, set: setNote }}
      missing={missing}
      onCancel={props.onCancel}
      buttons={[
        {
          label: say('step.file'),
          shortcut: 'Enter',
          look: 'primary',
          press: () => void take(condition ? { condition: condition.seq } : {}),
          busy,
        },
        ...returns.buttons,
      ]}
    >
      {asked.isPending && (
        <div className="late-shown">
          <Skeleton active title={false} paragraph={{ rows: 2 }} />
        </div>
      )}
      {asked.isError && <Refused error={asked.error} onRetry={() => void asked.refetch()} />}
      {conditions.length > 0 && (
        <Choice
          label={say('desk.condition', { area: asked.data?.area ?? '' })}
          options={options}
          value={value}
          onChange={setChosen}
        />
      )}
      {condition && (
        <p className="quiet">{say('desk.closing_is', { closing: named(condition.closing, language) })}</p>
      )}
      {asked.data && conditions.length === 0 && (
        <p className="quiet">
          {fallback
            ? say('desk.no_conditions', { limit: limitWords(fallback, say) })
            : say('desk.no_conditions_no_limit')}
        </p>
      )}
    </StepBox>
  )
}
