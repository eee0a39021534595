// Reporting without an account: where, then what. Every step is a plain submit of one form that carries all
// that was typed; nothing is written before the last, which is the same call as the API's.
import { call } from '@orpc/server'
import type { Pages } from '../../../base/pages.ts'
import { admit, preview } from '../../../faces/portal/pictures.ts'
import { type Problem, statusFor } from '../../../faces/portal/pieces.ts'
import { readerOf } from '../../../faces/portal/reader.ts'
import { attempt, type Refused, sentence, wrongFields } from '../../../faces/portal/refused.ts'
import { type Typed, typedIn } from '../../../faces/portal/typed.ts'
import { named } from '../../../ui/words/words.ts'
import { regionRouter } from '../../regions/server.ts'
import { caseRouter } from '../server.ts'
import { areasOf, type Desk, desk, located, mapPage, resident, whatPage, wherePage } from './desk.ts'
import { type Draft, draftOf, emptyDraft, kindIn } from './draft.ts'
import { around, boxIn, drawing, metresAcross, pointAt, pointIn, whole, widths } from './map.ts'
import { partPage, reportOf } from './part.ts'

export function reportingPages(pages: Pages): void {
  pages.get('/report', c => {
    const code = c.req.query('part')
    return code === undefined ? wherePage(desk(c), emptyDraft()) : reportOf(desk(c), code)
  })
  // Under a district's own address `code` is the district.
  pages.get('/parts/:part', c => partPage(desk(c), c.req.param('part')))
  pages.post('/report', async c => {
    const typed = await typedIn(c)
    return next(desk(c, typed.text('set')), typed)
  })
  pages.get('/report/pictures/:upload', async c => {
    const copy = await preview(resident(c), c.req.param('upload'))
    return copy
      ? c.body(copy, 200, { 'Content-Type': 'image/webp', 'Cache-Control': 'private, max-age=3600' })
      : c.notFound()
  })
  pages.get('/map.svg', async c => {
    const reader = readerOf(c)
    const areas = await areasOf(resident(c))
    const regions = await call(regionRouter.list, undefined, { context: resident(c) })
    const svg = drawing({
      areas,
      box: boxIn(c.req.query('view')) ?? whole(areas),
      pin: c.req.query('pin') === undefined ? undefined : pointIn(c.req.query('pin')),
      names: new Map(regions.map(({ code, name }) => [code, named(name, reader.language)])),
      scale: metres => (metres >= 1000 ? `${metres / 1000} km` : `${metres} m`),
    })
    return c.body(svg, 200, { 'Content-Type': 'image/svg+xml', 'Cache-Control': 'private, max-age=600' })
  })
}

async function next(desk: Desk, typed: Typed): Promise<Response> {
  const draft = draftOf(typed)
  const clicked = click(typed)
  if (clicked) return clickedOn(desk, draft, typed, clicked)
  // A toggle of language or letter size shows the same step again.
  const way = typed.text('set') === '' ? typed.text('way') : typed.text('step')
  if (way === 'map' && typed.text('set') !== '')
    return mapPage(desk, draft, { box: boxIn(typed.text('view')), near: typed.text('near') === 'on' })
  if (way === 'map') return mapPage(desk, { ...draft, place: undefined }, {})
  // Whoever says another place means no longer the part that stands here.
  if (way === 'where')
    return wherePage(desk, {
      ...(await withPictures(desk, draft, typed, [])),
      ...(typed.text('set') === '' && { part: '' }),
    })
  if (way === 'next' || way === 'pin') return placeGiven(desk, draft)
  if (way === 'what') {
    const problems: Problem[] = []
    return whatPage(desk, await withPictures(desk, draft, typed, problems), problems)
  }
  return way === 'send' ? send(desk, draft, typed) : wherePage(desk, draft)
}

/** Step one is done when the place is one the district knows; the words of the address alone do not place it. */
async function placeGiven(desk: Desk, draft: Draft): Promise<Response> {
  const { reader } = desk
  if (draft.place) {
    const { refused } = await located(desk, draft.place)
    if (refused)
      return wherePage(
        desk,
        { ...draft, place: undefined },
        [{ field: 'where', sentence: sentence(reader, refused) }],
        refused,
      )
  } else if (draft.region === '') {
    const field = draft.address === '' ? 'address' : 'where'
    return wherePage(desk, draft, [{ field, sentence: reader.say('portal.where_missing') }], { status: 422 })
  }
  return whatPage(desk, draft)
}

