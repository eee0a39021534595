// What one part of a split is filed under: the conditions of its kind in the whole's own rulebook. As the whole, where it
// is of the same kind; the one condition, where there is one; else somebody has to choose.
import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useId } from 'react'
import { api } from '../../../client.ts'
import { Field } from '../../../ui/Field.tsx'
import { Refused } from '../../../ui/Refused.tsx'
import { useLanguage, useSay } from '../../../ui/say.ts'
import { named } from '../../../ui/words/words.ts'
import { limitWords } from '../../cases/web/limits.ts'
import type { KindKey } from '../../catalogue/contract.ts'

export const termsOf = (id: string, { edition, type, code }: KindKey) =>
  api.command.partConditions.queryOptions({ input: { id, edition, type, code }, staleTime: 300_000 })

interface Props {
  /** The whole. */
  whole: string
  kind: KindKey
  value: number | undefined
  onChange(condition: number | undefined): void
}

export function PartTerms({ whole, kind, value, onChange }: Props) {
  const say = useSay()
  const [language] = useLanguage()
  const id = useId()
  const asked = useQuery(termsOf(whole, kind))
  if (asked.isError) return <Refused error={asked.error} onRetry={() => void asked.refetch()} />
  if (!asked.data) return <p className="quiet">{say('app.loading')}</p>
  const { area, inherited, fallback, conditions } = asked.data
  const [only] = inherited === null && conditions.length === 1 ? conditions : []
  const holds = value ?? inherited?.condition ?? only?.seq
  const row = conditions.find(({ seq }) => seq === holds)
  const limit = row ? row.limit : inherited ? inherited.limit : fallback
  if (conditions.length === 0) {
    return (
      <p className="quiet">
        {limit
          ? say('desk.no_conditions', { limit: limitWords(limit, say) })
          : say('desk.no_conditions_no_limit')}
      </p>
    )
  }
  return (
    <Field
      label={say('desk.condition', { area })}
      for={id}
      help={row && say('desk.closing_is', { closing: named(row.closing, language) })}
    >
      <Select
        id={id}
        value={holds ?? null}
        options={conditions.map(each => ({
          value: each.seq,
          label: `${named(each.name, language)} · ${limitWords(each.limit, say)}`,
        }))}
        placeholder={say('desk.condition_needs')}
        showSearch={{ optionFilterProp: 'label' }}
        onChange={chosen => onChange(chosen ?? undefined)}
      />
    </Field>
  )
}
