// One case in a list: kind and place, how long it waits, where it came from.
import { useLanguage, useSay } from '../../../ui/say.ts'
import { spanSince } from '../../../ui/time.ts'
import { named } from '../../../ui/words/words.ts'
import type { CaseSummary } from '../contract.ts'
import type { QueueName } from './queues.ts'

interface Props {
  row: CaseSummary
  queue: QueueName
  now: number
  isSelected: boolean
  onOpen(): void
}

export function QueueRow({ row, queue, now, isSelected, onOpen }: Props) {
  const say = useSay()
  const [language] = useLanguage()
  const place = row.address || named(row.region, language)
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list has the focus, and the desk's keys move within it
    <div
      id={`case-${row.id}`}
      role="option"
      tabIndex={-1}
      aria-selected={isSelected}
      className="queue-row"
      onClick={onOpen}
    >
      <p className="queue-kind">
        <strong>{named(row.kind.name, language)}</strong>
        {row.rework > 0 && (
          <span className="tag tag-ink">{say('console.rework', { count: row.rework })}</span>
        )}
      </p>
      <p className="queue-wait">
        {queue === 'ended'
          ? say(`state.${row.state}`)
          : say('console.waits', { span: spanSince(row.stateSince, now, say) })}
      </p>
      <p className="queue-place">{place}</p>
      <p className="queue-from">
        {queue === 'open' && <span className="tag">{say(`state.${row.state}`)}</span>}{' '}
        {say(`source.${row.source}`)} <span title={row.number}>{shortNumber(row.number)}</span>
      </p>
    </div>
  )
}

/** A case number without its district and year: what colleagues call out. */
function shortNumber(number: string): string {
  return number.replace(/^\d{6}-\d{4}/, '')
}
