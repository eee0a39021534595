// Cases: reporting, the queues, one case whole, and notes. What reporters do with the key of their link stands in
// following.ts.
import { implement } from '@orpc/server'
import { Refusal, refusal } from '../../base/errors.ts'
import { type Asked, type Ctx, guard, openGuard } from '../../base/gate.ts'
import { attach, hashOf } from '../../base/uploads.ts'
import { kindOf } from '../catalogue/store.ts'
import { aboutPart, casesOfPart } from './about.ts'
import { blinded } from './blinding.ts'
import { caseContract } from './contract.ts'
import { addToReport, follow, followedPicture, judge } from './following.ts'
import { shownPicture } from './picturing.ts'
import { placed } from './placing.ts'
import { measures } from './planning.ts'
import { duesOf, lookClocks, queues } from './queueing.ts'
import { addPictures, insert, type NewCase } from './store/filing.ts'
import { page } from './store/reading.ts'
import { times } from './store/times.ts'
import { sightOf, take } from './taking.ts'
import { visiblePicture, whole } from './whole.ts'

const calls = implement(caseContract).$context<Asked>()
const on = calls.use(guard)
// Shrinking a picture takes longer than a transaction should.
const open = calls.use(openGuard)

export const caseRouter = calls.router({
  report: on.report.handler(async ({ context, input }) => {
    const { tx, now, actor } = context
    const about = await aboutPart(context, input)
    const kind = await kindOf(tx, about.kind, now)
    if (!kind || kind.retired) throw new Refusal('cases.no_kind', 400)
    const source = sourceOf(context)
    const putRight = source === 'inspector' ? (input.putRight ?? []) : []
    if (putRight.length > 0 && input.pictures.length === 0) throw new Refusal('cases.needs_before', 400)
    const hashes = await attach(tx, now, [...input.pictures, ...putRight], actor?.account)
    const measured = await measures(tx, now)
    const filed = await insert(source === 'portal' ? { tx, now } : context, measured, {
      ...input,
      kind: about.kind,
      part: about.part,
      contact: input.contact,
      source,
      selfHandled: putRight.length > 0,
      hashes,
      ...(await placed(context, about.where)),
    })
    await addPictures(tx, now, filed.id, input.pictures, putRight.length > 0 ? 'before' : 'report')
    await addPictures(tx, now, filed.id, putRight, 'after')
    return filed
  }),

  list: on.list.handler(async ({ context, input }) => {
    const { tx, now } = context
    const sight = await sightOf(context)
    const { looks = new Map() } = sight
    const measured = looks.size > 0 ? await measures(tx, now) : undefined
    const clocks = measured && lookClocks(looks, measured)
    const wanted = queues(context, clocks)[input.queue]
    const waiting = input.queue === 'mine' || input.queue === 'late'
    const found = await page(tx, now, sight, { ...input, wanted, waiting, dues: clocks && duesOf(clocks) })
    if (!measured) return found
    const cases = found.cases.map(row => blinded(row, looks.get(row.id), measured, now))
    return { ...found, cases }
  }),

  times: on.times.handler(({ context, input }) => times(context.tx, context.actor?.reach ?? '', input)),

  ofPart: on.ofPart.handler(({ context, input }) => casesOfPart(context, input.code)),

  show: on.show.handler(async ({ context, input }) => whole(context, input.id)),

  picture: open.picture.handler(async ({ context, input }) => {
    const { now, district } = context
    const hash = await context.begin(async tx => {
      const file = await visiblePicture({ ...context, tx, now, district }, input)
      return file && hashOf(tx, file)
    })
    return shownPicture(context, input, hash)
  }),

  note: on.note.handler(async ({ context, input: { id, note, pictures } }) => {
    if (note === '' && pictures.length === 0) {
      throw refusal('base.bad_input', { fields: [{ field: 'note', wrong: 'empty' }] })
    }
    const moved = await take(context, 'note', {
      id,
      ...(note !== '' && { note }),
      pictures: [{ uploads: pictures, shows: 'note' }],
    })
    return { id, step: moved.step }
  }),

  follow: on.follow.handler(({ context, input }) => follow(context, input)),
  followPicture: open.followPicture.handler(({ context, input }) => followedPicture(context, input)),
  addToReport: on.addToReport.handler(({ context, input }) => addToReport(context, input)),
  judge: on.judge.handler(({ context, input }) => judge(context, input)),
})

/** Staff whose post takes reports report as that post; anyone else is a resident, whoever he is besides. */
function sourceOf({ actor }: Ctx): NewCase['source'] {
  if (!actor?.permissions.has('cases.report')) return 'portal'
  return actor.permissions.has('supervision.accept') ? 'hotline' : 'inspector'
}
