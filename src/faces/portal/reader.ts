// Who reads a page: language, letter size, times in the district's zone, and the address prefix that links
// keep. Language: ?lang= → cookie → Accept-Language → Chinese; pages rendered by a POST take `set` instead.
import type { Context } from 'hono'
import { accepts } from 'hono/accepts'
import { getCookie, setCookie } from 'hono/cookie'
import type { PageEnv } from '../../base/pages.ts'
import { openWords } from '../../ui/words/open.ts'
import { isLanguage, type Language, languages, type Say } from '../../ui/words/words.ts'

export interface Reader {
  language: Language
  big: boolean
  say: Say
  /** `/d/990103` under a district's address, empty otherwise; put before every link. */
  base: string
  /** The page's own address with one setting changed. */
  changed(setting: string, value: string): string
}

const words = { zh: openWords('zh'), en: openWords('en') }

/** `set` is what a form's toggle posted: `lang:en` or `big:on`. */
export function readerOf(c: Context<PageEnv>, set = ''): Reader {
  const [setting, value] = set.split(':')
  const url = new URL(c.req.url)
  const asked = setting === 'lang' ? value : (url.searchParams.get('lang') ?? undefined)
  const size = setting === 'big' ? value : (url.searchParams.get('big') ?? undefined)
  if (isLanguage(asked)) remember(c, 'lang', asked)
  if (size === 'on' || size === 'off') remember(c, 'big', size)
  const language = isLanguage(asked) ? asked : usual(c)
  return {
    language,
    big: (size ?? getCookie(c, 'big')) === 'on',
    say: (key, values) => words[language].t(key, { ...values }),
    base: url.pathname.match(/^\/d\/\d{6}(?=\/|$)/)?.[0] ?? '',
    changed: (name, to) => {
      const query = new URLSearchParams(url.search)
      query.set(name, to)
      return `?${query}`
    },
  }
}

/** A time as people say it, in the zone of the district. */
export function when({ language }: Pick<Reader, 'language'>, iso: string, timeZone: string): string {
  return new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', {
    timeZone,
    month: language === 'zh' ? 'long' : 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(new Date(iso))
}

function usual(c: Context<PageEnv>): Language {
  const kept = getCookie(c, 'lang')
  if (isLanguage(kept)) return kept
  const taken = accepts(c, {
    header: 'Accept-Language',
    supports: [...languages],
    default: 'zh',
    match: firstSpoken,
  })
  return isLanguage(taken) ? taken : 'zh'
}

/** `en-GB` counts as English, `zh-Hant` as Chinese; the caller's order of liking decides. */
function firstSpoken(
  liked: readonly { type: string; q: number }[],
  { default: usual }: { default: string },
): string {
  const spoken = [...liked].sort((a, b) => b.q - a.q).map(({ type }) => type.toLowerCase().split('-')[0])
  return spoken.find(isLanguage) ?? usual
}

function remember(c: Context<PageEnv>, name: string, value: string): void {
  setCookie(c, name, value, { path: '/', sameSite: 'Lax', maxAge: 365 * 24 * 3600 })
}
