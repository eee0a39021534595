// The plain page for inspectors: what one was drawn to verify or to check, one case, and the two answers of equal
// weight. Works without script; the script adds position and previews.
import { call } from '@orpc/server'
import { type Context, Hono } from 'hono'
import { html } from 'hono/html'
import type { PageEnv, Pages } from '../../base/pages.ts'
import { frame, type Html, shown } from '../../faces/portal/frame.ts'
import { admit, preview } from '../../faces/portal/pictures.ts'
import { type Problem, statusFor, summary } from '../../faces/portal/pieces.ts'
import { type Reader, readerOf, when } from '../../faces/portal/reader.ts'
import {
  answerRefused,
  attempt,
  type Refused,
  sentence,
  statusOf,
  wrongFields,
} from '../../faces/portal/refused.ts'
import { type Typed, typedIn } from '../../faces/portal/typed.ts'
import { isWord, named } from '../../ui/words/words.ts'
import { caseNumber, type WholeCase } from '../cases/contract.ts'
import { caseRouter } from '../cases/server.ts'
import { catalogueRouter } from '../catalogue/server.ts'
import { regionRouter } from '../regions/server.ts'
import { type Answer, answerIn, answers, blank, type Given, givenIn, positionIn } from './pages/answer.ts'
import { type Asked, form, list, report } from './pages/check.ts'
import { supervisionRouter } from './server.ts'

export function checkPages(): Pages {
  const pages: Pages = new Hono()
  pages.get('/', async c => {
    const reader = readerOf(c)
    if (!c.var.asked.actor) return outside(c, reader, 'field.sign_in_first')
    if (!mayCheck(c)) return outside(c, reader, 'field.not_inspector')
    const context = { ...c.var.asked, key: undefined }
    const { cases } = await call(caseRouter.list, { queue: 'mine', limit: 200 }, { context })
    const { timeZone } = await call(regionRouter.district, undefined, { context })
    return page(c, reader, reader.say('field.title'), list(reader, cases, timeZone, told(c, reader)))
  })
  pages.get('/cases/:id', c => casePage(c, readerOf(c), blank(), []))
  pages.post('/cases/:id', async c => {
    const typed = await typedIn(c)
    const reader = readerOf(c, typed.text('set'))
    return answer(c, reader, typed)
  })
  pages.get('/cases/:id/pictures/:file', async c => {
    const input = {
      id: c.req.param('id'),
      file: c.req.param('file'),
      size: c.req.query('size') === 'large' ? ('large' as const) : ('small' as const),
    }
    const copy = await call(caseRouter.picture, input, { context: { ...c.var.asked, key: undefined } })
    return c.body(await copy.arrayBuffer(), 200, {
      'Content-Type': copy.type,
      'Cache-Control': 'private, max-age=3600',
    })
  })
  pages.get('/pictures/:upload', async c => {
    const copy = await preview(c.var.asked, c.req.param('upload'))
    return copy
      ? c.body(copy, 200, { 'Content-Type': 'image/webp', 'Cache-Control': 'private, max-age=3600' })
      : c.notFound()
  })
  pages.onError((error, c) => answerRefused(error, c, 'field'))
  return pages
}

async function answer(c: Context<PageEnv>, reader: Reader, typed: Typed): Promise<Response> {
  const { say } = reader
  const { asked } = c.var
  if (!asked.actor) return outside(c, reader, 'field.sign_in_first')
  if (!mayCheck(c)) return outside(c, reader, 'field.not_inspector')
  const given = answerIn(typed)
  const chosen = { key: given.key, files: typed.files('pictures'), room: 6 - given.pictures.length }
  const { uploads, problems } = await admit(asked, reader, chosen)
  const full = { ...given, pictures: [...new Set([...given.pictures, ...uploads])] }
  const said = givenIn(typed)
  // A toggle of language or letter size only shows the page again.
  if (!said) return casePage(c, reader, full, problems)
  if (full.pictures.length === 0 && problems.length === 0) {
    problems.push({ field: 'pictures', sentence: say('field.pictures_missing') })
  }
  if (problems.length > 0) return casePage(c, reader, full, problems, { status: statusFor(problems) })
  const { answer, refused } = await attempt(send(c, full, said))
  if (answer) return c.redirect(`/field?${said.said}=${answer.number}`, 303)
  return sentBack(c, reader, full, refused)
}

function send(c: Context<PageEnv>, full: Answer, { asked, yes }: Given) {
  const position = positionIn(full)
  const answer = {
    id: c.req.param('id') ?? '',
    pictures: full.pictures,
    ...(full.note.trim() !== '' && { note: full.note }),
    ...(full.seen !== undefined && { seen: full.seen }),
    ...(position && { position }),
    ...(full.away !== '' && { away: full.away }),
  }
  const context = { ...c.var.asked, key: full.key }
  return asked === 'check'
    ? call(supervisionRouter.check, { ...answer, fixed: yes }, { context })
    : call(supervisionRouter.verify, { ...answer, isTrue: yes }, { context })
}

