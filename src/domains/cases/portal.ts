// The residents' portal: report in two short steps, follow by number or by one's own link. Server-rendered,
// whole without script, calling what the API calls.
import { call } from '@orpc/server'
import { Hono } from 'hono'
import { html } from 'hono/html'
import type { Pages } from '../../base/pages.ts'
import { frame, shown } from '../../faces/portal/frame.ts'
import { readerOf } from '../../faces/portal/reader.ts'
import { answerRefused } from '../../faces/portal/refused.ts'
import { named } from '../../ui/words/words.ts'
import { regionRouter } from '../regions/server.ts'
import { resident } from './portal/desk.ts'
import { whichDistrict } from './portal/districts.ts'
import { emptyDraft } from './portal/draft.ts'
import { followingPages, numberForm } from './portal/following.ts'
import { reportingPages } from './portal/reporting.ts'
import { whereForm } from './portal/where.ts'

export function casePages(): Pages {
  const pages: Pages = new Hono()
  pages.get('/', async c => {
    const reader = readerOf(c)
    const { say, language, base } = reader
    const context = resident(c)
    if (context.district === undefined) return whichDistrict(c)
    const district = await call(regionRouter.district, undefined, { context })
    const regions = await call(regionRouter.list, undefined, { context })
    const body = html`<div class="two"><section>
<h1>${say('portal.title')}</h1>
<p class="lead">${say('portal.lead')}</p>
${whereForm(reader, { draft: emptyDraft(), regions, problems: [], placeName: undefined })}
</section><section>
<h2>${say('portal.follow_title')}</h2>
${numberForm(reader)}
<h2>${say('portal.then')}</h2>
<ol class="then">${(['portal.then_1', 'portal.then_2', 'portal.then_3', 'portal.then_4'] as const).map(key => html`<li>${say(key)}</li>`)}</ol>
</section></div>`
    const place = named(district.name, language)
    const form = { id: 'report', enter: 'next' }
    return shown(
      c,
      frame(reader, {
        title: say('portal.name'),
        place,
        home: `${base}/`,
        foot: say('portal.foot'),
        body,
        form,
      }),
    )
  })
  reportingPages(pages)
  followingPages(pages)
  pages.onError((error, c) => answerRefused(error, c))
  return pages
}
