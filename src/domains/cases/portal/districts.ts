// The first page of a server that keeps several districts: whoever comes without a district's link chooses his.
import { call } from '@orpc/server'
import type { Context } from 'hono'
import { html } from 'hono/html'
import type { PageEnv } from '../../../base/pages.ts'
import { frame, shown } from '../../../faces/portal/frame.ts'
import { readerOf } from '../../../faces/portal/reader.ts'
import { named } from '../../../ui/words/words.ts'
import { regionRouter } from '../../regions/server.ts'
import { resident } from './desk.ts'

export async function whichDistrict(c: Context<PageEnv>): Promise<Response> {
  const reader = readerOf(c)
  const { say, language } = reader
  const districts = await call(regionRouter.districts, undefined, { context: resident(c) })
  const links = districts.map(
    ({ code, name }) => html`<li><a class="button" href="/d/${code}/">${named(name, language)}</a></li>`,
  )
  return shown(
    c,
    frame(reader, {
      title: say('portal.name'),
      place: say('app.name'),
      home: '/',
      foot: say('portal.foot'),
      body: html`<h1>${say('portal.which_district')}</h1>
<p class="lead">${say('portal.which_district_lead')}</p>
<ul class="districts">${links}</ul>`,
    }),
  )
}
