// The stages that a case has behind it: how long each took, and whether it was in time.
import { useLanguage, useSay } from '../../../ui/say.ts'
import { moment, spanSince } from '../../../ui/time.ts'
import type { WholeCase } from '../contract.ts'

export function Stages({ shown, timeZone }: { shown: WholeCase; timeZone: string | undefined }) {
  const say = useSay()
  const [language] = useLanguage()
  if (shown.stages.length === 0) return null
  return (
    <ol className="stages" aria-label={say('desk.stages')}>
      {shown.stages.map(({ stage, since, until, dueAt, late }) => (
        <li
          key={`${stage} ${since}`}
          title={
            dueAt
              ? say('desk.due_at', { stage: say(`stage.${stage}`), due: moment(dueAt, language, timeZone) })
              : say('desk.no_limit')
          }
        >
          <span className={`lt lt-${late ? 'late' : 'ok'}`} aria-hidden="true" />
          <span>{say(`stage.${stage}`)}</span>
          <span className="quiet">{spanSince(since, Date.parse(until), say)}</span>
          {late && <strong>{say('light.late')}</strong>}
        </li>
      ))}
    </ol>
  )
}
