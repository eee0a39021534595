// The calls of the editing tools.
import { implement } from '@orpc/server'
import { refusal } from '../../base/errors.ts'
import { type Asked, guard } from '../../base/gate.ts'
import { type Change, editingContract } from './contract/editing.ts'
import { mergeGrids, moveBorder, splitGrid, transfer } from './editing.ts'
import { journal, numberGrids, recodeGrid, renameGrid, setLocks, stepBack } from './naming.ts'
import { draftOf } from './store/drafts.ts'
import { changesOf, onTheGround, pastOf } from './store/preview.ts'

const on = implement(editingContract).$context<Asked>().use(guard)

export const editorRouter = on.router({
  preview: on.preview.handler(async ({ context: { tx, now }, input: { layer } }) => {
    const draft = await draftOf(tx, layer)
    if (!draft) throw refusal('base.not_found')
    const changes = await changesOf(tx, layer)
    const count = (what: Change['what']) => changes.filter(each => each.what === what).length
    return {
      revision: draft.revision,
      counts: {
        added: count('added'),
        changed: count('changed'),
        renamed: count('renamed'),
        ended: count('ended'),
      },
      changes: changes.slice(0, 500),
      ...(await onTheGround(tx, layer, now)),
    }
  }),
  history: on.history.handler(({ context: { tx }, input: { layer, code, longitude, latitude } }) => {
    const place = longitude !== undefined && latitude !== undefined ? { longitude, latitude } : undefined
    return pastOf(tx, layer, { code, place })
  }),

  split: on.split.handler(({ context, input: { layer, ...wanted } }) => splitGrid(context, layer, wanted)),
  merge: on.merge.handler(({ context, input: { layer, ...wanted } }) => mergeGrids(context, layer, wanted)),
  moveBorder: on.moveBorder.handler(({ context, input: { layer, ...wanted } }) =>
    moveBorder(context, layer, wanted),
  ),
  transfer: on.transfer.handler(({ context, input: { layer, ...wanted } }) =>
    transfer(context, layer, wanted),
  ),
  rename: on.rename.handler(async ({ context, input: { layer, ...wanted } }) => ({
    revision: await renameGrid(context, layer, wanted),
  })),
  recode: on.recode.handler(async ({ context, input: { layer, ...wanted } }) => ({
    revision: await recodeGrid(context, layer, wanted),
  })),
  number: on.number.handler(({ context, input: { layer, ...wanted } }) =>
    numberGrids(context, layer, wanted),
  ),
  lock: on.lock.handler(async ({ context, input: { layer, ...wanted } }) => ({
    revision: await setLocks(context, layer, wanted),
  })),
  steps: on.steps.handler(async ({ context, input: { layer } }) => {
    if (!(await draftOf(context.tx, layer))) throw refusal('base.not_found')
    return journal(context, layer)
  }),
  undo: on.undo.handler(({ context, input: { layer, revision } }) => stepBack(context, layer, revision)),
  redo: on.redo.handler(({ context, input: { layer, revision } }) =>
    stepBack(context, layer, revision, true),
  ),
})
