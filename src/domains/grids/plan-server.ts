// Plans as an administrator asks for them, follows, changes and adopts them.
import { randomInt } from 'node:crypto'
import { implement } from '@orpc/server'
import { Refusal, refusal } from '../../base/errors.ts'
import { type Acting, record } from '../../base/events.ts'
import { type Asked, guard } from '../../base/gate.ts'
import type { Street } from '../../geo/blocks.ts'
import { actors } from '../identity/store/actors.ts'
import { layerOf } from './drafting.ts'
import { adoptPlan } from './plan-adopting.ts'
import { type Plan, type PlanSettings, planContract } from './plan-calls.ts'
import { areaOf, presentGrids, readLines, totalsOf, unitLoads } from './plan-material.ts'
import { planAsked } from './plan-room.ts'
import { mostInRegion, moveFault } from './plan-rules.ts'
import { type Result, shownBlocks, shownPlan } from './plan-showing.ts'
import { mostGrids } from './rules.ts'
import { countStreets } from './store/material.ts'
import {
  askPlan,
  askStop,
  changeDivision,
  dropResult,
  endPlan,
  isUnderWay,
  type PlanRow,
  planOf,
  plansOf,
  resultOf,
} from './store/plans.ts'

const on = implement(planContract).$context<Asked>().use(guard)
const done = { done: true as const }

export const planRouter = on.router({
  planBasis: on.planBasis.handler(async ({ context: { tx, now }, input: { layer, region } }) => {
    await layerOf({ tx, now }, layer)
    const area = await areaOf(tx, region)
    if (!area)
      return {
        regions: 0,
        without: [],
        streets: 0,
        totals: { buildings: 0, addresses: 0, parts: 0, cases: 0, area: 0 },
        present: 0,
      }
    const codes = area.regions.map(({ code }) => code)
    return {
      regions: codes.length,
      without: area.without.map(({ name }) => name.zh),
      streets: await countStreets(tx, area.box),
      totals: await totalsOf(tx, now, area),
      present: (await presentGrids(tx, now, layer, codes)).length,
    }
  }),
  plans: on.plans.handler(async ({ context, input: { layer } }) => {
    await layerOf(context, layer)
    const rows = await plansOf(context.tx, layer)
    const who = await namesOf(context, rows)
    return rows.map(({ attempts: _, ...plan }) => ({ ...plan, askedBy: who(plan) }))
  }),
  plan: on.plan.handler(async ({ context, input: { id } }) => show(context, await found(context, id))),
  planBlocks: on.planBlocks.handler(async ({ context, input: { id } }) => {
    const plan = await found(context, id)
    const result = await resultOf(context.tx, id)
    if (!result) throw notReady(plan)
    return { revision: plan.revision, blocks: shownBlocks(result) }
  }),
  beginPlan: on.beginPlan.handler(async ({ context, input: { seed, lines, ...settings } }) => {
    const { tx } = context
    await layerOf(context, settings.layer)
    if (await isUnderWay(tx, settings.layer)) throw new Refusal('grids.plan_under_way', 409)
    const read = settings.along === 'file' ? linesFrom(lines) : null
    await refuseVain(context, settings)
    const plan = { settings, seed: seed ?? randomInt(2 ** 31 - 1), lines: read }
    const id = await askPlan(context, plan)
    const { layer, region, from, along, target } = settings
    await record(context, {
      subject: id,
      happened: 'grids.plan_asked',
      detail: { layer, region, from, along, target, seed: plan.seed },
    })
    planAsked(tx)
    return { id }
  }),
  stopPlan: on.stopPlan.handler(async ({ context, input: { id } }) => {
    const plan = await found(context, id, true)
    if (plan.state !== 'waiting' && plan.state !== 'running') throw notReady(plan)
    await askStop(context.tx, id)
    return done
  }),
  moveBlock: on.moveBlock.handler(async ({ context, input: { id, revision, block, grid } }) => {
    const { plan, result } = await ready(context, id, revision)
    const at = Number(block)
    if (at >= result.division.parts.length) throw refusal('base.not_found')
    const why = moveFault(result.ground, result.division, at, grid)
    if (why) throw new Refusal('grids.plan_move', 409, { why })
    const parts = result.division.parts.with(at, grid)
    const next = await changeDivision(context.tx, id, { ...result.division, parts })
    await record(context, {
      subject: id,
      happened: 'grids.plan_changed',
      detail: { block: at, grid, revision: next },
    })
    return show(context, { ...plan, revision: next })
  }),
  lockGrid: on.lockGrid.handler(async ({ context, input: { id, revision, grid, locked } }) => {
    const { result } = await ready(context, id, revision)
    const at = Number(grid)
    const own = result.division.grids[at]
    if (!own) throw refusal('base.not_found')
    const grids = result.division.grids.with(at, { ...own, locked })
    const next = await changeDivision(context.tx, id, { ...result.division, grids })
    await record(context, {
      subject: id,
      happened: 'grids.plan_changed',
      detail: { grid: at, locked, revision: next },
    })
    return { revision: next }
  }),
  adoptPlan: on.adoptPlan.handler(async ({ context, input: { id, revision, draft } }) => {
    const { plan, result } = await ready(context, id, revision)
    return adoptPlan(context, plan, result, draft)
  }),
  discardPlan: on.discardPlan.handler(async ({ context, input: { id } }) => {
    const plan = await found(context, id, true)
    if (plan.state === 'waiting' || plan.state === 'running' || plan.state === 'adopted') throw notReady(plan)
    await dropResult(context.tx, id)
    await endPlan(context.tx, context.now, id, { state: 'discarded', wrong: plan.wrong })
    await record(context, { subject: id, happened: 'grids.plan_discarded', detail: {} })
    return done
  }),
})

