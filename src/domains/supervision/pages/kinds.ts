// Choosing a kind: by name, those used lately and the common ones first, all of them behind one tap. Which ones were
// used lately only his phone remembers.
import type { Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { html } from 'hono/html'
import type { PageEnv } from '../../../base/pages.ts'
import { type Html, nothing } from '../../../faces/portal/frame.ts'
import { icon, type Problem, problemOf } from '../../../faces/portal/pieces.ts'
import type { Reader } from '../../../faces/portal/reader.ts'
import { named } from '../../../ui/words/words.ts'
import type { Kind } from '../../catalogue/contract.ts'
import { type Draft, keyOfKind } from './draft.ts'

const cookie = 'field_kinds'
const mostRecent = 4
const mostCommon = 8

export function recentKinds(c: Context<PageEnv>): string[] {
  return (getCookie(c, cookie) ?? '').split(' ').filter(Boolean).slice(0, mostRecent)
}

export function rememberKind(c: Context<PageEnv>, kind: string): void {
  const kinds = [kind, ...recentKinds(c).filter(other => other !== kind)].slice(0, mostRecent)
  setCookie(c, cookie, kinds.join(' '), {
    path: '/field',
    httpOnly: true,
    sameSite: 'Lax',
    maxAge: 90 * 24 * 3600,
  })
}

export interface Choosing {
  kinds: readonly Kind[]
  recent: readonly string[]
  draft: Pick<Draft, 'kind' | 'find'>
  problems: readonly Problem[]
}

export function kindField(reader: Reader, { kinds, recent, draft, problems }: Choosing): Html {
  const { say, language } = reader
  const open = kinds.filter(({ retired }) => !retired)
  const { first, rest } = sorted(open, recent, draft)
  const card = (kind: Kind): Html => {
    const key = keyOfKind(kind)
    return html`<label class="card" data-name="${nameOf(kind)}"><input type="radio" name="kind" value="${key}"${key === draft.kind ? html` checked` : nothing}> <span>${named(kind.name, language)}</span></label>`
  }
  const cards = (own: readonly Kind[]): Html => html`<div class="cards">${own.map(card)}</div>`
  return html`<fieldset class="field" id="kind" data-kinds data-word-none="${say('field.kind_none')}" data-word-some="${say('field.kind_some')}">
<legend>${say('field.kind')}</legend>
${problemOf(problems, 'kind')}
<div class="row"><input type="search" name="find" value="${draft.find}" aria-label="${say('field.kind_search')}" placeholder="${say('field.kind_search')}" maxlength="40" autocomplete="off"><button class="button" name="way" value="find" data-find>${icon('search')}${say('field.kind_find')}</button></div>
<p class="status" role="status" data-found>${draft.find !== '' && !first.some(({ title }) => title === 'field.kind_found') ? say('field.kind_none') : ''}</p>
${first.map(({ title, own }) => html`<div data-group><span class="help">${say(title)}</span>${cards(own)}</div>`)}
<details class="all"><summary>${say('field.kind_all', { count: open.length })}</summary>
${[...Map.groupBy(rest, kind => named(kind.class, language))].map(([name, own]) => html`<div data-group><h2>${name}</h2>${cards(own)}</div>`)}</details>
</fieldset>`
}

interface Group {
  title: 'field.kind_chosen' | 'field.kind_found' | 'field.kind_recent' | 'field.kind_common'
  own: Kind[]
}

/** Every kind stands once: what is chosen, then what is found, or else what was used lately and what is common. */
function sorted(
  kinds: readonly Kind[],
  recent: readonly string[],
  { kind: chosen, find }: Choosing['draft'],
): { first: Group[]; rest: Kind[] } {
  const left = new Map(kinds.map(kind => [keyOfKind(kind), kind]))
  const first: Group[] = []
  const take = (title: Group['title'], keys: readonly string[]): void => {
    const own = keys.flatMap(key => left.get(key) ?? [])
    for (const kind of own) left.delete(keyOfKind(kind))
    if (own.length > 0) first.push({ title, own })
  }
  const common = kinds
    .filter(({ offered }) => offered !== null)
    .sort((a, b) => (a.offered ?? 0) - (b.offered ?? 0))
    .map(keyOfKind)
  const isListed = find === '' && [...recent, ...common.slice(0, mostCommon)].includes(chosen)
  if (!isListed) take('field.kind_chosen', [chosen])
  if (find === '') {
    take('field.kind_recent', recent)
    take('field.kind_common', common.slice(0, mostCommon))
  } else {
    const sought = find.toLowerCase()
    take(
      'field.kind_found',
      [...left].filter(([, kind]) => nameOf(kind).includes(sought)).map(([key]) => key),
    )
  }
  return { first, rest: [...left.values()] }
}

/** Both names, so that either is found. */
function nameOf({ name }: Pick<Kind, 'name'>): string {
  return `${name.zh} ${name.en}`.toLowerCase()
}
