// Step two, what: the kind in everyday words, what is seen, pictures, and whether anyone may ask back.
import { html } from 'hono/html'
import { type Html, nothing } from '../../../faces/portal/frame.ts'
import { hidden, type Problem, pictureField, problemOf, summary, tied } from '../../../faces/portal/pieces.ts'
import type { Reader } from '../../../faces/portal/reader.ts'
import { isWord } from '../../../ui/words/open.ts'
import { named } from '../../../ui/words/words.ts'
import type { Kind } from '../../catalogue/contract.ts'
import { carried, type Draft } from './draft.ts'
import { steps } from './where.ts'

export interface What {
  draft: Draft
  kinds: readonly Kind[]
  problems: readonly Problem[]
  /** Where it is, in words: the address typed and the community or grid. */
  placeName: string
}

const asked = ['kind', 'other', 'description', 'name', 'reach']

export function whatForm(reader: Reader, { draft, kinds, problems, placeName }: What): Html {
  const { say, base } = reader
  return html`${steps(reader, 2)}
<h1>${say('portal.what_title')}</h1>
${summary(reader, problems)}
<form id="report" method="post" action="${base}/report" enctype="multipart/form-data" data-keep="${draft.key}" data-send
 data-word-offline="${say('base.offline')}" data-word-sending="${say('portal.sending')}">
${hidden({ step: 'what', ...carried(draft, asked) })}
<p class="said"><span class="help">${say('portal.said_where')}</span> <b>${placeName}</b> <button class="link" name="way" value="where" formnovalidate>${say('portal.change')}</button></p>
<fieldset class="field" id="kind">
<legend>${say('portal.label.kind')}</legend>
${problemOf(problems, 'kind')}
${kindChoice(reader, kinds, draft)}
</fieldset>
<div class="field">
<label for="description">${say('portal.label.description')}</label>
${problemOf(problems, 'description')}
<textarea id="description" name="description" rows="4" maxlength="2000"${tied(problems, 'description', 'description-help')}>${`\n${draft.description}`}</textarea>
<span class="help" id="description-help">${say('portal.description_help')}</span>
</div>
${pictureField(reader, {
  kept: draft.pictures.map(id => ({ id, src: `${base}/report/pictures/${id}` })),
  most: 6,
  label: say('portal.label.pictures'),
  help: say('portal.pictures_help'),
  problems,
  shrink: 2000,
})}
<fieldset class="field" id="contact">
<legend>${say('portal.contact')} <small>${say('portal.optional')}</small></legend>
<p class="help" id="contact-help">${say('portal.contact_help')}</p>
<label for="name">${say('portal.label.name')}</label>
${problemOf(problems, 'name')}
<input id="name" name="name" maxlength="80" value="${draft.name}" autocomplete="name"${tied(problems, 'name', 'contact-help')}>
<label for="reach">${say('portal.label.reach')}</label>
${problemOf(problems, 'reach')}
<input id="reach" name="reach" maxlength="120" value="${draft.reach}" autocomplete="tel"${tied(problems, 'reach', 'contact-help')}>
</fieldset>
<p class="status" role="alert" data-send-status></p>
<button class="button main" name="way" value="send">${say('portal.send')}</button>
<p class="help">${say('portal.send_help')}</p>
</form>`
}

/** A kind as residents say it, where they say it otherwise than the catalogue does. */
export function everyday(
  { say, language }: Reader,
  { edition, type, code, name }: Pick<Kind, 'edition' | 'type' | 'code' | 'name'>,
): string {
  const key = `portal.kind.${edition}/${type}/${code}`
  return isWord(key) ? say(key) : named(name, language)
}

function kindChoice(reader: Reader, kinds: readonly Kind[], draft: Draft): Html {
  const { say, language } = reader
  const offered = kinds.filter(kind => kind.offered !== null)
  const others = kinds.filter(kind => kind.offered === null)
  const is = (kind: Kind, value: string): boolean => keyOf(kind) === value
  return html`<div class="cards">
${offered.map((kind, index) => html`<label class="card"><input type="radio" name="kind" value="${keyOf(kind)}"${index === 0 ? html` id="kind-first"` : nothing}${is(kind, draft.kind) ? html` checked` : nothing}> <span>${everyday(reader, kind)}</span></label>`)}
${others.length > 0 ? html`<label class="card"><input type="radio" name="kind" value="other"${draft.kind === 'other' ? html` checked` : nothing}> <span>${say('portal.kind_other')}</span></label>` : nothing}
</div>
${
  others.length > 0
    ? html`<label for="other">${say('portal.label.other')}</label>
<select id="other" name="other" data-checks="other"><option value="">${say('portal.choose')}</option>
${[...Map.groupBy(others, kind => named(kind.class, language))].map(([name, own]) => html`<optgroup label="${name}">${own.map(kind => html`<option value="${keyOf(kind)}"${is(kind, draft.other) ? html` selected` : nothing}>${named(kind.name, language)}</option>`)}</optgroup>`)}
</select>`
    : nothing
}`
}

function keyOf({ edition, type, code }: Kind): string {
  return `${edition}/${type}/${code}`
}
