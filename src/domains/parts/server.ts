// Parts: finding them and keeping them, each call one question or one change.
import { implement } from '@orpc/server'
import { Refusal, refusal } from '../../base/errors.ts'
import { record } from '../../base/events.ts'
import { type Asked, type Ctx, guard, openGuard } from '../../base/gate.ts'
import { means } from '../../base/violations.ts'
import { look } from '../../geo/formats/heads.ts'
import { boundsOf } from '../grids/rules.ts'
import { actors } from '../identity/store/actors.ts'
import { organisations } from '../organisations/store.ts'
import { type Described, type Part, type PartVersion, partContract } from './contract.ts'
import { exported } from './exporting.ts'
import { readPartFile } from './filing.ts'
import { importParts } from './importing.ts'
import { fields, type PartRow } from './planning.ts'
import { isFault, readPartCode } from './rules.ts'
import { partFeatures } from './store/features.ts'
import { importsListed, type Said, versionsOf } from './store/history.ts'
import { setRetired } from './store/keeping.ts'
import { partsMoving } from './store/moving.ts'
import { partByCode, partsInView, partsListed, partsNear } from './store/reading.ts'
import { putOne } from './store.ts'
import { telling } from './telling.ts'
import { tileOf } from './tiles.ts'
import { undoImport } from './undoing.ts'

means('part_district_code_key', 'parts.changed_meanwhile', 409)
means('part_district_origin_key', 'parts.changed_meanwhile', 409)

const on = implement(partContract).$context<Asked>().use(guard)
/** Tiles are written after their transactions, so that nobody waits for the database meanwhile. */
const apart = implement(partContract).$context<Asked>().use(openGuard)

export const partRouter = {
  moving: on.moving.handler(({ context, input }) => partsMoving(context.tx, input.layer, reachOf(context))),
  byCode: on.byCode.handler(async ({ context: { tx, now, district }, input }) => {
    const code = input.code.replaceAll(/\s/g, '')
    const read = readPartCode(code, district)
    if (isFault(read)) throw new Refusal('parts.wrong_code', 400, read)
    return found(await partByCode(tx, now, code))
  }),
  plate: on.plate.handler(async ({ context: { tx, now }, input }) => {
    const part = found(await partByCode(tx, now, input.code))
    const { code, kind, name, region, quarter, maintaining, longitude, latitude, retiredAt } = part
    return {
      ...{ code, kind, name, region, quarter, longitude, latitude },
      maintaining: maintaining?.name ?? null,
      isInUse: retiredAt === null,
    }
  }),
  history: on.history.handler(({ context, input }) => history(context, input.code)),
  inView: on.inView.handler(({ context: { tx, actor }, input: { kinds, ...bounds } }) =>
    partsInView(tx, actor?.reach ?? '', bounds, kinds),
  ),
  tile: apart.tile.handler(({ context, input }) => tileOf(context, input)),
  near: on.near.handler(({ context: { tx }, input: { kinds, ...point } }) => partsNear(tx, point, kinds)),
  list: on.list.handler(({ context: { tx, now, actor }, input }) =>
    partsListed(tx, now, actor?.reach ?? '', input),
  ),
  features: on.features.handler(({ context: { tx, now, actor }, input: { after, limit, ...box } }) =>
    partFeatures(tx, now, actor?.reach ?? '', { bounds: boundsOf(box), after, limit }),
  ),
  export: on.export.handler(({ context, input }) => exported(context, input)),

  add: on.add.handler(async ({ context, input: { kind, code, beside, ...described } }) => {
    const row = {
      ...(await rowOf(context, described)),
      code: code?.replaceAll(/\s/g, '') || undefined,
      kind: kind.code,
      edition: kind.edition,
    }
    if (row.code && (await partByCode(context.tx, context.now, row.code)))
      throw new Refusal('parts.wrong', 400, { why: 'twice', said: row.code })
    const { refused, duplicate, kept } = await putOne(context, row, { reach: reachOf(context), beside })
    if (refused) throw new Refusal('parts.wrong', 400, { why: refused.why, said: refused.said })
    if (duplicate !== undefined) throw new Refusal('parts.duplicate', 409, { code: duplicate })
    if (!kept) throw new Error('the part was not kept')
    return { code: kept.code }
  }),
  change: on.change.handler(async ({ context, input: { code, version, ...described } }) => {
    const before = await changeable(context, code)
    if (before.version !== version) throw new Refusal('parts.changed_meanwhile', 409)
    const row = { ...(await rowOf(context, described)), code }
    const { refused, kept } = await putOne(context, row, { reach: reachOf(context), beside: true })
    if (refused) throw new Refusal('parts.wrong', 400, { why: refused.why, said: refused.said })
    return { version: kept?.version ?? version }
  }),
  retire: on.retire.handler(async ({ context, input: { code } }) => {
    const { id, retiredAt } = await changeable(context, code)
    if (retiredAt !== null) return { done: true as const }
    await setRetired(context, id, context.now)
    await record(context, { subject: id, happened: 'parts.retired', detail: { code } })
    return { done: true as const }
  }),
  reinstate: on.reinstate.handler(async ({ context, input: { code } }) => {
    const { id, retiredAt } = await changeable(context, code)
    if (retiredAt === null) return { done: true as const }
    await setRetired(context, id, null)
    await record(context, { subject: id, happened: 'parts.reinstated', detail: { code } })
    return { done: true as const }
  }),
  readFile: on.readFile.handler(async ({ input: { file, table } }) =>
    look(await readPartFile(await bytesOf(file), table)),
  ),
  import: on.import.handler(
    async ({ context, input: { file, table, skipRefused, leaveOutDuplicates, dryRun, ...given } }) => {
      const rows = await readPartFile(await bytesOf(file), table)
      return importParts(
        context,
        { ...given, rows },
        {
          file: file.name.slice(0, 200),
          dryRun,
          leaveOutDuplicates,
          whole: !skipRefused,
          reach: reachOf(context),
        },
      )
    },
  ),
  imports: on.imports.handler(async ({ context: { tx } }) => {
    const all = await importsListed(tx)
    const who = await actors(
      tx,
      all.flatMap(({ post, undonePost }) => [post, undonePost].filter(each => each !== null)),
    )
    const nameOf = (post: string | null) => (post && who.get(post)?.name) || null
    return all.map(({ post, undoneAt, undonePost, ...each }) => ({
      ...each,
      by: nameOf(post),
      undone: undoneAt === null ? null : { at: undoneAt, by: nameOf(undonePost) },
    }))
  }),
  undo: on.undo.handler(({ context, input: { id } }) => undoImport(context, id, reachOf(context))),

  ...telling,
}

