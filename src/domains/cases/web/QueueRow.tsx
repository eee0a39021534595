// One case in a list: its light, kind and place, how much time is left over a bar of its clock, where it came from; and
// whether it is picked, where several can be taken at once.
import { useLanguage, useSay } from '../../../ui/say.ts'
import { spanSince } from '../../../ui/time.ts'
import { named } from '../../../ui/words/words.ts'
import type { CaseSummary } from '../contract.ts'
import { ClockBar, shareUsed } from './clockBar.tsx'
import { Light, lightNow } from './Light.tsx'
import { Tags } from './Tags.tsx'

interface Props {
  row: CaseSummary
  /** Where not all rows wait for the same. */
  showsState: boolean
  now: number
  timeZone: string | undefined
  isSelected: boolean
  /** undefined where nothing can be done with several. */
  isPicked: boolean | undefined
  onOpen(): void
  /** `through`: with everything between the last one picked and this. */
  onPick(through: boolean): void
}

export function QueueRow({ row, showsState, now, timeZone, isSelected, isPicked, onOpen, onPick }: Props) {
  const say = useSay()
  const [language] = useLanguage()
  const place = row.address || named(row.region, language)
  const light = lightNow(row, now) ?? undefined
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list has the focus, and the desk's keys move within it
    <div
      id={`case-${row.id}`}
      role="option"
      tabIndex={-1}
      aria-selected={isSelected}
      {...(isPicked !== undefined && { 'aria-checked': isPicked })}
      className={isPicked === undefined ? 'queue-row' : 'queue-row queue-row-pick'}
      onClick={event => {
        if (isPicked !== undefined && event.shiftKey) onPick(true)
        else onOpen()
      }}
    >
      {isPicked !== undefined && (
        // biome-ignore lint/a11y/noStaticElementInteractions: the row itself says whether it is picked; X picks it
        // biome-ignore lint/a11y/useKeyWithClickEvents: as above
        <span
          className="queue-pick"
          data-picked={isPicked}
          onClick={event => {
            event.stopPropagation()
            onPick(event.shiftKey)
          }}
        />
      )}
      <span className="queue-light">
        <span className={`lt lt-${light ?? 'none'}`} aria-hidden="true" />
      </span>
      <p className="queue-kind">
        <strong>{named(row.kind.name, language)}</strong>
        <Tags of={row} />
      </p>
      <p className="queue-wait">
        {light === undefined ? (
          showsState ? (
            say(`state.${row.state}`)
          ) : (
            say('console.waits', { span: spanSince(row.stateSince, now, say) })
          )
        ) : (
          <Light of={row} now={now} timeZone={timeZone} isBare />
        )}
        <ClockBar light={light} share={light === 'hold' ? 1 : shareUsed(row, now)} />
      </p>
      <p className="queue-place">{place}</p>
      <p className="queue-from">
        {showsState && light !== undefined && <span className="tag">{say(`state.${row.state}`)}</span>}{' '}
        {say(`source.${row.source}`)} <span title={row.number}>{shortNumber(row.number)}</span>
      </p>
    </div>
  )
}

/** A case number without its district and year: what colleagues call out. */
export function shortNumber(number: string): string {
  return number.replace(/^\d{6}-\d{4}/, '')
}
