// The two addresses of signing in with the identity provider: the way there, and the way back, where whatever did not go
// well is said with what to do next. A password works meanwhile as ever.
import { call } from '@orpc/server'
import { type Context, Hono } from 'hono'
import { html } from 'hono/html'
import type { PageEnv, Pages } from '../../base/pages.ts'
import { frame, nothing, shown } from '../../faces/portal/frame.ts'
import { readerOf } from '../../faces/portal/reader.ts'
import { attempt, type Refused, sentence, statusOf } from '../../faces/portal/refused.ts'
import { ownPage } from './rules.ts'
import { identityRouter } from './server.ts'

const start = '/sign-in/provider'

export function signInPages(): Pages {
  const pages: Pages = new Hono()
  pages.get('/provider', async c => {
    // What the toggle of an answer page asked for is remembered before the browser leaves.
    readerOf(c)
    const context = { ...c.var.asked, key: undefined }
    const visit = { back: c.req.query('then') }
    const { answer, refused } = await attempt(call(identityRouter.visitProvider, visit, { context }))
    return answer ? c.redirect(answer.url, 303) : sorry(c, refused)
  })
  pages.get('/provider/answer', async c => {
    const context = { ...c.var.asked, key: undefined }
    const said = { answer: new URL(c.req.url).search.slice(1) }
    const { answer, refused } = await attempt(call(identityRouter.returnFromProvider, said, { context }))
    return answer ? c.redirect(answer.back, 303) : sorry(c, refused)
  })
  return pages
}

function sorry(c: Context<PageEnv>, refused: Refused): Promise<Response> {
  const reader = readerOf(c)
  const { say, language } = reader
  const { oidc, actor } = c.var.asked
  const name = oidc?.name[language] ?? say('ways.provider')
  const isUnknown = refused.code === 'identity.not_linked'
  const subject =
    isUnknown && 'subject' in Object(refused.data) ? String(Reflect.get(Object(refused.data), 'subject')) : ''
  if (refused.status === 503) c.header('Retry-After', '60')
  const home = actor ? '/console/ways' : ownPage(undefined)
  const body = html`<h1>${say('ways.provider_failed', { name })}</h1>
<p>${sentence(reader, refused)}</p>
${
  isUnknown
    ? html`<p>1. ${say('ways.link_yourself', { name })}</p>
<p>2. ${say('ways.link_by_administrator')}</p>
<p><b><code>${subject}</code></b></p>`
    : nothing
}
<p><a class="button main" href="${home}">${say(actor ? 'ways.back' : 'ways.by_password')}</a>
${isUnknown ? nothing : html`<a class="button" href="${start}">${say('ways.provider_again', { name })}</a>`}</p>`
  return shown(
    c,
    // Nothing of the answer's address is asked for a second time: language and letter size go by the way there.
    frame(
      { ...reader, changed: (setting, value) => `${start}?${new URLSearchParams({ [setting]: value })}` },
      {
        title: say('ways.provider_failed', { name }),
        place: say('app.name'),
        home,
        foot: say('console.sign_in_help'),
        body,
      },
    ),
    statusOf(refused),
  )
}
