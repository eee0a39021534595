// One case whole: the next action first, then its facts, pictures and timeline.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Skeleton } from 'antd'
import { useState } from 'react'
import { api } from '../../../client.ts'
import { Key } from '../../../ui/Key.tsx'
import { Refused } from '../../../ui/Refused.tsx'
import { codeOf } from '../../../ui/refusals.ts'
import { useLanguage, useSay } from '../../../ui/say.ts'
import { moment, spanSince, useNow } from '../../../ui/time.ts'
import { named } from '../../../ui/words/words.ts'
import type { WholeCase } from '../contract.ts'
import { CasePictures } from './CasePictures.tsx'
import { Facts } from './Facts.tsx'
import { stepSentence } from './movedOn.ts'
import type { StepPieces, Taken } from './stepping.ts'
import { Timeline } from './Timeline.tsx'

interface Props {
  id: string | undefined
  isQueueEmpty: boolean
  pieces: StepPieces
  timeZone: string | undefined
  /** Where it stands in the list. */
  place: { at: number; count: number } | undefined
  onTaken(taken: Taken): void
  onBack: (() => void) | undefined
  onNext: (() => void) | undefined
}

export function CasePane({ id, isQueueEmpty, pieces, timeZone, place, onTaken, onBack, onNext }: Props) {
  const say = useSay()
  const [language] = useLanguage()
  const client = useQueryClient()
  const [refused, setRefused] = useState<unknown>()
  const asked = useQuery(api.cases.show.queryOptions({ input: { id: id ?? '' }, enabled: id !== undefined }))

  const hearRefusal = (error: unknown): void => {
    setRefused(error)
    // Asking again shows where the case is now; whose session has ended is led to sign in by it.
    const isStale = ['cases.moved_on', 'base.not_found', 'base.not_signed_in'].includes(codeOf(error) ?? '')
    if (isStale) void client.invalidateQueries({ queryKey: api.cases.key() })
  }
  const shown = asked.data
  return (
    <article className="case" aria-label={say('cases.case')} aria-busy={id !== undefined && asked.isPending}>
      {onBack && (
        <Button className="case-back" onClick={onBack}>
          {say('console.back_to_list')}
        </Button>
      )}
      {id === undefined && <Nothing isQueueEmpty={isQueueEmpty} />}
      {id !== undefined && asked.isPending && (
        <div className="late-shown">
          <Skeleton active paragraph={{ rows: 8 }} />
        </div>
      )}
      {asked.isError && !shown && <Refused error={asked.error} onRetry={() => void asked.refetch()} />}
      {shown && (
        <>
          <Head shown={shown} place={place} timeZone={timeZone} />
          <div className="case-body">
            <div className="case-main">
              {refused !== undefined && (
                <Refused error={refused} says={stepSentence(refused, say, language, timeZone)} />
              )}
              <NextStep
                shown={shown}
                pieces={pieces}
                onTaken={taken => {
                  setRefused(undefined)
                  onTaken(taken)
                }}
                onRefused={hearRefusal}
                onNext={onNext}
              />
              <Facts shown={shown} timeZone={timeZone} />
              <CasePictures id={shown.id} pictures={shown.pictures} timeZone={timeZone} />
            </div>
            <Timeline entries={shown.timeline} timeZone={timeZone} />
          </div>
        </>
      )}
    </article>
  )
}

interface HeadProps {
  shown: WholeCase
  place: Props['place']
  timeZone: string | undefined
}

function Head({ shown, place, timeZone }: HeadProps) {
  const say = useSay()
  const [language] = useLanguage()
  const now = useNow()
  return (
    <header className="case-head">
      <p className="case-line">
        <span>{shown.number}</span>
        <span className="tag">{say(`state.${shown.state}`)}</span>
        {shown.rework > 0 && (
          <span className="tag tag-ink">{say('console.rework', { count: shown.rework })}</span>
        )}
        {place && <span className="case-at quiet">{say('console.position_in_queue', place)}</span>}
      </p>
      <h2>{named(shown.kind.name, language)}</h2>
      <p className="case-line">
        <span>{[named(shown.region, language), shown.address].filter(Boolean).join(' · ')}</span>
        {shown.state !== 'closed' && shown.state !== 'void' && (
          <span className="quiet">
            {say('console.waits_since', {
              span: spanSince(shown.stateSince, now, say),
              at: moment(shown.stateSince, language, timeZone, now),
            })}
          </span>
        )}
      </p>
    </header>
  )
}

interface NextProps {
  shown: WholeCase
  pieces: StepPieces
  onTaken(taken: Taken): void
  onRefused(error: unknown): void
  onNext: (() => void) | undefined
}

function NextStep({ shown, pieces, onTaken, onRefused, onNext }: NextProps) {
  const say = useSay()
  const [first] = shown.nextSteps
  if (first === undefined) {
    return (
      <div className="no-step">
        <p className="quiet">{say('console.no_step')}</p>
        {onNext && (
          <Button onClick={onNext}>
            {say('console.key_next')} <Key name="J" />
          </Button>
        )}
      </div>
    )
  }
  const Piece = pieces[first]
  return <Piece key={first} shown={shown} onTaken={onTaken} onRefused={onRefused} />
}

function Nothing({ isQueueEmpty }: { isQueueEmpty: boolean }) {
  const say = useSay()
  return (
    <div className="empty">
      <p>
        <strong>{say(isQueueEmpty ? 'console.taken_empty' : 'console.pick')}</strong>
      </p>
      <p className="quiet">{say(isQueueEmpty ? 'console.empty_case_help' : 'console.pick_help')}</p>
    </div>
  )
}