async function clickedOn(desk: Desk, draft: Draft, typed: Typed, { x, y, width }: Click): Promise<Response> {
  const { say } = desk.reader
  const box = boxIn(typed.text('view')) ?? whole(await areasOf(desk.context))
  const near = typed.text('near') === 'on'
  // The keyboard presses a map in its corner: it means no place.
  if (x === 0 && y === 0)
    return mapPage(desk, draft, { box, near, problems: [{ sentence: say('portal.map_keyboard') }] })
  const point = pointAt(box, x, y, width)
  const { refused } = await located(desk, point)
  if (refused) {
    const problems = [{ sentence: sentence(desk.reader, refused) }]
    return mapPage(desk, { ...draft, place: undefined }, { box, near, problems, refused })
  }
  const place = { ...point, precision: 'map' as const, accuracy: '' }
  // The first click only brings the surroundings closer; a finger is wide. Later ones move the pin.
  const closer = near ? 1 : Math.max(1, Math.min(5, metresAcross(box) / 600))
  return mapPage(desk, { ...draft, place }, { box: around(box, point, closer), near: true })
}

async function send(desk: Desk, draft: Draft, typed: Typed): Promise<Response> {
  const { context, reader, c } = desk
  const problems: Problem[] = []
  const full = await withPictures(desk, draft, typed, problems)
  const kind = kindIn(full)
  if (!kind) problems.unshift({ field: 'kind-first', sentence: reader.say('portal.kind_missing') })
  if (!kind || problems.length > 0) return whatPage(desk, full, problems, { status: statusFor(problems) })
  const { place, region, part, key, address, description, pictures, name, reach } = full
  const { answer, refused } = await attempt(
    call(
      caseRouter.report,
      {
        kind,
        where: place
          ? { longitude: place.longitude, latitude: place.latitude, precision: place.precision }
          : { region },
        ...(part !== '' && { part }),
        address,
        description,
        pictures,
        ...((name.trim() !== '' || reach.trim() !== '') && { contact: { name, reach } }),
        language: reader.language,
      },
      { context: { ...context, key } },
    ),
  )
  if (answer) return c.redirect(`${reader.base}/follow/${answer.number}?key=${answer.followKey}`, 303)
  return sentBack(desk, full, refused)
}

/** The form again, with everything in it and the refusal where it can be mended. */
async function sentBack(desk: Desk, draft: Draft, refused: Refused): Promise<Response> {
  const { reader } = desk
  const said = sentence(reader, refused)
  const { code } = refused
  const [wrong] = wrongFields(refused)
  if (code === 'grids.outside' || code === 'cases.no_region' || wrong?.startsWith('where')) {
    const field = code === 'cases.no_region' ? 'region' : 'where'
    return wherePage(desk, { ...draft, place: undefined }, [{ field, sentence: said }], refused)
  }
  if (wrong === 'address') return wherePage(desk, draft, [{ field: 'address', sentence: said }], refused)
  if (code === 'base.key_reused') {
    // He came back to a form that was sent and changed it: that is a second report, if he says so.
    const again = { ...draft, key: emptyDraft().key, pictures: [] }
    return whatPage(desk, again, [{ sentence: reader.say('portal.sent_before') }], refused)
  }
  if (code === 'files.not_yours')
    return whatPage(desk, { ...draft, pictures: [] }, [{ field: 'pictures', sentence: said }], refused)
  const field =
    code === 'cases.no_kind'
      ? 'kind-first'
      : wrong?.replace(/^contact\./, '').replace(/^kind.*/, 'kind-first')
  return whatPage(desk, draft, [{ field, sentence: said }], refused)
}

/** Admits what was chosen and adds it to what was admitted before; problems are added to the list given. */
async function withPictures(
  { context, reader }: Desk,
  draft: Draft,
  typed: Typed,
  problems: Problem[],
): Promise<Draft> {
  const given = { key: draft.key, files: typed.files('pictures'), room: 6 - draft.pictures.length }
  const admitted = await admit(context, reader, given)
  problems.push(...admitted.problems)
  return { ...draft, pictures: [...new Set([...draft.pictures, ...admitted.uploads])] }
}

interface Click {
  x: number
  y: number
  width: number
}

/** Where on which of the maps somebody clicked: browsers post `map358.x` and `map358.y`. */
function click(typed: Typed): Click | undefined {
  const width = widths.find(width => typed.names.includes(`map${width}.x`))
  if (width === undefined) return undefined
  const [x, y] = [Number(typed.text(`map${width}.x`)), Number(typed.text(`map${width}.y`))]
  return Number.isFinite(x) && Number.isFinite(y) ? { x, y, width } : undefined
}
