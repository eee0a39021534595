// The case clock: how much of a stage's limit is used, when it ends, and which light shows, from values
// alone. Limits and calendar come in by argument, so what was fixed at filing stays as it was.
import type { Limit } from '../../base/limits.ts'
import type { WorkCalendar } from '../../base/worktime.ts'

const hour = 3_600_000

/** The clock stands in [from, until); null: no end is known yet. */
export interface Suspension {
  readonly from: number
  readonly until: number | null
}

/** Approved at `at`; begins to run when the limit and the extensions before it have run out. */
export interface Extension {
  readonly at: number
  readonly add: Limit
}

/** One stage of a case. All instants are whole UTC milliseconds; all fields can be stored as JSON. */
export interface Stage {
  readonly start: number
  /** null: no limit, or the limit was removed. */
  readonly limit: Limit | null
  readonly suspensions: readonly Suspension[]
  readonly extensions: readonly Extension[]
  /** What the clock showed when the stage ended (done, void, closed, joined to another case). */
  readonly finished: Reading | null
}

export const lights = ['ok', 'soon', 'late', 'hold'] as const
export type Light = (typeof lights)[number]

/** Amounts are milliseconds on the limit's own clock: working time for work units, else wall clock. */
export interface Reading {
  /** When it was read; for a finished stage when that ended. */
  readonly at: number
  readonly light: Light
  /** Running time since the start, suspensions taken out; without a limit by the wall clock. */
  readonly used: number
  /** 100 %: running time from start to due; null without a limit, or where it can never be used up. */
  readonly allowed: number | null
  /** 80 %, as `Deadline`. */
  readonly soon: number | null
  /** 100 %, as `Deadline`. */
  readonly due: number | null
  /** Running time since due. May be 0 outside working hours although the stage is late. */
  readonly overdue: number
  /** Whether it rests on dates whose holidays are not published yet. */
  readonly provisional: boolean
}

/** The instants at which the light changes; null where it will not, as far as is known. */
export interface Deadline {
  /** The first instant at which 80 % of the limit is used: from here on `soon`. */
  readonly soon: number | null
  /** The first instant at which all is used: still `soon` at it, `late` after it. */
  readonly late: number | null
  readonly provisional: boolean
}

/**
 * What the clock of a stage shows at `now`, by what was known then: suspensions that begin and
 * extensions approved after `now` are left out, so every earlier light can be recomputed.
 *
 * late: now is after due; a suspension begun after that does not hide it. hold: suspended now. soon: from
 * 80 % up to and including due. ok: before. A finished stage shows what it showed when it ended, whatever
 * the calendar says by now. Without a limit the light is always ok, or hold.
 *
 * @param now UTC milliseconds
 * @throws RangeError for a limit or extension of nothing, or a suspension that ends before it begins
 */
export function elapsed(stage: Stage, calendar: WorkCalendar, now: number): Reading {
  if (stage.finished !== null && now >= stage.finished.at) return stage.finished
  return read(asOf(stage, now), calendar, now)
}

/**
 * When the light of a running stage changes, for the columns that a sweeper looks at. Counts all that is
 * known of the stage; nothing is due for a finished stage, without a limit, or after an open suspension.
 */
export function deadline(stage: Stage, calendar: WorkCalendar): Deadline {
  const plan = stage.finished === null ? planOf(stage, calendar) : null
  if (plan === null) return { soon: null, late: null, provisional: false }
  return { soon: plan.soon, late: plan.due, provisional: plan.provisional }
}

/**
 * The stage as it ended at `at`, with what its clock showed: to be stored, never computed again. The end also
 * ends a suspension. A finished stage stays as it is.
 * @throws RangeError for an end before the start
 */
export function finish(stage: Stage, calendar: WorkCalendar, at: number): Stage {
  if (stage.finished !== null) return stage
  if (at < stage.start) throw new RangeError(`A stage that began at ${stage.start} cannot end at ${at}`)
  const known = asOf(stage, at)
  const suspensions = known.suspensions.map(({ from, until }) => ({
    from,
    until: until === null ? at : Math.min(until, at),
  }))
  return { ...stage, finished: read({ ...known, suspensions }, calendar, at) }
}

function asOf(stage: Stage, now: number): Stage {
  return {
    ...stage,
    suspensions: stage.suspensions.filter(({ from }) => from <= now),
    extensions: stage.extensions.filter(({ at }) => at <= now),
  }
}

function read(stage: Stage, calendar: WorkCalendar, now: number): Reading {
  const plan = planOf(stage, calendar)
  const measure = measureOf(stage.limit, calendar)
  const holds = holdsOf(stage)
  const at = Math.max(stage.start, now)
  const due = plan?.due ?? null
  const isLate = due !== null && now > due
  const isHeld = holds.some(({ from, until }) => from <= now && now < until)
  const isSoon = plan !== null && plan.soon !== null && now >= plan.soon
  return {
    at: now,
    light: isLate ? 'late' : isHeld ? 'hold' : isSoon ? 'soon' : 'ok',
    used: runningTime(measure, stage.start, at, holds),
    allowed: plan?.allowed ?? null,
    soon: plan?.soon ?? null,
    due,
    overdue: isLate ? runningTime(measure, due, at, holds) : 0,
    provisional: plan !== null && (plan.provisional || (isWork(stage.limit) && calendar.isProvisional(at))),
  }
}

