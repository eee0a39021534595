// The stages of a case as bars: those that are over and how long each took against its limit, the one that runs, and those
// to come.
import { useLanguage, useSay } from '../../../ui/say.ts'
import { moment, spanSince, useNow } from '../../../ui/time.ts'
import type { Say } from '../../../ui/words/words.ts'
import type { WholeCase } from '../contract.ts'
import { type StageName, stageNames } from '../states.ts'
import { ClockBar, shareUsed } from './clockBar.tsx'
import { lightNow, timeLeft } from './Light.tsx'

/** The way of most cases; what is asked in between shows only when it was. */
const usual: readonly StageName[] = ['accept', 'file', 'dispatch', 'handle', 'feedback', 'check', 'close']

export function Stages({ shown, timeZone }: { shown: WholeCase; timeZone: string | undefined }) {
  const say = useSay()
  const [language] = useLanguage()
  const now = useNow()
  const over = new Map(shown.stages.map(stage => [stage.stage, stage]))
  if (over.size === 0 && shown.stage === null) return null
  const names = stageNames.filter(name => usual.includes(name) || over.has(name) || shown.stage === name)
  return (
    <ol className="stages" aria-label={say('desk.stages')}>
      {names.map(name => {
        const stage = say(`stage.${name}`)
        if (name === shown.stage) {
          const light = lightNow(shown, now) ?? 'ok'
          const left = timeLeft(shown, light, now, say)
          return (
            <li
              key={name}
              className={`stage-now light-${light}`}
              title={say('desks.stage_running', { stage, left })}
            >
              <ClockBar light={light} share={light === 'hold' ? 1 : shareUsed(shown, now)} />
              <span>{stage}</span>
              <b>{left}</b>
            </li>
          )
        }
        const past = over.get(name)
        if (!past)
          return (
            <li key={name} title={say('desks.stage_to_come', { stage })}>
              <ClockBar light={undefined} share={0} />
              <span>{stage}</span>
            </li>
          )
        const { since, until, dueAt, late } = past
        const spent = spanSince(since, Date.parse(until), say)
        const share = dueAt
          ? (Date.parse(until) - Date.parse(since)) / Math.max(1, Date.parse(dueAt) - Date.parse(since))
          : 0
        return (
          <li
            key={name}
            title={say('desks.stage_of', {
              stage,
              spent,
              due: dueAt ? moment(dueAt, language, timeZone) : say('desk.no_limit'),
            })}
          >
            <ClockBar light={late ? 'late' : 'ok'} share={Math.min(1, Math.max(0.04, share))} />
            <span>{stage}</span>
            <em className={late ? 'stage-late' : undefined}>{shortSpan(since, until, say)}</em>
            {late && <span className="unseen">{say('light.late')}</span>}
          </li>
        )
      })}
    </ol>
  )
}

/** As much as fits under a bar. */
function shortSpan(since: string, until: string, say: Say): string {
  const isShort = Date.parse(until) - Date.parse(since) < 60_000
  return isShort ? say('desks.under_minute') : spanSince(since, Date.parse(until), say)
}
