// The lists of a desk: its queues, its saved filters, and what a search finds; each in pages, with counts, and kept fresh
// by the live stream.
import {
  type InfiniteData,
  type UseInfiniteQueryResult,
  useInfiniteQuery,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { api } from '../../../client.ts'
import { useNews } from '../../../ui/Live.tsx'
import type { CaseSummary } from '../contract.ts'
import type { CaseFilter } from '../desk-calls.ts'

export const queues = ['mine', 'late', 'open', 'ended'] as const
export type QueueName = (typeof queues)[number]

export function isQueue(name: string | null): name is QueueName {
  return queues.some(queue => queue === name)
}

/** Where the cases of a list come from. */
export type Source = { queue: QueueName } | { filter: CaseFilter }

export interface Page {
  cases: CaseSummary[]
  after: string | null
  total: number
}

export type CaseList = UseInfiniteQueryResult<InfiniteData<Page, string | undefined>>

export const pagesOf = (queue: QueueName) =>
  api.cases.list.infiniteOptions({
    input: (after: string | undefined) => ({ queue, limit: 100, ...(after !== undefined && { after }) }),
    initialPageParam: undefined,
    getNextPageParam: last => last.after ?? undefined,
  })

const foundBy = (filter: CaseFilter) =>
  api.cases.search.infiniteOptions({
    input: (after: string | undefined) => ({ ...filter, limit: 100, ...(after !== undefined && { after }) }),
    initialPageParam: undefined,
    getNextPageParam: last => last.after ?? undefined,
  })

export function useCases(source: Source): CaseList {
  const isQueued = 'queue' in source
  const queued = useInfiniteQuery({ ...pagesOf(isQueued ? source.queue : 'mine'), enabled: isQueued })
  const found = useInfiniteQuery({ ...foundBy(isQueued ? {} : source.filter), enabled: !isQueued })
  return isQueued ? queued : found
}

/** How much waits, by queue and light; undefined until known. */
export function useCounts() {
  return useQuery(api.cases.counts.queryOptions()).data
}

/** Counting on the server ends here. */
export const mostCounted = 10_000

/** Takes a case out of a list at once; the server's list follows. */
export function useRemoval(source: Source): (id: string) => void {
  const client = useQueryClient()
  return id => {
    const without = (held: InfiniteData<Page, string | undefined> | undefined) =>
      held && {
        ...held,
        pages: held.pages.map(page => ({
          ...page,
          cases: page.cases.filter(row => row.id !== id),
          total: page.total - 1,
        })),
      }
    if ('queue' in source) client.setQueryData(pagesOf(source.queue).queryKey, without)
    else client.setQueryData(foundBy(source.filter).queryKey, without)
  }
}

/** Everything that a step on any case may change, but the case itself. */
export function freshLists(client: ReturnType<typeof useQueryClient>): void {
  for (const call of [
    api.cases.list,
    api.cases.search,
    api.cases.counts,
    api.cases.around,
    api.cases.pace,
    api.cases.views,
  ])
    void client.invalidateQueries({ queryKey: call.key() })
}

/** Asks again for lists and the case that news tells of; a burst of news asks once. */
export function useFreshCases(): void {
  const client = useQueryClient()
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  useNews(news => {
    if (news.kind === 'missed') {
      void client.invalidateQueries({ queryKey: api.cases.key() })
      return
    }
    void client.invalidateQueries({ queryKey: api.cases.show.key({ input: { id: news.subject } }) })
    void client.invalidateQueries({ queryKey: api.cases.integrity.key({ input: { id: news.subject } }) })
    timer.current ??= setTimeout(() => {
      timer.current = undefined
      freshLists(client)
    }, 150)
  })
}
