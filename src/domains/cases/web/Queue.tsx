// The list of a desk: how much waits in which light, which cases, a filter, and the rows. New rows never move the selected
// one on screen.
import { Button, Input, Skeleton } from 'antd'
import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { Key } from '../../../ui/Key.tsx'
import { Refused } from '../../../ui/Refused.tsx'
import { useSay } from '../../../ui/say.ts'
import { useNow } from '../../../ui/time.ts'
import { useKeys } from '../../../ui/useKeys.ts'
import type { CaseSummary } from '../contract.ts'
import type { BulkStep } from './bulk.ts'
import { LightCounts } from './LightCounts.tsx'
import type { Picking } from './picking.ts'
import { QueueRow } from './QueueRow.tsx'
import { QueueTabs } from './QueueTabs.tsx'
import type { CaseList } from './queues.ts'
import type { Tabs } from './tabs.ts'

interface Props {
  title: string
  /** The queues and saved filters; absent where a search stands over the list. */
  tabs: Tabs | undefined
  conditions: ReactNode
  list: CaseList
  rows: readonly CaseSummary[]
  selected: string | undefined
  timeZone: string | undefined
  /** What can be done with several, if anything. */
  bulk: BulkStep | undefined
  picking: Picking
  /** absent while they are being taken. */
  onBulk: (() => void) | undefined
  filter: string
  onFilter(filter: string): void
  onTab(name: string): void
  /** What has happened, for the foot and for screen readers. */
  onTell(told: string): void
  onOpen(row: CaseSummary): void
}

export function Queue({
  title,
  tabs,
  conditions,
  list,
  rows,
  selected,
  timeZone,
  bulk,
  picking,
  onBulk,
  filter,
  onFilter,
  onTab,
  onTell,
  onOpen,
}: Props) {
  const say = useSay()
  const now = useNow()
  const box = useHeldPlace(rows, selected)
  const hasRows = rows.length > 0
  const queue = tabs?.current.queue
  const isByTime = queue === 'mine' || queue === 'late'

  return (
    <section className="queue" aria-labelledby="desk-title">
      <header>
        <h1 id="desk-title">{title}</h1>
        <p className="quiet">{say(isByTime ? 'desks.order' : 'desks.order_newest')}</p>
        {tabs?.current.count && queue !== 'ended' && <LightCounts count={tabs.current.count} />}
      </header>
      {tabs && <QueueTabs tabs={tabs} onTab={onTab} onTell={onTell} />}
      {conditions}
      {tabs && <Narrow rows={rows} filter={filter} onFilter={onFilter} onOpen={onOpen} />}
      <div className="queue-scroll" ref={box}>
        {list.isError && !list.data && <Refused error={list.error} onRetry={() => void list.refetch()} />}
        {list.isPending && <WaitingRows />}
        {hasRows && (
          <div
            className="queue-rows"
            role="listbox"
            tabIndex={0}
            aria-multiselectable={bulk !== undefined}
            aria-label={say('console.queue_label', {
              queue: tabs
                ? (tabs.current.label ?? say(`console.queue_${queue ?? 'mine'}`))
                : say('search.title'),
            })}
            aria-activedescendant={rows.some(({ id }) => id === selected) ? `case-${selected}` : undefined}
          >
            {rows.map(row => (
              <QueueRow
                key={row.id}
                row={row}
                showsState={queue !== 'mine'}
                now={now}
                timeZone={timeZone}
                isSelected={row.id === selected}
                isPicked={bulk && picking.has(row.id)}
                onOpen={() => onOpen(row)}
                onPick={through => picking.pick(row.id, through)}
              />
            ))}
          </div>
        )}
        {list.data && !hasRows && <Empty tabs={tabs} filter={filter} onClear={() => onFilter('')} />}
        {list.hasNextPage && (
          <Button block loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {say('console.more')}
          </Button>
        )}
      </div>
      {bulk && picking.picked.length > 0 && (
        <footer className="queue-bulk">
          <p role="status">{say('desk.bulk_picked', { count: picking.picked.length })}</p>
          <Button onClick={picking.picked.length < rows.length ? picking.all : picking.clear}>
            {say(picking.picked.length < rows.length ? 'desk.bulk_all' : 'desk.bulk_clear')}
          </Button>
          {onBulk && (
            <Button onClick={onBulk}>
              {say(`step.${bulk.step}`)} <Key name="G" />
            </Button>
          )}
        </footer>
      )}
    </section>
  )
}

