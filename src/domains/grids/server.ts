// Grids: layers to draw, the grid of a place, and the layers as an administrator keeps them.
import { implement } from '@orpc/server'
import { Refusal, refusal } from '../../base/errors.ts'
import { record } from '../../base/events.ts'
import { type Asked, guard } from '../../base/gate.ts'
import { look } from '../../geo/formats/heads.ts'
import { actors } from '../identity/store/actors.ts'
import { type Grid, gridContract, type Settings } from './contract.ts'
import { bringGrids, layerOf, openDraft, publish, seenDraft, withdraw } from './drafting.ts'
import { layerFile, readGridFile } from './filing.ts'
import { allGridsAt, gridAt } from './locating.ts'
import { mendFault, snapDraft, verdictOn } from './mending.ts'
import { boundsOf } from './rules.ts'
import { draftGrids, draftOf, dropDraft, dropGrid, revise } from './store/drafts.ts'
import { gridFeature, gridFeatures } from './store/features.ts'
import { addLayer, changeLayer, layerRegister } from './store/layers.ts'
import { difference, versionsOf } from './store/versions.ts'
import { drawn, layers } from './store.ts'

const on = implement(gridContract).$context<Asked>().use(guard)
const done = { done: true as const }

export const gridRouter = on.router({
  layers: on.layers.handler(({ context: { tx, now } }) => layers(tx, now)),
  layer: on.layer.handler(async ({ context: { tx, now }, input: { layer, at } }) => ({
    type: 'FeatureCollection',
    features: await drawn(tx, at ?? now, layer),
  })),
  features: on.features.handler(({ context: { tx }, input: { layer, since, until, after, limit, ...box } }) =>
    gridFeatures(tx, { layer, bounds: boundsOf(box), since, until }, { after, limit }),
  ),
  feature: on.feature.handler(async ({ context: { tx }, input: { layer, id } }) => {
    const found = await gridFeature(tx, layer, id)
    if (!found) throw refusal('base.not_found')
    return found
  }),
  export: on.export.handler(({ context: { tx, now }, input: { at, ...wanted } }) =>
    layerFile(tx, at ?? now, wanted),
  ),
  locate: on.locate.handler(async ({ context: { tx, now }, input }) => {
    const found = await gridAt(tx, now, input)
    if (!found.grid) throw new Refusal('grids.outside', 422, { metres: found.metres })
    return found.grid
  }),
  holding: on.holding.handler(async ({ context: { tx, now }, input }) => {
    const found: Grid[] = []
    for (const { code } of await layers(tx, now)) found.push(...(await allGridsAt(tx, now, input, code)))
    return found
  }),

  register: on.register.handler(async ({ context: { tx, now } }) => {
    const all = await layerRegister(tx, now)
    const who = await actors(
      tx,
      all.flatMap(({ draft }) => (draft?.changedBy ? [draft.changedBy] : [])),
    )
    return all.map(({ id: _, draft, ...layer }) => ({
      ...layer,
      draft: draft && { ...draft, changedBy: (draft.changedBy && who.get(draft.changedBy)?.name) || null },
    }))
  }),
  addLayer: on.addLayer.handler(async ({ context, input: { code, ...settings } }) => {
    const all = await layerRegister(context.tx, context.now)
    if (all.some(layer => layer.code === code)) throw new Refusal('grids.layer_exists', 409)
    refuseWrong(code, settings, all)
    const id = await addLayer(context.tx, code, settings)
    await record(context, {
      subject: id,
      happened: 'grids.layer_added',
      detail: { layer: code, ...bare(settings) },
    })
    return done
  }),
  changeLayer: on.changeLayer.handler(async ({ context, input: { layer: code, ...settings } }) => {
    const { id } = await layerOf(context, code)
    refuseWrong(code, settings, await layerRegister(context.tx, context.now))
    await changeLayer(context.tx, code, settings)
    await record(context, {
      subject: id,
      happened: 'grids.layer_changed',
      detail: { layer: code, ...bare(settings) },
    })
    return done
  }),
  versions: on.versions.handler(async ({ context, input: { layer } }) => {
    const { tx, now } = context
    await layerOf(context, layer)
    const all = await versionsOf(tx, layer)
    const who = await actors(
      tx,
      all.flatMap(({ publishedBy }) => (publishedBy ? [publishedBy] : [])),
    )
    const current = all.find(({ withdrawnAt, validFrom }) => withdrawnAt === null && validFrom <= now)
    return all.map(({ id: _, withdrawnAt, ...each }) => ({
      ...each,
      publishedBy: (each.publishedBy && who.get(each.publishedBy)?.name) || null,
      state:
        withdrawnAt !== null
          ? ('withdrawn' as const)
          : each.validFrom > now
            ? ('coming' as const)
            : each.version === current?.version
              ? ('in_force' as const)
              : ('past' as const),
    }))
  }),

  draft: on.draft.handler(async ({ context: { tx }, input: { layer } }) => {
    const draft = await draftOf(tx, layer)
    if (!draft) throw refusal('base.not_found')
    return {
      revision: draft.revision,
      ...(await difference(tx, layer)),
      features: await draftGrids(tx, layer),
    }
  }),
  faults: on.faults.handler(({ context, input: { layer } }) => verdictOn(context, layer)),
  mend: on.mend.handler(({ context, input: { layer, revision, ...wanted } }) =>
    mendFault(context, layer, revision, wanted),
  ),
  snap: on.snap.handler(({ context, input: { layer, revision } }) => snapDraft(context, layer, revision)),
  openDraft: on.openDraft.handler(async ({ context, input: { layer } }) => ({
    revision: await openDraft(context, layer),
  })),
  discard: on.discard.handler(async ({ context, input: { layer, revision } }) => {
    const draft = await seenDraft(context, layer, revision)
    const { id } = await layerOf(context, layer)
    await dropDraft(context.tx, layer)
    await record(context, {
      subject: id,
      happened: 'grids.draft_discarded',
      detail: { layer, draft: draft.id },
    })
    return done
  }),
  readFile: on.readFile.handler(async ({ input: { file, table } }) =>
    look(await readGridFile(await bytesOf(file), table)),
  ),
  import: on.import.handler(async ({ context, input: { layer, revision, file, ...given } }) =>
    bringGrids(context, layer, revision, { ...given, bytes: await bytesOf(file) }),
  ),
  dropGrid: on.dropGrid.handler(async ({ context, input: { layer, revision, code } }) => {
    await seenDraft(context, layer, revision)
    if (!(await dropGrid(context.tx, layer, code))) throw refusal('base.not_found')
    const next = await revise(context, layer, 'drop')
    const { id } = await layerOf(context, layer)
    await record(context, {
      subject: id,
      happened: 'grids.draft_changed',
      detail: { layer, revision: next, dropped: code },
    })
    return { revision: next }
  }),
  publish: on.publish.handler(({ context, input: { layer, ...wanted } }) => publish(context, layer, wanted)),
  withdraw: on.withdraw.handler(async ({ context, input: { layer, version } }) => {
    await withdraw(context, layer, Number(version))
    return done
  }),
})

async function bytesOf(file: File): Promise<Uint8Array> {
  return new Uint8Array(await file.arrayBuffer())
}

/** What events say of settings: names are no codes and stay out of the log. */
function bare({ name: _, ...settings }: Settings): Omit<Settings, 'name'> {
  return settings
}

/** A layer nests in another one, and never, however long the way, in itself. */
function refuseWrong(
  code: string,
  { nestsIn, leastArea, mostArea }: Settings,
  all: Awaited<ReturnType<typeof layerRegister>>,
): void {
  if (leastArea !== null && mostArea !== null && leastArea > mostArea)
    throw new Refusal('grids.area_bounds', 400)
  for (let next = nestsIn; next !== null; ) {
    if (next === code) throw new Refusal('grids.nests_in_circle', 400)
    const above = all.find(layer => layer.code === next)
    if (!above) throw new Refusal('grids.no_such_layer', 400)
    next = above.nestsIn
  }
}
