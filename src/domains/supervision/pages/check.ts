// What the checking page shows: what one was drawn for, the report as it was made, and the form with the two answers.
import { html } from 'hono/html'
import { type Html, nothing } from '../../../faces/portal/frame.ts'
import { hidden, icon, type Problem, pictureField, problemOf, tied } from '../../../faces/portal/pieces.ts'
import { type Reader, when } from '../../../faces/portal/reader.ts'
import { named } from '../../../ui/words/words.ts'
import type { CaseSummary, WholeCase } from '../../cases/contract.ts'
import { awayReasons } from '../../cases/reasons.ts'
import type { Answer } from './answer.ts'

export type Asked = 'check' | 'verify'

export function list(
  { say, language }: Reader,
  waiting: readonly CaseSummary[],
  timeZone: string,
  done: string | undefined,
): Html {
  const reader = { language }
  const lineOf = ({ number, state, stateSince, dueAt, light, rework }: CaseSummary): string =>
    [
      say(state === 'reported' ? 'field.task_verify' : 'field.task_check'),
      number,
      dueAt
        ? say(light === 'late' ? 'field.late' : 'field.due', { at: when(reader, dueAt, timeZone) })
        : say('field.since', { at: when(reader, stateSince, timeZone) }),
      rework > 0 ? say('field.rework', { count: rework }) : '',
    ]
      .filter(Boolean)
      .join(' · ')
  return html`<h1>${say('field.title')}</h1>
${done ? html`<p class="note done" role="status" data-sent>${icon('tick')}${done}</p>` : nothing}
${
  waiting.length === 0
    ? html`<p class="note">${say('field.empty')}</p>`
    : html`<p class="help">${say('field.count', { count: waiting.length })}</p>
<ul class="queue">${waiting.map(
        each => html`<li><a href="/field/cases/${each.id}"><b>${named(each.kind.name, language)}</b>
<span>${[each.address, named(each.region, language)].filter(Boolean).join(' · ')}</span>
<small>${lineOf(each)}</small></a>${icon('go')}</li>`,
      )}</ul>`
}`
}

/** What was reported: place, words and picture. The department's own picture comes only after the answer. */
export function report(
  { say, language }: Reader,
  whole: WholeCase,
  { timeZone, asked }: { timeZone: string; asked: Asked | undefined },
): Html {
  const { id, number, kind, address, region, grid, description, stateSince, pictures } = whole
  const at = (file: string, size: string): string => `/field/cases/${id}/pictures/${file}?size=${size}`
  const reported = pictures.filter(({ shows }) => shows === 'report' || shows === 'before')
  return html`<h1>${named(kind.name, language)}</h1>
<p class="help"><b class="number">${number}</b> · ${say('field.since', { at: when({ language }, stateSince, timeZone) })}</p>
<dl class="facts"><dt>${say('field.place')}</dt><dd>${address || named(region, language)}${address ? html`<small>${named(region, language)}</small>` : nothing}</dd>
${grid ? html`<dt>${say('field.grid')}</dt><dd>${grid.name}</dd>` : nothing}
${description ? html`<dt>${say('field.said')}</dt><dd class="words">${description}</dd>` : nothing}</dl>
${
  reported.length === 0
    ? html`<p class="note">${say('field.no_picture')}</p>`
    : html`<ul class="thumbs large">${reported.map(({ file }, index) => html`<li><a href="${at(file, 'large')}"><img src="${at(file, index === 0 ? 'large' : 'small')}" alt=""><span>${say('field.report_picture')}</span></a></li>`)}</ul>`
}
${asked === 'check' ? html`<p class="help">${say('field.hidden')}</p>` : nothing}`
}

export interface Form {
  whole: WholeCase
  asked: Asked
  given: Answer
  problems: readonly Problem[]
  /** Metres beyond which the answer needs a reason. */
  far: number
}

export function form(reader: Reader, { whole, asked, given, problems, far }: Form): Html {
  const { say } = reader
  const { longitude, latitude } = whole.place
  return html`<form id="report" class="check" method="post" action="/field/cases/${whole.id}" enctype="multipart/form-data" data-keep="${given.key}" data-send
 data-word-offline="${say('base.offline')}" data-word-sending="${say('portal.sending')}" data-word-found="${say('field.position_found')}" data-word-far="${say('field.position_far')}"
 data-word-denied="${say('field.position_denied')}" data-word-nowhere="${say('field.position_denied')}" data-word-looking="${say('portal.looking')}"
 data-from="${longitude},${latitude}" data-far="${far}">
${hidden({ key: given.key, seen: given.seen ?? whole.step })}
${pictureField(reader, {
  kept: given.pictures.map(id => ({ id, src: `/field/pictures/${id}` })),
  most: 6,
  label: say('field.pictures'),
  help: say('field.pictures_help'),
  problems,
  capture: true,
})}
<div class="field">
<span class="label">${say('field.position')}</span>
<input type="hidden" name="longitude" value="${given.longitude}"><input type="hidden" name="latitude" value="${given.latitude}"><input type="hidden" name="accuracy" value="${given.accuracy}">
<button type="button" class="button" data-locate hidden>${icon('locate')}${say('field.locate')}</button>
<p class="status" role="status" data-locate-status>${say('field.position_none')}</p>
</div>
<div class="field">
<label for="away">${say('field.away')} <small>${say('portal.optional')}</small></label>
${problemOf(problems, 'away')}
<select id="away" name="away"${tied(problems, 'away', 'away-help')}><option value="">${say('field.away_none')}</option>${awayReasons.map(reason => html`<option value="${reason}"${reason === given.away ? html` selected` : nothing}>${say(`reason.${reason}`)}</option>`)}</select>
<span class="help" id="away-help">${say('field.away_help', { metres: far })}</span>
</div>
<div class="field">
<label for="note">${say('field.note')} <small>${say('portal.optional')}</small></label>
${problemOf(problems, 'note')}
<textarea id="note" name="note" rows="2" maxlength="500">${`\n${given.note}`}</textarea>
</div>
<div class="answers" role="group" aria-labelledby="answer"><b id="answer">${say(asked === 'check' ? 'field.answer' : 'field.answer_true')}</b>
<p class="status" role="alert" data-send-status></p>
<div class="pair">${
    asked === 'check'
      ? html`<button class="yes" name="answer" value="fixed">${icon('tick')}${say('field.fixed')}</button><button class="no" name="answer" value="not_fixed">${icon('cross')}${say('field.not_fixed')}</button>`
      : html`<button class="yes" name="answer" value="true">${icon('tick')}${say('field.true')}</button><button class="no" name="answer" value="not_true">${icon('cross')}${say('field.not_true')}</button>`
  }</div>
<p class="help">${say('field.who_sees')}</p></div>
</form>`
}
