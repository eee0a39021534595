// The third tab: who one is, on shift and off, language and letter size, and leaving.
import { call } from '@orpc/server'
import { html } from 'hono/html'
import { nothing } from '../../../faces/portal/frame.ts'
import { hidden } from '../../../faces/portal/pieces.ts'
import { when } from '../../../faces/portal/reader.ts'
import type { Typed } from '../../../faces/portal/typed.ts'
import { isWord } from '../../../ui/words/open.ts'
import { named } from '../../../ui/words/words.ts'
import { identityRouter } from '../../identity/server.ts'
import { supervisionRouter } from '../server.ts'
import { page, type Room } from './room.ts'

export async function mePage(room: Room): Promise<Response> {
  const { reader, context, timeZone } = room
  const { say, language, big } = reader
  const { name, post } = await call(identityRouter.me, undefined, { context })
  const { since, until } = await call(supervisionRouter.myDuty, undefined, { context })
  const role = `role.${post.role}`
  const at = (instant: string): string => when(reader, instant, timeZone)
  const body = html`<h1 class="unseen">${say('field.tab_me')}</h1>
<div class="me"><span class="seal" aria-hidden="true">${[...name][0]}</span><p><b>${name}</b>
<small>${[isWord(role) ? say(role) : '', named(post.region.name, language)].filter(Boolean).join(' · ')}</small></p></div>
<section class="panel"><h2>${say('field.duty')}</h2>
<p><b>${since === null ? say('field.duty_off') : say('duty.on', { at: at(since) })}</b>${until === null ? nothing : html` ${say('field.duty_until', { at: at(until) })}`}</p>
<p class="help">${say('duty.help')}</p>
<form method="post" action="/field/duty">${hidden({ duty: since === null ? 'begin' : 'end' })}<button class="button${since === null ? ' main' : ''}">${say(since === null ? 'duty.begin' : 'duty.end')}</button></form></section>
<section class="panel"><h2>${say('field.settings')}</h2>
<a class="button" href="${reader.changed('big', big ? 'off' : 'on')}" rel="nofollow">${say(big ? 'portal.small' : 'portal.big')}</a>
<a class="button" href="${reader.changed('lang', language === 'zh' ? 'en' : 'zh')}" lang="${language === 'zh' ? 'en' : 'zh-CN'}" rel="nofollow">${say('app.language')}</a></section>
<section class="panel">
<a class="button" href="/console/">${say('field.to_desk')}</a>
<form method="post" action="/field/sign-out" data-leave><button class="button">${say('field.sign_out')}</button></form>
<p class="help">${say('field.sign_out_help')}</p></section>`
  return page(room, { title: say('field.tab_me'), body, tab: 'me' })
}

/** Said twice it changes nothing, so a double tap needs no key. */
export async function changeDuty({ c, context }: Room, typed: Typed): Promise<Response> {
  const duty = typed.text('duty')
  if (duty === 'begin') await call(supervisionRouter.beginDuty, undefined, { context })
  if (duty === 'end') await call(supervisionRouter.endDuty, undefined, { context })
  return c.redirect('/field/me', 303)
}

export async function signOut({ c, context }: Room): Promise<Response> {
  await call(identityRouter.signOut, undefined, { context })
  return c.redirect('/field', 303)
}
