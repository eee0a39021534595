// What a reporter says by the key of his link: the answer to what he was asked, a word or picture more, and at the
// end whether it is mended and whether he is content. Plain forms that lose nothing when they come back.
import { html } from 'hono/html'
import { v4 as randomId } from 'uuid'
import { type Html, nothing } from '../../../faces/portal/frame.ts'
import { hidden, type Problem, pictureField, problemOf, tied } from '../../../faces/portal/pieces.ts'
import type { Reader } from '../../../faces/portal/reader.ts'
import type { Typed } from '../../../faces/portal/typed.ts'
import type { WordKey } from '../../../ui/words/words.ts'
import { judgementReasons } from '../contract.ts'

export interface Reply {
  /** Minted when the form was shown, so that sending it twice says it once. */
  key: string
  text: string
  /** Uploads admitted already. */
  pictures: string[]
  fixed: boolean | undefined
  satisfied: boolean | undefined
  reasons: (typeof judgementReasons)[number][]
}

export function blankReply(): Reply {
  return { key: randomId(), text: '', pictures: [], fixed: undefined, satisfied: undefined, reasons: [] }
}

export function replyIn(typed: Typed): Reply {
  const key = typed.text('key')
  return {
    key: /^[0-9a-f-]{36}$/.test(key) ? key : randomId(),
    text: typed.text('text').replaceAll('\r\n', '\n').slice(0, 2000),
    pictures: [...new Set(typed.texts('picture'))].slice(0, 6),
    fixed: yesOrNo(typed.text('fixed')),
    satisfied: yesOrNo(typed.text('satisfied')),
    reasons: judgementReasons.filter(reason => typed.texts('reason').includes(reason)),
  }
}

/** The key of a link, if it can be one. */
export function linkKey(said: string): string | undefined {
  return /^[A-Za-z0-9_-]{22}$/.test(said) ? said : undefined
}

interface Asked {
  number: string
  key: string
  reply: Reply
  problems: readonly Problem[]
}

/** The answer to a question stands open; adding something is folded until it is wanted. */
export function addForm(
  reader: Reader,
  { number, key, reply, problems, question }: Asked & { question: string | null },
): Html {
  const { say, base } = reader
  const form = html`<form id="report" method="post" action="${base}/follow/${number}/additions" enctype="multipart/form-data" data-keep="${reply.key}" data-send
 data-word-offline="${say('base.offline')}" data-word-sending="${say('portal.sending')}">
${hidden({ key: reply.key, link: key })}
<div class="field">
<label for="text">${say(question === null ? 'portal.add_text' : 'portal.answer_text')}</label>
${problemOf(problems, 'text')}
<textarea id="text" name="text" rows="3" maxlength="2000"${tied(problems, 'text', 'text-help')}>${`\n${reply.text}`}</textarea>
<span class="help" id="text-help">${say('portal.add_help')}</span>
</div>
${pictureField(reader, {
  kept: reply.pictures.map(id => ({ id, src: `${base}/report/pictures/${id}` })),
  most: 6,
  label: say('portal.label.pictures'),
  help: say('portal.pictures_help'),
  problems,
  shrink: 2000,
})}
<p class="status" role="alert" data-send-status></p>
<button class="button main" name="way" value="add">${say(question === null ? 'portal.add_send' : 'portal.answer_send')}</button>
</form>`
  if (question !== null)
    return html`<section class="reply"><h2>${say('portal.question')}</h2><p class="words">${question}</p>${form}</section>`
  const isOpen = problems.length > 0 || reply.text !== '' || reply.pictures.length > 0
  return html`<details class="field"${isOpen ? html` open` : nothing}><summary class="button">${say('portal.add')}</summary>${form}</details>`
}

export function judgeForm(reader: Reader, { number, key, reply, problems }: Asked): Html {
  const { say, base } = reader
  const { fixed, satisfied, reasons } = reply
  return html`<section class="reply"><h2>${say('portal.judge')}</h2><p>${say('portal.judge_help')}</p>
<form id="report" method="post" action="${base}/follow/${number}/judgement" enctype="multipart/form-data" data-send
 data-word-offline="${say('base.offline')}" data-word-sending="${say('portal.sending')}">
${hidden({ key: reply.key, link: key })}
${radios(reader, { name: 'fixed', legend: 'portal.fixed', yes: 'portal.fixed_yes', no: 'portal.fixed_no', value: fixed, problems })}
${radios(reader, { name: 'satisfied', legend: 'portal.satisfied', yes: 'portal.satisfied_yes', no: 'portal.satisfied_no', value: satisfied, problems, optional: true })}
<fieldset class="field"><legend>${say('portal.judge_why')} <small>${say('portal.optional')}</small></legend>
<div class="cards">${judgementReasons.map(reason => html`<label class="card"><input type="checkbox" name="reason" value="${reason}"${reasons.includes(reason) ? html` checked` : nothing}><span>${say(`portal.judge.${reason}`)}</span></label>`)}</div></fieldset>
<p class="status" role="alert" data-send-status></p>
<button class="button main" name="way" value="judge">${say('portal.judge_send')}</button>
</form></section>`
}

interface Radios {
  name: 'fixed' | 'satisfied'
  legend: WordKey
  yes: WordKey
  no: WordKey
  value: boolean | undefined
  problems: readonly Problem[]
  optional?: true
}

function radios({ say }: Reader, { name, legend, yes, no, value, problems, optional }: Radios): Html {
  const radio = (answer: 'yes' | 'no', word: WordKey, isChosen: boolean): Html =>
    html`<label class="card"><input type="radio" name="${name}" value="${answer}"${isChosen ? html` checked` : nothing}><span>${say(word)}</span></label>`
  return html`<fieldset class="field" id="${name}"${tied(problems, name)}>
<legend>${say(legend)}${optional ? html` <small>${say('portal.optional')}</small>` : nothing}</legend>
${problemOf(problems, name)}
<div class="cards">${radio('yes', yes, value === true)}${radio('no', no, value === false)}</div>
</fieldset>`
}

function yesOrNo(said: string): boolean | undefined {
  return said === 'yes' ? true : said === 'no' ? false : undefined
}
