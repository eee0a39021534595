// Where the inspector stands, in both of his forms: hidden fields that the script fills, a button to take the position
// anew, and the evidence in one line before he sends.
import { html } from 'hono/html'
import { type Html, nothing } from '../../../faces/portal/frame.ts'
import { icon } from '../../../faces/portal/pieces.ts'
import type { Reader } from '../../../faces/portal/reader.ts'

export interface Measured {
  longitude: string
  latitude: string
  /** Metres, as the device says. */
  accuracy: string
}

export function positionFields({ say }: Reader, { longitude, latitude, accuracy }: Measured): Html {
  return html`<input type="hidden" name="longitude" value="${longitude}"><input type="hidden" name="latitude" value="${latitude}"><input type="hidden" name="accuracy" value="${accuracy}">
<button type="button" class="button wide" data-take hidden>${icon('locate')}${say('field.locate')}</button>`
}

export function evidenceLine(sentence: string): Html {
  return html`<p class="evidence" role="status" data-evidence>${sentence}</p>`
}

/** The words of the script, on the form. `far` is from how many metres on it says so. */
export function positionWords(
  reader: Reader,
  { of, from, far }: { of: 'case' | 'report'; from?: string; far: number },
): Html {
  const { say } = reader
  const words =
    of === 'case'
      ? ({
          found: 'field.position_found',
          far: 'field.position_far',
          denied: 'field.position_denied',
          nowhere: 'field.position_nowhere',
          insecure: 'field.position_insecure',
        } as const)
      : ({
          found: 'field.report_found',
          far: 'field.report_rough',
          denied: 'field.report_denied',
          nowhere: 'field.report_nowhere',
          insecure: 'field.report_insecure',
        } as const)
  return html`data-position data-far="${far}"${from === undefined ? nothing : html` data-from="${from}"`} data-word-looking="${say('portal.looking')}"
 data-word-found="${say(words.found)}" data-word-far="${say(words.far, { most: far })}" data-word-denied="${say(words.denied)}"
 data-word-nowhere="${say(words.nowhere)}" data-word-insecure="${say(words.insecure)}"`
}

export function positionIn({
  longitude,
  latitude,
}: Pick<Measured, 'longitude' | 'latitude'>): { longitude: number; latitude: number } | undefined {
  if (longitude === '' || latitude === '') return undefined
  const position = { longitude: Number(longitude), latitude: Number(latitude) }
  // Written so that NaN is refused as well.
  return Math.abs(position.longitude) <= 180 && Math.abs(position.latitude) <= 90 ? position : undefined
}
