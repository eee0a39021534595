// How much of its time a stage has used, as a thin bar in the pattern of its light.
import type { Light } from '../clock.ts'
import type { CaseSummary } from '../contract.ts'

type Clocked = Pick<CaseSummary, 'stateSince' | 'soonAt' | 'dueAt'>

/**
 * The share of the limit that is used, 0 to 1. The light turns at 80 % of the working time, so the way there and the way
 * on are each taken as even: nights and weekends within them are not drawn.
 */
export function shareUsed({ stateSince, soonAt, dueAt }: Clocked, now: number): number {
  if (dueAt === null) return 0
  const [since, due] = [Date.parse(stateSince), Date.parse(dueAt)]
  const soon = soonAt === null ? since + (due - since) * 0.8 : Date.parse(soonAt)
  if (now >= due) return 1
  if (now >= soon) return 0.8 + 0.2 * part(soon, due, now)
  return 0.8 * part(since, soon, now)
}

export function ClockBar({ light, share }: { light: Light | undefined; share: number }) {
  return (
    <span className="clock-bar" aria-hidden="true">
      {light && <span className={`pt-${light}`} style={{ width: `${Math.round(share * 100)}%` }} />}
    </span>
  )
}

function part(from: number, to: number, at: number): number {
  return to <= from ? 1 : Math.min(1, Math.max(0, (at - from) / (to - from)))
}
