// Dispatching a filed case: the department that the rules propose is chosen already and its reason stands beside
// it, so that one Enter dispatches; a person may choose another. Or returning it to filing.
import { useQuery } from '@tanstack/react-query'
import { Select, Skeleton } from 'antd'
import { useState } from 'react'
import { api, client } from '../../../client.ts'
import { Choice, choiceKeys } from '../../../ui/Choice.tsx'
import { Field } from '../../../ui/Field.tsx'
import { Refused } from '../../../ui/Refused.tsx'
import { useLanguage, useSay } from '../../../ui/say.ts'
import { useKeys } from '../../../ui/useKeys.ts'
import { named } from '../../../ui/words/words.ts'
import { returnReasons } from '../../cases/reasons.ts'
import { limitWords } from '../../cases/web/limits.ts'
import { useReturns, wayOut } from '../../cases/web/returning.tsx'
import { StepBox } from '../../cases/web/StepBox.tsx'
import { type StepProps, useStep } from '../../cases/web/stepping.ts'
import { ProposalWhy } from './ProposalWhy.tsx'

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
  const [chosen, setDepartment] = useState<string>()
  const { note, setNote, busy, take } = useStep<{ department: string }>(client.command.dispatch, props)
  const departments = useQuery(api.organisations.list.queryOptions({ staleTime: 300_000 }))
  const { id, step, filed } = props.shown
  const filedLimit = filed?.limit ?? undefined
  const asked = api.command.proposal.queryOptions({ input: { id } })
  // A step may have changed what is proposed: who gave the case back is not proposed again.
  const proposing = useQuery({ ...asked, queryKey: [...asked.queryKey, step] })
  const proposal = proposing.data
  const proposed = proposal?.proposed?.department
  // Whoever has chosen keeps his choice, also when the proposal comes late.
  const department = chosen ?? proposed?.id
  const gaveBack = new Set(proposal?.ranked.filter(each => each.gaveBack).map(each => each.department.id))
  const options = (departments.data ?? [])
    .filter(each => !gaveBack.has(each.id))
    .map(({ id: value, name }) => ({
      value,
      label:
        value === proposed?.id
          ? say('proposal.marked', { department: named(name, language) })
          : named(name, language),
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
      title={
        proposed
          ? say('proposal.title', { department: named(proposed.name, language) })
          : say('console.dispatch_title')
      }
      aside={
        filedLimit &&
        say('desks.limit_is', { stage: say('stage.handle'), limit: limitWords(filedLimit, say) })
      }
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
      {proposal && <ProposalWhy proposal={proposal} />}
      {proposing.isPending && (
        <div className="late-shown" aria-busy="true">
          <span className="unseen">{say('proposal.waiting')}</span>
          <Skeleton active title={false} paragraph={{ rows: 2 }} />
        </div>
      )}
      {proposing.isError && (
        <Refused
          error={proposing.error}
          says={say('proposal.failed')}
          onRetry={() => void proposing.refetch()}
        />
      )}
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
            onChange={picked => {
              setDepartment(picked ?? undefined)
              // So that the next Enter dispatches.
              document.getElementById('department')?.blur()
            }}
          />
        </Field>
      )}
    </StepBox>
  )
}
