// Drawing the inspector who looks at a case: in the same transaction where supervision asks for it, as a reaction
// where command passes a case on or a closed one is to be looked at again.
import type { Instant } from '../../base/clock.ts'
import type { Tx } from '../../base/db.ts'
import { type Acting, headOf } from '../../base/events.ts'
import type { Reaction } from '../../base/outbox.ts'
import { measures } from '../cases/planning.ts'
import type { Purpose } from '../cases/states.ts'
import { held } from '../cases/store/facts.ts'
import { endTasks, openTask } from '../cases/store/tasks.ts'
import { takeByItself } from '../cases/taking.ts'
import { drawn, happensTo, type Lot, weightOf } from './draws.ts'
import { type Candidate, candidates, undrawn } from './store/candidates.ts'

/** Where the drawn one was looked for: the first of these in which there is anybody. */
export const pools = ['near_on_duty', 'on_duty', 'near', 'anywhere'] as const
export type Pool = (typeof pools)[number]

/**
 * Draws an inspector for a case and opens his task; whatever task was open ends. Gives his post, or undefined
 * where there is nobody: then the case stays without, and the sweeper tries again.
 */
export async function drawFor(acting: Acting, caseId: string, purpose: Purpose): Promise<string | undefined> {
  const { tx, now } = acting
  await endTasks(tx, now, [caseId])
  const [pool, among] = poolOf(await candidates(tx, now, { caseId, purpose }))
  const head = await headOf(tx, caseId)
  if (pool === undefined || head === undefined) return undefined
  const lots: Lot[] = among.map(each => [each.post, weightOf(each)])
  const post = drawn(head.hash, purpose, lots)
  // The program draws, whoever asked for it: nobody's name stands at a lot.
  const [moved] = await takeByItself({ tx, now }, 'draw', {
    ids: [caseId],
    detail: { purpose, seed: head.hash, pool, lots, drawn: post },
  })
  if (!moved) return undefined
  await openTask(tx, now, { caseId, purpose, post })
  return post
}

function poolOf(all: readonly Candidate[]): [Pool, Candidate[]] | [undefined, Candidate[]] {
  const fits: Record<Pool, (candidate: Candidate) => boolean> = {
    near_on_duty: ({ near, onDuty }) => near && onDuty,
    on_duty: ({ onDuty }) => onDuty,
    near: ({ near }) => near,
    anywhere: () => true,
  }
  for (const pool of pools) {
    const among = all.filter(fits[pool])
    if (among.length > 0) return [pool, among]
  }
  return [undefined, []]
}

/** After `cases.passed`: somebody is drawn to look whether it is fixed. */
export const drawChecker: Reaction = async ({ tx, now }, { subject }) => {
  const [row] = await held(tx, [subject], {})
  if (row?.state === 'checking' && row.task === null) await drawFor({ tx, now }, subject, 'check')
}

/** Draws for those that should be looked at and have nobody, as when no inspector was there; says whether there may be more. */
export async function drawMissing(tx: Tx, now: Instant): Promise<boolean> {
  const waiting = await undrawn(tx)
  let drew = 0
  for (const { id, purpose } of waiting) if (await drawFor({ tx, now }, id, purpose)) drew += 1
  return drew > 0 && drew === waiting.length
}

/**
 * After `cases.closed`: a share of all cases is looked at again by another inspector, who does not know that he is
 * the second. Which ones, the hash of the closing event says.
 */
export const drawRecheck: Reaction = async ({ tx, now }, { subject, detail }) => {
  const [row] = await held(tx, [subject], {})
  if (row?.state !== 'closed' || row.task !== null || detail.outcome === 'cannot') return
  const head = await headOf(tx, subject)
  const { rulebook } = await measures(tx, now)
  if (head && happensTo(head.hash, 'recheck', rulebook.recheckShare)) {
    await drawFor({ tx, now }, subject, 'recheck')
  }
}
