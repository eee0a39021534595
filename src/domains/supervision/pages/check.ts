// One case as the inspector sees it: the report as it was made, the place, and the form with the two answers.
import { html } from 'hono/html'
import { type Html, nothing } from '../../../faces/portal/frame.ts'
import { hidden, icon, type Problem, pictureField, problemOf, tied } from '../../../faces/portal/pieces.ts'
import { type Reader, when } from '../../../faces/portal/reader.ts'
import { named } from '../../../ui/words/words.ts'
import type { WholeCase } from '../../cases/contract.ts'
import { awayReasons } from '../../cases/reasons.ts'
import type { Answer } from './answer.ts'
import { timeLeft } from './light.ts'
import { evidenceLine, positionFields, positionWords } from './position.ts'

export type Asked = 'check' | 'verify'

/** What was reported: place, words and picture. The department's own picture comes only after the answer. */
export function report(reader: Reader, whole: WholeCase, { timeZone, asked, now, district }: Seen): Html {
  const { say, language } = reader
  const { id, number, kind, address, region, grid, part, description, stateSince, pictures } = whole
  const at = (file: string, size: string): string => `/field/cases/${id}/pictures/${file}?size=${size}`
  const reported = pictures.filter(({ shows }) => shows === 'report' || shows === 'before')
  const task =
    asked &&
    html`<span class="tag">${say(asked === 'check' ? 'field.task_check' : 'field.task_verify')}</span> `
  return html`<h1>${task ?? nothing}${named(kind.name, language)}</h1>
<p class="row-3">${asked ? timeLeft(reader, whole, now) : nothing}<small><span class="number">${number}</span> · ${say('field.since', { at: when({ language }, stateSince, timeZone) })}</small></p>
${
  reported.length === 0
    ? html`<p class="note">${say('field.no_picture')}</p>`
    : html`<ul class="thumbs large">${reported.map(({ file }, index) => html`<li><a href="${at(file, 'large')}"><img src="${at(file, index === 0 ? 'large' : 'small')}" alt=""><span>${say('field.report_picture')}</span></a></li>`)}</ul>`
}
${asked === 'check' ? html`<p class="help">${say('field.hidden')}</p>` : nothing}
<dl class="facts"><dt>${say('field.place')}</dt><dd>${address || named(region, language)}${address ? html`<small>${named(region, language)}</small>` : nothing}</dd>
${grid ? html`<dt>${say('field.grid')}</dt><dd>${grid.name}</dd>` : nothing}
${part ? html`<dt>${say('field.part')}</dt><dd class="number">${part.code}${part.name ? html`<small>${part.name}</small>` : nothing}</dd>` : nothing}
${description ? html`<dt>${say('field.said')}</dt><dd class="words">${description}</dd>` : nothing}</dl>
${neighbourhood(reader, whole, district)}`
}

interface Seen {
  timeZone: string
  asked: Asked | undefined
  now: number
  district: string
}

/** The grids around the place as residents see them, and the way into the phone's own map. */
function neighbourhood(
  { say, language }: Reader,
  { place, number }: Pick<WholeCase, 'place' | 'number'>,
  district: string,
): Html {
  const { longitude, latitude } = place
  // Some six hundred metres across, twice as wide as high.
  const [high, wide] = [0.0014, 0.0028 / Math.cos((latitude * Math.PI) / 180)]
  const view = [longitude - wide, latitude - high, longitude + wide, latitude + high]
  const query = new URLSearchParams({
    view: view.map(degrees => degrees.toFixed(6)).join(','),
    pin: `${longitude},${latitude}`,
    lang: language,
  })
  const geo = `geo:${latitude},${longitude}?q=${latitude},${longitude}(${encodeURIComponent(number)})`
  return html`<div class="place"><img src="/d/${district}/map.svg?${query}" alt="${say('field.map')}" width="480" height="240" loading="lazy">
<a class="button" href="${geo}">${icon('map')}${say('field.open_map')}</a></div>`
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
 data-word-offline="${say('base.offline')}" data-word-sending="${say('portal.sending')}"
 ${positionWords(reader, { of: 'case', from: `${longitude},${latitude}`, far })}>
${hidden({ key: given.key, seen: given.seen ?? whole.step })}
${pictureField(reader, {
  kept: given.pictures.map(id => ({ id, src: `/field/pictures/${id}` })),
  most: 6,
  label: say('field.pictures'),
  help: say('field.pictures_help'),
  problems,
  capture: true,
  shrink: 2000,
})}
<div class="field">
<span class="label">${say('field.position')}</span>
${positionFields(reader, given)}
</div>
<div class="field" data-away>
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
<p class="help">${say('field.who_sees')}</p>
<div class="answers" role="group" aria-labelledby="answer">${evidenceLine(say('field.position_none'))}
<b id="answer">${say(asked === 'check' ? 'field.answer' : 'field.answer_true')}</b>
<p class="status" role="alert" data-send-status></p>
<div class="pair">${
    asked === 'check'
      ? html`<button class="yes" name="answer" value="fixed">${icon('tick')}${say('field.fixed')}</button><button class="no" name="answer" value="not_fixed">${icon('cross')}${say('field.not_fixed')}</button>`
      : html`<button class="yes" name="answer" value="true">${icon('tick')}${say('field.true')}</button><button class="no" name="answer" value="not_true">${icon('cross')}${say('field.not_true')}</button>`
  }</div></div>
</form>`
}
