// What desks ask beside the lists and steps (desk-calls.ts): counts, the cases around, search, saved filters, pace.
import { implement } from '@orpc/server'
import { Refusal, refusal } from '../../base/errors.ts'
import { record } from '../../base/events.ts'
import { type Actor, type Asked, type Ctx, guard } from '../../base/gate.ts'
import type { Reaction } from '../../base/outbox.ts'
import { means } from '../../base/violations.ts'
import { organisations } from '../organisations/store.ts'
import { district, regions } from '../regions/store.ts'
import { blinded } from './blinding.ts'
import type { CaseSummary } from './contract.ts'
import { type CaseView, deskContract, mostLines, mostViews } from './desk-calls.ts'
import { type Measures, measures } from './planning.ts'
import { lookClocks, queueNames, queues } from './queueing.ts'
import { sheetOf } from './sheet.ts'
import { counts, integrity, nothing, pace, queueCount } from './store/counting.ts'
import { around, inView } from './store/near.ts'
import { one, type Sight } from './store/reading.ts'
import { casesStaying } from './store/regridding.ts'
import { filtered, keepSought, type LookLights, search } from './store/searching.ts'
import { addView, changeView, endView, type Owner, pinView, views } from './store/views.ts'
import { sightOf } from './taking.ts'

means('view_named', 'cases.view_name_taken', 409)

/** So many cases around a place are shown; where there are more, the map is full anyway. */
const mostAround = 100
/** So many cases are drawn at once. */
const mostInView = 2000

const on = implement(deskContract).$context<Asked>().use(guard)

export const deskRouter = on.router({
  staying: on.staying.handler(({ context: { tx }, input: { layer } }) => casesStaying(tx, layer)),

  counts: on.counts.handler(async ({ context }) => {
    const { tx, now } = context
    const seen = await seeing(context)
    const clocks = seen.measured && lookClocks(seen.looks, seen.measured)
    const wanted = queues(context, clocks)
    const pinned = (await views(tx, ownerOf(context))).filter(({ pinned: is }) => is)
    const asked = await Promise.all([
      ...queueNames.map(name => queueCount(tx, now, seen.sight, name, wanted[name])),
      ...pinned.map(({ id, filter }) => ({
        name: id,
        wanted: filtered(tx, now, seen.sight, { filter, lights: seen.lights }),
      })),
    ])
    const counted = await counts(tx, now, seen.sight, seen.lights, asked)
    const of = (name: string) => counted.get(name) ?? nothing
    return {
      mine: of('mine'),
      late: of('late'),
      open: of('open'),
      ended: of('ended'),
      views: pinned.map(({ id }) => ({ id, count: of(id) })),
    }
  }),

  around: on.around.handler(async ({ context, input }) => {
    const { tx, now } = context
    const seen = await seeing(context)
    const found = await around(tx, now, seen.sight, { ...input, limit: mostAround + 1 })
    return { cases: found.slice(0, mostAround).map(seen.shown), more: found.length > mostAround }
  }),

  inView: on.inView.handler(async ({ context, input }) => {
    const { tx, now } = context
    const seen = await seeing(context)
    const found = await inView(tx, now, seen.sight, { ...input, limit: mostInView + 1 })
    return { cases: found.slice(0, mostInView).map(seen.shown), more: found.length > mostInView }
  }),

  search: on.search.handler(async ({ context, input: { after, limit, ...filter } }) => {
    const { tx, now } = context
    const seen = await seeing(context)
    const found = await search(tx, now, seen.sight, { filter, lights: seen.lights, after, limit })
    return { ...found, cases: found.cases.map(seen.shown) }
  }),

  sheet: on.sheet.handler(async ({ context, input: { language, ...filter } }) => {
    const { tx, now } = context
    const seen = await seeing(context)
    const { cases } = await search(tx, now, seen.sight, { filter, lights: seen.lights, limit: mostLines })
    const here = await district(tx)
    return sheetOf(cases.map(seen.shown), { language, now, timeZone: here?.timeZone ?? 'UTC' })
  }),

  pace: on.pace.handler(({ context: { tx, now, actor } }) => {
    if (!actor) throw refusal('base.not_signed_in')
    return pace(tx, now, { post: actor.post, looks: actor.permissions.has('supervision.check') })
  }),

  integrity: on.integrity.handler(async ({ context, input }) => {
    const { tx, now } = context
    if (!(await one(tx, now, await sightOf(context), input))) throw refusal('base.not_found')
    return integrity(tx, input.id)
  }),

  places: on.places.handler(async ({ context: { tx, actor } }) => {
    if (!actor) throw refusal('base.not_signed_in')
    return {
      regions: (await regions(tx))
        .filter(({ path }) => path.startsWith(actor.reach))
        .map(({ code, path, name }) => ({ code, path, name })),
      // A department sees its own cases only: there is nothing to choose.
      departments:
        actor.axis === 'handling' ? [] : (await organisations(tx)).map(({ id, name }) => ({ id, name })),
    }
  }),

  views: on.views.handler(({ context }) => views(context.tx, ownerOf(context))),

  saveView: on.saveView.handler(async ({ context, input: { pinned, ...given } }) => {
    const { tx, now } = context
    const owner = ownerOf(context)
    if ((await views(tx, owner)).length >= mostViews) throw new Refusal('cases.too_many_views', 409)
    const id = await addView(tx, now, owner, given)
    if (pinned) await pinView(tx, now, owner.post, id, true)
    await record(context, { subject: id, happened: 'views.saved', detail: { shared: given.shared, pinned } })
    return { id }
  }),

  changeView: on.changeView.handler(async ({ context, input: { id, ...change } }) => {
    const view = await ownView(context, id)
    await changeView(context.tx, id, change)
    await record(context, {
      subject: id,
      happened: 'views.changed',
      detail: { shared: change.shared ?? view.shared },
    })
    return { done: true }
  }),

  endView: on.endView.handler(async ({ context, input: { id } }) => {
    await ownView(context, id)
    await endView(context.tx, id)
    await record(context, { subject: id, happened: 'views.ended', detail: {} })
    return { done: true }
  }),

  pinView: on.pinView.handler(async ({ context, input: { id, pinned } }) => {
    const { tx, now } = context
    const owner = ownerOf(context)
    if (!(await views(tx, owner)).some(view => view.id === id)) throw refusal('base.not_found')
    await pinView(tx, now, owner.post, id, pinned)
    await record(context, { subject: id, happened: 'views.pinned', detail: { pinned } })
    return { done: true }
  }),
})

