// Following a report: by its number everyone sees how far it is; with the key of his link the reporter also
// sees what he wrote and sent. Staff terms stay inside; residents read who has it and whether it is mended.
import { call } from '@orpc/server'
import type { Context } from 'hono'
import { html } from 'hono/html'
import type { PageEnv, Pages } from '../../../base/pages.ts'
import { frame, type Html, nothing, shown } from '../../../faces/portal/frame.ts'
import { type Reader, readerOf, when } from '../../../faces/portal/reader.ts'
import { attempt, sentence, statusOf } from '../../../faces/portal/refused.ts'
import { isWord, named } from '../../../ui/words/words.ts'
import { regionRouter } from '../../regions/server.ts'
import { caseNumber, type FollowedCase } from '../contract.ts'
import { caseRouter } from '../server.ts'
import { resident } from './desk.ts'
import { everyday } from './what.ts'

export function followingPages(pages: Pages): void {
  pages.get('/follow', async c => {
    const asked = c.req.query('number')
    const number = caseNumber.safeParse(asked)
    if (number.success) return c.redirect(`${readerOf(c).base}/follow/${number.data}`, 303)
    return asking(c, asked ?? '', asked === undefined ? undefined : 'portal.number_odd')
  })
  pages.get('/follow/:number', async c => {
    const context = resident(c)
    const reader = readerOf(c)
    const number = c.req.param('number')
    if (!caseNumber.safeParse(number).success) return asking(c, number, 'portal.number_odd')
    const key = keyIn(c)
    const { answer, refused } = await attempt(
      call(caseRouter.follow, { number, ...(key && { key }) }, { context }),
    )
    if (refused?.status === 404) return asking(c, number, 'portal.number_unknown')
    const district = await call(regionRouter.district, undefined, { context })
    const place = named(district.name, reader.language)
    const around = { place, home: `${reader.base}/`, foot: reader.say('portal.foot') }
    if (refused) {
      const body = html`<h1>${reader.say('portal.sorry')}</h1><p>${sentence(reader, refused)}</p>`
      return shown(
        c,
        frame(reader, { ...around, title: reader.say('portal.sorry'), body }),
        statusOf(refused),
      )
    }
    const told = {
      followed: answer,
      timeZone: district.timeZone,
      key,
      hadKey: c.req.query('key') !== undefined,
    }
    return shown(
      c,
      frame(reader, { ...around, title: everyday(reader, answer.kind), body: story(reader, told) }),
    )
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

interface Told {
  followed: FollowedCase
  timeZone: string
  key: string | undefined
  hadKey: boolean
}

function story(reader: Reader, { followed, timeZone, key, hadKey }: Told): Html {
  const { say, language } = reader
  const { number, state, own, timeline, kind, region } = followed
  const department = timeline.findLast(entry => entry.department)?.department
  const last = timeline.at(-1)
  const isOver = state === 'closed' || state === 'void'
  const why = isOver ? reasonOf(reader, last?.reason ?? null) : ''
  return html`<div${own ? html` data-sent` : nothing}>
<h1>${everyday(reader, kind)}</h1>
<p class="help">${[own?.address, named(region, language)].filter(Boolean).join(' · ')}<br>${say('portal.number')} <b class="number">${number}</b></p>
<p class="now" role="status"><b>${say(`portal.state.${state}`, { department: department ? named(department, language) : say('portal.the_department') })}</b>${why ? html`<span>${why}</span>` : nothing}</p>
${own && key ? kept(reader, number, key) : nothing}
${hadKey && !own ? html`<p class="note">${say('portal.key_wrong')}</p>` : nothing}
${own && key ? mine(reader, followed, key) : nothing}
<h2>${say('portal.story')}</h2>
<ol class="story">
${timeline.toReversed().map(entry => html`<li><time datetime="${entry.at}">${when(reader, entry.at, timeZone)}</time><div><b>${happened(reader, entry)}</b>${roleOf(reader, entry.role)}</div></li>`)}
</ol>
${own ? nothing : html`<p class="help">${say('portal.public')}</p>`}
</div>`
}

/** The secret link, to be kept: whoever has it sees what the reporter wrote. */
function kept({ say, base }: Reader, number: string, key: string): Html {
  const link = `${base}/follow/${number}?key=${key}`
  return html`<section class="keep"><h2>${say('portal.keep_title')}</h2><p>${say('portal.keep_help')}</p>
<p><a href="${link}" data-own-link>${link}</a></p>
<button type="button" class="button" data-copy="${link}" data-word-copied="${say('portal.copied')}" hidden>${say('portal.copy')}</button></section>`
}

function mine({ say, base }: Reader, { number, own }: FollowedCase, key: string): Html {
  if (!own) return nothing
  const at = (file: string, size: string): string =>
    `${base}/follow/${number}/pictures/${file}?key=${key}&size=${size}`
  return html`<h2>${say('portal.mine')}</h2>
${own.description ? html`<p class="words">${own.description}</p>` : nothing}
${own.pictures.length > 0 ? html`<ul class="thumbs middle">${own.pictures.map(({ file, shows }) => html`<li><a href="${at(file, 'large')}"><img src="${at(file, 'small')}" alt="" loading="lazy"><span>${say(`portal.shows.${shows}`)}</span></a></li>`)}</ul>` : nothing}
${own.description || own.pictures.length > 0 ? nothing : html`<p class="help">${say('portal.mine_none')}</p>`}`
}

type Entry = FollowedCase['timeline'][number]

function happened(reader: Reader, { happened, department, reason }: Entry): Html {
  const key = `portal.${happened}`
  const name = department ? named(department, reader.language) : reader.say('portal.the_department')
  const said = isWord(key)
    ? reader.say(key, { department: name })
    : isWord(happened)
      ? reader.say(happened)
      : happened
  const why = reasonOf(reader, reason)
  return html`${said}${why ? html`<small>${why}</small>` : nothing}`
}

function roleOf({ say }: Reader, role: string | null): Html {
  const key = `portal.role.${role ?? 'resident'}`
  return isWord(key) ? html`<small>${say(key)}</small>` : nothing
}

/** Why it was not taken up, or how it ended: both are codes with a sentence. */
function reasonOf({ say }: Reader, reason: string | null): string {
  for (const key of [`portal.reason.${reason}`, `portal.outcome.${reason}`]) if (isWord(key)) return say(key)
  return ''
}

function keyIn(c: Context<PageEnv>): string | undefined {
  const key = c.req.query('key')
  return key !== undefined && /^[A-Za-z0-9_-]{22}$/.test(key) ? key : undefined
}

function size(c: Context<PageEnv>): 'small' | 'large' {
  return c.req.query('size') === 'large' ? 'large' : 'small'
}
