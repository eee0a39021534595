// Following a report: by its number everyone sees how far it is; with the key of his link the reporter also
// sees what he wrote and sent. Staff terms stay inside; residents read who has it and whether it is mended.
import { call } from '@orpc/server'
import type { Context } from 'hono'
import { html } from 'hono/html'
import type { PageEnv, Pages } from '../../../base/pages.ts'
import { frame, type Html, nothing, shown } from '../../../faces/portal/frame.ts'
import { admit } from '../../../faces/portal/pictures.ts'
import { type Problem, statusFor } from '../../../faces/portal/pieces.ts'
import { type Reader, readerOf } from '../../../faces/portal/reader.ts'
import { attempt, type Refused, sentence, statusOf } from '../../../faces/portal/refused.ts'
import { typedIn } from '../../../faces/portal/typed.ts'
import { named } from '../../../ui/words/words.ts'
import { regionRouter } from '../../regions/server.ts'
import { caseNumber } from '../contract.ts'
import { caseRouter } from '../server.ts'
import { resident } from './desk.ts'
import { blankReply, linkKey, type Reply, replyIn } from './replying.ts'
import { type Done, dones, story } from './story.ts'
import { everyday } from './what.ts'

export function followingPages(pages: Pages): void {
  pages.get('/follow', async c => {
    const asked = c.req.query('number')
    const number = caseNumber.safeParse(asked)
    if (number.success) return c.redirect(`${readerOf(c).base}/follow/${number.data}`, 303)
    return asking(c, asked ?? '', asked === undefined ? undefined : 'portal.number_odd')
  })
  pages.get('/follow/:number', c => followPage(c, readerOf(c), { key: keyIn(c), reply: blankReply() }))
  pages.post('/follow/:number/additions', async c => {
    const typed = await typedIn(c)
    const [reader, context] = [readerOf(c, typed.text('set')), resident(c)]
    const given = replyIn(typed)
    const chosen = { key: given.key, files: typed.files('pictures'), room: 6 - given.pictures.length }
    const { uploads, problems } = await admit(context, reader, chosen)
    const reply = { ...given, pictures: [...new Set([...given.pictures, ...uploads])] }
    const key = linkKey(typed.text('link'))
    // A toggle of language or letter size only shows the page again.
    if (typed.text('way') !== 'add' || key === undefined)
      return followPage(c, reader, { key, reply, problems })
    if (reply.text.trim() === '' && reply.pictures.length === 0 && problems.length === 0)
      problems.push({ field: 'text', sentence: reader.say('portal.add_missing') })
    if (problems.length > 0)
      return followPage(c, reader, { key, reply, problems, status: statusFor(problems) })
    const input = { number: c.req.param('number'), key, text: reply.text, pictures: reply.pictures }
    const { answer, refused } = await attempt(
      call(caseRouter.addToReport, input, { context: { ...context, key: reply.key } }),
    )
    if (answer) return back(c, reader, key, answer.answered ? 'answered' : 'added')
    return refusedReply(c, reader, { key, reply, refused })
  })
  pages.post('/follow/:number/judgement', async c => {
    const typed = await typedIn(c)
    const reader = readerOf(c, typed.text('set'))
    const reply = replyIn(typed)
    const { fixed, satisfied, reasons } = reply
    const key = linkKey(typed.text('link'))
    if (typed.text('way') !== 'judge' || key === undefined) return followPage(c, reader, { key, reply })
    if (fixed === undefined) {
      const problems = [{ field: 'fixed', sentence: reader.say('portal.judge_missing') }]
      return followPage(c, reader, { key, reply, problems, status: 422 })
    }
    const input = {
      number: c.req.param('number'),
      key,
      fixed,
      reasons,
      ...(satisfied !== undefined && { satisfied }),
    }
    const { answer, refused } = await attempt(
      call(caseRouter.judge, input, { context: { ...resident(c), key: reply.key } }),
    )
    if (answer) return back(c, reader, key, answer.reopenAsked ? 'reopen' : 'judged')
    return refusedReply(c, reader, { key, reply, refused })
  })
  pages.get('/follow/:number/pictures/:file', async c => {
    const input = {
      number: c.req.param('number'),
      file: c.req.param('file'),
      key: c.req.query('key') ?? '',
      size: size(c),
    }
    const { answer, refused } = await attempt(call(caseRouter.followPicture, input, { context: resident(c) }))
    if (refused) return c.body(null, statusOf(refused))
    return c.body(await answer.arrayBuffer(), 200, {
      'Content-Type': answer.type,
      'Cache-Control': 'private, max-age=3600',
    })
  })
}

