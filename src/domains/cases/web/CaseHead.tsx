// The head of a case: number, state, kind, place, and its clock.
import { useLanguage, useSay } from '../../../ui/say.ts'
import { moment, spanSince, useNow } from '../../../ui/time.ts'
import { named } from '../../../ui/words/words.ts'
import type { WholeCase } from '../contract.ts'
import { openStates } from '../states.ts'
import { Light } from './Light.tsx'
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
  const until =
    shown.state === 'suspended'
      ? shown.timeline.findLast(({ happened }) => happened === 'cases.suspended')?.until
      : undefined
  return (
    <header className="case-head">
      <p className="case-line">
        <span>{shown.number}</span>
        <span className="tag">{say(`state.${shown.state}`)}</span>
        <Tags of={shown} />
        {place && <span className="case-at quiet">{say('console.position_in_queue', place)}</span>}
      </p>
      <h2>{named(shown.kind.name, language)}</h2>
      <p className="case-line">
        <span>{[named(shown.region, language), shown.address].filter(Boolean).join(' · ')}</span>
        {openStates.includes(shown.state) && (
          <span className="quiet">
            {say('console.waits_since', {
              span: spanSince(shown.stateSince, now, say),
              at: moment(shown.stateSince, language, timeZone, now),
            })}
          </span>
        )}
        <Light of={shown} now={now} timeZone={timeZone} until={until} isFull />
      </p>
    </header>
  )
}
