// Whether something is changed and not published, what is wrong with it, and the way on.
import { Button } from 'antd'
import { useLanguage, useSay } from '../../../ui/say.ts'
import type { Fault } from '../faults.ts'
import { faultSentence } from './faultSentence.ts'

interface StateProps {
  faults: readonly Fault[]
  isChanged: boolean
  /** The version that somebody else published under what is typed here. */
  moved: number | undefined
  told: string
  onPreview(): void
  onDiscard(): void
}

export function DraftState({ faults, isChanged, moved, told, onPreview, onDiscard }: StateProps) {
  const say = useSay()
  const [language] = useLanguage()
  return (
    <section className="calendar-draft" aria-label={say('calendar.draft')}>
      <p>
        <strong>{isChanged ? say('calendar.draft') : say('calendar.draft_none')}</strong>
      </p>
      <p role="status" className="quiet">
        {told}
      </p>
      {moved !== undefined && (
        <p className="refused refused-soft">{say('calendar.moved', { version: moved })}</p>
      )}
      {faults.length > 0 && (
        <div className="calendar-wrong" role="alert">
          <p>{say('calendar.draft_faults', { count: faults.length })}</p>
          <ul>
            {faults.slice(0, 5).map(fault => (
              <li key={`${fault.wrong} ${fault.where} ${fault.said}`}>
                {faultSentence(fault, say, language)}
              </li>
            ))}
          </ul>
        </div>
      )}
      <div className="calendar-draft-acts">
        <Button type="primary" disabled={!isChanged || faults.length > 0} onClick={onPreview}>
          {say('calendar.preview')}
        </Button>
        {isChanged && <Button onClick={onDiscard}>{say('calendar.discard')}</Button>}
      </div>
    </section>
  )
}
