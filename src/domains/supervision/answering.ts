// The answer of a drawn inspector from the spot: with pictures, and near enough or with the reason why not.
import { Refusal, refusal } from '../../base/errors.ts'
import type { Ctx } from '../../base/gate.ts'
import type { StepName } from '../cases/steps.ts'
import { held } from '../cases/store/facts.ts'
import type { Moved } from '../cases/store/move.ts'
import { lockAll } from '../cases/store/parts.ts'
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

/** No case is at this step. */
const never = 0

export async function answerOnSite(
  context: Ctx,
  asked: 'verify' | 'check',
  answer: boolean,
  { id, seen, note, pictures, position, takenAt, away: given }: OnSite,
): Promise<Moved> {
  const { tx, now, actor } = context
  const sight = await sightOf(context)
  // Whoever draws another inspector at this moment is waited for: whose the task is must be read after him.
  await lockAll(tx, [id])
  const [row] = await held(tx, [id], sight)
  if (!row || !actor) throw refusal('base.not_found')
  const own = row.task?.post === actor.post ? row.task : undefined
  const purpose = asked === 'check' && own?.purpose === 'recheck' ? 'recheck' : asked
  const step = stepFor(purpose, answer)
  const metres = position && (await metresFrom(tx, id, position))
  const allowed = (await kindOf(tx, row.kind, now))?.checkMetres ?? usualMetres
  const isNear = metres !== undefined && metres <= allowed
  // Whoever was not drawn is told so, not how far away he is.
  if (own && !isNear && given === undefined)
    throw new Refusal('supervision.too_far', 422, { metres: metres ?? null, allowed })
  // Who is near needs no reason; the log has one only where it was needed.
  const away = isNear ? undefined : given
  const look = sight.looks?.get(id)
  // A second look stands at another step than the case: what he has seen of it is compared here, for both alike.
  const isOutdated = look !== undefined && seen !== undefined && seen !== look.step
  const moved = await take(context, step, {
    id,
    seen: isOutdated ? never : look ? undefined : seen,
    note,
    pictures: [{ uploads: pictures, shows: 'check' }],
    // Only the distance is recorded for ever: where the inspector stood may be forgotten.
    detail: {
      answer,
      ...(own && { task: own.id }),
      ...(metres === undefined ? { position: 'unknown' } : { metres }),
      ...(away !== undefined && { away }),
    },
    // Where the reporter has asked already, everybody knows that.
    ...(purpose === 'recheck' && !answer && { change: { reopen: row.reopen ?? 'recheck' } }),
  })
  const kept = { answer, away: away ?? null, position, deviceAt: takenAt }
  if ((await answerTask(tx, now, { caseId: id, purpose, post: actor.post }, kept)) === undefined)
    throw new Error(`the task of ${id} was not his who answered it`)
  // The answer of a first look, which comes after the draw: he does not learn from it either which of the two his was.
  return look?.second ? { ...moved, state: answer ? 'checked' : 'handling', step: look.step + 2 } : moved
}

function stepFor(purpose: 'verify' | 'check' | 'recheck', answer: boolean): StepName {
  if (purpose !== 'check') return purpose
  return answer ? 'confirm' : 'object'
}
