// Drawing the inspector who looks at a case: in the same transaction where supervision asks for it, as a reaction
// where command passes a case on or a closed one is to be looked at again.
import type { Instant } from '../../base/clock.ts'
import type { Tx } from '../../base/db.ts'
import { type Acting, headOf } from '../../base/events.ts'
import type { Reaction } from '../../base/outbox.ts'
import type { Purpose } from '../cases/states.ts'
import { chainsOf } from '../cases/store/events.ts'
import { type Held, held } from '../cases/store/facts.ts'
import { lockAll } from '../cases/store/parts.ts'
import { endTasks, openTask } from '../cases/store/tasks.ts'
import { takeByItself } from '../cases/taking.ts'
import { drawn, type Lot, weightOf } from './draws.ts'
import { isChosen, isOvertaken } from './rechecks.ts'
import { type Candidate, candidates, undrawn } from './store/candidates.ts'
import { addWaiting, settle, type Waiting, waitAgain, waiting } from './store/rechecks.ts'

/** Where the drawn one was looked for: the first of these in which there is anybody. */
export const pools = ['near_on_duty', 'on_duty', 'near', 'anywhere'] as const
export type Pool = (typeof pools)[number]

/**
 * Draws an inspector for a case and opens his task; whatever task was open ends. Gives his post, or undefined
 * where there is nobody: then the case stays without, and the sweeper tries again.
 */
export async function drawFor(
  acting: Acting,
  caseId: string,
  purpose: Purpose,
  { instead = false }: { instead?: boolean } = {},
): Promise<string | undefined> {
  const { tx, now } = acting
  // Nothing comes between the event that is the seed and the draw.
  await lockAll(tx, [caseId])
  // A sweep and a reaction may both have found that somebody is missing: the second of them finds him here.
  const [row] = await held(tx, [caseId], {})
  if (!row || !isWanted(row, purpose) || (row.task !== null && !instead)) return undefined
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

/** Whether there is still something to look at. */
function isWanted({ state, stage }: Pick<Held, 'state' | 'stage'>, purpose: Purpose): boolean {
  const wanted: Record<Purpose, boolean> = {
    verify: state === 'reported' && stage === 'verify',
    check: state === 'checking',
    recheck: state === 'closed',
  }
  return wanted[purpose]
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
  const missing = await undrawn(tx)
  const again = await waiting(tx)
  let drew = 0
  for (const { id, purpose } of missing) if (await drawFor({ tx, now }, id, purpose)) drew += 1
  for (const each of again) if (await drawAgain({ tx, now }, each)) drew += 1
  return drew > 0 && drew === missing.length + again.length
}

/** After `cases.closed`: a share of all cases is looked at by another inspector, who does not know that he is the second. */
export const drawRecheck: Reaction = async ({ tx, now }, { subject, id }) => {
  const chain = (await chainsOf(tx, [subject])).get(subject) ?? []
  const closing = chain.find(event => event.id === id)
  if (!closing || !isChosen(chain, closing)) return
  const waits = { caseId: subject, closing: closing.seq }
  if (await addWaiting(tx, now, waits)) await drawAgain({ tx, now }, waits)
}

/** Draws the second inspector of a case, unless it went on meanwhile; says whether it is settled. */
async function drawAgain(acting: Acting, waits: Waiting): Promise<boolean> {
  const { tx } = acting
  const chain = (await chainsOf(tx, [waits.caseId])).get(waits.caseId) ?? []
  const closing = chain.find(({ seq }) => seq === waits.closing)
  if (!closing || isOvertaken(chain, closing)) {
    await settle(tx, waits, 'overtaken')
    return true
  }
  if ((await drawFor(acting, waits.caseId, 'recheck')) === undefined) return false
  await settle(tx, waits, 'drawn')
  return true
}

/** Another inspector instead of the one who was drawn; where there is nobody, the case waits. */
export async function drawInstead(acting: Acting, caseId: string, purpose: Purpose): Promise<void> {
  const post = await drawFor(acting, caseId, purpose, { instead: true })
  if (post === undefined && purpose === 'recheck') await waitAgain(acting.tx, caseId)
}

/** After a step that leaves nothing to look at: the task ends unanswered. */
export const endTask: Reaction = async ({ tx, now }, { subject }) => {
  const [row] = await held(tx, [subject], {})
  if (!row?.task) return
  if (!isWanted(row, row.task.purpose)) await endTasks(tx, now, [subject])
}

/** The events after which there may be nothing to look at any more. */
export const leavesNothing = [
  'cases.accepted',
  'cases.confirmed',
  'cases.objected',
  'cases.refused',
  'cases.audited',
  'cases.joined',
  'cases.merged',
  'cases.forced',
  'cases.reopened',
  'cases.scattered',
] as const
