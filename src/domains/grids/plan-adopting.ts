// A plan becomes the draft of its layer: its grids stand in place of those of the same communities, and all others stay.
import { Refusal } from '../../base/errors.ts'
import { type Acting, record } from '../../base/events.ts'
import { regions } from '../regions/store.ts'
import { layerOf, openDraft, seenDraft } from './drafting.ts'
import { plannedGrids, type Result } from './plan-showing.ts'
import { draftGrids, draftOf, putGrids, revise } from './store/drafts.ts'
import { clearDraft, endPlan, type PlanRow } from './store/plans.ts'

export async function adoptPlan(
  acting: Acting,
  { id, settings }: PlanRow,
  result: Result,
  seen: number | null,
): Promise<{ revision: number; grids: number }> {
  const { tx, now } = acting
  const { layer } = settings
  const own = await layerOf(acting, layer)
  const there = await draftOf(tx, layer, true)
  if (there) await seenDraft(acting, layer, seen ?? 0)
  else if (seen !== null) throw new Refusal('grids.draft_changed', 409, { by: '' })
  else await openDraft(acting, layer)
  const planned = plannedGrids(result, settings.target)
  const names = new Map((await regions(tx)).map(({ code, name }) => [code, name.zh]))
  // A grid that stays is left to the point as it is in the draft.
  const drafted = new Set((await draftGrids(tx, layer)).map(({ properties }) => properties.code))
  const kept = planned.filter(({ locked, goesOn, code }) => locked && goesOn && drafted.has(code))
  const but = kept.map(({ code }) => code)
  const removed = await clearDraft(tx, layer, { regions: [...new Set(result.ground.regions)], but })
  const fresh = planned.filter(({ code }) => !but.includes(code))
  await putGrids(
    tx,
    layer,
    fresh.map(({ code, name, region, shape }) => ({
      code,
      name: name ?? `${names.get(region) ?? region} ${code.slice(-3)}`,
      region,
      geojson: JSON.stringify(shape),
    })),
    'add',
  )
  const revision = await revise(acting, layer)
  await endPlan(tx, now, id, { state: 'adopted' })
  await record(acting, {
    subject: own.id,
    happened: 'grids.draft_changed',
    detail: { layer, revision, plan: id, added: fresh.length, removed },
  })
  await record(acting, {
    subject: id,
    happened: 'grids.plan_adopted',
    detail: { layer, grids: planned.length },
  })
  return { revision, grids: planned.length }
}
