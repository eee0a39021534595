// The four queues of a post as what the store looks for: what waits for it, what is late, what is open, what has ended.
// And the clocks of second looks, which no row of a case tells (blinding.ts).
import type { Instant } from '../../base/clock.ts'
import type { Ctx } from '../../base/gate.ts'
import { begun } from './clocks.ts'
import type { Measures } from './planning.ts'
import { queueOf } from './rules.ts'
import { endStates, openStates } from './states.ts'
import type { Wanted } from './store/reading.ts'
import type { Blind } from './store/tasks.ts'

export const queueNames = ['mine', 'late', 'open', 'ended'] as const
export type QueueName = (typeof queueNames)[number]

/** When the light of a second look changes, in UTC milliseconds. */
export type BlindClocks = ReadonlyMap<string, { soon: number | null; late: number | null }>

export function queues(
  { actor, now }: Pick<Ctx, 'actor' | 'now'>,
  clocks?: BlindClocks,
): Readonly<Record<QueueName, Wanted>> {
  return {
    mine: mine({ actor }),
    late: { ...late, lateToo: clocks && lateOf(clocks, now) },
    open: { states: openStates },
    ended: { states: endStates },
  }
}

export function blindClocks(
  blind: ReadonlyMap<string, Blind>,
  { rulebook, calendar }: Measures,
): BlindClocks {
  return new Map(
    [...blind].map(([id, { drawnAt }]) => {
      const { soon, late: due } = begun('check', rulebook.stages.check, calendar, Date.parse(drawnAt))
      return [id, { soon, late: due }]
    }),
  )
}

export function duesOf(clocks: BlindClocks): ReadonlyMap<string, Instant> {
  return new Map(
    [...clocks].flatMap(([id, { late: due }]) => (due === null ? [] : [[id, new Date(due).toISOString()]])),
  )
}

/** Those that are past the limit of a check. */
export function lateOf(clocks: BlindClocks, now: Instant): readonly string[] {
  return [...clocks].flatMap(([id, { late: due }]) => (due !== null && due < Date.parse(now) ? [id] : []))
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
