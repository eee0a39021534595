// A second look must be a first one to him who takes it: what a case is shown as to the inspector who is drawn to look
// at it, the first time or the second, as long as he has not answered. The centre of all that hides the one from the other.
import type { Instant } from '../../base/clock.ts'
import type { Ctx } from '../../base/gate.ts'
import { begun, type Clock } from './clocks.ts'
import type { TimelineEntry } from './contract/timeline.ts'
import type { CaseSummary } from './contract.ts'
import type { Measures } from './planning.ts'
import type { Held } from './store/facts.ts'
import { type Look, looksOf } from './store/tasks.ts'

/** The cases that this post is drawn to check, by their ids; nobody but inspectors has any. */
export async function looksFor({ tx, actor }: Pick<Ctx, 'tx' | 'actor'>): Promise<ReadonlyMap<string, Look>> {
  return actor?.permissions.has('supervision.check') ? looksOf(tx, actor.post) : new Map()
}

/** The case as it stood when it came to be checked, with the time that a check has, from when he was asked. */
export function blinded<Row extends CaseSummary>(
  row: Row,
  look: Look | undefined,
  measured: Measures,
  now: Instant,
): Row {
  if (!look) return row
  const clock = clockOf(look, measured)
  const at = (milliseconds: number | null): Instant | null =>
    milliseconds === null ? null : new Date(milliseconds).toISOString()
  const has = (milliseconds: number | null): boolean =>
    milliseconds !== null && milliseconds <= Date.parse(now)
  return {
    ...row,
    state: 'checking',
    step: look.step,
    stateSince: look.drawnAt,
    stage: 'check',
    light: has(clock.late) ? 'late' : has(clock.soon) ? 'soon' : 'ok',
    soonAt: at(clock.soon),
    dueAt: at(clock.late),
    provisional: clock.provisional,
    asked: null,
  }
}

function clockOf({ drawnAt }: Look, { rulebook, calendar }: Measures): Clock {
  return begun('check', rulebook.stages.check, calendar, Date.parse(drawnAt))
}

/** The same for what steps are refused by. */
export function heldBlind(row: Held, look: Look | undefined): Held {
  if (!look || !row.task) return row
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
