// The grids that a change touches, in whole units, and keeping what became of them: checked on the ground, put into
// the draft, noted in the journal and in the log.
import { Refusal } from '../../base/errors.ts'
import { type Acting, record } from '../../base/events.ts'
import { type Shape, toDegrees, toUnits } from '../../geo/edit-units.ts'
import { type DraftGrid, dropGrid, putGrids, revise } from './store/drafts.ts'
import type { LayerRow } from './store/layers.ts'
import { measure } from './store/measuring.ts'

export interface BenchGrid {
  name: string
  region: string
  locked: boolean
  shape: Shape
}

/** By code. */
export type Bench = ReadonlyMap<string, BenchGrid>

export function opened(grids: readonly DraftGrid[]): Bench {
  return new Map(
    grids.map(({ properties: { code, ...properties }, geometry }) => [
      code,
      { ...properties, shape: toUnits(geometry.coordinates) },
    ]),
  )
}

export function gridOf(bench: Bench, code: string): BenchGrid {
  const grid = bench.get(code)
  if (!grid) throw new Refusal('grids.no_such_grid', 404, { code })
  if (grid.locked) throw new Refusal('grids.locked', 409, { codes: [code] })
  return grid
}

export interface Changes {
  did: string
  put: ReadonlyMap<string, Shape>
  dropped: readonly string[]
  /** What new grids are called and where they belong. */
  like?: ReadonlyMap<string, Pick<BenchGrid, 'name' | 'region'>>
}

export async function keepChanges(
  acting: Acting,
  layer: string,
  settings: LayerRow,
  bench: Bench,
  { did, put, dropped, like }: Changes,
): Promise<number> {
  const { tx } = acting
  const grids = [...put].map(([code, shape]) => {
    const { name, region } = like?.get(code) ?? gridOf(bench, code)
    const geojson = JSON.stringify({ type: 'MultiPolygon', coordinates: toDegrees(shape) })
    return { code, name, region, geojson }
  })
  await refuseOnTheGround(acting, settings, bench, grids)
  for (const code of dropped) await dropGrid(tx, layer, code)
  await putGrids(tx, layer, grids, 'add')
  const revision = await revise(acting, layer, did)
  await record(acting, {
    subject: settings.id,
    happened: 'grids.draft_changed',
    detail: { layer, revision, did, codes: grids.map(({ code }) => code), dropped: [...dropped] },
  })
  return revision
}

/** A grid that becomes unsound is refused, and one that leaves its community farther than it did. */
async function refuseOnTheGround(
  { tx }: Acting,
  { tolerance }: LayerRow,
  bench: Bench,
  grids: readonly { code: string; region: string; geojson: string }[],
): Promise<void> {
  const after = await measure(tx, grids)
  const known = grids.filter(({ code }) => bench.has(code))
  const before = new Map(
    (
      await measure(
        tx,
        known.map(({ code, region }) => ({
          region,
          geojson: JSON.stringify({
            type: 'MultiPolygon',
            coordinates: toDegrees(bench.get(code)?.shape ?? []),
          }),
        })),
      )
    ).map((measured, at) => [known[at]?.code ?? '', measured]),
  )
  for (const [at, { code }] of grids.entries()) {
    const found = after[at]
    if (!found?.valid) throw new Refusal('grids.crosses', 409)
    const left = Math.max(found.outside, found.beyond)
    const was = before.get(code)
    const allowed = Math.max(tolerance, found.squareMetres * 0.002)
    if (left > allowed && left > Math.max(was?.outside ?? 0, was?.beyond ?? 0) + 1)
      throw new Refusal('grids.leaves_region', 409, { code, squareMetres: Math.round(left) })
  }
}
