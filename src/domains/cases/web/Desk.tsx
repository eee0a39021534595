// The desk: the list on the left, the map with what is near in the middle, one case on the right, everything by keyboard.
// After a step the next case opens by itself, so that a queue is cleared without a mouse; or several are picked and
// taken at once. The search page is the same desk over what the search finds.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useEffect, useMemo, useState } from 'react'
import { useNavigate, useNavigation, useParams, useSearchParams } from 'react-router'
import { api } from '../../../client.ts'
import { useLanguage, useSay } from '../../../ui/say.ts'
import { focusFirst, useKeptFocus } from '../../../ui/useKeptFocus.ts'
import { useKeys } from '../../../ui/useKeys.ts'
import { useWide } from '../../../ui/useWide.ts'
import { named } from '../../../ui/words/words.ts'
import type { CaseSummary } from '../contract.ts'
import { BulkPane } from './BulkPane.tsx'
import type { BulkStep } from './bulk.ts'
import { CasePane } from './CasePane.tsx'
import { type DeskStep, staysWith } from './choosing.ts'
import { DeskMap } from './DeskMap.tsx'
import './desk.css'
import { Foot } from './Foot.tsx'
import { filterOf } from './filtering.ts'
import { word } from './movedOn.ts'
import { PaneTabs } from './PaneTabs.tsx'
import { usePicking } from './picking.ts'
import { Queue } from './Queue.tsx'
import { freshLists, type Source, useCases, useRemoval } from './queues.ts'
import type { StepPieces, Taken } from './stepping.ts'
import { useTabs } from './tabs.ts'

/** Where the focus goes when it has nowhere to be: the list, or the page on a narrow window that shows one case. */
const goesOn = ['.queue-rows', '#content'] as const

export interface DeskProps {
  title: string
  pieces: StepPieces
  /** The step that this post may take for several cases at once. */
  bulk: BulkStep | undefined
  /** Its pages begin here: `/cases` for the queues, `/search` for what a search finds. */
  base: '/cases' | '/search'
  /** What stands over the list instead of the queues. */
  conditions?: ReactNode
}

