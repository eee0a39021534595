// The stage that rests beside the one that runs, as a step leaves it: with all that must be known when it goes on.
import { type RawBuilder, sql } from 'kysely'
import type { Step } from '../steps/step.ts'

/**
 * While it is checked, the handling clock rests and may go on; a clock that is only counted anew leaves alone what
 * rests beside it; anywhere else nothing is left to rest. What is late when it begins to rest is late when it goes on.
 */
export function resting(step: Step, now: RawBuilder<unknown>): RawBuilder<unknown> {
  if (step.clock === 'rest') {
    return sql`jsonb_set(held.clock, '{suspensions}', (held.clock->'suspensions')
        || jsonb_build_array(jsonb_build_object('from', base.milliseconds(${now}), 'until', null)))
      || jsonb_build_object('told', held.told)
      || case when held.late_at < ${now} then jsonb_build_object('passed',
        jsonb_build_object('soon', base.milliseconds(held.soon_at), 'late', base.milliseconds(held.late_at)))
        else '{}' end`
  }
  const isKept = step.clock === 'change' || step.to === 'checking' || step.to === 'checked'
  return isKept ? sql`held.rest` : sql`null`
}
