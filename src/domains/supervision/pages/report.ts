// The form of an inspector's report: pictures, part or kind, where, in words, and whether it was put right already.
import { html } from 'hono/html'
import { type Html, nothing } from '../../../faces/portal/frame.ts'
import { hidden, type Problem, pictureField, problemOf, summary, tied } from '../../../faces/portal/pieces.ts'
import type { Reader } from '../../../faces/portal/reader.ts'
import { named } from '../../../ui/words/words.ts'
import type { Kind } from '../../catalogue/contract.ts'
import type { Part } from '../../parts/contract.ts'
import { type Draft, mostPictures, roughestMetres, whyUnmeasured } from './draft.ts'
import { kindField } from './kinds.ts'
import { evidenceLine, positionFields, positionWords } from './position.ts'

export interface ReportForm {
  draft: Draft
  kinds: readonly Kind[]
  recent: readonly string[]
  /** The part whose code was given. */
  part: Part | undefined
  /** The grids of his reach by their community; only where they are asked for. */
  grids: ReadonlyMap<string, readonly { code: string; name: string }[]> | undefined
  problems: readonly Problem[]
}

export function reportForm(reader: Reader, shown: ReportForm): Html {
  const { say } = reader
  const { draft, kinds, recent, part, problems } = shown
  const kept = (ids: readonly string[]) => ids.map(id => ({ id, src: `/field/pictures/${id}` }))
  const pictures = { most: mostPictures, problems, capture: true, shrink: 2000 }
  return html`<h1>${say('field.report_title')}</h1>
${summary(reader, problems)}
<form id="report" method="post" action="/field/report" enctype="multipart/form-data" data-keep="${draft.key}" data-send
 data-word-offline="${say('base.offline')}" data-word-sending="${say('portal.sending')}"
 ${positionWords(reader, { of: 'report', far: roughestMetres })}>
${hidden({ key: draft.key })}
${pictureField(reader, { ...pictures, kept: kept(draft.pictures), label: say('field.before'), help: say('field.before_help') })}
${partField(reader, shown)}
${kindField(reader, { kinds, recent, draft, problems })}
${part ? nothing : placeField(reader, shown)}
<div class="field">
<label for="address">${say('field.address')} <small>${say('portal.optional')}</small></label>
${problemOf(problems, 'address')}
<input id="address" name="address" maxlength="200" value="${draft.address}" autocomplete="off"${tied(problems, 'address')}>
</div>
<div class="field">
<label for="note">${say('field.words')} <small>${say('portal.optional')}</small></label>
${problemOf(problems, 'note')}
<textarea id="note" name="note" rows="3" maxlength="1800"${tied(problems, 'note')}>${`\n${draft.note}`}</textarea>
</div>
<div class="field handled">
<label class="card whole"><input type="checkbox" name="handled" value="on"${draft.handled ? html` checked` : nothing}> <span>${say('field.handled')}</span></label>
<div class="afters"><p class="help">${say('field.handled_help')}</p>
${pictureField(reader, { ...pictures, kept: kept(draft.afters), label: say('field.after'), help: say('field.after_help'), named: { files: 'afters', kept: 'after' } })}</div>
</div>
<p class="help">${say('field.report_sees')}</p>
<p class="status" role="alert" data-send-status></p>
<button class="button main" name="way" value="send">${say('field.send_report')}</button>
</form>`
}

function partField({ say, language }: Reader, { draft, part, problems }: ReportForm): Html {
  if (part)
    return html`<div class="field"><span class="label">${say('field.part')}</span>
<div class="part">${hidden({ part: part.code })}<p><b>${part.name || named(part.kind.name, language)}</b><small class="number">${part.code}</small><small>${named(part.region, language)} · ${say('field.part_place')}</small></p>
<button class="link" name="way" value="drop">${say('field.part_drop')}</button></div></div>`
  return html`<div class="field">
<label for="part">${say('field.part')} <small>${say('portal.optional')}</small></label>
${problemOf(problems, 'part')}
<div class="row"><input id="part" name="part" maxlength="24" inputmode="numeric" autocomplete="off" value="${draft.part}"${tied(problems, 'part', 'part-help')}><button class="button" name="way" value="part">${say('field.part_find')}</button></div>
<span class="help" id="part-help">${say('field.part_help')}</span>
</div>`
}

function placeField(reader: Reader, { draft, grids, problems }: ReportForm): Html {
  const { say } = reader
  return html`<div class="field" id="position">
<span class="label">${say('field.position')}</span>
${problemOf(problems, 'position')}
${positionFields(reader, draft)}
${evidenceLine(say('field.report_no_position'))}
${grids ? gridFields(reader, draft, grids, problems) : html`<button class="link" name="way" value="grid">${say('field.by_grid')}</button>`}
</div>`
}

function gridFields(
  { say }: Reader,
  draft: Draft,
  grids: NonNullable<ReportForm['grids']>,
  problems: readonly Problem[],
): Html {
  const choice = (value: string, name: string, chosen: string): Html =>
    html`<option value="${value}"${value === chosen ? html` selected` : nothing}>${name}</option>`
  return html`<div class="panel">${hidden({ by_grid: 'on' })}
<div class="field"><label for="grid">${say('field.grid_choose')}</label>
${problemOf(problems, 'grid')}
<select id="grid" name="grid"${tied(problems, 'grid', 'grid-help')}><option value="">${say('portal.choose')}</option>
${[...grids].map(([community, own]) => html`<optgroup label="${community}">${own.map(({ code, name }) => choice(code, name, draft.grid))}</optgroup>`)}</select>
<span class="help" id="grid-help">${say('field.grid_help')}</span></div>
<label for="why"><b>${say('field.why')}</b></label>
${problemOf(problems, 'why')}
<select id="why" name="why"${tied(problems, 'why')}><option value="">${say('portal.choose')}</option>
${whyUnmeasured.map(reason => choice(reason, say(`field.why.${reason}`), draft.why))}</select></div>`
}