export function Desk({ title, pieces, bulk, base, conditions }: DeskProps) {
  const say = useSay()
  const [language] = useLanguage()
  const client = useQueryClient()
  const [isWide, hasRoom] = [useWide(800), useWide(1280)]
  const { id } = useParams()
  const navigate = useNavigate()
  const isLeaving = useNavigation().state !== 'idle'
  const [search, setSearch] = useSearchParams()
  const tabs = useTabs(search, base === '/cases')
  const source: Source = base === '/search' ? { filter: filterOf(search) } : tabs.current.source
  const isMine = 'queue' in source && source.queue === 'mine'
  const list = useCases(source)
  const remove = useRemoval(source)
  const [filter, setFilter] = useState('')
  const [told, setTold] = useState('')
  const [pane, setPane] = useState<'case' | 'map'>('case')
  const { data: district } = useQuery(
    api.regions.district.queryOptions({ staleTime: Number.POSITIVE_INFINITY }),
  )

  const rows = useMemo(
    () => (list.data?.pages.flatMap(page => page.cases) ?? []).filter(row => matches(row, filter)),
    [list.data, filter],
  )
  const at = rows.findIndex(row => row.id === id)
  const [lastAt, setLastAt] = useState(0)
  if (at >= 0 && at !== lastAt) setLastAt(at)
  const picking = usePicking(rows)
  const [isBulk, setBulk] = useState(false)
  const closeBulk = (): void => {
    setBulk(false)
    picking.clear()
  }

  const openId = (target: string | undefined, replace = false): void => {
    void navigate(
      { pathname: target === undefined ? base : `${base}/${target}`, search: search.toString() },
      // At once: the next key may come before a transition has ended.
      { replace, flushSync: true },
    )
  }
  const open = (row: CaseSummary | undefined, replace = false): void => openId(row?.id, replace)
  const move = (by: number): void => {
    // When the case on screen has left the list, its place is where the next one stands.
    const target = at >= 0 ? at + by : by > 0 ? lastAt : lastAt - 1
    const row = rows[Math.max(0, Math.min(rows.length - 1, target))]
    if (row) open(row, true)
    if (target >= rows.length - 3 && list.hasNextPage && !list.isFetchingNextPage) void list.fetchNextPage()
  }
  const enter = (name: string): void => {
    setFilter('')
    setSearch(tabs.paramsOf(name), { flushSync: true })
  }

  const isReady = list.data !== undefined
  const first = rows[0]
  useEffect(() => {
    // Whoever is on the way to another page is not called back by a list that arrives meanwhile.
    if (isWide && isReady && !isLeaving && id === undefined && first) open(first, true)
  })
  const following = rows[at + 1]?.id
  useEffect(() => {
    if (following)
      void client.prefetchQuery(api.cases.show.queryOptions({ input: { id: following }, staleTime: 30_000 }))
  }, [client, following])

  const taken = ({ id: done, number, state, step }: Taken, by: DeskStep): void => {
    const happened = saidOf(by, state)
    const leaves = isMine && !staysWith(by)
    let next: CaseSummary | undefined
    if (leaves) {
      const place = rows.findIndex(row => row.id === done)
      next = rows[place + 1] ?? rows[place - 1]
      remove(done)
      if (done === id) open(next, true)
    }
    const then = next
      ? say('console.taken_next', { number: next.number, kind: named(next.kind.name, language) })
      : leaves
        ? say('console.taken_empty')
        : ''
    setTold(`${say('console.taken', { number, happened })} ${then}`)
    freshLists(client)
    void client.invalidateQueries({
      queryKey: api.cases.show.key({ input: { id: done } }),
      // What stays where it is may leave the step as it was.
      predicate: ({ state: { data } }) => staysWith(by) || !(hasStep(data) && data.step >= step),
    })
  }

  // The button that was pressed goes with its box: then the list takes the focus, which the keys move within.
  useKeptFocus(goesOn)
  useEffect(() => {
    if (document.activeElement === null || document.activeElement === document.body) focusFirst(goesOn)
  }, [told, id, isReady])

  /** What is told of a step; of an answer from the spot only that it was given. */
  const saidOf = (by: DeskStep, state: Taken['state']): string => {
    if (by === 'confirm' || by === 'verify') return say('desk.answered')
    return (staysWith(by) ? undefined : word(say, `state.${state}`)) ?? say(`step.${by}`)
  }

  useKeys({
    x: bulk && id !== undefined && at >= 0 ? () => picking.pick(id, false) : undefined,
    ' ': bulk && id !== undefined && at >= 0 ? () => picking.pick(id, false) : undefined,
    g: bulk && picking.picked.length > 0 ? () => setBulk(true) : undefined,
    j: () => move(1),
    ArrowDown: () => move(1),
    k: () => move(-1),
    ArrowUp: () => move(-1),
    q: base === '/cases' ? () => enter(tabs.after) : undefined,
    m: hasRoom || pane === 'map' ? undefined : () => setPane('map'),
    Escape:
      picking.picked.length > 0 && !isBulk
        ? picking.clear
        : !hasRoom && pane === 'map'
          ? () => setPane('case')
          : isWide || id === undefined || isBulk
            ? undefined
            : () => open(undefined),
  })

  const showsMap = hasRoom || (pane === 'map' && !isBulk)
  const showsList = isWide || (id === undefined && !isBulk && pane === 'case')
  const showsCase = hasRoom || (pane === 'case' && (isWide || id !== undefined || isBulk))
  return (
    <div className="desk">
      {showsList && (
        <Queue
          title={title}
          tabs={base === '/cases' ? tabs : undefined}
          conditions={conditions}
          list={list}
          rows={rows}
          selected={id}
          timeZone={district?.timeZone}
          bulk={bulk}
          picking={picking}
          onBulk={isBulk ? undefined : () => setBulk(true)}
          filter={filter}
          onFilter={setFilter}
          onTab={enter}
          onTell={setTold}
          onOpen={row => open(row, isWide)}
        />
      )}
      {!showsList && <h1 className="unseen">{title}</h1>}
      {!hasRoom && <PaneTabs pane={pane} onPane={setPane} />}
      {showsMap && (
        <DeskMap
          chosen={id}
          rows={rows}
          timeZone={district?.timeZone}
          onOpen={target => {
            setPane('case')
            openId(target)
          }}
        />
      )}
      {showsCase && isBulk && bulk && (
        <BulkPane
          bulk={bulk}
          picked={picking.picked}
          onDone={() => void client.invalidateQueries({ queryKey: api.cases.key() })}
          onClose={closeBulk}
        />
      )}
      {showsCase && !(isBulk && bulk) && (
        <CasePane
          key={id ?? ''}
          id={id}
          isQueueEmpty={isReady && rows.length === 0}
          pieces={pieces}
          timeZone={district?.timeZone}
          place={at >= 0 ? { at: at + 1, count: rows.length } : undefined}
          onTaken={taken}
          onNext={rows.length > (at >= 0 ? 1 : 0) ? () => move(1) : undefined}
          onBack={isWide ? undefined : () => open(undefined)}
        />
      )}
      <Foot told={told} hasBulk={bulk !== undefined} />
    </div>
  )
}

function matches({ number, address, kind, region }: CaseSummary, filter: string): boolean {
  const wanted = filter.trim().toLowerCase()
  if (wanted === '') return true
  const said = [number, address, kind.name.zh, kind.name.en, region.zh, region.en]
  return said.some(text => text.toLowerCase().includes(wanted))
}

function hasStep(data: unknown): data is { step: number } {
  return typeof data === 'object' && data !== null && 'step' in data && typeof data.step === 'number'
}
