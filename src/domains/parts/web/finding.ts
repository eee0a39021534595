// What is looked for, from the address of the page, and the pages of what is found.
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { api } from '../../../client.ts'
import type { PartLine } from '../contract.ts'
import { type PartState, partStates } from '../rules.ts'

export interface Wanted {
  text?: string
  kind?: string
  state?: PartState
  region?: string
  organisation?: string
  retired?: 'true'
}

export function wantedOf(search: URLSearchParams): Wanted {
  const said = (name: string): string | undefined => search.get(name) || undefined
  const [text, kind, region, organisation] = ['text', 'kind', 'region', 'organisation'].map(said)
  const state = partStates.find(each => each === search.get('state'))
  return {
    ...(text && { text }),
    ...(kind && { kind }),
    ...(state && { state }),
    ...(region && { region }),
    ...(organisation && { organisation }),
    ...(search.get('retired') === 'true' && { retired: 'true' as const }),
  }
}

const none: readonly PartLine[] = []

export interface Found {
  rows: PartLine[]
  /** The first page of them, the same as long as the search is. */
  first: readonly PartLine[]
  total: number | undefined
  isPending: boolean
  error: unknown
  more(): void
  hasMore: boolean
  retry(): void
}

export function useFound(search: URLSearchParams): Found {
  const wanted = wantedOf(search)
  const list = useInfiniteQuery(
    api.parts.list.infiniteOptions({
      input: (after: string | undefined) => ({ ...wanted, ...(after !== undefined && { after }) }),
      initialPageParam: undefined,
      getNextPageParam: ({ after }) => after ?? undefined,
    }),
  )
  return {
    first: list.data?.pages[0]?.parts ?? none,
    rows: list.data?.pages.flatMap(({ parts }) => parts) ?? [],
    total: list.data?.pages[0]?.total,
    isPending: list.isPending,
    error: list.isError ? list.error : undefined,
    more: () => {
      if (list.hasNextPage && !list.isFetchingNextPage) void list.fetchNextPage()
    },
    hasMore: list.hasNextPage,
    retry: () => void list.refetch(),
  }
}

/** After a change everything about parts is asked anew. */
export function useFreshParts(): () => void {
  const queries = useQueryClient()
  return () => void queries.invalidateQueries({ queryKey: api.parts.key() })
}
