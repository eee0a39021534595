// One stream of news for all tabs of a browser: one tab holds the lock and follows, the others hear of it
// through a channel; when it closes, the next one takes over. Where a browser lends no locks (pages without
// HTTPS) every tab follows for itself.

export type StreamState = 'waiting' | 'connected' | 'lost'

export interface Stream<News extends object> {
  state(): StreamState
  onState(changed: () => void): () => void
  onNews(heard: (news: News) => void): () => void
  close(): void
}

export interface Source<News extends object> {
  /** Begins after `lastId`; without one, from now. */
  follow(lastId: string | undefined, signal: AbortSignal): Promise<AsyncIterable<News>>
  idOf(news: News): string | undefined
  /** What is told when something may have been missed. */
  missed: News
}

type Message<News> = { news: News } | { state: StreamState } | { hello: true }

const longestWait = 15_000

export function openStream<News extends object>(name: string, source: Source<News>): Stream<News> {
  const end = new AbortController()
  const channel = new BroadcastChannel(name)
  const listeners = new Set<(news: News) => void>()
  const watchers = new Set<() => void>()
  let state: StreamState = 'waiting'
  let isLeading = false

  const enter = (next: StreamState): void => {
    if (state === next) return
    state = next
    for (const changed of watchers) changed()
  }
  const tell = (news: News): void => {
    for (const heard of listeners) heard(news)
  }
  const post = (message: Message<News>): void => {
    if (!end.signal.aborted) channel.postMessage(message)
  }
  channel.onmessage = ({ data }: MessageEvent<Message<News>>) => {
    if ('hello' in data) {
      if (isLeading) post({ state })
    } else if ('state' in data) enter(data.state)
    else tell(data.news)
  }
  const lead = async (share: boolean): Promise<void> => {
    isLeading = share
    const announce = (next: StreamState): void => {
      enter(next)
      if (share) post({ state: next })
    }
    const spread = (news: News): void => {
      tell(news)
      // A plain copy: what comes off the wire may be a proxy, which no channel carries.
      if (share) post({ news: { ...news } })
    }
    await follow(source, end.signal, announce, spread)
  }

  post({ hello: true })
  const { locks } = navigator
  const led =
    locks === undefined ? lead(false) : locks.request(name, { signal: end.signal }, () => lead(true))
  led.catch(() => enter('lost'))

  return {
    state: () => state,
    onState: changed => subscribe(watchers, changed),
    onNews: heard => subscribe(listeners, heard),
    close: () => {
      end.abort()
      channel.close()
      listeners.clear()
      watchers.clear()
    },
  }
}

/** Follows until the signal ends, coming back after each break with growing patience. */
async function follow<News extends object>(
  { follow: begin, idOf, missed }: Source<News>,
  signal: AbortSignal,
  announce: (state: StreamState) => void,
  spread: (news: News) => void,
): Promise<void> {
  let lastId: string | undefined
  let breaks = 0
  while (!signal.aborted) {
    try {
      const stream = await begin(lastId, signal)
      announce('connected')
      if (breaks > 0 && lastId === undefined) spread(missed)
      breaks = 0
      for await (const news of stream) {
        lastId = idOf(news) ?? lastId
        spread(news)
      }
    } catch {
      // Reconnecting is the answer to any break.
    }
    if (signal.aborted) return
    announce('lost')
    breaks += 1
    await pause(Math.min(longestWait, 500 * 2 ** Math.min(breaks, 6)) * (0.75 + Math.random() / 2), signal)
  }
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    const timer = setTimeout(resolve, milliseconds)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    })
  })
}

function subscribe<Listener>(listeners: Set<Listener>, listener: Listener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
