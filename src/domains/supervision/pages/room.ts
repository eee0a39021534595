// What every page of inspectors stands in: who may enter, the frame with its three tabs, and the sentence without a
// network.
import { call } from '@orpc/server'
import type { Context } from 'hono'
import { html } from 'hono/html'
import type { Asked } from '../../../base/gate.ts'
import type { PageEnv } from '../../../base/pages.ts'
import { frame, type Html, nothing, shown } from '../../../faces/portal/frame.ts'
import { icon, summary } from '../../../faces/portal/pieces.ts'
import { type Reader, readerOf } from '../../../faces/portal/reader.ts'
import { attempt, type Refused, sentence, statusOf } from '../../../faces/portal/refused.ts'
import { type Typed, typedIn } from '../../../faces/portal/typed.ts'
import { identityRouter } from '../../identity/server.ts'
import { regionRouter } from '../../regions/server.ts'

/** Somebody who checks on the spot, and the page he asked for. */
export interface Room {
  c: Context<PageEnv>
  reader: Reader
  actor: NonNullable<Asked['actor']>
  /** For reading, and for writing without a key. */
  context: Asked
  now: number
  timeZone: string
}

/** Shows a page to an inspector; to anybody else why it is not for him. */
export function entered(show: (room: Room) => Response | Promise<Response>) {
  return async (c: Context<PageEnv>): Promise<Response> => admitted(c, readerOf(c), show)
}

/** The same with what a form posted; its toggles of language and letter size are in force at once. */
export function posted(take: (room: Room, typed: Typed) => Response | Promise<Response>) {
  return async (c: Context<PageEnv>): Promise<Response> => {
    const typed = await typedIn(c)
    return admitted(c, readerOf(c, typed.text('set')), room => take(room, typed))
  }
}

async function admitted(
  c: Context<PageEnv>,
  reader: Reader,
  show: (room: Room) => Response | Promise<Response>,
): Promise<Response> {
  const { asked } = c.var
  const { actor } = asked
  if (!actor) return outside(c, reader, 'field.sign_in_first')
  if (!actor.permissions.has('supervision.check')) return outside(c, reader, 'field.not_inspector')
  const context = { ...asked, key: undefined }
  const { timeZone } = await call(regionRouter.district, undefined, { context })
  return show({ c, reader, actor, context, now: asked.clock(), timeZone })
}

export interface Shown {
  title: string
  body: Html
  /** The tab it belongs to; without one the lower edge is free for the answers. */
  tab?: Tab
  /** The page's form; Enter must not answer for the inspector: it only shows the page again. */
  form?: string | undefined
  status?: number
}

const tabs = { tasks: '/field', report: '/field/report', me: '/field/me' } as const
export type Tab = keyof typeof tabs

export function page(
  { c, reader }: Room,
  { title, body, tab, form, status = 200 }: Shown,
): Promise<Response> {
  const { say } = reader
  const whole = html`<p class="offline" role="status" data-offline hidden>${say('field.no_network')}</p>
${body}`
  const framed = {
    ...around(reader),
    title,
    body: whole,
    ...(tab && { tabs: tabBar(reader, tab) }),
    ...(form !== undefined && { form: { id: form, enter: 'again' }, posted: c.req.method === 'POST' }),
  }
  return shown(c, frame(reader, framed), status === 200 ? 200 : statusOf({ status }))
}

export type Refusing = Pick<Refused, 'status'>

function tabBar({ say }: Reader, here: Tab): Html {
  const tab = (name: Tab, drawn: Html, word: string): Html =>
    html`<a href="${tabs[name]}"${name === here ? html` aria-current="page"` : nothing}>${drawn}<span>${word}</span></a>`
  return html`<nav class="tabs" aria-label="${say('field.tabs')}">${tab('tasks', icon('list'), say('field.tab_tasks'))}${tab('report', html`<span class="disc">${icon('camera')}</span>`, say('field.tab_report'))}${tab('me', icon('person'), say('field.tab_me'))}</nav>`
}

/** Signing in without the desk's script; what was refused is said above the form. */
export async function signIn(c: Context<PageEnv>): Promise<Response> {
  const typed = await typedIn(c)
  const reader = readerOf(c, typed.text('set'))
  const said = { login: typed.text('login'), password: typed.text('password'), carry: 'cookie' as const }
  const context = { ...c.var.asked, key: undefined }
  const { refused } = await attempt(call(identityRouter.signIn, said, { context }))
  if (!refused) return c.redirect('/field', 303)
  const isUnread = refused.code === 'base.bad_input'
  const problem = isUnread ? reader.say('identity.wrong_password') : sentence(reader, refused)
  return outside(c, reader, 'field.sign_in_first', problem)
}

/** For whoever is not signed in, or signed in with a post that checks nothing. */
function outside(
  c: Context<PageEnv>,
  reader: Reader,
  why: 'field.sign_in_first' | 'field.not_inspector',
  problem?: string,
): Promise<Response> {
  const { say } = reader
  const { oidc } = c.var.asked
  const form = html`<form method="post" action="/field/sign-in">
<div class="field"><label for="login">${say('identity.login')}</label><input id="login" name="login" maxlength="40" autocomplete="username" autocapitalize="none" required></div>
<div class="field"><label for="password">${say('identity.password')}</label><input id="password" name="password" type="password" maxlength="200" autocomplete="current-password" required></div>
<button class="button main">${say('identity.sign_in')}</button></form>
<p><a class="button wide" href="/console/sign-in?then=/field">${say('ways.sign_in')}</a></p>
${oidc ? html`<p><a class="button wide" href="/sign-in/provider?then=/field">${say('ways.provider_sign_in', { name: oidc.name[reader.language] })}</a></p>` : nothing}`
  const body = html`<h1>${say('field.name')}</h1><p>${say(why)}</p>
${summary(reader, problem === undefined ? [] : [{ sentence: problem }])}
${why === 'field.sign_in_first' ? form : nothing}
<p><a class="button wide" href="/console/sign-in?then=/field">${say('field.to_desk')}</a></p>`
  return shown(
    c,
    frame(reader, { ...around(reader), title: say('field.name'), body }),
    why === 'field.sign_in_first' ? 401 : 403,
  )
}

function around({ say }: Reader) {
  return { place: say('field.name'), home: '/field', foot: say('field.foot'), face: 'field' as const }
}
