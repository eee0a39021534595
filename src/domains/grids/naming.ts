// Names, codes and locks of a draft's grids, and the way back: undoing the last change and doing it again.
import { Refusal } from '../../base/errors.ts'
import { type Acting, record } from '../../base/events.ts'
import { actors } from '../identity/store/actors.ts'
import { regions } from '../regions/store.ts'
import type { Step } from './contract/editing.ts'
import { layerOf, seenDraft } from './drafting.ts'
import { assignCodes, isCodeFault, readGridCode } from './rules.ts'
import {
  type DraftGrid,
  draftGrids,
  dropGrid,
  lockGrids,
  nextRevision,
  putGrids,
  revise,
} from './store/drafts.ts'
import { nextStep, stepsOf, swapStep } from './store/journal.ts'

export async function renameGrid(
  acting: Acting,
  layer: string,
  { revision, code, name }: { revision: number; code: string; name: string },
): Promise<number> {
  await seenDraft(acting, layer, revision)
  const grid = await gridIn(acting, layer, code)
  await putGrids(acting.tx, layer, [{ ...rowOf(grid), name }], 'add')
  return noted(acting, layer, 'rename', { codes: [code] })
}

export async function recodeGrid(
  acting: Acting,
  layer: string,
  { revision, code, to }: { revision: number; code: string; to: string },
): Promise<number> {
  const { tx } = acting
  await seenDraft(acting, layer, revision)
  const all = await draftGrids(tx, layer)
  const grid = all.find(({ properties }) => properties.code === code)
  if (!grid) throw new Refusal('grids.no_such_grid', 404, { code })
  const read = readGridCode(to, tx.district)
  if (isCodeFault(read)) throw new Refusal('grids.bad_code', 400, { ...read })
  if (all.some(({ properties }) => properties.code === to))
    throw new Refusal('grids.code_taken', 409, { code: to })
  const region = (await regions(tx)).find(each => each.code === read.region && each.closedAt === null)?.code
  const within = grid.properties.region
  if (region !== within && !read.region.startsWith(within))
    throw new Refusal('grids.bad_code', 400, { wrong: 'region_differs', said: within })
  await dropGrid(tx, layer, code)
  await putGrids(tx, layer, [{ ...rowOf(grid), code: to }], 'add')
  return noted(acting, layer, 'recode', { codes: [to], dropped: [code] })
}

/** A region that has a locked grid keeps its codes. */
export async function numberGrids(
  acting: Acting,
  layer: string,
  { revision, region }: { revision: number; region: string | null },
): Promise<{ revision: number; recoded: number }> {
  const { tx } = acting
  await seenDraft(acting, layer, revision)
  const all = await draftGrids(tx, layer)
  const chosen = all.filter(
    ({ properties }) =>
      /^(\d{9}|\d{12})$/.test(properties.region) && (region ?? properties.region) === properties.region,
  )
  const locked = new Set(
    chosen.filter(({ properties }) => properties.locked).map(({ properties }) => properties.region),
  )
  const free = chosen.filter(({ properties }) => !locked.has(properties.region))
  if (locked.size > 0 && free.length === 0)
    throw new Refusal('grids.locked', 409, {
      codes: chosen.filter(({ properties }) => properties.locked).map(({ properties }) => properties.code),
    })
  const counts = new Map<string, number>()
  for (const { properties } of free) counts.set(properties.region, (counts.get(properties.region) ?? 0) + 1)
  if ([...counts.values()].some(count => count > 999)) throw new Refusal('grids.codes_run_out', 409)
  const codes = assignCodes(
    free.map(({ properties: { code, region: within }, geometry }) => ({
      code,
      region: within,
      ...middleOf(geometry.coordinates),
    })),
  )
  const moved = free.flatMap((grid, at) => {
    const code = codes[at] ?? ''
    return code === grid.properties.code ? [] : [{ grid, code }]
  })
  if (moved.length === 0) return { revision, recoded: 0 }
  const going = new Set(moved.map(({ grid }) => grid.properties.code))
  const stays = new Set(all.map(({ properties }) => properties.code).filter(code => !going.has(code)))
  const taken = moved.find(({ code }) => stays.has(code))
  if (taken) throw new Refusal('grids.code_taken', 409, { code: taken.code })
  for (const { grid } of moved) await dropGrid(tx, layer, grid.properties.code)
  await putGrids(
    tx,
    layer,
    moved.map(({ grid, code }) => ({ ...rowOf(grid), code })),
    'add',
  )
  const next = await noted(acting, layer, 'number', { codes: moved.map(({ code }) => code) })
  return { revision: next, recoded: moved.length }
}

export async function setLocks(
  acting: Acting,
  layer: string,
  { revision, codes, locked }: { revision: number; codes: readonly string[]; locked: boolean },
): Promise<number> {
  await seenDraft(acting, layer, revision)
  if (!(await lockGrids(acting.tx, layer, codes, locked)))
    throw new Refusal('grids.no_such_grid', 404, { code: codes.join(', ') })
  return noted(acting, layer, locked ? 'lock' : 'unlock', { codes: [...codes] })
}

/** The last change back, or (`again`) the last one that was taken back. */
export async function stepBack(acting: Acting, layer: string, revision: number, again = false) {
  const { tx } = acting
  await seenDraft(acting, layer, revision)
  const step = await nextStep(tx, layer, !again)
  if (!step) throw new Refusal(again ? 'grids.nothing_to_redo' : 'grids.nothing_to_undo', 409)
  const codes = await swapStep(tx, layer, step.revision, !again)
  const next = await nextRevision(acting, layer)
  const { id } = await layerOf(acting, layer)
  await record(acting, {
    subject: id,
    happened: 'grids.draft_changed',
    detail: { layer, revision: next, did: again ? 'redo' : 'undo', step: step.revision, grids: codes.length },
  })
  return { revision: next, did: step.did, codes: codes.slice(0, 1000) }
}

export async function journal({ tx }: Acting, layer: string): Promise<Step[]> {
  const steps = await stepsOf(tx, layer)
  const who = await actors(
    tx,
    steps.flatMap(({ by }) => (by ? [by] : [])),
  )
  return steps.map(step => ({ ...step, by: (step.by && who.get(step.by)?.name) || null }))
}

async function noted(
  acting: Acting,
  layer: string,
  did: string,
  detail: Record<string, string[]>,
): Promise<number> {
  const revision = await revise(acting, layer, did)
  const { id } = await layerOf(acting, layer)
  await record(acting, {
    subject: id,
    happened: 'grids.draft_changed',
    detail: { layer, revision, did, ...detail },
  })
  return revision
}

async function gridIn({ tx }: Acting, layer: string, code: string): Promise<DraftGrid> {
  const grid = (await draftGrids(tx, layer)).find(({ properties }) => properties.code === code)
  if (!grid) throw new Refusal('grids.no_such_grid', 404, { code })
  return grid
}

function rowOf({ properties: { code, name, region }, geometry }: DraftGrid) {
  return { code, name, region, geojson: JSON.stringify(geometry) }
}

/** The middle of the box around it. */
function middleOf(polygons: readonly (readonly (readonly (readonly number[])[])[])[]) {
  const points = polygons.flatMap(([outer = []]) => outer)
  const [xs, ys] = [points.map(([x = 0]) => x), points.map(([, y = 0]) => y)]
  const mid = (all: readonly number[]): number =>
    (all.reduce((a, b) => Math.min(a, b)) + all.reduce((a, b) => Math.max(a, b))) / 2
  return { longitude: mid(xs), latitude: mid(ys) }
}
