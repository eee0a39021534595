// The list of a desk: which cases, a filter, and the rows. New rows never move the selected one on screen.
import { Button, Input, Skeleton } from 'antd'
import { useEffect, useLayoutEffect, useRef } from 'react'
import { Key } from '../../../ui/Key.tsx'
import { Refused } from '../../../ui/Refused.tsx'
import { useSay } from '../../../ui/say.ts'
import { useNow } from '../../../ui/time.ts'
import type { CaseSummary } from '../contract.ts'
import type { BulkStep } from './bulk.ts'
import type { Picking } from './picking.ts'
import { QueueRow } from './QueueRow.tsx'
import { type QueueName, queues, useCounts, type useQueue } from './queues.ts'

interface Props {
  title: string
  queue: QueueName
  list: ReturnType<typeof useQueue>
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
  onQueue(queue: QueueName): void
  onOpen(row: CaseSummary): void
}

export function Queue({
  title,
  queue,
  list,
  rows,
  selected,
  timeZone,
  bulk,
  picking,
  onBulk,
  filter,
  onFilter,
  onQueue,
  onOpen,
}: Props) {
  const say = useSay()
  const now = useNow()
  const counts = useCounts()
  const box = useHeldPlace(rows, selected)
  const total = list.data?.pages[0]?.total
  const hasRows = rows.length > 0

  return (
    <section className="queue" aria-labelledby="desk-title">
      <header>
        <h1 id="desk-title">{title}</h1>
        <p className="quiet">
          {say(queue === 'mine' || queue === 'late' ? 'console.queue_order_mine' : 'console.queue_order')}
        </p>
      </header>
      <nav className="queue-tabs" aria-label={say('console.queues')}>
        {queues.map((name, at) => (
          <button key={name} type="button" aria-current={name === queue} onClick={() => onQueue(name)}>
            {say(`console.queue_${name}`)} <b>{(name === queue ? total : undefined) ?? counts[at] ?? ''}</b>
          </button>
        ))}
      </nav>
      <div className="queue-filter">
        <Input
          id="case-filter"
          value={filter}
          allowClear
          placeholder={say('console.filter')}
          aria-label={say('console.filter')}
          suffix={<Key name="/" />}
          onChange={event => onFilter(event.target.value)}
          onKeyDown={event => {
            if (event.key === 'Escape') {
              onFilter('')
              event.currentTarget.blur()
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
      <div className="queue-scroll" ref={box}>
        {list.isError && !list.data && <Refused error={list.error} onRetry={() => void list.refetch()} />}
        {list.isPending && <WaitingRows />}
        {hasRows && (
          <div
            className="queue-rows"
            role="listbox"
            tabIndex={0}
            aria-multiselectable={bulk !== undefined}
            aria-label={say('console.queue_label', { queue: say(`console.queue_${queue}`) })}
            aria-activedescendant={rows.some(({ id }) => id === selected) ? `case-${selected}` : undefined}
          >
            {rows.map(row => (
              <QueueRow
                key={row.id}
                row={row}
                queue={queue}
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
        {list.data && !hasRows && <Empty queue={queue} filter={filter} onClear={() => onFilter('')} />}
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

function Empty({ queue, filter, onClear }: { queue: QueueName; filter: string; onClear(): void }) {
  const say = useSay()
  if (filter.trim() !== '') {
    return (
      <div className="empty">
        <p>{say('console.filter_none', { text: filter.trim() })}</p>
        <Button onClick={onClear}>{say('console.filter_clear')}</Button>
      </div>
    )
  }
  const isMine = queue === 'mine'
  return (
    <div className="empty">
      <p>
        <strong>{say(isMine ? 'console.empty_mine' : 'console.empty_other')}</strong>
      </p>
      <p className="quiet">{say(isMine ? 'console.empty_mine_help' : 'console.empty_other_help')}</p>
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
