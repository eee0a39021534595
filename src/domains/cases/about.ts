// What a case is about, when that is a part of the register: kind and place come from the part, and the part tells
// the cases about it.
import { Refusal, refusal } from '../../base/errors.ts'
import type { Ctx } from '../../base/gate.ts'
import type { KindKey } from '../catalogue/contract.ts'
import { partByCode } from '../parts/store/reading.ts'
import { blinded } from './blinding.ts'
import type { CaseSummary } from './contract.ts'
import type { Where } from './placing.ts'
import { measures } from './planning.ts'
import { casesAbout } from './store/about.ts'
import { sightOf } from './taking.ts'

interface Said {
  kind?: KindKey | undefined
  where?: Where | undefined
  part?: string | undefined
}

/** Kind and place as said, else the part's; a part that is out of use is none. */
export async function aboutPart(
  { tx, now }: Ctx,
  { kind, where, part: code }: Said,
): Promise<{ kind: KindKey; where: Where; part: string | undefined }> {
  const part = code === undefined ? undefined : await partByCode(tx, now, code)
  if (code !== undefined && (!part || part.retiredAt !== null)) throw new Refusal('cases.no_part', 400)
  const about = {
    kind: kind ?? (part && { edition: part.kind.edition, type: 'part' as const, code: part.kind.code }),
    where:
      where ?? (part && { longitude: part.longitude, latitude: part.latitude, precision: 'map' as const }),
  }
  // The contract has asked for both where no part is named.
  if (!about.kind || !about.where) throw refusal('base.bad_input', { fields: [] })
  return { kind: about.kind, where: about.where, part: part?.id }
}

export async function casesOfPart(context: Ctx, code: string): Promise<CaseSummary[]> {
  const { tx, now } = context
  const sight = await sightOf(context)
  const { looks = new Map() } = sight
  const rows = await casesAbout(tx, now, sight, code)
  if (looks.size === 0) return rows
  const measured = await measures(tx, now)
  return rows.map(row => blinded(row, looks.get(row.id), measured, now))
}
