// The answer of a drawn inspector from the spot: with pictures, and near enough or with the reason why not.
import { Refusal, refusal } from '../../base/errors.ts'
import type { Ctx } from '../../base/gate.ts'
import type { StepName } from '../cases/steps.ts'
import { type Held, held } from '../cases/store/facts.ts'
import type { Moved } from '../cases/store/moving.ts'
import { metresFrom } from '../cases/store/reading.ts'
import { answerTask } from '../cases/store/tasks.ts'
import { sightOf, take } from '../cases/taking.ts'
import { kindOf } from '../catalogue/store.ts'

export interface OnSite {
  id: string
  seen?: number | undefined
  note?: string | undefined
  pictures: readonly string[]
  position?: { longitude: number; latitude: number } | undefined
  takenAt?: string | undefined
  away?: string | undefined
}

/** How far an answer may be given from where the kind of the case is not known. */
const usualMetres = 100

export async function answerOnSite(
  context: Ctx,
  asked: 'verify' | 'check',
  answer: boolean,
  { id, seen, note, pictures, position, takenAt, away }: OnSite,
): Promise<Moved> {
  const { tx, now, actor } = context
  const [row] = await held(tx, [id], await sightOf(context))
  if (!row || !actor) throw refusal('base.not_found')
  const isOwn = row.task?.post === actor.post
  const purpose = asked === 'check' && isOwn && row.task?.purpose === 'recheck' ? 'recheck' : asked
  const step = stepFor(purpose, answer)
  // Whoever was not drawn is told so, not how far away he is.
  const metres = position && (await metresFrom(tx, id, position))
  if (isOwn && away === undefined) await refuseFar(context, row, metres)
  const moved = await take(context, step, {
    id,
    seen,
    note,
    pictures: [{ uploads: pictures, shows: 'check' }],
    // Only the distance is recorded for ever: where the inspector stood may be forgotten.
    detail: {
      answer,
      ...(metres === undefined ? { position: 'unknown' } : { metres }),
      ...(away !== undefined && { away }),
    },
    ...(purpose === 'recheck' && !answer && { change: { reopen: 'recheck' } }),
  })
  const given = { answer, away: away ?? null, position, deviceAt: takenAt }
  await answerTask(tx, now, { caseId: id, purpose, post: actor.post }, given)
  return moved
}

function stepFor(purpose: 'verify' | 'check' | 'recheck', answer: boolean): StepName {
  if (purpose !== 'check') return purpose
  return answer ? 'confirm' : 'object'
}

async function refuseFar({ tx }: Ctx, row: Held, metres: number | undefined): Promise<void> {
  const allowed = (await kindOf(tx, row.kind))?.checkMetres ?? usualMetres
  if (metres !== undefined && metres <= allowed) return
  throw new Refusal('supervision.too_far', 422, { metres: metres ?? null, allowed })
}
