// The live stream for everything below: who wants to hear news says so, and anyone may ask whether it is
// connected.
import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react'
import type { News } from '../base/live-calls.ts'
import { openStream, type Source, type Stream, type StreamState } from './sharedStream.ts'

const Current = createContext<Stream<News> | undefined>(undefined)

interface Props {
  /** Names the stream: people of different accounts in one browser never share one. */
  name: string
  source: Source<News>
  children: ReactNode
}

export function Live({ name, source, children }: Props) {
  const [stream, setStream] = useState<Stream<News>>()
  useEffect(() => {
    const opened = openStream(name, source)
    setStream(opened)
    return () => opened.close()
  }, [name, source])
  return <Current value={stream}>{children}</Current>
}

export function useNews(heard: (news: News) => void): void {
  const stream = useContext(Current)
  const latest = useRef(heard)
  useEffect(() => {
    latest.current = heard
  })
  useEffect(() => stream?.onNews(news => latest.current(news)), [stream])
}

/** Undefined where there is no stream. */
export function useLiveState(): StreamState | undefined {
  const stream = useContext(Current)
  return useSyncExternalStore(
    changed => stream?.onState(changed) ?? (() => {}),
    () => stream?.state(),
  )
}
