// What somebody sees who scans the plate of a part in the street: what it is, who looks after it, and the way to report
// what is wrong with it. Kind and place are then known already.
import { call } from '@orpc/server'
import { html } from 'hono/html'
import { nothing } from '../../../faces/portal/frame.ts'
import { icon } from '../../../faces/portal/pieces.ts'
import { named } from '../../../ui/words/words.ts'
import { catalogueRouter } from '../../catalogue/server.ts'
import type { Plate } from '../../parts/contract.ts'
import { spacedCode } from '../../parts/rules.ts'
import { type Desk, page, plateName, plateOf, whatPage, wherePage } from './desk.ts'
import { type Draft, emptyDraft } from './draft.ts'

export async function partPage(desk: Desk, code: string): Promise<Response> {
  const { reader } = desk
  const { say, language, base } = reader
  const plate = await plateOf(desk, code)
  if (!plate) return unknown(desk)
  const { region, quarter, maintaining } = plate
  const where = [quarter, region].flatMap(each => (each ? [named(each, language)] : [])).join(' ')
  const body = html`<h1>${plateName(reader, plate)}</h1>
<dl class="facts">
<dt>${say('portal.part_code')}</dt><dd class="number">${spacedCode(plate.code)}</dd>
<dt>${say('portal.part_where')}</dt><dd>${where}</dd>
${maintaining ? html`<dt>${say('portal.part_maintaining')}</dt><dd>${named(maintaining, language)}</dd>` : nothing}
</dl>
<a class="button main" href="${base}/report?part=${plate.code}">${say('portal.part_report')}${icon('go')}</a>
<p class="help">${say('portal.part_help')}</p>`
  return page(desk, body, 'portal.part_title', { status: 200 })
}

/** The second step of a report at once: the plate says where, and which kind it is. */
export async function reportOf(desk: Desk, code: string): Promise<Response> {
  const plate = await plateOf(desk, code)
  if (!plate) return unknown(desk)
  return whatPage(desk, await draftAbout(desk, plate))
}

function unknown(desk: Desk): Promise<Response> {
  return wherePage(desk, emptyDraft(), [{ sentence: desk.reader.say('portal.part_unknown') }])
}

async function draftAbout(desk: Desk, { code, kind, longitude, latitude }: Plate): Promise<Draft> {
  const kinds = await call(catalogueRouter.kinds, undefined, { context: desk.context })
  const own = kinds.find(
    each => each.edition === kind.edition && each.type === 'part' && each.code === kind.code,
  )
  const key = own ? `${own.edition}/${own.type}/${own.code}` : ''
  return {
    ...emptyDraft(),
    part: code,
    place: { longitude, latitude, precision: 'map', accuracy: '' },
    ...(own?.offered === null ? { kind: 'other', other: key } : { kind: key }),
  }
}
