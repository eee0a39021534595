// Where a case lies: the grid that holds a point, or a region that somebody only named.
import { Refusal } from '../../base/errors.ts'
import type { Ctx } from '../../base/gate.ts'
import type { KindKey } from '../catalogue/contract.ts'
import { gridAt } from '../grids/locating.ts'
import { pointWithin, region } from '../regions/store.ts'
import type { NewCase } from './store/filing.ts'

export type Where = { longitude: number; latitude: number; precision: 'device' | 'map' } | { region: string }

/** Refuses with `grids.outside` or `cases.no_region` what lies nowhere. */
export async function placed(
  { tx, now }: Ctx,
  where: Where,
): Promise<Pick<NewCase, 'regionPath' | 'grid' | 'place'>> {
  if ('region' in where) {
    const [known, point] = [await region(tx, where.region), await pointWithin(tx, where.region)]
    if (!known || !point) throw new Refusal('cases.no_region', 400)
    return { regionPath: known.path, grid: undefined, place: { ...point, precision: 'region' } }
  }
  const { grid, ...outside } = await gridAt(tx, now, where)
  if (!grid) throw new Refusal('grids.outside', 422, outside)
  return { regionPath: grid.regionPath, grid: grid.id, place: where }
}

/** A kind as events name it. */
export function keyOf({ edition, type, code }: KindKey): string {
  return `${edition}/${type}/${code}`
}
