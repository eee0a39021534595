// The four queues of a post as what the store looks for: what waits for it, what is late, what is open, what has ended.
// And the clocks of looks, which run from the draw and not as the row of a case tells (blinding.ts).
import type { Instant } from '../../base/clock.ts'
import type { Ctx } from '../../base/gate.ts'
import { begun } from './clocks.ts'
import type { Measures } from './planning.ts'
import { queueOf } from './rules.ts'
import { endStates, openStates } from './states.ts'
import type { Wanted } from './store/reading.ts'
import type { Look } from './store/tasks.ts'

export const queueNames = ['mine', 'late', 'open', 'ended'] as const
export type QueueName = (typeof queueNames)[number]

/** When the light of a look changes, in UTC milliseconds. */
export type LookClocks = ReadonlyMap<string, { soon: number | null; late: number | null }>

export function queues(
  { actor, now }: Pick<Ctx, 'actor' | 'now'>,
  clocks?: LookClocks,
): Readonly<Record<QueueName, Wanted>> {
  return {
    mine: mine({ actor }),
    late: { ...late, lateToo: clocks && lateOf(clocks, now) },
    open: { states: openStates },
    ended: { states: endStates },
  }
}

export function lookClocks(looks: ReadonlyMap<string, Look>, { rulebook, calendar }: Measures): LookClocks {
  return new Map(
    [...looks].map(([id, { drawnAt }]) => {
      const { soon, late: due } = begun('check', rulebook.stages.check, calendar, Date.parse(drawnAt))
      return [id, { soon, late: due }]
    }),
  )
}

export function duesOf(clocks: LookClocks): ReadonlyMap<string, Instant> {
  return new Map(
    [...clocks].flatMap(([id, { late: due }]) => (due === null ? [] : [[id, new Date(due).toISOString()]])),
  )
}

/** Those that are past the limit of a check. */
export function lateOf(clocks: LookClocks, now: Instant): readonly string[] {
  return [...clocks].flatMap(([id, { late: due }]) => (due !== null && due <= Date.parse(now) ? [id] : []))
}

/** What waits for this post: its states, and what is asked of it besides. */
function mine({ actor }: Pick<Ctx, 'actor'>): Wanted {
  const permissions = actor?.permissions ?? new Set<string>()
  const decides = permissions.has('supervision.close')
  return {
    states: queueOf(permissions),
    unheld: true,
    taskOf: permissions.has('supervision.check') ? actor?.post : undefined,
    asked: {
      request: permissions.has('command.pass'),
      reopen: decides,
      forcingBy: decides ? actor?.account : undefined,
    },
    // Whoever only urges has nothing to do where all is in time.
    ...(permissions.has('command.urge') && !permissions.has('command.pass') && late),
  }
}

const late: Wanted = { states: openStates, late: true }
