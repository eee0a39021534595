// A report by an inspector: every way through the form ends in showing it again with all that was typed, or in the same
// call as the API's; then the number and what happens next.
import { call } from '@orpc/server'
import { html } from 'hono/html'
import { nothing } from '../../../faces/portal/frame.ts'
import { admit } from '../../../faces/portal/pictures.ts'
import { icon, type Problem, statusFor } from '../../../faces/portal/pieces.ts'
import { when } from '../../../faces/portal/reader.ts'
import { attempt, type Refused, sentence, wrongFields } from '../../../faces/portal/refused.ts'
import type { Typed } from '../../../faces/portal/typed.ts'
import { named } from '../../../ui/words/words.ts'
import { caseRouter } from '../../cases/server.ts'
import { catalogueRouter } from '../../catalogue/server.ts'
import type { Part } from '../../parts/contract.ts'
import { partRouter } from '../../parts/server.ts'
import { blankReport, type Draft, draftOf, keyOfKind, kindOfKey, measuredAt, mostPictures } from './draft.ts'
import { gridsByCommunity, middleOf } from './grids.ts'
import { recentKinds, rememberKind } from './kinds.ts'
import { reportForm } from './report.ts'
import { page, type Refusing, type Room } from './room.ts'

/** `?part=` is what the plate of a part may lead to. */
export function freshReport(room: Room): Promise<Response> {
  return formPage(room, blankReport((room.c.req.query('part') ?? '').replaceAll(/\s/g, '')))
}

export async function takeReport(room: Room, typed: Typed): Promise<Response> {
  const { draft, problems } = await withPictures(room, draftOf(typed), typed)
  // A toggle of language or letter size only shows the page again, and so does Enter.
  const way = typed.text('set') === '' ? typed.text('way') : ''
  if (way === 'send') return send(room, draft, problems)
  const status = { status: problems.length > 0 ? statusFor(problems) : 200 }
  if (way === 'drop') return formPage(room, { ...draft, part: '' }, problems, status)
  if (way === 'grid') return formPage(room, { ...draft, byGrid: true }, problems, status)
  return formPage(room, draft, problems, status)
}

async function send(room: Room, draft: Draft, problems: Problem[]): Promise<Response> {
  const { c, reader, context } = room
  const { say, language } = reader
  const { part, problem } = await partOf(room, draft)
  if (problem) problems.push(problem)
  const kind = kindOfKey(draft.kind) ?? (part && partKind(part))
  if (!kind) problems.push({ field: 'kind', sentence: say('field.kind_missing') })
  const placed = part ? {} : await placeOf(room, draft)
  problems.push(...(placed.problems ?? []))
  if (draft.handled && draft.pictures.length === 0)
    problems.push({ field: 'pictures', sentence: say('field.before_missing') })
  if (draft.handled && draft.afters.length === 0)
    problems.push({ field: 'afters', sentence: say('field.after_missing') })
  if (!kind || problems.length > 0) {
    const byGrid = draft.byGrid || placed.problems !== undefined
    return formPage(room, { ...draft, byGrid }, problems, { status: statusFor(problems) })
  }
  const report = {
    kind,
    ...(placed.where && { where: placed.where }),
    ...(part && { part: part.code }),
    address: draft.address,
    description: [placed.remark, draft.note.trim()].filter(Boolean).join('\n'),
    pictures: draft.pictures,
    ...(draft.handled && { putRight: draft.afters }),
    language,
  }
  const keyed = { context: { ...context, key: draft.key } }
  const { answer, refused } = await attempt(call(caseRouter.report, report, keyed))
  if (!answer) return sentBack(room, draft, refused)
  rememberKind(c, keyOfKind(kind))
  return c.redirect(`/field/reported/${answer.number}${draft.handled ? '?handled=on' : ''}`, 303)
}

interface Placed {
  where?: { longitude: number; latitude: number; precision: 'device' | 'map' }
  /** What the case says of a place that nobody measured. */
  remark?: string
  problems?: Problem[]
}

/** The grid that he names, with the reason why it was not measured: he may have left the spot. Else what the phone measured. */
async function placeOf(room: Room, draft: Draft): Promise<Placed> {
  const { say } = room.reader
  if (!draft.byGrid || (draft.grid === '' && draft.why === '')) {
    const measured = measuredAt(draft)
    if (typeof measured === 'object') return { where: { ...measured, precision: 'device' } }
    const { accuracy } = draft
    const told =
      measured === 'rough' ? say('field.position_rough', { accuracy }) : say('field.position_missing')
    return { problems: [{ field: 'position', sentence: told }] }
  }
  const grid = await middleOf(room, draft.grid)
  const problems: Problem[] = []
  if (!grid) problems.push({ field: 'grid', sentence: say('field.grid_missing') })
  if (draft.why === '') problems.push({ field: 'why', sentence: say('field.why_missing') })
  if (!grid || draft.why === '') return { problems }
  const remark = say('field.unmeasured', { grid: grid.name, why: say(`field.why.${draft.why}`) })
  return { where: { ...grid.at, precision: 'map' }, remark }
}

