// Which clock a case has after a step: the table says what happens to it, the rulebook how long, the district's
// calendar when that is over.

import type { Tx } from '../../base/db.ts'
import type { Limit } from '../../base/limits.ts'
import type { Rulebook } from '../catalogue/contract.ts'
import { rulebookNow } from '../catalogue/store/rulebooks.ts'
import { calendarNow } from '../regions/store.ts'
import {
  begun,
  type Clock,
  extended,
  type Measured,
  noClock,
  recounted,
  resumed,
  stillLate,
  suspended,
  woken,
} from './clocks.ts'
import { type StageName, stageOf } from './states.ts'
import type { Step } from './steps/step.ts'
import { type StepName, steps } from './steps.ts'
import type { Held } from './store/facts.ts'

/** What all clocks of a district are measured with at this moment. */
export interface Measures {
  rulebook: Rulebook
  calendar: Measured
}

/**
 * Remembered for a second, as they are asked for at every step: a rulebook or calendar that another process publishes
 * counts from the next second on. Each event says what it was measured with.
 */
export async function measures(tx: Tx, now: string): Promise<Measures> {
  const key = `measures ${tx.district}`
  const at = Date.parse(now)
  const known = tx.memory.get(key)
  if (known instanceof Remembered && Math.abs(at - known.at) < 1000) return known.measures
  const [rulebook, calendar] = await Promise.all([rulebookNow(tx, now), calendarNow(tx, now)])
  const read = { rulebook, calendar }
  // Not before it is certain: the first one to ask may have had to make the district's rulebook.
  tx.afterCommit(() => tx.memory.set(key, new Remembered(at, read)))
  return read
}

/** In this process, what was just published counts at once: called by what reacts to it. */
export function forgetMeasures(tx: Tx): void {
  tx.memory.delete(`measures ${tx.district}`)
}

class Remembered {
  readonly at: number
  readonly measures: Measures

  constructor(at: number, read: Measures) {
    this.at = at
    this.measures = read
  }
}

/** Whether the clock after a step depends on what the case holds, so that its row must be read first. */
export function dependsOnCase(name: StepName): boolean {
  const step: Step = steps[name]
  return (
    step.clock === 'resume' ||
    step.clock === 'change' ||
    (step.clock === 'begin' && step.to !== null && stageOf[step.to] === 'handle')
  )
}

/** The stage that begins while another rests. */
const interrupting: Partial<Record<StepName, StageName>> = {
  finish: 'feedback',
  askVerify: 'verify',
  askReporter: 'answer',
}

/**
 * The clock after a step; undefined where the step keeps it. `held` is the case as it is before, for steps whose
 * clock depends on it; `limit` is that of handling, where it alone is known.
 * @throws Error when such a case is not given
 */
export function clockAfter(
  name: StepName,
  { rulebook, calendar }: Measures,
  now: string,
  held?: Held,
  limit: Limit | null | undefined = held?.limit,
): Clock | undefined {
  const step: Step = steps[name]
  const at = Date.parse(now)
  const limitOf = (stage: StageName): Limit | null =>
    stage === 'handle'
      ? limit === undefined
        ? given(held).limit
        : limit
      : stage === 'answer'
        ? rulebook.askWait
        : rulebook.stages[stage]
  const begin = (stage: StageName | null | undefined): Clock =>
    stage ? begun(stage, limitOf(stage), calendar, at) : noClock(calendar.version)
  switch (step.clock) {
    case 'keep':
      return undefined
    case 'end':
      return noClock(calendar.version)
    case 'begin':
      return begin(step.to && stageOf[step.to])
    case 'rest':
      return begin(interrupting[name])
    case 'resume': {
      const stage = stageOf[step.to ?? given(held).state]
      const { rest } = given(held)
      // A case from before there were clocks has nothing to go on with: its stage begins.
      return stage && rest ? resumed(stage, rest, calendar, at) : begin(stage)
    }
    case 'change':
      return changed(name, given(held), calendar, at)
  }
}

function changed(name: StepName, held: Held, calendar: Measured, at: number): Clock {
  const { clock, request, stage, state } = held
  if (!clock || !stage) return noClock(calendar.version)
  if (name === 'grantExtension' && request?.what === 'extension')
    return extended(clock, request.add, calendar, at)
  if (name === 'grantSuspension' && request?.what === 'suspension')
    return suspended(clock, Date.parse(request.until), calendar, at)
  if (name === 'resume' || name === 'wake') {
    const [soon, late] = [held.soonAt, held.lateAt].map(said => (said === null ? null : Date.parse(said)))
    const goesOn = woken(clock, calendar, at)
    return late != null && late < at ? stillLate(goesOn, { soon: soon ?? null, late }) : goesOn
  }
  return recounted(stage, clock, calendar, state)
}

function given(held: Held | undefined): Held {
  if (!held) throw new Error('this clock depends on the case')
  return held
}