/** The little form that asks for a number; on the first page too. */
export function numberForm({ say, base }: Reader, number = ''): Html {
  return html`<form class="ask" method="get" action="${base}/follow">
<label for="number">${say('portal.number')}</label>
<div class="row"><input id="number" name="number" value="${number}" placeholder="${say('portal.number_like')}" inputmode="text" autocomplete="off" maxlength="40"><button class="button">${say('portal.look')}</button></div>
</form>`
}

interface Shown {
  key: string | undefined
  reply: Reply
  problems?: readonly Problem[]
  status?: number
}

async function followPage(
  c: Context<PageEnv>,
  reader: Reader,
  { key, reply, problems = [], status = 200 }: Shown,
): Promise<Response> {
  const context = resident(c)
  const number = c.req.param('number') ?? ''
  if (!caseNumber.safeParse(number).success) return asking(c, number, 'portal.number_odd')
  const { answer, refused } = await attempt(
    call(caseRouter.follow, { number, ...(key && { key }) }, { context }),
  )
  if (refused?.status === 404) return asking(c, number, 'portal.number_unknown')
  const district = await call(regionRouter.district, undefined, { context })
  const place = named(district.name, reader.language)
  const around = { place, home: `${reader.base}/`, foot: reader.say('portal.foot') }
  if (refused) {
    const body = html`<h1>${reader.say('portal.sorry')}</h1><p>${sentence(reader, refused)}</p>`
    return shown(c, frame(reader, { ...around, title: reader.say('portal.sorry'), body }), statusOf(refused))
  }
  const body = story(reader, {
    followed: answer,
    timeZone: district.timeZone,
    key,
    hadKey: c.req.query('key') !== undefined,
    reply,
    problems,
    done: doneIn(c),
  })
  const title = everyday(reader, answer.kind)
  // Only a page that came by a POST has a form that the toggles could lose.
  const posted = c.req.method === 'POST' && { form: { id: 'report', enter: 'again' }, posted: true }
  return shown(
    c,
    frame(reader, { ...around, title, body, ...posted }),
    status === 200 ? 200 : statusOf({ status }),
  )
}

/** The page again, with all that was typed and the refusal where it belongs. */
function refusedReply(
  c: Context<PageEnv>,
  reader: Reader,
  { key, reply, refused }: { key: string; reply: Reply; refused: Refused },
): Promise<Response> {
  const isAboutPictures = refused.code === 'files.not_yours'
  const again = isAboutPictures ? { ...reply, pictures: [] } : reply
  const said = { field: isAboutPictures ? 'pictures' : undefined, sentence: sentence(reader, refused) }
  return followPage(c, reader, { key, reply: again, problems: [said], status: refused.status })
}

function back(c: Context<PageEnv>, { base }: Reader, key: string, done: Done): Response {
  return c.redirect(`${base}/follow/${c.req.param('number')}?key=${key}&done=${done}`, 303)
}

function doneIn(c: Context<PageEnv>): Done | undefined {
  return dones.find(done => done === c.req.query('done'))
}

async function asking(
  c: Context<PageEnv>,
  number: string,
  problem?: 'portal.number_odd' | 'portal.number_unknown',
): Promise<Response> {
  const reader = readerOf(c)
  const { say } = reader
  const district = await call(regionRouter.district, undefined, { context: resident(c) })
  const framed = {
    title: say('portal.follow_title'),
    place: named(district.name, reader.language),
    home: `${reader.base}/`,
    foot: say('portal.foot'),
    body: html`<h1>${say('portal.follow_title')}</h1>
${problem ? html`<div class="summary" role="alert"><p>${say(problem)}</p></div>` : nothing}
${numberForm(reader, number)}
<p><a class="button" href="${reader.base}/">${say('portal.report_new')}</a></p>`,
  }
  return shown(
    c,
    frame(reader, framed),
    problem === undefined ? 200 : problem === 'portal.number_odd' ? 400 : 404,
  )
}

function keyIn(c: Context<PageEnv>): string | undefined {
  return linkKey(c.req.query('key') ?? '')
}

function size(c: Context<PageEnv>): 'small' | 'large' {
  return c.req.query('size') === 'large' ? 'large' : 'small'
}
