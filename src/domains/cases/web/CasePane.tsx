// One case whole: the step that it waits for first, what else may be done, then facts, pictures and timeline.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Skeleton } from 'antd'
import { useState } from 'react'
import { api } from '../../../client.ts'
import { Key } from '../../../ui/Key.tsx'
import { Refused } from '../../../ui/Refused.tsx'
import { codeOf } from '../../../ui/refusals.ts'
import { useLanguage, useSay } from '../../../ui/say.ts'
import { useKeys } from '../../../ui/useKeys.ts'
import type { WholeCase } from '../contract.ts'
import { CaseHead } from './CaseHead.tsx'
import { CasePictures } from './CasePictures.tsx'
import { choose, type DeskStep } from './choosing.ts'
import { Facts } from './Facts.tsx'
import { stepSentence } from './movedOn.ts'
import { OtherSteps } from './OtherSteps.tsx'
import { Stages } from './Stages.tsx'
import { StepName } from './StepBox.tsx'
import type { StepPieces, Taken } from './stepping.ts'
import { Timeline } from './Timeline.tsx'

interface Props {
  id: string | undefined
  isQueueEmpty: boolean
  pieces: StepPieces
  timeZone: string | undefined
  /** Where it stands in the list. */
  place: { at: number; count: number } | undefined
  onTaken(taken: Taken, step: DeskStep): void
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
    const code = codeOf(error)
    if (code?.startsWith('cases.') || code === 'base.not_found' || code === 'base.not_signed_in')
      void client.invalidateQueries({ queryKey: api.cases.key() })
  }
  const shown = asked.data
  useKeys({
    l: shown && (() => document.getElementById('timeline-title')?.scrollIntoView({ block: 'start' })),
  })
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
          <Skeleton active title={false} paragraph={{ rows: 9 }} />
        </div>
      )}
      {asked.isError && !shown && <Refused error={asked.error} onRetry={() => void asked.refetch()} />}
      {shown && (
        <>
          <CaseHead shown={shown} place={place} timeZone={timeZone} />
          <div className="case-body">
            <div className="case-main">
              {refused !== undefined && (
                <Refused error={refused} says={stepSentence(refused, say, language, timeZone)} />
              )}
              <Steps
                shown={shown}
                pieces={pieces}
                timeZone={timeZone}
                onTaken={(taken, step) => {
                  setRefused(undefined)
                  onTaken(taken, step)
                }}
                onRefused={hearRefusal}
                onNext={onNext}
              />
              <Stages shown={shown} timeZone={timeZone} />
              <CasePictures shown={shown} timeZone={timeZone} />
            </div>
            <div className="case-more">
              <Timeline entries={shown.timeline} timeZone={timeZone} />
              <Facts shown={shown} timeZone={timeZone} />
            </div>
          </div>
        </>
      )}
    </article>
  )
}

interface StepsProps extends Pick<Props, 'pieces' | 'timeZone' | 'onTaken' | 'onNext'> {
  shown: WholeCase
  onRefused(error: unknown): void
}

function Steps({ shown, pieces, timeZone, onTaken, onRefused, onNext }: StepsProps) {
  const say = useSay()
  const [chosen, setChosen] = useState<DeskStep>()
  const { main, others } = choose(shown.nextSteps)
  // What was chosen may have ceased to be possible meanwhile.
  const other = chosen !== undefined && others.includes(chosen) ? chosen : undefined
  const step = other ?? main
  const Piece = step && pieces[step]
  return (
    <div className="steps">
      {step && Piece ? (
        <StepName value={step}>
          <Piece
            key={step}
            shown={shown}
            timeZone={timeZone}
            onTaken={taken => {
              setChosen(undefined)
              onTaken(taken, step)
            }}
            onRefused={onRefused}
            onCancel={other && (() => setChosen(undefined))}
          />
        </StepName>
      ) : (
        <div className="no-step">
          <p className="quiet">{say('console.no_step')}</p>
          {onNext && (
            <Button onClick={onNext}>
              {say('console.key_next')} <Key name="J" />
            </Button>
          )}
        </div>
      )}
      {!other && <OtherSteps others={others} onChoose={setChosen} />}
    </div>
  )
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