/** What a case is found by follows its row. */
export const soughtBy = ['cases.reported', 'cases.split_off', 'cases.corrected']
export const keepFindable: Reaction = ({ tx }, { subject }) => keepSought(tx, [subject])

interface Seeing {
  sight: Sight
  looks: NonNullable<Sight['looks']>
  measured: Measures | undefined
  /** The lights of second looks. */
  lights: LookLights
  /** A row as this post may see it. */
  shown<Row extends CaseSummary>(row: Row): Row
}

/** What a post sees, second looks as if they were first ones. */
async function seeing(context: Ctx): Promise<Seeing> {
  const { tx, now } = context
  const sight = await sightOf(context)
  const { looks = new Map() } = sight
  if (looks.size === 0) return { sight, looks, measured: undefined, lights: new Map(), shown: row => row }
  const measured = await measures(tx, now)
  const at = Date.parse(now)
  const has = (instant: number | null): boolean => instant !== null && instant <= at
  const lights = new Map(
    [...lookClocks(looks, measured)].map(([id, { soon, late }]) => [
      id,
      has(late) ? 'late' : has(soon) ? 'soon' : 'ok',
    ]),
  )
  return { sight, looks, measured, lights, shown: row => blinded(row, looks.get(row.id), measured, now) }
}

function ownerOf({ actor }: { actor: Actor | undefined }): Owner {
  if (!actor) throw refusal('base.not_signed_in')
  return { post: actor.post, role: actor.role, region: actor.region }
}

async function ownView(context: Ctx, id: string): Promise<CaseView> {
  const view = (await views(context.tx, ownerOf(context))).find(each => each.id === id)
  if (!view) throw refusal('base.not_found')
  if (!view.own) throw new Refusal('cases.view_not_yours', 403)
  return view
}