interface NarrowProps extends Pick<Props, 'rows' | 'filter' | 'onFilter' | 'onOpen'> {}

/** Narrows what is loaded already; everything else is the search's. Out of the way until it is wanted. */
function Narrow({ rows, filter, onFilter, onOpen }: NarrowProps) {
  const say = useSay()
  const [isOpen, setOpen] = useState(false)
  useKeys({ '.': () => setOpen(true) })
  const close = (): void => {
    onFilter('')
    setOpen(false)
  }
  if (!isOpen && filter === '') return null
  return (
    <div className="queue-filter">
      <Input
        id="case-filter"
        value={filter}
        allowClear
        autoFocus
        placeholder={say('console.filter')}
        aria-label={say('console.filter')}
        suffix={<Key name="Esc" />}
        onChange={event => onFilter(event.target.value)}
        onKeyDown={event => {
          if (event.key === 'Escape') {
            event.preventDefault()
            close()
          } else if (event.key === 'Enter' && !event.nativeEvent.isComposing && rows[0]) {
            onOpen(rows[0])
            event.currentTarget.blur()
          }
        }}
      />
      <p className="quiet" aria-live="polite">
        {filter.trim() !== '' && say('console.filter_count', { count: rows.length })}
      </p>
    </div>
  )
}

function Empty({ tabs, filter, onClear }: { tabs: Tabs | undefined; filter: string; onClear(): void }) {
  const say = useSay()
  if (filter.trim() !== '') {
    return (
      <div className="empty">
        <p>{say('console.filter_none', { text: filter.trim() })}</p>
        <Button onClick={onClear}>{say('console.filter_clear')}</Button>
      </div>
    )
  }
  const [first, second] =
    tabs?.current.queue === 'mine'
      ? (['console.empty_mine', 'console.empty_mine_help'] as const)
      : tabs?.current.queue
        ? (['console.empty_other', 'console.empty_other_help'] as const)
        : (['search.none', 'search.none_help'] as const)
  return (
    <div className="empty">
      <p>
        <strong>{say(first)}</strong>
      </p>
      <p className="quiet">{say(second)}</p>
    </div>
  )
}

function WaitingRows() {
  return (
    <div className="late-shown" aria-hidden="true">
      {['a', 'b', 'c', 'd', 'e', 'f'].map(row => (
        <div className="queue-row" key={row}>
          <Skeleton active title={false} paragraph={{ rows: 2, width: ['60%', '80%'] }} />
        </div>
      ))}
    </div>
  )
}

/** Keeps the selected row where it is when the list around it changes, and in sight when it is chosen. */
function useHeldPlace(rows: readonly CaseSummary[], selected: string | undefined) {
  const box = useRef<HTMLDivElement>(null)
  const held = useRef<{ id: string | undefined; top: number }>({ id: undefined, top: 0 })
  const row = (): HTMLElement | null => document.getElementById(`case-${selected}`)
  useLayoutEffect(() => {
    const top = row()?.offsetTop
    if (box.current && top !== undefined && held.current.id === selected) {
      box.current.scrollTop += top - held.current.top
    }
    if (top !== undefined) held.current = { id: selected, top }
  }, [rows, selected])
  useEffect(() => {
    // Newer browsers answer with a promise, which must not pass for a clean-up.
    void document.getElementById(`case-${selected}`)?.scrollIntoView({ block: 'nearest' })
  }, [selected])
  return box
}
