// The four views of the cases, each a list in pages, and its counts; kept fresh by the live stream.
import { type InfiniteData, useInfiniteQuery, useQueries, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { api } from '../../../client.ts'
import { useNews } from '../../../ui/Live.tsx'
import type { CaseSummary } from '../contract.ts'

export const queues = ['mine', 'late', 'open', 'ended'] as const
export type QueueName = (typeof queues)[number]

export function isQueue(name: string | null): name is QueueName {
  return queues.some(queue => queue === name)
}

interface Page {
  cases: CaseSummary[]
  after: string | null
  total: number
}

export const pagesOf = (queue: QueueName) =>
  api.cases.list.infiniteOptions({
    input: (after: string | undefined) => ({ queue, limit: 100, ...(after !== undefined && { after }) }),
    initialPageParam: undefined,
    getNextPageParam: last => last.after ?? undefined,
  })

export function useQueue(queue: QueueName) {
  return useInfiniteQuery(pagesOf(queue))
}

/** How many cases each queue holds; undefined until known. */
export function useCounts(): (number | undefined)[] {
  return useQueries({
    queries: queues.map(queue => api.cases.list.queryOptions({ input: { queue, limit: 1 } })),
    combine: results => results.map(({ data }) => data?.total),
  })
}

/** Takes a case out of the list at once; the server's list follows. */
export function useRemoval(queue: QueueName): (id: string) => void {
  const client = useQueryClient()
  return id => {
    client.setQueryData(
      pagesOf(queue).queryKey,
      (held: InfiniteData<Page, string | undefined> | undefined) =>
        held && {
          ...held,
          pages: held.pages.map(page => ({
            ...page,
            cases: page.cases.filter(row => row.id !== id),
            total: page.total - 1,
          })),
        },
    )
  }
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
    timer.current ??= setTimeout(() => {
      timer.current = undefined
      void client.invalidateQueries({ queryKey: api.cases.list.key() })
    }, 300)
  })
}
