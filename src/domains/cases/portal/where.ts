// Step one, where: the address in words, and one way to place it: the phone's position, a point on the map,
// or the community. The map itself is a picture that a click submits, so it needs no script.
import { html } from 'hono/html'
import { type Html, nothing } from '../../../faces/portal/frame.ts'
import { hidden, icon, type Problem, problemOf, summary, tied } from '../../../faces/portal/pieces.ts'
import type { Reader } from '../../../faces/portal/reader.ts'
import { named } from '../../../ui/words/words.ts'
import type { Region } from '../../regions/contract.ts'
import { carried, type Draft, placed } from './draft.ts'
import { type Box, boxText, heightAt, type Point, widths } from './map.ts'

export interface Where {
  draft: Draft
  regions: readonly Region[]
  problems: readonly Problem[]
  /** What is known of the place chosen so far, in words. */
  placeName: string | undefined
}

/** The progress of a report, as a list that also says the step in words. */
export function steps({ say }: Reader, now: 1 | 2): Html {
  const item = (step: 1 | 2, name: string): Html =>
    html`<li${step <= now ? html` class="done"` : nothing}${step === now ? html` aria-current="step"` : nothing}>${name}</li>`
  return html`<ol class="steps" aria-label="${say('portal.steps')}">${item(1, say('portal.step_where'))}${item(2, say('portal.step_what'))}</ol>`
}

/** The form of step one, on the first page and alone. */
export function whereForm(reader: Reader, { draft, regions, problems, placeName }: Where): Html {
  const { say, base } = reader
  const { place } = draft
  return html`${summary(reader, problems)}
<form id="report" method="post" action="${base}/report" data-keep="${draft.key}"
 data-word-offline="${say('base.offline')}" data-word-found="${say('portal.found')}" data-word-rough="${say('portal.rough')}"
 data-word-denied="${say('portal.denied')}" data-word-nowhere="${say('portal.nowhere')}" data-word-looking="${say('portal.looking')}">
${hidden({ step: 'where', ...carried(draft, ['address', 'region', 'point', 'longitude', 'latitude', 'precision', 'accuracy']) })}
${draft.pictures.map(picture => hidden({ picture }))}
<div class="field">
<label for="address">${say('portal.label.address')}</label>
${problemOf(problems, 'address')}
<input id="address" name="address" maxlength="200" value="${draft.address}" autocomplete="street-address"${tied(problems, 'address', 'address-help')}>
<span class="help" id="address-help">${say('portal.address_help')}</span>
</div>
<fieldset class="field" id="where">
<legend>${say('portal.place')}</legend>
${problemOf(problems, 'where')}
<p class="chosen" data-point${place ? nothing : html` hidden`}><label><input type="checkbox" name="point" value="on"${place ? html` checked` : nothing}> <span data-point-name>${placeName ?? say('portal.place_taken')}</span></label>
<input type="hidden" name="longitude" value="${place?.longitude ?? ''}"><input type="hidden" name="latitude" value="${place?.latitude ?? ''}"><input type="hidden" name="precision" value="${place?.precision ?? ''}"><input type="hidden" name="accuracy" value="${place?.accuracy ?? ''}"></p>
<div class="pair">
<button type="button" class="button" data-locate hidden>${icon('locate')}${say('portal.use_position')}</button>
<button class="button" name="way" value="map">${icon('map')}${say('portal.use_map')}</button>
</div>
<p class="status" role="status" data-locate-status></p>
<label for="region">${say('portal.label.region')}</label>
${problemOf(problems, 'region')}
<select id="region" name="region"${tied(problems, 'region')}>
<option value="">${say('portal.choose')}</option>
${communities(reader, regions, draft.region)}
</select>
</fieldset>
<button class="button main" name="way" value="next">${say('portal.next')}${icon('go')}</button>
<p class="help">${say('portal.no_account')}</p>
</form>`
}

export interface Mapped {
  draft: Draft
  box: Box
  /** Whether the map shows the surroundings of a point already. */
  near: boolean
  pin: Point | undefined
  problems: readonly Problem[]
  placeName: string | undefined
}

/** The map: a click picks the surroundings first, then the exact place; each click is a plain submit. */
export function mapForm(reader: Reader, { draft, box, near, pin, problems, placeName }: Mapped): Html {
  const { say, base, language } = reader
  const query = new URLSearchParams({
    view: boxText(box),
    lang: language,
    ...(pin && { pin: `${pin.longitude},${pin.latitude}` }),
  })
  return html`${steps(reader, 1)}
<h1>${say('portal.map_title')}</h1>
${summary(reader, problems)}
<p>${say(near ? 'portal.map_near' : 'portal.map_far')}</p>
<form id="report" method="post" action="${base}/report">
${hidden({ step: 'map', view: boxText(box), near: near ? 'on' : '', ...carried({ ...draft, place: undefined }, []) })}
${draft.pictures.map(picture => hidden({ picture }))}
${pin ? hidden(placed({ ...pin, precision: 'map', accuracy: '' })) : nothing}
${placeName ? html`<p class="chosen" role="status">${icon('pin')}<span>${placeName}</span></p>` : nothing}
${widths.map(width => html`<input type="image" class="map at-${width}" name="map${width}" src="${base}/map.svg?${query.toString()}" width="${width}" height="${heightAt(box, width)}" alt="${say('portal.map_alt')}">`)}
${pin ? html`<button class="button main" name="way" value="pin">${say('portal.map_here')}${icon('go')}</button>` : nothing}
<div class="pair">
${near ? html`<button class="button" name="way" value="map">${say('portal.map_whole')}</button>` : nothing}
<button class="button" name="way" value="where">${say('portal.map_other')}</button>
</div>
</form>`
}

/** Communities by subdistrict; a district without communities offers its subdistricts. */
function communities({ language }: Reader, regions: readonly Region[], chosen: string): Html {
  const option = ({ code, name }: Region): Html =>
    html`<option value="${code}"${code === chosen ? html` selected` : nothing}>${named(name, language)}</option>`
  return html`${regions
    .filter(({ level }) => level === 'subdistrict')
    .map(subdistrict => {
      const own = regions.filter(({ parent, level }) => parent === subdistrict.code && level === 'community')
      return own.length === 0
        ? option(subdistrict)
        : html`<optgroup label="${named(subdistrict.name, language)}">${own.map(option)}</optgroup>`
    })}`
}
