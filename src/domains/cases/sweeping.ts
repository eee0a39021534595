// What happens when time passes and nobody acts: suspensions end, unanswered questions are given up, stages that
// ran out are told of once to the leader of the post and once to the superior, never changing the state.
import type { Instant } from '../../base/clock.ts'
import type { Tx } from '../../base/db.ts'
import { type Clock, recounted, superiorAt } from './clocks.ts'
import { type Measures, measures } from './planning.ts'
import type { StageName } from './states.ts'
import { countedOtherwise, due, sameBy, setAside } from './store/due.ts'
import { type Held, held } from './store/facts.ts'
import { takeByItself } from './taking.ts'

const handful = 200

/** Takes up to a handful of cases whose time has come; says whether there may be more. */
export async function sweepClocks(tx: Tx, now: Instant): Promise<boolean> {
  const ids = await due(tx, now, handful)
  if (ids.length === 0) return false
  const measured = await measures(tx, now)
  for (const row of await held(tx, ids, {})) await timeHasCome(tx, now, row, measured)
  return ids.length === handful
}

/** Counts up to a handful of running clocks again by the calendar in force; says whether there may be more. */
export async function recountClocks(tx: Tx, now: Instant): Promise<boolean> {
  const { calendar } = await measures(tx, now)
  const ids = await countedOtherwise(tx, now, { version: calendar.version, most: handful })
  const same: string[] = []
  for (const row of await held(tx, ids, {})) {
    const { stage, clock, state } = row
    const again = stage && clock && recounted(stage, clock, calendar, state)
    if (!again || isSame(again, row)) same.push(row.id)
    else await takeByItself({ tx, now }, 'recount', { ids: [row.id], detail: { calendar: calendar.version } })
  }
  await sameBy(tx, same, calendar.version)
  return ids.length === handful
}

/** Whether a clock that was counted anew shows what the case shows. */
function isSame({ soon, late, provisional }: Clock, row: Held): boolean {
  const at = (said: string | null): number | null => (said === null ? null : Date.parse(said))
  return soon === at(row.soonAt) && late === at(row.lateAt) && provisional === row.provisional
}

/** Whom a late stage is told to first. */
const leaderOf: Readonly<Record<StageName, string>> = {
  accept: 'shift_leader',
  verify: 'shift_leader',
  answer: 'shift_leader',
  file: 'shift_leader',
  dispatch: 'command_leader',
  handle: 'coordinator',
  feedback: 'command_leader',
  check: 'shift_leader',
  close: 'shift_leader',
}

async function timeHasCome(tx: Tx, now: Instant, row: Held, { calendar }: Measures): Promise<void> {
  const { id, state, stage, clock, regionPath, told } = row
  const ids = [id]
  if (state === 'suspended') return void (await takeByItself({ tx, now }, 'wake', { ids }))
  if (stage === 'answer') return void (await takeByItself({ tx, now }, 'stopWaiting', { ids }))
  // Nothing runs that could be late: it is not looked at again, and keeps nobody else waiting.
  if (!stage || !clock) return setAside(tx, ids)
  if (told === 0) {
    await takeByItself({ tx, now }, 'warn', {
      ids,
      detail: { stage, leader: leaderOf[stage], region: regionPath },
      change: { told: { count: 1, tell: superiorAt(clock, calendar, Date.parse(now)) } },
    })
  } else {
    await takeByItself({ tx, now }, 'escalate', {
      ids,
      detail: { stage, region: superiorOf(regionPath) },
      change: { told: { count: 2, tell: null } },
    })
  }
}

/** The region above; the district has none above it here. */
function superiorOf(path: string): string {
  const above = path.split('/').slice(0, -2)
  return above.length === 0 ? path : `${above.join('/')}/`
}
