// Work on a draft: opening it, bringing a file in, publishing it from a day on, taking a version back.
import { Refusal, refusal } from '../../base/errors.ts'
import { type Acting, record } from '../../base/events.ts'
import type { Datum } from '../../geo/formats/datums.ts'
import { placed } from '../../geo/formats/place.ts'
import { actors } from '../identity/store/actors.ts'
import { regions } from '../regions/store.ts'
import { faultsOf, readRows, refusedOnTheGround } from './checking.ts'
import type { GridColumns } from './columns.ts'
import { readGridFile } from './filing.ts'
import {
  beginDraft,
  type DraftRow,
  draftGrids,
  draftOf,
  dropDraft,
  putGrids,
  revise,
} from './store/drafts.ts'
import { type LayerRow, layerRegister } from './store/layers.ts'
import { beginGrids, difference, takeBack, versionsOf, writeVersion } from './store/versions.ts'

export async function layerOf({ tx, now }: Acting, code: string): Promise<LayerRow> {
  const found = (await layerRegister(tx, now)).find(layer => layer.code === code)
  if (!found) throw refusal('base.not_found')
  return found
}

export async function openDraft(acting: Acting, layer: string): Promise<number> {
  const { id } = await layerOf(acting, layer)
  const newest = (await versionsOf(acting.tx, layer)).find(({ withdrawnAt }) => withdrawnAt === null)
  const before = await draftOf(acting.tx, layer)
  await beginDraft(acting, layer, newest?.version ?? 0)
  const draft = await draftOf(acting.tx, layer)
  if (!draft) throw new Error(`no draft of ${layer}`)
  if (!before) {
    await record(acting, {
      subject: id,
      happened: 'grids.draft_opened',
      detail: { layer, draft: draft.id, basedOn: draft.basedOn },
    })
  }
  return draft.revision
}

/** The draft as whoever changes it saw it, held until he is done. */
export async function seenDraft(acting: Acting, layer: string, revision: number): Promise<DraftRow> {
  const draft = await draftOf(acting.tx, layer, true)
  if (!draft) throw new Refusal('grids.no_draft', 409)
  if (draft.revision === revision) return draft
  const who = draft.changedBy ? (await actors(acting.tx, [draft.changedBy])).get(draft.changedBy) : undefined
  throw new Refusal('grids.draft_changed', 409, { by: who?.name ?? '' })
}

export interface GridFile {
  bytes: Uint8Array
  /** Which of its tables; the first without one. */
  table?: string | undefined
  datum: Datum
  columns: GridColumns
  mode: 'replace' | 'add'
  dryRun: boolean
}

/** Tries a file against the draft, and keeps it when no row is refused. */
export async function bringGrids(acting: Acting, layer: string, revision: number, file: GridFile) {
  const { tx } = acting
  const settings = await layerOf(acting, layer)
  await seenDraft(acting, layer, revision)
  const { wkt, ...properties } = file.columns
  const read = await readGridFile(file.bytes, file.table)
  const features = placed(read, wkt, file.datum)
  const rows = features.length
  const open = (await regions(tx)).filter(({ closedAt }) => closedAt === null)
  const known = new Set(open.map(({ code }) => code))
  const { brought, refused } = readRows(features, properties, {
    district: tx.district,
    regions: known,
  })
  const present = new Map((await draftGrids(tx, layer)).map(grid => [grid.properties.code, grid]))
  // What a refused row names is not taken away: the row is to be mended.
  const named = new Set([...brought, ...refused].map(({ code }) => code))
  const others = [...present.values()].filter(({ properties }) => !named.has(properties.code))
  refused.push(...(await refusedOnTheGround(tx, brought, file.mode === 'add' ? others : [], settings)))
  const bad = new Set(refused.map(({ row }) => row))
  const good = brought.filter(({ row }) => !bad.has(row))
  const added = good.filter(({ code }) => !present.has(code)).length
  const unchanged = good.filter(grid => {
    const before = present.get(grid.code)
    return (
      before?.properties.name === grid.name &&
      before.properties.region === grid.region &&
      JSON.stringify(before.geometry.coordinates) === JSON.stringify(grid.polygons)
    )
  }).length
  // Nothing is half imported: one refused row keeps all the others out.
  const kept = !file.dryRun && refused.length === 0
  const counts = {
    added,
    changed: good.length - added - unchanged,
    removed: file.mode === 'replace' ? others.length : 0,
    unchanged,
  }
  let next = revision
  if (kept) {
    await putGrids(tx, layer, good, file.mode)
    next = await revise(acting, layer, 'import')
    await record(acting, {
      subject: settings.id,
      happened: 'grids.draft_changed',
      detail: { layer, revision: next, ...counts, format: read.format, datum: file.datum },
    })
  }
  return {
    kept,
    revision: next,
    rows,
    ...counts,
    refusedRows: new Set(refused.map(({ row }) => row)).size,
    refused: refused.sort((a, b) => a.row - b.row).slice(0, 1000),
  }
}

/** The draft holds from then on, for ever; now where no instant is said. */
export async function publish(
  acting: Acting,
  layer: string,
  { revision, validFrom }: { revision: number; validFrom: string | null },
): Promise<{ version: number; validFrom: string }> {
  const { tx, now } = acting
  const settings = await layerOf(acting, layer)
  const draft = await seenDraft(acting, layer, revision)
  const from = new Date(validFrom ?? now).toISOString()
  if (from < now) throw new Refusal('grids.begins_in_past', 400)
  const newest = (await versionsOf(tx, layer)).find(({ withdrawnAt }) => withdrawnAt === null)
  if (newest && from <= newest.validFrom)
    throw new Refusal('grids.begins_before', 409, { version: newest.version, from: newest.validFrom })
  const changes = await difference(tx, layer)
  if (changes.added + changes.changed + changes.removed === 0) throw new Refusal('grids.nothing_changed', 409)
  const blocking = (await faultsOf(tx, layer, settings, from)).filter(({ noise }) => !noise).length
  if (blocking > 0) throw new Refusal('grids.has_faults', 409, { faults: blocking })
  await beginGrids(tx, layer, from)
  const { version, grids } = await writeVersion(acting, { id: draft.id, layer, validFrom: from })
  await dropDraft(tx, layer)
  await record(acting, {
    subject: settings.id,
    happened: 'grids.published',
    detail: { layer, version, validFrom: from, grids, ...changes },
  })
  return { version, validFrom: from }
}

export async function withdraw(acting: Acting, layer: string, version: number): Promise<void> {
  const { tx, now } = acting
  const { id } = await layerOf(acting, layer)
  const newest = (await versionsOf(tx, layer)).find(({ withdrawnAt }) => withdrawnAt === null)
  if (newest?.version !== version || newest.validFrom <= now) throw new Refusal('grids.has_begun', 409)
  await takeBack(acting, layer, newest)
  await record(acting, { subject: id, happened: 'grids.withdrawn', detail: { layer, version } })
}
