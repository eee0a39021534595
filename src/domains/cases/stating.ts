// Cases that an import brings with their own times: reported and moved like all others, by the same table of steps, the
// same clocks and the same statements, only that each says by itself when it was.
import type { Instant } from '../../base/clock.ts'
import type { Acting } from '../../base/events.ts'
import type { Limit } from '../../base/limits.ts'
import { begun, type Clock } from './clocks.ts'
import { clockAfter, type Measures } from './planning.ts'
import type { StepName } from './steps.ts'
import type { Move, Moved } from './store/move.ts'
import { move } from './store/moving.ts'
import { insertStated, type StatedCase } from './store/stating.ts'

/** Many reports at once, each at its own time; gives the number of each case, in their order. */
export function reportStated(
  acting: Acting,
  { rulebook, calendar }: Measures,
  rows: readonly StatedCase[],
): Promise<string[]> {
  const clocks = rows.map(({ at }) =>
    untold(begun('accept', rulebook.stages.accept, calendar, Date.parse(at))),
  )
  return insertStated(acting, rows, clocks)
}

/** One of many that take a step: when it did, and what it is given by itself. */
export interface StatedStep {
  id: string
  at: Instant
  /** Its handling limit: given by filing, needed where handling begins. */
  limit?: Limit | null
  detail?: Readonly<Record<string, unknown>>
}

type Common = Pick<Move, 'reach' | 'organisation' | 'change' | 'detail'>

/**
 * The same step of many cases, each at its own time.
 * @throws Error where a case could not take it: what an import brings was just made by itself
 */
export async function takeStated(
  acting: Acting,
  measured: Measures,
  name: StepName,
  rows: readonly StatedStep[],
  common: Common = {},
): Promise<Moved[]> {
  if (rows.length === 0) return []
  const stated = new Map(
    rows.map(({ id, at, limit, detail }) => {
      const clock = clockAfter(name, measured, at, undefined, limit)
      return [id, { at, clock: clock && untold(clock), limit, detail }]
    }),
  )
  const moved = await move(acting, { ids: [], step: name, ...common, stated })
  if (moved.length !== rows.length)
    throw new Error(`${name}: ${moved.length} of ${rows.length} imported cases were moved`)
  return moved
}

/** History is not swept: nobody is told today what was late then. */
function untold(clock: Clock): Clock {
  return { ...clock, tell: null }
}
