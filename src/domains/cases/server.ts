// Cases: reporting, the queues, one case whole, and following one's own report.
import { implement } from '@orpc/server'
import { Refusal, refusal } from '../../base/errors.ts'
import { type Asked, type Ctx, guard } from '../../base/gate.ts'
import { takeTurn } from '../../base/rates.ts'
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

const on = implement(caseContract).$context<Asked>().use(guard)

export const caseRouter = on.router({
  report: on.report.handler(async ({ context, input }) => {
    const { tx, now, actor, address } = context
    if (!actor) await takeTurn(tx, now, `report ${address}`, { most: 30, seconds: 600 })
    const kind = (await kinds(tx)).find(
      ({ edition, type, code }) =>
        edition === input.kind.edition && type === input.kind.type && code === input.kind.code,
    )
    if (!kind) throw new Refusal('cases.no_kind', 400)
    await attach(tx, now, input.pictures, actor?.account)
    const filed = await insert(context, {
      ...input,
      contact: input.contact,
      source: sourceOf(context),
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

  picture: on.picture.handler(async ({ context, input }) => {
    const { row } = await seen(context, input.id)
    const found = (await pictures(context.tx, input.id)).find(({ file }) => file === input.file)
    if (!found || !maySeePicture(found.shows, row.state, context.actor?.permissions ?? new Set())) {
      throw refusal('base.not_found')
    }
    return shown(context, input.file, input.size)
  }),

  follow: on.follow.handler(async ({ context, input }) => {
    const { tx, now, address } = context
    await takeTurn(tx, now, `follow ${address}`, { most: 120, seconds: 600 })
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

  followPicture: on.followPicture.handler(async ({ context, input }) => {
    const { tx } = context
    const row = await one(tx, { reach: '' }, { number: input.number })
    if (!row || !(await isReporter(tx, row.id, input.key))) throw refusal('base.not_found')
    const found = (await pictures(tx, row.id)).find(({ file }) => file === input.file)
    if (!found || !(found.shows === 'report' || row.state === 'closed')) throw refusal('base.not_found')
    return shown(context, input.file, input.size)
  }),
})

async function seen(context: Ctx, id: string) {
  const sight = await sightOf(context)
  const row = await one(context.tx, sight, { id })
  if (!row) throw refusal('base.not_found')
  return { row, sight }
}

/** Staff whose post takes reports report as that post; anyone else is a resident. */
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

async function shown({ tx, files }: Ctx, file: string, size: 'small' | 'large'): Promise<File> {
  const hash = await hashOf(tx, file)
  if (!hash) throw refusal('base.not_found')
  const copy = await files.show(hash, size === 'small' ? 400 : 1600)
  return new File([copy], `${file}.webp`, { type: 'image/webp' })
}
