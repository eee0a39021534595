// The one timeline of a case, newest first: what happened, in which post, why and when. What the reporter
// said stands among the facts already.
import { useLanguage, useSay } from '../../../ui/say.ts'
import { moment } from '../../../ui/time.ts'
import { named } from '../../../ui/words/words.ts'
import type { TimelineEntry } from '../contract.ts'
import { word } from './movedOn.ts'

interface Props {
  entries: readonly TimelineEntry[]
  timeZone: string | undefined
}

export function Timeline({ entries, timeZone }: Props) {
  const say = useSay()
  return (
    <section className="timeline" aria-labelledby="timeline-title">
      <h3 id="timeline-title">{say('console.timeline')}</h3>
      <ol>
        {entries.toReversed().map(entry => (
          <Happened key={entry.seq} entry={entry} timeZone={timeZone} />
        ))}
      </ol>
    </section>
  )
}

function Happened({ entry, timeZone }: { entry: TimelineEntry; timeZone: string | undefined }) {
  const say = useSay()
  const [language] = useLanguage()
  const { seq, happened, at, role, name, reason, note, noteErased, department, metres } = entry
  const who = [role === null ? say('console.resident') : (word(say, `role.${role}`) ?? role), name]
  const why =
    reason === null ? undefined : (word(say, `reason.${reason}`) ?? word(say, `outcome.${reason}`) ?? reason)
  return (
    <li>
      <time dateTime={at}>{moment(at, language, timeZone)}</time>
      <div>
        <p>
          <strong>{word(say, happened) ?? happened}</strong>{' '}
          {department && (
            <span>{say('console.to_department', { department: named(department, language) })} </span>
          )}
          <span className="quiet">{who.filter(Boolean).join(' · ')}</span>
        </p>
        {why && <p>{why}</p>}
        {note && seq > 1 && <p className="said">{note}</p>}
        {noteErased && <p className="quiet">{say('console.erased')}</p>}
        {metres !== null && <p className="quiet">{say('console.metres', { metres })}</p>}
      </div>
    </li>
  )
}