async function bytesOf(file: File): Promise<Uint8Array> {
  return new Uint8Array(await file.arrayBuffer())
}

function reachOf({ actor }: Ctx): string {
  return actor?.reach ?? ''
}

function found(part: Part | undefined): Part {
  if (!part) throw refusal('base.not_found')
  return part
}

/** A part that the post may change: one that lies within its reach. */
async function changeable(context: Ctx, code: string): Promise<Part> {
  const { tx, now } = context
  const listed = await partsListed(tx, now, reachOf(context), { ...everything, text: code, limit: 1 })
  const gone = await partsListed(tx, now, reachOf(context), {
    ...everything,
    text: code,
    limit: 1,
    retired: true,
  })
  if (listed.total + gone.total === 0) throw refusal('base.not_found')
  return found(await partByCode(tx, now, code))
}

const everything = { text: '', retired: false } as const

/** Organisations are chosen by id; rows name them by code. Those that are not the district's are refused as unknown. */
async function rowOf({ tx }: Ctx, { shape, accuracy, ...given }: Described): Promise<PartRow> {
  const all = await organisations(tx)
  const codeOf = (id: string | null) => (id === null ? '' : (all.find(each => each.id === id)?.code ?? id))
  return {
    row: 1,
    ...given,
    allAttributes: true,
    shape,
    accuracy: accuracy ?? '',
    supervising: codeOf(given.supervising),
    owning: codeOf(given.owning),
    maintaining: codeOf(given.maintaining),
    installedOn: given.installedOn ?? '',
    surveyedOn: given.surveyedOn ?? '',
  }
}

async function history({ tx }: Ctx, code: string): Promise<PartVersion[]> {
  const versions = await versionsOf(tx, code)
  if (versions.length === 0) throw refusal('base.not_found')
  const who = await actors(
    tx,
    versions.flatMap(({ post }) => (post === null ? [] : [post])),
  )
  const names = new Map((await organisations(tx)).map(each => [each.id, each.code]))
  return versions.map((each, at) => ({
    version: each.version,
    since: each.since,
    by: (each.post && who.get(each.post)?.name) || null,
    import: each.import,
    changes: changesBetween(versions[at + 1], each, names),
  }))
}

function changesBetween(
  before: Said | undefined,
  after: Said,
  names: ReadonlyMap<string, string>,
): PartVersion['changes'] {
  if (!before) return []
  const say = (value: unknown): string | null => {
    if (value === null || value === undefined || value === '') return null
    if (typeof value === 'string') return names.get(value) ?? value
    return JSON.stringify(value)
  }
  return [...fields, 'retired' as const].flatMap(field => {
    const [was, is] = [say(before.said[field]), say(after.said[field])]
    return was === is ? [] : [{ field, before: was, after: is }]
  })
}
