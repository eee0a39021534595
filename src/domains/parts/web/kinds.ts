// The kinds that parts may have, as options and by their codes.
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { api } from '../../../client.ts'
import { useLanguage } from '../../../ui/say.ts'
import { named } from '../../../ui/words/words.ts'
import type { Kind } from '../../catalogue/contract.ts'

export function usePartKinds(): { kinds: Kind[]; options: { value: string; label: string }[] } {
  const [language] = useLanguage()
  const { data } = useQuery(api.catalogue.kinds.queryOptions({ staleTime: 300_000 }))
  // The same as long as they are: the map is drawn anew when they change.
  const kinds = useMemo(
    () => (data ?? []).filter(({ type }) => type === 'part').sort((a, b) => (a.code < b.code ? -1 : 1)),
    [data],
  )
  return {
    kinds,
    options: kinds.map(({ code, name }) => ({ value: code, label: `${code} ${named(name, language)}` })),
  }
}
