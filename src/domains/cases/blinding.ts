// A second look must be a first one to him who takes it: what a closed case is shown as, to the inspector who was
// drawn to look at it again, as long as he has not answered. The centre of all that hides it from him.
import type { Instant } from '../../base/clock.ts'
import type { Ctx } from '../../base/gate.ts'
import { begun, type Clock } from './clocks.ts'
import type { CaseSummary, TimelineEntry } from './contract.ts'
import type { Measures } from './planning.ts'
import type { Held } from './store/facts.ts'
import { type Blind, blindTasks } from './store/tasks.ts'

/** The closed cases that this post is to look at a second time, by their ids; nobody but inspectors has any. */
export async function blindOf({ tx, actor }: Pick<Ctx, 'tx' | 'actor'>): Promise<ReadonlyMap<string, Blind>> {
  return actor?.permissions.has('supervision.check') ? blindTasks(tx, actor.post) : new Map()
}

/** The case as it stood when it came to be checked, with the time that a check has from the draw on. */
export function blinded<Row extends CaseSummary>(
  row: Row,
  blind: Blind | undefined,
  measured: Measures,
  now: Instant,
): Row {
  if (!blind) return row
  const clock = clockOf(blind, measured)
  const at = (milliseconds: number | null): Instant | null =>
    milliseconds === null ? null : new Date(milliseconds).toISOString()
  const has = (milliseconds: number | null): boolean =>
    milliseconds !== null && milliseconds <= Date.parse(now)
  return {
    ...row,
    state: 'checking',
    step: blind.step,
    stateSince: blind.drawnAt,
    stage: 'check',
    light: has(clock.late) ? 'late' : has(clock.soon) ? 'soon' : 'ok',
    soonAt: at(clock.soon),
    dueAt: at(clock.late),
    provisional: clock.provisional,
    asked: null,
  }
}

/** Those that are past the limit of a check. */
export function lateBlind(
  blind: ReadonlyMap<string, Blind>,
  measured: Measures,
  now: Instant,
): readonly string[] {
  return [...blind].flatMap(([id, each]) => {
    const { late } = clockOf(each, measured)
    return late !== null && late < Date.parse(now) ? [id] : []
  })
}

function clockOf({ drawnAt }: Blind, { rulebook, calendar }: Measures): Clock {
  return begun('check', rulebook.stages.check, calendar, Date.parse(drawnAt))
}

/** The same for what steps are refused by. */
export function heldBlind(row: Held, blind: Blind | undefined): Held {
  if (!blind || !row.task) return row
  return { ...row, state: 'checking', stage: 'check', task: { ...row.task, purpose: 'check' } }
}

/**
 * What whoever is drawn to check reads of the way so far, the first time as the second: nothing of what was done since
 * the department began to finish it, whose times would tell him which of the two he is.
 */
export function untilFinished(told: readonly TimelineEntry[]): TimelineEntry[] {
  const last = told.findLast(({ happened }) => happened === 'cases.finished')
  return told.filter(({ seq }) => last === undefined || seq < last.seq)
}
