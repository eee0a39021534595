// What stands above the list of a desk: the four queues, and the saved filters that this post has pinned; and which of
// them the address of the page names.
import { useQuery } from '@tanstack/react-query'
import { api } from '../../../client.ts'
import { useMe } from '../../identity/web/me.ts'
import type { CaseCount } from '../desk-calls.ts'
import { queueOf } from '../rules.ts'
import { isQueue, type QueueName, queues, type Source, useCounts } from './queues.ts'

export interface Tab {
  /** A queue, or the id of a view. */
  name: string
  queue: QueueName | undefined
  /** What a saved filter is called. */
  label: string | undefined
  source: Source
  count: CaseCount | undefined
}

export interface Tabs {
  all: readonly Tab[]
  current: Tab
  /** The name of the one after it, around. */
  after: string
  paramsOf(name: string): Record<string, string>
}

export function useTabs(search: URLSearchParams, enabled: boolean): Tabs {
  const counts = useCounts()
  const views = useQuery(api.cases.views.queryOptions({ enabled, staleTime: 60_000 })).data ?? []
  const queued = queues.map(
    (queue): Tab => ({ name: queue, queue, label: undefined, source: { queue }, count: counts?.[queue] }),
  )
  const saved = views
    .filter(({ pinned }) => pinned)
    .map(
      ({ id, name, filter }): Tab => ({
        name: id,
        queue: undefined,
        label: name,
        source: { filter },
        count: counts?.views.find(view => view.id === id)?.count,
      }),
    )
  const all = [...queued, ...saved]
  const asked = search.get('queue')
  const view = search.get('view')
  const first = useFirstQueue()
  const usual: Tab = {
    name: first,
    queue: first,
    label: undefined,
    source: { queue: first },
    count: counts?.[first],
  }
  const current =
    (view !== null ? saved.find(({ name }) => name === view) : undefined) ??
    queued.find(({ queue }) => isQueue(asked) && queue === asked) ??
    usual
  const at = all.findIndex(({ name }) => name === current.name)
  return {
    all,
    current,
    after: all[(at + 1) % all.length]?.name ?? first,
    paramsOf: name => (name === first ? {} : isQueue(name) ? { queue: name } : { view: name }),
  }
}

/** What a desk opens with: the work of the post; whoever only looks on, and for whom none can ever wait, sees what is open. */
export function useFirstQueue(): 'mine' | 'open' {
  const permissions = new Set(useMe().data?.permissions)
  // An inspector has what he is drawn for, whoever urges what is late.
  const besides = ['supervision.check', 'command.urge'].some(each => permissions.has(each))
  return queueOf(permissions).length > 0 || besides ? 'mine' : 'open'
}