async function sentBack(
  c: Context<PageEnv>,
  reader: Reader,
  full: Answer,
  refused: Refused,
): Promise<Response> {
  if (refused.code === 'base.not_found') throw refused
  if (refused.code === 'cases.moved_on') {
    const { timeZone } = await call(regionRouter.district, undefined, {
      context: { ...c.var.asked, key: undefined },
    })
    return casePage(c, reader, full, [{ sentence: whoWasFirst(reader, refused, timeZone) }], refused)
  }
  const isAboutPictures = refused.code === 'files.not_yours'
  const field = isAboutPictures
    ? 'pictures'
    : refused.code === 'supervision.too_far'
      ? 'away'
      : wrongFields(refused)[0]?.split('.')[0]
  const again = isAboutPictures ? { ...full, pictures: [] } : full
  return casePage(c, reader, again, [{ field, sentence: sentence(reader, refused) }], refused)
}

async function casePage(
  c: Context<PageEnv>,
  reader: Reader,
  given: Answer,
  problems: readonly Problem[],
  { status }: Pick<Refused, 'status'> = { status: 200 },
): Promise<Response> {
  if (!c.var.asked.actor) return outside(c, reader, 'field.sign_in_first')
  if (!mayCheck(c)) return outside(c, reader, 'field.not_inspector')
  const context = { ...c.var.asked, key: undefined }
  const whole = await call(caseRouter.show, { id: c.req.param('id') ?? '' }, { context })
  const { timeZone } = await call(regionRouter.district, undefined, { context })
  const asked: Asked | undefined = whole.nextSteps.includes('confirm')
    ? 'check'
    : whole.nextSteps.includes('verify')
      ? 'verify'
      : undefined
  const far = await metresAllowed(c, whole)
  const body = html`<p><a class="back" href="/field">${reader.say('field.to_list')}</a></p>
${report(reader, whole, { timeZone, asked })}
${summary(reader, problems)}
${asked ? form(reader, { whole, asked, given, problems, far }) : html`<p class="note" role="status">${reader.say('field.not_checking', { state: reader.say(`state.${whole.state}`) })}</p>`}`
  return page(c, reader, named(whole.kind.name, reader.language), body, asked ? 'report' : undefined, status)
}

function page(
  c: Context<PageEnv>,
  reader: Reader,
  title: string,
  body: Html,
  form?: string,
  status = 200,
): Promise<Response> {
  const framed = {
    title,
    place: reader.say('field.name'),
    home: '/field',
    foot: reader.say('field.foot'),
    face: 'field' as const,
    body,
  }
  // Enter must not answer for the inspector: it only shows the page again.
  const entered = form ? { form: { id: form, enter: 'again' }, posted: c.req.method === 'POST' } : {}
  return shown(c, frame(reader, { ...framed, ...entered }), status === 200 ? 200 : statusOf({ status }))
}

/** For whoever is not signed in, or signed in with a post that checks nothing. */
function outside(
  c: Context<PageEnv>,
  reader: Reader,
  why: 'field.sign_in_first' | 'field.not_inspector',
): Promise<Response> {
  const { say } = reader
  const body = html`<h1>${say('field.title')}</h1><p>${say(why)}</p>
<p><a class="button main" href="/console/sign-in?then=/field">${say('field.sign_in')}</a></p>`
  const framed = {
    title: say('field.title'),
    place: say('field.name'),
    home: '/field',
    foot: say('field.foot'),
    face: 'field' as const,
    body,
  }
  return shown(c, frame(reader, framed), why === 'field.sign_in_first' ? 401 : 403)
}

function mayCheck(c: Context<PageEnv>): boolean {
  return c.var.asked.actor?.permissions.has('supervision.check') ?? false
}

/** How near one has to stand to cases of this kind. */
async function metresAllowed(c: Context<PageEnv>, { kind }: Pick<WholeCase, 'kind'>): Promise<number> {
  const kinds = await call(catalogueRouter.kinds, undefined, { context: { ...c.var.asked, key: undefined } })
  const found = kinds.find(
    ({ edition, type, code }) => edition === kind.edition && type === kind.type && code === kind.code,
  )
  return found?.checkMetres ?? 100
}

/** What was recorded a moment ago: the redirect says which case. */
function told(c: Context<PageEnv>, { say }: Reader): string | undefined {
  for (const { said } of answers) {
    const number = caseNumber.safeParse(c.req.query(said))
    if (number.success) return say(`field.sent_${said}`, { number: number.data })
  }
  return undefined
}

function whoWasFirst(reader: Reader, { data }: Refused, timeZone: string): string {
  const { say } = reader
  const text = (field: string): string => {
    const value: unknown = typeof data === 'object' && data !== null ? Reflect.get(data, field) : undefined
    return typeof value === 'string' ? value : ''
  }
  const word = (key: string): string => (isWord(key) ? say(key) : '')
  const who = [word(`role.${text('role')}`), text('name')].filter(Boolean).join(' ') || say('field.somebody')
  const at = text('at')
  return say('cases.moved_on', {
    who: reader.language === 'zh' ? `${who} ` : who,
    at: at ? when(reader, at, timeZone) : '',
    happened: word(text('happened')),
    state: word(`state.${text('state')}`),
  })
}
