// The head of a case: number, state and tags, then its light, kind and time left, then where it is.
import { Key } from '../../../ui/Key.tsx'
import { useLanguage, useSay } from '../../../ui/say.ts'
import { moment, spanSince, useNow } from '../../../ui/time.ts'
import { named } from '../../../ui/words/words.ts'
import type { WholeCase } from '../contract.ts'
import { openStates } from '../states.ts'
import { Light, lightNow } from './Light.tsx'
import { Tags } from './Tags.tsx'

interface Props {
  shown: WholeCase
  /** Where it stands in the list. */
  place: { at: number; count: number } | undefined
  timeZone: string | undefined
}

export function CaseHead({ shown, place, timeZone }: Props) {
  const say = useSay()
  const [language] = useLanguage()
  const now = useNow()
  const light = lightNow(shown, now)
  const until =
    shown.state === 'suspended'
      ? shown.timeline.findLast(({ happened }) => happened === 'cases.suspended')?.until
      : undefined
  const grid = shown.grid && [shown.grid.name, shown.grid.code].filter(Boolean).join(' ')
  return (
    <header className="case-head">
      <p className="case-line">
        <span>{shown.number}</span>
        <span className="tag">{say(`state.${shown.state}`)}</span>
        <Tags of={shown} />
        {place && (
          <span className="case-at">
            <Key name="K" /> {say('console.position_in_queue', place)} <Key name="J" />
          </span>
        )}
      </p>
      <div className="case-title">
        {light && <span className={`lt lt-${light}`} aria-hidden="true" />}
        <h2>{named(shown.kind.name, language)}</h2>
        {/* Together, so that a long name sends both to the next line and neither loses the right edge. */}
        <span className="case-clock">
          {shown.stage && <span className="case-stage">{say(`stage.${shown.stage}`)}</span>}
          <Light of={shown} now={now} timeZone={timeZone} until={until} isBare />
        </span>
      </div>
      <p className="case-place">
        {[named(shown.region, language), shown.address, grid].filter(Boolean).join(' · ')}
      </p>
      {openStates.includes(shown.state) && (
        <p className="case-since quiet">
          {say('console.waits_since', {
            span: spanSince(shown.stateSince, now, say),
            at: moment(shown.stateSince, language, timeZone, now),
          })}
          {shown.dueAt &&
            !until &&
            ` · ${say('desks.due_by', { due: moment(shown.dueAt, language, timeZone, now) })}`}
        </p>
      )}
    </header>
  )
}