interface Plan {
  allowed: number | null
  soon: number | null
  due: number | null
  provisional: boolean
}

/** How a stage runs out, or null where nothing does. */
function planOf(stage: Stage, calendar: WorkCalendar): Plan | null {
  if (stage.limit === null) return null
  const holds = holdsOf(stage)
  // A suspension without an end counts as none here: what it would postpone is then left open below.
  const closed = holds.filter(({ until }) => until !== Number.POSITIVE_INFINITY)
  const open = holds.find(({ until }) => until === Number.POSITIVE_INFINITY)?.from ?? Number.POSITIVE_INFINITY

  let due = ending(stage.start, stage.limit, closed, calendar)
  let provisional = isWork(stage.limit) && calendar.isProvisional(due)
  for (const { add } of stage.extensions.toSorted((a, b) => a.at - b.at)) {
    // A day that was counted to its end is over: the day to go on from is that of its last moment.
    due = ending(add.unit === 'calendar_day' ? due - 1 : due, add, closed, calendar)
    // In a work limit even an urgent extension moves the 80 %, which is measured in working time.
    provisional ||= (isWork(add) || isWork(stage.limit)) && calendar.isProvisional(due)
  }
  if (due === Number.POSITIVE_INFINITY) return { allowed: null, soon: null, due: null, provisional }

  const measure = measureOf(stage.limit, calendar)
  const allowed = runningTime(measure, stage.start, due, closed)
  const soon = advance(measure, stage.start, Math.ceil((allowed * 4) / 5), closed)
  return { allowed, soon: soon > open ? null : soon, due: due > open ? null : due, provisional }
}

/** When a limit that begins to run at `from` has run out; Infinity: never. */
function ending(
  from: number,
  { value, unit }: Limit,
  holds: readonly Hold[],
  calendar: WorkCalendar,
): number {
  if (unit === 'calendar_day' ? !Number.isSafeInteger(value) || value < 0 : !(value > 0 && value < 1e6))
    throw new RangeError(
      `A limit of ${value} ${unit} is none: give a positive number, or whole calendar days`,
    )
  if (from === Number.POSITIVE_INFINITY) return from
  if (unit === 'calendar_day') return endOfRunningDays(from, value, holds, calendar)
  const whole = { urgent_hour: hour, urgent_day: 24 * hour, work_hour: hour, work_day: calendar.workDay }[
    unit
  ]
  return advance(measureOf({ value, unit }, calendar), from, Math.round(value * whole), holds)
}

/** The end of the local day that is `days` running days after that of `from`. */
function endOfRunningDays(
  from: number,
  days: number,
  holds: readonly Hold[],
  calendar: WorkCalendar,
): number {
  let end = calendar.endOfDay(from, days)
  let held = 0
  for (const hold of holds) {
    if (hold.until <= from) continue
    if (hold.from >= end) break
    held += calendar.daysBetween(hold.from, hold.until)
    end = calendar.endOfDay(from, days + held)
  }
  return end
}

/** A clock: time between two instants, and the first instant after some of it. */
interface Measure {
  between(a: number, b: number): number
  after(start: number, amount: number): number
}

const wallClock: Measure = { between: (a, b) => b - a, after: (start, amount) => start + amount }

function measureOf(limit: Limit | null, calendar: WorkCalendar): Measure {
  return isWork(limit) ? { between: calendar.workBetween, after: calendar.afterWork } : wallClock
}

function isWork(limit: Limit | null): boolean {
  return limit?.unit === 'work_hour' || limit?.unit === 'work_day'
}

/** The first instant at which `amount` has run since `from`, standing still in the holds. */
function advance(measure: Measure, from: number, amount: number, holds: readonly Hold[]): number {
  let at = from
  let rest = amount
  for (const hold of holds) {
    if (hold.until <= at) continue
    const run = hold.from > at ? measure.between(at, hold.from) : 0
    if (run >= rest) break
    rest -= run
    at = hold.until
  }
  return measure.after(at, rest)
}

function runningTime(measure: Measure, from: number, to: number, holds: readonly Hold[]): number {
  let time = measure.between(from, to)
  for (const hold of holds) {
    const a = Math.max(from, hold.from)
    const b = Math.min(to, hold.until)
    if (a < b) time -= measure.between(a, b)
  }
  return time
}

/** [from, until); Infinity: open. */
interface Hold {
  from: number
  until: number
}

/** The suspensions of a stage in order, without overlap, none before its start. */
function holdsOf(stage: Stage): Hold[] {
  const holds: Hold[] = []
  for (const { from, until } of stage.suspensions.toSorted((a, b) => a.from - b.from)) {
    const end = until ?? Number.POSITIVE_INFINITY
    if (!(from <= end)) throw new RangeError(`A suspension from ${from} cannot end at ${end}`)
    const last = holds.at(-1)
    if (last && from <= last.until) last.until = Math.max(last.until, end)
    else if (end > from && end > stage.start) holds.push({ from: Math.max(from, stage.start), until: end })
  }
  return holds
}
