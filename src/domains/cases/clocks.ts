// The clocks of a case at each step: which stage begins, rests, goes on or is recomputed, and when its light
// changes. Pure: limits, calendar and time come in; what comes out is stored as it is.
import type { Limit } from '../../base/limits.ts'
import type { WorkCalendar } from '../../base/worktime.ts'
import { deadline, type Stage } from './clock.ts'
import type { StageName } from './states.ts'

/** A district's calendar in force, and the number of its version. */
export interface Measured {
  version: number
  calendar: WorkCalendar
}

/** What the row of a case holds about its running stage; instants are UTC milliseconds. */
export interface Clock {
  stage: StageName | null
  clock: Stage | null
  soon: number | null
  late: number | null
  provisional: boolean
  calendar: number
  /** When the sweeper has to look. */
  tell: number | null
}

export const noClock = (version: number): Clock => ({
  stage: null,
  clock: null,
  soon: null,
  late: null,
  provisional: false,
  calendar: version,
  tell: null,
})

/** A stage that begins now. */
export function begun(stage: StageName, limit: Limit | null, measured: Measured, now: number): Clock {
  return counted(stage, { start: now, limit, suspensions: [], extensions: [], finished: null }, measured)
}

/** A stage that stands aside while another runs, and how many were told by then that it is late. */
export interface Rested extends Stage {
  readonly told?: number
  /** Of one that was late when it began to rest: when its light had turned. */
  readonly passed?: Passed
}

/** When the light of a stage turned that is late. */
export interface Passed {
  readonly soon: number | null
  readonly late: number
}

/** Late is late: a calendar that was published since takes nothing back, and nothing about it is provisional. */
export function stillLate(clock: Clock, { soon, late }: Passed): Clock {
  return { ...clock, soon, late, tell: late, provisional: false }
}

/**
 * The stage that rested goes on: its open suspension ends now. Whoever was told before is not told again, and what was
 * late when it began to rest is late since then.
 */
export function resumed(
  stage: StageName,
  { told = 0, passed, ...rested }: Rested,
  measured: Measured,
  now: number,
): Clock {
  const running = endHold(rested, now)
  const counting = counted(stage, running, measured)
  const again = passed ? stillLate(counting, passed) : counting
  if (told === 0) return again
  return { ...again, tell: told === 1 ? superiorAt(running, measured, now) : null }
}

/** The same stage with this much more time. */
export function extended(running: Stage, add: Limit, measured: Measured, now: number): Clock {
  return counted('handle', { ...running, extensions: [...running.extensions, { at: now, add }] }, measured)
}

/** The same stage standing still until an instant that is known; the sweeper wakes it then. */
export function suspended(running: Stage, until: number, measured: Measured, now: number): Clock {
  const stage = { ...running, suspensions: [...running.suspensions, { from: now, until }] }
  return { ...counted('handle', stage, measured), tell: until }
}

/** Woken by hand or at its date: the suspension ends now, however long it was meant to last. */
export function woken(running: Stage, measured: Measured, now: number): Clock {
  return counted('handle', endHold(running, now), measured)
}

/** The same stage by another calendar: only while it runs, and never what was told already. */
export function recounted(stage: StageName, running: Stage, measured: Measured, state: string): Clock {
  const again = counted(stage, running, measured)
  const until = state === 'suspended' ? running.suspensions.at(-1)?.until : undefined
  return until == null ? again : { ...again, tell: until }
}

/**
 * When the superior of the one who was told first is told: when as much time again as the whole limit has run out.
 * null where the stage has no limit.
 */
export function superiorAt(running: Stage, { calendar }: Measured, now: number): number | null {
  if (running.limit === null) return null
  const doubled = { ...running, extensions: [...running.extensions, { at: now, add: running.limit }] }
  return deadline(doubled, calendar).late
}

function counted(stage: StageName, clock: Stage, { version, calendar }: Measured): Clock {
  const { soon, late, provisional } = deadline(clock, calendar)
  return { stage, clock, soon, late, provisional, calendar: version, tell: late }
}

function endHold(stage: Stage, now: number): Stage {
  const suspensions = stage.suspensions.map(hold =>
    hold.until === null || hold.until > now ? { from: hold.from, until: Math.max(hold.from, now) } : hold,
  )
  return { ...stage, suspensions }
}
