// The one timeline of a case, newest first: what happened, in which post, why and when. What the reporter
// said stands among the facts already.
import { Link } from 'react-router'
import { useLanguage, useSay } from '../../../ui/say.ts'
import { moment } from '../../../ui/time.ts'
import { named, type Say } from '../../../ui/words/words.ts'
import type { TimelineEntry } from '../contract/timeline.ts'
import { reported, steps } from '../steps.ts'
import { Judged } from './Judged.tsx'
import { limitWords } from './limits.ts'
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
  const { seq, happened, at, role, name, reason, note, noteErased, department, metres, limit, until, other } =
    entry
  const who = [role === null ? nobody(happened, say) : (word(say, `role.${role}`) ?? role), name]
  const why =
    reason === null ? undefined : (word(say, `reason.${reason}`) ?? word(say, `outcome.${reason}`) ?? reason)
  return (
    <li>
      <time dateTime={at}>{moment(at, language, timeZone)}</time>
      <span className={`dot dot-${dotOf(happened)}`} aria-hidden="true" />
      <div>
        <p>
          <strong>
            {happened === steps.warn.happened ? say('desks.overdue') : (word(say, happened) ?? happened)}
          </strong>{' '}
          {department && (
            <span>{say('console.to_department', { department: named(department, language) })} </span>
          )}
          <span className="quiet">{who.filter(Boolean).join(' · ')}</span>
          {entry.imported && <Imported />}
        </p>
        {why && <p>{why}</p>}
        {entry.asReported !== null && (
          <p>{say(entry.asReported ? 'desk.as_reported' : 'desk.not_as_reported')}</p>
        )}
        {limit && <p>{say('desk.entry_limit', { limit: limitWords(limit, say) })}</p>}
        {until && <p>{say('desk.entry_until', { until: moment(until, language, timeZone) })}</p>}
        {other && (
          <p>
            <Link to={`/cases/${other.id}`}>{other.number}</Link>
          </p>
        )}
        {entry.rule && (
          <p className="quiet">
            {say(entry.rule.followed ? 'desk.entry_rule' : 'desk.entry_rule_not', {
              number: entry.rule.number,
              version: entry.rule.version,
            })}
          </p>
        )}
        {entry.judged && <Judged judged={entry.judged} />}
        {entry.corrected && <Corrected changed={entry.corrected} />}
        {note && seq > 1 && <p className="said">{note}</p>}
        {noteErased && <p className="quiet">{say('console.erased')}</p>}
        {metres !== null && <p className="quiet">{say('console.metres', { metres })}</p>}
      </div>
    </li>
  )
}

/** Nobody took this step here; its time is the source's. */
function Imported() {
  const say = useSay()
  return (
    <span className="tag tag-ink" title={say('intake.imported_means')}>
      {say('intake.imported')}
    </span>
  )
}

/** What went well, went wrong, or moved the case on; the rest is said in passing. */
function dotOf(happened: string): 'good' | 'bad' | 'moved' | 'told' {
  if (wrong.has(happened)) return 'bad'
  if (well.has(happened)) return 'good'
  return moves.has(happened) ? 'moved' : 'told'
}

const wrong: ReadonlySet<string> = new Set(
  ['cases.overdue', 'cases.escalated', steps.object.happened].map(String),
)
const well: ReadonlySet<string> = new Set([steps.finish.happened, steps.confirm.happened].map(String))
const moves: ReadonlySet<string> = new Set(
  Object.values(steps)
    .filter(({ to }) => to !== null)
    .map(({ happened }) => String(happened)),
)

/** What was said before, and what since; each only where it differs. */
function Corrected({
  changed: { kind, place, erased },
}: {
  changed: NonNullable<TimelineEntry['corrected']>
}) {
  const say = useSay()
  const [language] = useLanguage()
  const none = say('desk.entry_no_address')
  const point = ({ longitude, latitude }: { longitude: number; latitude: number }) =>
    `${longitude.toFixed(6)}, ${latitude.toFixed(6)}`
  const pairs = [
    kind && { before: named(kind.before, language), after: named(kind.after, language) },
    place && { before: place.before.address || none, after: place.after.address || none },
    place && { before: point(place.before), after: point(place.after) },
  ]
  return (
    <>
      {pairs.map(
        pair =>
          pair && pair.before !== pair.after && <p key={pair.after}>{say('desk.entry_change', pair)}</p>,
      )}
      {erased && <p className="quiet">{say('console.erased')}</p>}
    </>
  )
}

/** Who acted where no post did: the reporter, or the program by itself. */
function nobody(happened: string, say: Say): string {
  return say(byReporter.has(happened) ? 'console.resident' : 'desk.by_itself')
}

const byReporter: ReadonlySet<string> = new Set(
  [reported, steps.answer.happened, steps.add.happened, steps.judge.happened].map(String),
)
