// The frame of every server-rendered page: head, skip link, header with mark and district, letter size and
// language, footer. The same for residents and for the plain checking page.
import type { Context } from 'hono'
import { html } from 'hono/html'
import type { HtmlEscapedString } from 'hono/utils/html'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { PageEnv } from '../../base/pages.ts'
import { assetAt } from './assets.ts'
import type { Reader } from './reader.ts'

export type Html = HtmlEscapedString | Promise<HtmlEscapedString>

export interface Framed {
  title: string
  /** What stands beside the mark. */
  place: string
  /** Where the mark leads. */
  home: string
  body: Html
  foot: string
  face?: 'field'
  /** The page's main form, and what Enter does in it: the value of its `way`. */
  form?: { id: string; enter: string } | undefined
  /** What stands at the lower edge of every page of the face. */
  tabs?: Html | undefined
  /** The page came by a POST: language and letter size are then submitted with the form and lose nothing. */
  posted?: boolean
}

export const nothing = html``

/** The page as an answer. The back button finds the form as it was left; no shared cache keeps it. */
export async function shown(
  c: Context<PageEnv>,
  page: Html,
  status: ContentfulStatusCode = 200,
): Promise<Response> {
  return c.html(await page, status, { 'Cache-Control': 'private, no-cache' })
}

export function frame(
  reader: Reader,
  { title, place, home, body, foot, face, form, tabs, posted }: Framed,
): Html {
  const { say, language, big } = reader
  return html`<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}"${face ? html` data-face="${face}"` : nothing}${big ? html` data-size="big"` : nothing}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="theme-color" content="#faf8f3">
<title>${title} · ${place}</title>
<link rel="icon" href="${assetAt('mark.svg')}" type="image/svg+xml">
<link rel="stylesheet" href="${assetAt('portal.css')}">
${face ? html`<link rel="stylesheet" href="${assetAt('field.css')}">` : nothing}<script type="module" src="${assetAt('enhance.js')}"></script>
${face ? html`<script type="module" src="${assetAt('field.js')}"></script>` : nothing}
</head>
<body>
<a class="skip" href="#main">${say('portal.skip')}</a>
<header class="top">
<a class="home" href="${home}"><img src="${assetAt('mark.svg')}" width="30" height="30" alt=""><span>${place}</span></a>
<span class="tools">${
    // The browser presses the first submit button of a form on Enter, and it stands here, before the toggles.
    form
      ? html`<button class="unseen" form="${form.id}" name="way" value="${form.enter}" tabindex="-1" aria-hidden="true"></button>`
      : nothing
  }${toggle(reader, posted ? form?.id : undefined, 'big', big ? 'off' : 'on', say(big ? 'portal.small' : 'portal.big'))}
${toggle(reader, posted ? form?.id : undefined, 'lang', language === 'zh' ? 'en' : 'zh', say('app.language'))}</span>
</header>
<main id="main" tabindex="-1">
${body}
</main>
<footer class="foot">${foot}</footer>
${tabs ?? nothing}
</body>
</html>`
}

function toggle(
  reader: Reader,
  form: string | undefined,
  setting: 'lang' | 'big',
  value: string,
  label: string,
): Html {
  const speaks = setting === 'lang' ? html` lang="${value === 'zh' ? 'zh-CN' : 'en'}"` : nothing
  return form
    ? html`<button class="link" form="${form}" formnovalidate name="set" value="${setting}:${value}"${speaks}>${label}</button>`
    : html`<a href="${reader.changed(setting, value)}"${speaks} rel="nofollow">${label}</a>`
}