async function found({ tx }: Acting, id: string, hold = false): Promise<PlanRow> {
  const plan = await planOf(tx, id, hold)
  if (!plan || plan.state === 'discarded') throw refusal('base.not_found')
  return plan
}

/** A plan that is made and not adopted yet, as whoever changes it saw it; held until he is done. */
async function ready(
  acting: Acting,
  id: string,
  revision: number,
): Promise<{ plan: PlanRow; result: Result }> {
  const plan = await found(acting, id, true)
  const result = await resultOf(acting.tx, id)
  if (!result || (plan.state !== 'done' && plan.state !== 'stopped')) throw notReady(plan)
  if (plan.revision !== revision) throw new Refusal('grids.plan_changed', 409)
  return { plan, result }
}

function notReady({ state }: Pick<Plan, 'state'>): Refusal {
  return new Refusal('grids.plan_not_ready', 409, { state })
}

async function show(acting: Acting, plan: PlanRow) {
  const who = await namesOf(acting, [plan])
  return shownPlan({ ...plan, askedBy: who(plan) }, await resultOf(acting.tx, plan.id))
}

async function namesOf(
  { tx }: Acting,
  plans: readonly PlanRow[],
): Promise<(plan: Pick<Plan, 'askedBy'>) => string | null> {
  const who = await actors(
    tx,
    plans.flatMap(({ askedBy }) => (askedBy ? [askedBy] : [])),
  )
  return ({ askedBy }) => (askedBy && who.get(askedBy)?.name) || null
}

function linesFrom(text: string | null): Street[] {
  const read = readLines(text ?? '')
  if ('wrong' in read) throw new Refusal('grids.plan_bad_lines', 400, { wrong: read.wrong })
  return read.lines
}

/** What can be seen to come to nothing is refused before it is begun, with what to do instead. */
async function refuseVain({ tx, now }: Acting, settings: PlanSettings): Promise<void> {
  const area = await areaOf(tx, settings.region)
  if (!area) throw new Refusal('grids.plan_no_outline', 409)
  const codes = area.regions.map(({ code }) => code)
  const base = settings.base === null ? undefined : await planOf(tx, settings.base)
  const isBased = settings.from === 'plan'
  const fits = base && base.settings.layer === settings.layer && base.settings.region === settings.region
  if (isBased && (!fits || !(await resultOf(tx, base.id)))) throw new Refusal('grids.plan_no_base', 409)
  if (settings.from === 'present' && (await presentGrids(tx, now, settings.layer, codes)).length === 0)
    throw new Refusal('grids.plan_nothing_present', 409)
  if (!isBased && settings.along === 'streets' && (await countStreets(tx, area.box)) === 0)
    throw new Refusal('grids.plan_no_streets', 409)
  if (Object.values(settings.weights).every(weight => weight === 0))
    throw new Refusal('grids.plan_no_weights', 400)
  const { total } = unitLoads(settings.weights, await totalsOf(tx, now, area))
  if (total === 0) throw new Refusal('grids.plan_no_load', 409)
  if (settings.target > total) throw new Refusal('grids.plan_target_too_large', 400, { total })
  const grids = Math.round(total / settings.target)
  const most = Math.min(mostGrids, mostInRegion * codes.length)
  if (grids > most) throw new Refusal('grids.plan_target_too_small', 400, { grids, most })
}
