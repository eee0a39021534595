// Where a case lies: the grid that holds a point, or a region that somebody only named; and correcting what was
// said of kind and place, with the old values in the log.
import { Refusal } from '../../base/errors.ts'
import type { Ctx } from '../../base/gate.ts'
import type { KindKey } from '../catalogue/contract.ts'
import { kindOf } from '../catalogue/store.ts'
import { distanceToGrids, gridAt } from '../grids/store.ts'
import { pointWithin, region } from '../regions/store.ts'
import type { NewCase } from './store/filing.ts'
import type { Change } from './store/moving.ts'
import type { Plan } from './taking.ts'

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
  const grid = await gridAt(tx, now, where)
  if (!grid) throw new Refusal('grids.outside', 422, { metres: await distanceToGrids(tx, now, where) })
  return { regionPath: grid.regionPath, grid: grid.id, place: where }
}

export interface Correction {
  kind: KindKey | undefined
  where: Where | undefined
  address: string | undefined
}

/** What the log says of a correction are kinds and grids; a limit fixed at filing stays. */
export async function correction(context: Ctx, { kind, where, address }: Correction): Promise<Plan> {
  if (kind && !(await kindOf(context.tx, kind, context.now))) throw new Refusal('cases.no_kind', 400)
  const place = where && (await placed(context, where))
  return held => {
    const change: Change = {
      ...(kind && { kind }),
      ...(place && {
        place: { ...place.place, regionPath: place.regionPath, grid: place.grid ?? null },
      }),
      ...(address !== undefined && { address }),
    }
    return {
      change,
      detail: {
        ...(kind && { kind: keyOf(kind), oldKind: keyOf(held.kind) }),
        ...(place && {
          grid: place.grid ?? null,
          oldGrid: held.grid,
          region: place.regionPath,
          oldRegion: held.regionPath,
        }),
      },
    }
  }
}

/** A kind as events name it. */
export function keyOf({ edition, type, code }: KindKey): string {
  return `${edition}/${type}/${code}`
}
