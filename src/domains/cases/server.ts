// Cases: reporting, the queues, one case whole, and following one's own report.
import { implement } from '@orpc/server'
import { Refusal, refusal } from '../../base/errors.ts'
import { type Asked, type Ctx, guard, type OpenCtx, openGuard } from '../../base/gate.ts'
import { attach, hashOf } from '../../base/uploads.ts'
import { kinds } from '../catalogue/store.ts'
import { distanceToGrids, gridAt } from '../grids/store.ts'
import { pointWithin, region } from '../regions/store.ts'
import { caseContract, type WholeCase } from './contract.ts'
import { maySeePicture, nextSteps, queueOf, states } from './rules.ts'
import { addPictures, insert, type NewCase } from './store/filing.ts'
import { contact, isReporter, one, page, pictures } from './store/reading.ts'
import { sightOf } from './taking.ts'
import { timeline } from './timeline.ts'

const calls = implement(caseContract).$context<Asked>()
const on = calls.use(guard)
// Shrinking a picture takes longer than a transaction should.
const open = calls.use(openGuard)

export const caseRouter = calls.router({
  report: on.report.handler(async ({ context, input }) => {
    const { tx, now, actor } = context
    const kind = (await kinds(tx)).find(
      ({ edition, type, code }) =>
        edition === input.kind.edition && type === input.kind.type && code === input.kind.code,
    )
    if (!kind) throw new Refusal('cases.no_kind', 400)
    await attach(tx, now, input.pictures, actor?.account)
    const source = sourceOf(context)
    const filed = await insert(source === 'portal' ? { tx, now } : context, {
      ...input,
      contact: input.contact,
      source,
      ...(await place(context, input.where)),
    })
    await addPictures(tx, now, filed.id, input.pictures, 'report')
    return filed
  }),

  list: on.list.handler(async ({ context, input }) => {
    const { tx, actor } = context
    const wanted = {
      mine: queueOf(actor?.permissions ?? new Set()),
      open: states.filter(state => state !== 'closed' && state !== 'void'),
      ended: states.filter(state => state === 'closed' || state === 'void'),
    }[input.queue]
    return page(tx, await sightOf(context), { ...input, wanted, waiting: input.queue === 'mine' })
  }),

  show: on.show.handler(async ({ context, input }): Promise<WholeCase> => {
    const { tx, actor } = context
    const { row, sight } = await seen(context, input.id)
    const { departmentId, ...held } = row
    const permissions = actor?.permissions ?? new Set<string>()
    const told = await timeline(tx, input.id, actor?.axis)
    return {
      ...held,
      description: told.find(({ seq }) => seq === 1)?.note ?? null,
      // Only whoever has to ask the reporter back sees how to reach him.
      contact: permissions.has('supervision.accept') ? ((await contact(tx, input.id)) ?? null) : null,
      pictures: (await pictures(tx, input.id)).filter(({ shows }) =>
        maySeePicture(shows, held.state, permissions),
      ),
      timeline: told,
      nextSteps: nextSteps(
        held.state,
        permissions,
        departmentId !== null && departmentId === sight.organisation,
      ),
    }
  }),

  picture: open.picture.handler(async ({ context, input }) => {
    const { actor, now, district } = context
    const hash = await context.begin(async tx => {
      const { row } = await seen({ ...context, tx, now, district }, input.id)
      const found = (await pictures(tx, input.id)).find(({ file }) => file === input.file)
      const may = found && maySeePicture(found.shows, row.state, actor?.permissions ?? new Set())
      return may ? hashOf(tx, input.file) : undefined
    })
    return shown(context, input, hash)
  }),

  follow: on.follow.handler(async ({ context, input }) => {
    const { tx } = context
    const row = await one(tx, { reach: '' }, { number: input.number })
    if (!row) throw refusal('base.not_found')
    const told = await timeline(tx, row.id, undefined)
    const isOwn = input.key !== undefined && (await isReporter(tx, row.id, input.key))
    return {
      number: row.number,
      state: row.state,
      kind: row.kind,
      region: row.region,
      own: isOwn
        ? {
            address: row.address,
            description: told.find(({ seq }) => seq === 1)?.note ?? null,
            pictures: (await pictures(tx, row.id)).filter(
              ({ shows }) => shows === 'report' || row.state === 'closed',
            ),
          }
        : null,
      timeline: told.map(({ seq, happened, at, role, reason, department }) => ({
        seq,
        happened,
        at,
        role,
        reason,
        department,
      })),
    }
  }),

  followPicture: open.followPicture.handler(async ({ context, input }) => {
    const hash = await context.begin(async tx => {
      const row = await one(tx, { reach: '' }, { number: input.number })
      if (!row || !(await isReporter(tx, row.id, input.key))) return undefined
      const found = (await pictures(tx, row.id)).find(({ file }) => file === input.file)
      const may = found && (found.shows === 'report' || row.state === 'closed')
      return may ? hashOf(tx, input.file) : undefined
    })
    return shown(context, input, hash)
  }),
})

async function seen(context: Ctx, id: string) {
  const sight = await sightOf(context)
  const row = await one(context.tx, sight, { id })
  if (!row) throw refusal('base.not_found')
  return { row, sight }
}

/** Staff whose post takes reports report as that post; anyone else is a resident, whoever he is besides. */
function sourceOf({ actor }: Ctx): NewCase['source'] {
  if (!actor?.permissions.has('cases.report')) return 'portal'
  return actor.permissions.has('supervision.accept') ? 'hotline' : 'inspector'
}

type Where = { longitude: number; latitude: number; precision: 'device' | 'map' } | { region: string }

async function place(
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

async function shown(
  { files, district }: OpenCtx,
  { file, size }: { file: string; size: 'small' | 'large' },
  hash: string | undefined,
): Promise<File> {
  const copy = hash && (await files.show(district, hash, size === 'small' ? 400 : 1600))
  if (!copy) throw refusal('base.not_found')
  return new File([copy], `${file}.webp`, { type: 'image/webp' })
}
