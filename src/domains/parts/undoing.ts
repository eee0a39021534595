// Undoing a whole import, or refusing to with the reason: one transaction and one event, whatever its size.
import { Refusal, refusal } from '../../base/errors.ts'
import { type Acting, record } from '../../base/events.ts'
import type { PlannedPart } from './planning.ts'
import { type Numbered, writeChanged } from './store/keeping.ts'
import { located } from './store/placing.ts'
import { changedBy, heldImport, markUndone, retireAdded } from './store/undoing.ts'

export interface Undone {
  retired: number
  restored: number
}

export async function undoImport(acting: Acting, id: string, reach: string): Promise<Undone> {
  const { tx, now } = acting
  const held = await heldImport(tx, id, reach)
  if (!held) throw refusal('base.not_found')
  if (held.undone) throw new Refusal('parts.undone_already', 409)
  const { codes, count } = held.builtOn
  if (count > 0) throw new Refusal('parts.built_on', 409, { count, codes: codes.join(', ') })
  if (held.beyond > 0) throw new Refusal('parts.undo_beyond_reach', 409, { count: held.beyond })
  const former = (await changedBy(tx, id)).map(({ before, former: said }, at): PlannedPart => {
    const { code, edition, kind } = before
    return { row: at, part: { ...said, code, edition, kind }, before, fields: ['name'] }
  })
  // Its region is that of today's grids, as of every part that is written.
  const { placed, refused } = await located(tx, now, former, '')
  if (refused.length > 0) throw new Refusal('parts.undo_nowhere', 409, { count: refused.length })
  const back = placed.flatMap((each): Numbered[] => {
    const { before, part } = each
    return before && part.code !== null
      ? [{ ...each, id: before.id, part: { ...part, code: part.code } }]
      : []
  })
  await writeChanged(acting, back, null)
  const retired = await retireAdded(acting, id)
  await markUndone(acting, id)
  const undone = { retired, restored: back.length }
  await record(acting, { subject: id, happened: 'parts.import_undone', detail: { ...undone } })
  return undone
}
