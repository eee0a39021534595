// Splitting a case into parts that go their own ways, and bringing the whole back when the last part has ended.
import { Refusal } from '../../base/errors.ts'
import type { Ctx } from '../../base/gate.ts'
import type { Reaction } from '../../base/outbox.ts'
import type { KindKey } from '../catalogue/contract.ts'
import { conditionsOf } from '../catalogue/store/rulebooks.ts'
import { kindOf } from '../catalogue/store.ts'
import { keyOf } from './placing.ts'
import { measures } from './planning.ts'
import { endStates } from './states.ts'
import { held } from './store/facts.ts'
import type { Moved } from './store/moving.ts'
import { insertPart } from './store/parts.ts'
import { type Taking, take, takeByItself } from './taking.ts'

export interface Part {
  kind?: KindKey | undefined
  condition?: number | undefined
  description: string
}

/** The whole waits; each part is filed and has the whole's place, its pictures and, where its kind is the same, its limit. */
export async function splitInto(
  context: Ctx,
  taking: Taking,
  parts: readonly Part[],
): Promise<Moved & { parts: { id: string; number: string }[] }> {
  const { tx, now } = context
  const moved = await take(context, 'split', taking, ({ parent }) => {
    if (parent !== null) throw new Refusal('command.split_twice', 409)
    return { detail: { parts: parts.length } }
  })
  const [whole] = await held(tx, [moved.id], {})
  if (!whole) throw new Error('the case that was split is gone')
  const measured = await measures(tx, now)
  const made: { id: string; number: string }[] = []
  for (const { kind = whole.kind, condition, description } of parts) {
    if (!(await kindOf(tx, kind, now))) throw new Refusal('cases.no_kind', 400)
    const rulebook = whole.rulebook ?? measured.rulebook.version
    const rows = condition === undefined ? [] : await conditionsOf(tx, rulebook, kind)
    const row = rows.find(({ seq }) => seq === condition)
    if (condition !== undefined && !row) throw new Refusal('command.no_condition', 422)
    const isSame =
      kind.edition === whole.kind.edition && kind.type === whole.kind.type && kind.code === whole.kind.code
    const limit = row ? row.limits[whole.area] : isSame ? whole.limit : measured.rulebook.fallback
    made.push(
      await insertPart(context, measured, {
        whole: whole.id,
        kind,
        description,
        filing: { rulebook, condition: condition ?? null, filedAs: keyOf(kind), area: whole.area, limit },
      }),
    )
  }
  return { ...moved, parts: made }
}

/** Whenever a part ends or is opened again, its whole follows: to be closed with the last, back to waiting otherwise. */
export const followParts: Reaction = async ({ tx, now }, { subject }) => {
  const [part] = await held(tx, [subject], {})
  if (!part?.parent) return
  const hasEnded = endStates.some(state => state === part.state)
  await takeByItself({ tx, now }, hasEnded ? 'gather' : 'scatter', { ids: [part.parent] })
}

/** The events after which a part may have ended, or begun again. */
export const endsOrBegins = [
  'cases.closed',
  'cases.forced',
  'cases.merged',
  'cases.discarded',
  'cases.refused',
  'cases.joined',
  'cases.reopened',
] as const
