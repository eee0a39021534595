// The light of a case: colour and shape together, and the time left or over in words; the exact instant on asking.
import { useLanguage, useSay } from '../../../ui/say.ts'
import { moment, spanSince } from '../../../ui/time.ts'
import type { Say } from '../../../ui/words/words.ts'
import type { Light as Shown } from '../clock.ts'
import type { CaseSummary } from '../contract.ts'

type Clocked = Pick<CaseSummary, 'light' | 'stage' | 'dueAt' | 'soonAt' | 'provisional'>

/** The light as it is now: what the server said, moved on by the time that has passed since. */
export function lightNow({ light, soonAt, dueAt }: Clocked, now: number): Shown | null {
  if (light === null || light === 'late') return light
  if (dueAt !== null && Date.parse(dueAt) < now) return 'late'
  if (light === 'hold') return light
  return soonAt !== null && Date.parse(soonAt) <= now ? 'soon' : light
}

/** How much time is left, or how late it is; without a limit that no limit runs. */
export function timeLeft({ dueAt }: Clocked, light: Shown, now: number, say: Say): string {
  if (light === 'hold') return say('light.hold')
  if (dueAt === null) return say('desk.no_limit')
  if (light === 'late') return say('desk.late_by', { span: spanSince(dueAt, now, say) })
  return say('desk.due_in', { span: spanSince(new Date(now).toISOString(), Date.parse(dueAt), say) })
}

interface Props {
  of: Clocked
  now: number
  timeZone: string | undefined
  /** Until when it stands, where that is known. */
  until?: string | null | undefined
  /** Without the sign, where it stands already. */
  isBare?: boolean
}

export function Light({ of, now, timeZone, until, isBare = false }: Props) {
  const say = useSay()
  const [language] = useLanguage()
  const light = lightNow(of, now)
  if (light === null || of.stage === null) return null
  const stage = say(`stage.${of.stage}`)
  const due = of.dueAt && moment(of.dueAt, language, timeZone, now)
  const help = [
    say(`light.${light}`),
    due ? say('desk.due_at', { stage, due }) : stage,
    of.provisional ? say('desk.provisional_help') : '',
  ]
  const stands = light === 'hold' && until && moment(until, language, timeZone, now)
  return (
    <span className={`light light-${light}`} title={help.filter(Boolean).join(' · ')}>
      {isBare ? (
        <span className="unseen">{say(`light.${light}`)}</span>
      ) : (
        <span className={`lt lt-${light}`} aria-hidden="true" />
      )}
      <span>
        <b>{stands ? say('desk.stands_until', { until: stands }) : timeLeft(of, light, now, say)}</b>
        {of.provisional && <span className="light-due"> {say('desk.provisional')}</span>}
      </span>
    </span>
  )
}