/** The form again, with everything in it and the refusal where it can be mended. */
function sentBack(room: Room, draft: Draft, refused: Refused): Promise<Response> {
  const { reader } = room
  const { code } = refused
  const again = (changes: Partial<Draft>, field?: string, said = sentence(reader, refused)) =>
    formPage(room, { ...draft, ...changes }, [{ field, sentence: said }], refused)
  if (code === 'grids.outside') return again({ byGrid: true }, 'position', reader.say('field.outside'))
  if (code === 'cases.no_part') return again({}, 'part')
  if (code === 'cases.no_kind') return again({ kind: '' }, 'kind')
  if (code === 'cases.needs_before') return again({}, 'pictures')
  if (code === 'files.not_yours') return again({ pictures: [], afters: [] }, 'pictures')
  if (code === 'base.key_reused') {
    // He came back to a form that was sent and changed it: that is a second report, if he says so.
    const fresh = { key: blankReport().key, pictures: [], afters: [] }
    return again(fresh, undefined, reader.say('field.sent_before'))
  }
  const [wrong = ''] = wrongFields(refused)
  return again({}, fieldsOfCall[wrong.split('.')[0] ?? ''])
}

/** Where on the form stands what the call names otherwise. */
const fieldsOfCall: Readonly<Record<string, string>> = {
  kind: 'kind',
  part: 'part',
  where: 'position',
  address: 'address',
  description: 'note',
  pictures: 'pictures',
  putRight: 'afters',
}

async function formPage(
  room: Room,
  given: Draft,
  said: readonly Problem[] = [],
  { status }: Refusing = { status: 200 },
): Promise<Response> {
  const { c, reader, context } = room
  const { part, problem } = await partOf(room, given)
  const problems = problem && !said.some(({ field }) => field === 'part') ? [...said, problem] : said
  const draft = part && given.kind === '' ? { ...given, kind: keyOfKind(partKind(part)) } : given
  const kinds = await call(catalogueRouter.kinds, undefined, { context })
  const grids = draft.byGrid && !part ? await gridsByCommunity(room) : undefined
  return page(room, {
    title: reader.say('field.report_title'),
    body: reportForm(reader, { draft, kinds, recent: recentKinds(c), part, grids, problems }),
    tab: 'report',
    form: 'report',
    status,
  })
}

/** The part whose code was given, or what is wrong with the code. */
async function partOf(
  { context, reader }: Room,
  { part: code }: Pick<Draft, 'part'>,
): Promise<{ part?: Part; problem?: Problem }> {
  if (code === '') return {}
  const { answer, refused } = await attempt(call(partRouter.byCode, { code }, { context }))
  const wrong = (said: string) => ({ problem: { field: 'part', sentence: said } })
  if (answer) return answer.retiredAt === null ? { part: answer } : wrong(reader.say('field.part_retired'))
  return wrong(
    refused.code === 'base.not_found' ? reader.say('field.part_missing') : sentence(reader, refused),
  )
}

function partKind({ kind }: Part) {
  return { edition: kind.edition, type: 'part' as const, code: kind.code }
}

/** Admits what was taken and adds it to what was admitted before. */
async function withPictures(
  { context, reader }: Room,
  draft: Draft,
  typed: Typed,
): Promise<{ draft: Draft; problems: Problem[] }> {
  const taken = (name: string, kept: readonly string[]) =>
    admit(context, reader, { key: draft.key, files: typed.files(name), room: mostPictures - kept.length })
  const before = await taken('pictures', draft.pictures)
  const after = draft.handled ? await taken('afters', draft.afters) : { uploads: [], problems: [] }
  return {
    draft: {
      ...draft,
      pictures: [...new Set([...draft.pictures, ...before.uploads])],
      afters: [...new Set([...draft.afters, ...after.uploads])],
    },
    problems: [
      ...before.problems,
      ...after.problems.map(({ sentence, status }) => ({
        field: 'afters',
        sentence,
        ...(status !== undefined && { status }),
      })),
    ],
  }
}

export async function reportedPage(room: Room): Promise<Response> {
  const { c, reader, context, timeZone } = room
  const { say, language } = reader
  const asked = { number: c.req.param('number') ?? '' }
  const { number, kind, region, dueAt } = await call(caseRouter.follow, asked, { context })
  const isHandled = c.req.query('handled') === 'on'
  const body = html`<h1>${say('field.reported')}</h1>
<div class="now" role="status" data-sent><b class="number">${number}</b>
<span>${named(kind.name, language)} · ${named(region, language)}</span></div>
<p>${say(isHandled ? 'field.reported_handled' : 'field.reported_next')}${dueAt === null ? nothing : html` ${say('field.reported_due', { at: when(reader, dueAt, timeZone) })}`}</p>
<p><a class="button main" href="/field/report">${icon('camera')}${say('field.report_another')}</a></p>
<p><a class="button wide" href="/field">${say('field.to_tasks')}</a></p>`
  return page(room, { title: say('field.reported'), body, tab: 'report' })
}
