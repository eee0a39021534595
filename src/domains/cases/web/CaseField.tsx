// Choosing another open case: by number, address or kind; those of the same kind and place come first.
import { useInfiniteQuery } from '@tanstack/react-query'
import { Button, Select } from 'antd'
import { useId } from 'react'
import { Field } from '../../../ui/Field.tsx'
import { Refused } from '../../../ui/Refused.tsx'
import { useLanguage, useSay } from '../../../ui/say.ts'
import { type Language, named } from '../../../ui/words/words.ts'
import type { CaseSummary, WholeCase } from '../contract.ts'
import { shortNumber } from './QueueRow.tsx'
import { pagesOf } from './queues.ts'

interface Props {
  shown: WholeCase
  value: string | undefined
  onChange(id: string | undefined): void
}

export function CaseField({ shown, value, onChange }: Props) {
  const say = useSay()
  const [language] = useLanguage()
  const id = useId()
  const list = useInfiniteQuery(pagesOf('open'))
  const others = (list.data?.pages ?? [])
    .flatMap(page => page.cases)
    .filter(row => row.id !== shown.id && row.state !== 'split')
  const options = others
    .toSorted((a, b) => nearness(b, shown) - nearness(a, shown))
    .map(row => ({
      value: row.id,
      label: labelOf(row, language),
      searched: `${row.number} ${labelOf(row, language)}`,
    }))
  return (
    <div className="box-field">
      <Field label={say('desk.into')} for={id} help={say('desk.into_help')}>
        <Select
          id={id}
          value={value ?? null}
          options={options}
          loading={list.isPending}
          placeholder={say('desk.into_pick')}
          showSearch={{ optionFilterProp: 'searched' }}
          notFoundContent={say('desk.into_none')}
          onChange={chosen => {
            onChange(chosen ?? undefined)
            // So that the digits choose the reason.
            document.getElementById(id)?.blur()
          }}
        />
      </Field>
      {list.isError && <Refused error={list.error} onRetry={() => void list.refetch()} />}
      {list.hasNextPage && (
        <Button size="small" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {say('desk.into_more', { count: others.length })}
        </Button>
      )}
    </div>
  )
}

/** The same kind in the same community tells of the same thing most often. */
function nearness({ kind, region }: CaseSummary, shown: WholeCase): number {
  const sameKind = kind.code === shown.kind.code && kind.type === shown.kind.type
  return (sameKind ? 2 : 0) + (region.zh === shown.region.zh ? 1 : 0)
}

function labelOf({ number, kind, address, region }: CaseSummary, language: Language): string {
  return [shortNumber(number), address || named(region, language), named(kind.name, language)].join(' · ')
}
