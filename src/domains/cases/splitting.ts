// Splitting a case into parts that go their own ways, and bringing the whole back when the last part has ended.
import type { Tx } from '../../base/db.ts'
import { Refusal, refusal } from '../../base/errors.ts'
import type { Ctx } from '../../base/gate.ts'
import type { Limit } from '../../base/limits.ts'
import type { Reaction } from '../../base/outbox.ts'
import type { KindKey, LimitRow } from '../catalogue/contract.ts'
import { conditionsOf, rulebookOf } from '../catalogue/store/rulebooks.ts'
import { kindOf } from '../catalogue/store.ts'
import { keyOf } from './placing.ts'
import { measures } from './planning.ts'
import { endStates } from './states.ts'
import { type Held, held } from './store/facts.ts'
import type { Filing, Moved } from './store/move.ts'
import { insertPart } from './store/parts.ts'
import { sightOf, type Taking, take, takeByItself } from './taking.ts'

export interface Part {
  kind?: KindKey | undefined
  condition?: number | undefined
  description: string
}

/** What a part of a kind is filed under: always by the rulebook that the whole was filed under. */
export interface Terms {
  rulebook: number
  area: Held['area']
  /** The whole was filed as this kind, and what it was filed under holds where nothing else is chosen. */
  inherited: { condition: number | null; limit: Limit | null } | null
  /** What holds where the kind has no conditions. */
  fallback: Limit | null
  conditions: LimitRow[]
}

/** What a part of this kind could be filed under. */
export async function termsOf(context: Ctx, id: string, kind: KindKey): Promise<Terms> {
  const [whole] = await held(context.tx, [id], await sightOf(context))
  if (!whole) throw refusal('base.not_found')
  return terms(context, whole, kind)
}

/** The whole waits; each part is filed and has the whole's place and its pictures. */
export async function splitInto(
  context: Ctx,
  taking: Taking,
  parts: readonly Part[],
): Promise<Moved & { parts: { id: string; number: string }[] }> {
  const { tx, now } = context
  const moved = await take(context, 'split', taking, () => ({ detail: { parts: parts.length } }))
  const [whole] = await held(tx, [moved.id], {})
  if (!whole) throw new Error('the case that was split is gone')
  const measured = await measures(tx, now)
  const made: { id: string; number: string }[] = []
  for (const { kind, condition, description } of parts) {
    if (kind) await refuseUnknown(tx, now, kind)
    const its = kind ?? whole.kind
    const filing = filedUnder(await terms(context, whole, its), its, condition)
    made.push(await insertPart(context, measured, { whole: whole.id, kind: its, description, filing }))
  }
  return { ...moved, parts: made }
}

async function refuseUnknown(tx: Tx, now: string, kind: KindKey): Promise<void> {
  const known = await kindOf(tx, kind, now)
  if (!known || known.retired) throw new Refusal('cases.no_kind', 400)
}

async function terms({ tx, now }: Ctx, whole: Held, kind: KindKey): Promise<Terms> {
  const filed = whole.rulebook === null ? undefined : await rulebookOf(tx, whole.rulebook)
  const { version, fallback } = filed ?? (await measures(tx, now)).rulebook
  const { condition, limit, area } = whole
  const isSame = whole.filedAs !== null && keyOf(whole.filedAs) === keyOf(kind)
  return {
    rulebook: version,
    area,
    inherited: isSame ? { condition, limit } : null,
    fallback,
    conditions: await conditionsOf(tx, version, kind),
  }
}

/** Of several conditions one is chosen; of one alone nothing need be said. */
function filedUnder(
  { rulebook, area, inherited, fallback, conditions }: Terms,
  kind: KindKey,
  chosen: number | undefined,
): Filing {
  const common = { rulebook, filedAs: keyOf(kind), area }
  if (chosen === undefined && inherited) return { ...common, ...inherited }
  if (chosen === undefined && conditions.length > 1) throw new Refusal('command.needs_condition', 422)
  const row = chosen === undefined ? conditions[0] : conditions.find(({ seq }) => seq === chosen)
  if (chosen !== undefined && !row) throw new Refusal('command.no_condition', 422)
  return { ...common, condition: row?.seq ?? null, limit: row ? row.limits[area] : fallback }
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
