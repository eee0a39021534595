// Choosing another open case: searched on the server by number, address, kind or region as one types; those of the same
// kind come first, and of these the nearest.
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useEffect, useId, useState } from 'react'
import { Field } from '../../../ui/Field.tsx'
import { Refused } from '../../../ui/Refused.tsx'
import { useLanguage, useSay } from '../../../ui/say.ts'
import { named } from '../../../ui/words/words.ts'
import type { Joinable, Joinables } from '../contract/joining.ts'
import type { WholeCase } from '../contract.ts'
import { shortNumber } from './QueueRow.tsx'

/** The search of whoever may take the step. */
export type Search = (input: { id: string; search: string }) => Promise<Joinables>

interface Props {
  shown: WholeCase
  search: Search
  value: string | undefined
  onChange(id: string | undefined): void
}

/** Asked once nothing more is typed for a moment. */
const pause = 250

export function CaseField({ shown, search, value, onChange }: Props) {
  const say = useSay()
  const [language] = useLanguage()
  const id = useId()
  const [typed, setTyped] = useState('')
  // What was chosen stays named, whatever is searched for next.
  const [chosen, setChosen] = useState<Joinable>()
  const wanted = useSettled(typed.trim())
  const found = useQuery({
    queryKey: ['joinable', shown.id, shown.step, wanted],
    queryFn: () => search({ id: shown.id, search: wanted }),
    placeholderData: keepPreviousData,
  })
  const cases = found.data?.cases ?? []
  const isListed = cases.some(each => each.id === chosen?.id)
  const labelOf = ({ number, kind, address, region, metres }: Joinable): string =>
    [
      shortNumber(number),
      address || named(region, language),
      named(kind.name, language),
      metres !== null && say('desk.into_metres', { metres }),
    ]
      .filter(Boolean)
      .join(' · ')
  return (
    <div className="box-field">
      <Field
        label={say('desk.into')}
        for={id}
        help={say(found.data?.more ? 'desk.into_more' : 'desk.into_help')}
      >
        <Select
          id={id}
          value={value ?? null}
          options={(chosen && !isListed ? [chosen, ...cases] : cases).map(each => ({
            value: each.id,
            label: labelOf(each),
          }))}
          loading={found.isFetching || wanted !== typed.trim()}
          placeholder={say('desk.into_pick')}
          showSearch={{ filterOption: false, onSearch: setTyped }}
          notFoundContent={found.isPending ? say('app.loading') : say('desk.into_none')}
          onChange={picked => {
            setChosen(cases.find(each => each.id === picked) ?? chosen)
            onChange(picked ?? undefined)
            // So that the digits choose the reason.
            document.getElementById(id)?.blur()
          }}
        />
      </Field>
      {found.isError && <Refused error={found.error} onRetry={() => void found.refetch()} />}
    </div>
  )
}

/** What is typed, once it has stood for a moment. */
function useSettled(typed: string): string {
  const [settled, setSettled] = useState(typed)
  useEffect(() => {
    const later = setTimeout(() => setSettled(typed), pause)
    return () => clearTimeout(later)
  }, [typed])
  return settled
}
