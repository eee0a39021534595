// Features of the collections, asked of the calls of grids and parts.
import { call } from '@orpc/server'
import { z } from 'zod'
import { refusal } from '../../base/errors.ts'
import type { Asked as Context } from '../../base/gate.ts'
import { gridRouter } from '../../domains/grids/server.ts'
import type { Part } from '../../domains/parts/contract.ts'
import { partRouter } from '../../domains/parts/server.ts'
import type { Asked } from './asking.ts'

export interface Items {
  features: object[]
  matched: number
  after: string | null
}

export async function gridItems(context: Context, layer: string, asked: Asked): Promise<Items> {
  const { limit, box, since, until } = asked
  const after = z.uuid().optional().safeParse(asked.after)
  if (!after.success)
    throw refusal('base.bad_input', { fields: [{ field: 'after', wrong: 'not from here' }] })
  // Without a time, what is in force now.
  const now = new Date(context.clock()).toISOString()
  const time = since === undefined && until === undefined ? { since: now, until: now } : { since, until }
  const found = await call(
    gridRouter.features,
    { layer, limit, ...box, ...time, after: after.data },
    { context },
  )
  return { features: found.features, matched: found.matched, after: found.after }
}

export async function gridItem(context: Context, layer: string, id: string): Promise<object> {
  if (!z.uuid().safeParse(id).success) throw refusal('base.not_found')
  return call(gridRouter.feature, { layer, id }, { context })
}

/** Parts have no time of their own: any datetime matches them all, as the standard asks. */
export async function partItems(context: Context, { limit, box, after }: Asked): Promise<Items> {
  if (after !== undefined && !/^\d{16}$/.test(after))
    throw refusal('base.bad_input', { fields: [{ field: 'after', wrong: 'not from here' }] })
  const found = await call(partRouter.features, { limit, ...box, after }, { context })
  return { features: found.parts.map(featureOf), matched: found.matched, after: found.after }
}

export async function partItem(context: Context, code: string): Promise<object> {
  if (!/^\d{16}$/.test(code)) throw refusal('base.not_found')
  try {
    return featureOf(await call(partRouter.byCode, { code }, { context }))
  } catch (error) {
    // A code that cannot be one names nothing here.
    if (error instanceof Error && 'code' in error && error.code === 'parts.wrong_code')
      throw refusal('base.not_found')
    throw error
  }
}

function featureOf({ shape, code, ...part }: Part): object {
  return {
    type: 'Feature',
    id: code,
    geometry: shape,
    properties: {
      ...part.attributes,
      code,
      edition: part.kind.edition,
      kind: part.kind.code,
      name: part.name,
      state: part.state,
      accuracy: part.accuracy,
      grid: part.grid?.code ?? null,
      supervising: part.supervising?.code ?? null,
      owning: part.owning?.code ?? null,
      maintaining: part.maintaining?.code ?? null,
      installedOn: part.installedOn,
      surveyedOn: part.surveyedOn,
      source: part.source,
      note: part.note,
      changedAt: part.changedAt,
    },
  }
}
