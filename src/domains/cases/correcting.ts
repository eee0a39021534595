// Correcting what was said of kind and place: the log keeps the kinds and grids; address and point, before and after,
// are kept as a text that the log commits to, so that they can be shown and erased.
import { z } from 'zod'
import { Refusal } from '../../base/errors.ts'
import type { Ctx } from '../../base/gate.ts'
import type { KindKey } from '../catalogue/contract.ts'
import { kindOf } from '../catalogue/store.ts'
import { keyOf, placed, type Where } from './placing.ts'
import { say } from './store/filing.ts'
import type { Change } from './store/move.ts'
import { placeOf } from './store/reading.ts'
import type { Plan } from './taking.ts'

export interface Correction {
  kind: KindKey | undefined
  where: Where | undefined
  address: string | undefined
}

const spot = z.object({ address: z.string(), longitude: z.number(), latitude: z.number() })
const spots = z.object({ before: spot, after: spot })
export type Spots = z.infer<typeof spots>

/** Only what differs is corrected; a limit fixed at filing stays. */
export async function correction(context: Ctx, { kind, where, address }: Correction): Promise<Plan> {
  const { tx, now } = context
  const place = where && (await placed(context, where))
  return async held => {
    const was = await placeOf(tx, held.id)
    if (!was) throw new Error(`${held.id} lies nowhere`)
    const isOtherKind = kind !== undefined && keyOf(kind) !== keyOf(held.kind)
    const isMoved =
      place !== undefined &&
      (place.place.longitude !== was.longitude ||
        place.place.latitude !== was.latitude ||
        place.place.precision !== was.precision ||
        place.regionPath !== held.regionPath)
    const isCalledOtherwise = address !== undefined && address !== was.address
    if (!isOtherKind && !isMoved && !isCalledOtherwise)
      throw new Refusal('supervision.nothing_to_correct', 422)
    if (isOtherKind) {
      const known = await kindOf(tx, kind, now)
      if (!known || known.retired) throw new Refusal('cases.no_kind', 400)
    }
    const change: Change = {
      ...(isOtherKind && { kind }),
      ...(isMoved && { place: { ...place.place, regionPath: place.regionPath, grid: place.grid ?? null } }),
      ...(isCalledOtherwise && { address }),
    }
    return {
      change,
      detail: {
        ...(isOtherKind && { kind: keyOf(kind), oldKind: keyOf(held.kind) }),
        ...(isMoved && {
          grid: place.grid ?? null,
          oldGrid: held.grid,
          region: place.regionPath,
          oldRegion: held.regionPath,
        }),
        ...((isMoved || isCalledOtherwise) && {
          spots: await say(
            tx,
            now,
            held.id,
            written({
              before: was,
              after: { ...was, ...(isMoved && place.place), ...(isCalledOtherwise && { address }) },
            }),
          ),
        }),
      },
    }
  }
}

function written(both: Spots): string {
  return JSON.stringify(spots.parse(both))
}

/** Address and point before and after, as they were written. */
export function spotsIn(body: string): Spots {
  return spots.parse(JSON.parse(body))
}
