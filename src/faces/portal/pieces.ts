// Pieces of forms: labelled fields with their problem beside them, the summary on top, pictures, icons.
import { html, raw } from 'hono/html'
import { type Html, nothing } from './frame.ts'
import type { Reader } from './reader.ts'

/** What is wrong with a form, in a sentence; `field` is the id of the input it belongs to. */
export interface Problem {
  field?: string | undefined
  sentence: string
  /** The HTTP status of the refusal behind it; a plain omission is 422. */
  status?: number
}

export function statusFor(problems: readonly Problem[]): number {
  return problems.find(({ status }) => status !== undefined)?.status ?? 422
}

export function problemOf(problems: readonly Problem[], field: string): Html {
  const own = problems.filter(problem => problem.field === field)
  if (own.length === 0) return nothing
  return html`<span class="wrong" id="${field}-wrong">${own.map(({ sentence }) => html`<span>${sentence}</span>`)}</span>`
}

/** The attributes that tie an input to its help and its problem. */
export function tied(problems: readonly Problem[], field: string, help?: string): Html {
  const isWrong = problems.some(problem => problem.field === field)
  const ids = [...(isWrong ? [`${field}-wrong`] : []), ...(help ? [help] : [])]
  return html`${isWrong ? html` aria-invalid="true"` : nothing}${ids.length > 0 ? html` aria-describedby="${ids.join(' ')}"` : nothing}`
}

export function summary({ say }: Reader, problems: readonly Problem[]): Html {
  if (problems.length === 0) return nothing
  return html`<div class="summary" role="alert" tabindex="-1" data-focus>
<h2>${say('portal.wrong')}</h2>
<ul>${problems.map(({ field, sentence }) => html`<li>${field ? html`<a href="#${field}">${sentence}</a>` : sentence}</li>`)}</ul>
</div>`
}

export function hidden(fields: Readonly<Record<string, string | number | undefined>>): Html {
  return html`${Object.entries(fields).map(([name, value]) =>
    value === undefined || value === ''
      ? nothing
      : html`<input type="hidden" name="${name}" value="${value}">`,
  )}`
}

export interface PictureField {
  /** Uploads that a refused form brought with it, with the address of a small copy of each. */
  kept: readonly { id: string; src: string }[]
  most: number
  help: string
  label: string
  problems: readonly Problem[]
  capture?: boolean
  /** What the inputs are called where a form has a second field of pictures. */
  named?: { files: string; kept: string } | undefined
  /** The longest edge, in pixels, that the script shrinks to before sending; absent: sent as taken. */
  shrink?: number
}

export function pictureField(
  { say }: Reader,
  { kept, most, help, label, problems, capture, shrink, named }: PictureField,
): Html {
  const { files, kept: keptName } = named ?? { files: 'pictures', kept: 'picture' }
  const accept = capture ? 'image/*' : 'image/jpeg,image/png,image/webp'
  return html`<div class="field" data-pictures data-most="${most}"${shrink ? html` data-shrink="${shrink}"` : nothing}
 data-word-remove="${say('portal.picture_remove')}" data-word-most="${say('portal.too_many', { most })}"
 data-word-count="${say('portal.picture_count')}">
<label for="${files}">${label}</label>
${problemOf(problems, files)}
${kept.length > 0 ? html`<ul class="thumbs">${kept.map(({ id, src }, index) => html`<li><label><img src="${src}" alt="${say('portal.picture_n', { n: index + 1 })}"><span><input type="checkbox" name="${keptName}" value="${id}" checked> ${say('portal.picture_keep')}</span></label></li>`)}</ul>` : nothing}
<span class="help" id="${files}-help">${help}</span>
<input type="file" id="${files}" name="${files}" accept="${accept}"${capture ? html` capture="environment"` : nothing} multiple${tied(problems, files, `${files}-help`)}>
<label for="${files}" class="button pick" aria-hidden="true">${icon('camera')}${say(capture ? 'field.take_picture' : 'portal.choose_pictures')}</label>
<ul class="thumbs" data-previews></ul>
<p class="status" role="status" data-picture-status></p>
</div>`
}

const shapes = {
  locate: '<circle cx="12" cy="12" r="6"/><path d="M12 2v4M12 18v4M2 12h4M18 12h4"/>',
  map: '<path d="M3.5 6l5.5-2 6 2 5.5-2v14L15 20l-6-2-5.5 2zM9 4v14M15 6v14"/>',
  pin: '<path d="M12 21.500s-6.500-6.300-6.500-11.300a6.500 6.500 0 0 1 13 0c0 5-6.500 11.300-6.500 11.300z"/><circle cx="12" cy="10" r="2.300"/>',
  camera: '<path d="M4 8h3.500l1.500-2.500h6L16.500 8H20v11H4z"/><circle cx="12" cy="13" r="3.500"/>',
  tick: '<path d="M4.500 12.500l5 5L19.500 7"/>',
  cross: '<path d="M6 6l12 12M18 6L6 18"/>',
  list: '<path d="M4 6.500l1.500 1.500 2.500-3M4 12.500l1.500 1.500 2.500-3M4 18.500l1.500 1.500 2.500-3M11.500 6.500H20M11.500 12.500H20M11.500 18.500H20"/>',
  person:
    '<circle cx="12" cy="8" r="4"/><path d="M4.500 20c1-4.500 4-6.500 7.500-6.500s6.500 2 7.500 6.500"/>',
  back: '<path d="M15 4.500L7.500 12l7.500 7.500"/>',
  search: '<circle cx="10.500" cy="10.500" r="6"/><path d="M15 15l5.500 5.500"/>',
  go: '<path d="M9 4.500l7.500 7.500L9 19.500"/>',
}

export function icon(name: keyof typeof shapes): Html {
  return html`<svg class="i" viewBox="0 0 24 24" width="22" height="22" aria-hidden="true">${raw(shapes[name])}</svg>`
}
