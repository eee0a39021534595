// The pages of a report, as every step shows them: the frame around where, map and what, and the place in words.
import { call } from '@orpc/server'
import type { Context } from 'hono'
import { html } from 'hono/html'
import type { Asked } from '../../../base/gate.ts'
import type { PageEnv } from '../../../base/pages.ts'
import { frame, type Html, shown } from '../../../faces/portal/frame.ts'
import type { Problem } from '../../../faces/portal/pieces.ts'
import { type Reader, readerOf } from '../../../faces/portal/reader.ts'
import { attempt, type Refused, statusOf } from '../../../faces/portal/refused.ts'
import { named } from '../../../ui/words/words.ts'
import { catalogueRouter } from '../../catalogue/server.ts'
import { gridRouter } from '../../grids/server.ts'
import { unitLayer } from '../../grids/store.ts'
import type { Plate } from '../../parts/contract.ts'
import { partRouter } from '../../parts/server.ts'
import { regionRouter } from '../../regions/server.ts'
import type { Draft } from './draft.ts'
import { type Area, type Box, type Point, whole } from './map.ts'
import { whatForm } from './what.ts'
import { mapForm, steps, whereForm } from './where.ts'

/** On the portal everyone is a resident, whoever is signed in elsewhere in the same browser. */
export function resident(c: Context<PageEnv>): Asked {
  return { ...c.var.asked, actor: undefined, key: undefined }
}

/** What every step needs at hand. */
export interface Desk {
  c: Context<PageEnv>
  context: Asked
  reader: Reader
}

export function desk(c: Context<PageEnv>, set?: string): Desk {
  return { c, context: resident(c), reader: readerOf(c, set) }
}

export async function wherePage(
  desk: Desk,
  draft: Draft,
  problems: Problem[] = [],
  { status }: Pick<Refused, 'status'> = { status: 200 },
): Promise<Response> {
  const { context, reader, c } = desk
  const regions = await call(regionRouter.list, undefined, { context })
  const placeName = draft.place && (await placeWords(desk, { ...draft, address: '' }))
  const body = html`${steps(reader, 1)}<h1>${reader.say('portal.where_title')}</h1>${whereForm(reader, { draft, regions, problems, placeName })}`
  return page(desk, body, 'portal.where_title', {
    enter: 'next',
    status: c.req.method === 'GET' ? 200 : status,
  })
}

interface Shown {
  box?: Box | undefined
  near?: boolean
  problems?: Problem[]
  refused?: Refused
}

export async function mapPage(
  desk: Desk,
  draft: Draft,
  { box, near = false, problems = [], refused }: Shown,
): Promise<Response> {
  const placeName = draft.place && (await placeWords(desk, { ...draft, address: '' }))
  const shown = {
    draft,
    box: box ?? whole(await areasOf(desk.context)),
    near,
    pin: draft.place,
    problems,
    placeName,
  }
  return page(desk, mapForm(desk.reader, shown), 'portal.map_title', {
    enter: draft.place ? 'pin' : 'where',
    status: refused?.status ?? 200,
  })
}

export async function whatPage(
  desk: Desk,
  draft: Draft,
  problems: Problem[] = [],
  { status }: Pick<Refused, 'status'> = { status: 200 },
): Promise<Response> {
  const kinds = await call(catalogueRouter.kinds, undefined, { context: desk.context })
  const shown = { draft, kinds, problems, placeName: await placeWords(desk, draft) }
  return page(desk, whatForm(desk.reader, shown), 'portal.what_title', { enter: 'send', status })
}

/** What stands on the plate of a part that is in use; undefined where there is none of that code. */
export async function plateOf({ context }: Desk, code: string): Promise<Plate | undefined> {
  const { answer } = await attempt(call(partRouter.plate, { code }, { context }))
  return answer?.isInUse ? answer : undefined
}

export function plateName({ language }: Reader, { kind, name }: Plate): string {
  return [named(kind.name, language), name].filter(part => part !== '').join(' ')
}

export async function page(
  { c, context, reader }: Desk,
  body: Html,
  title: 'portal.where_title' | 'portal.map_title' | 'portal.what_title' | 'portal.part_title',
  { enter, status }: { enter?: string; status: number },
): Promise<Response> {
  const district = await call(regionRouter.district, undefined, { context })
  const framed = {
    title: reader.say(title),
    place: named(district.name, reader.language),
    home: `${reader.base}/`,
    foot: reader.say('portal.foot'),
    form: enter === undefined ? undefined : { id: 'report', enter },
    posted: c.req.method === 'POST',
    body,
  }
  return shown(c, frame(reader, framed), status === 200 ? 200 : statusOf({ status }))
}

/** The place in words: what was typed, then the community, and how exact a device was. */
async function placeWords(desk: Desk, draft: Draft): Promise<string> {
  const { address, place, region } = draft
  const { context, reader } = desk
  const regions = await call(regionRouter.list, undefined, { context })
  const spot = place && (await located(desk, place)).answer
  const found = regions.find(({ code, path }) => (spot ? path === spot.regionPath : code === region))
  const plate = draft.part === '' ? undefined : await plateOf(desk, draft.part)
  const parts = [
    plate ? plateName(reader, plate) : '',
    address.trim(),
    found ? named(found.name, reader.language) : '',
    place?.accuracy ? reader.say('portal.accuracy', { metres: place.accuracy }) : '',
  ]
  return parts.filter(part => part !== '').join(' · ')
}

export function located({ context }: Desk, { longitude, latitude }: Point) {
  return attempt(call(gridRouter.locate, { longitude, latitude }, { context }))
}

export async function areasOf(context: Asked): Promise<Area[]> {
  const { features } = await call(gridRouter.layer, { layer: unitLayer }, { context })
  return features.map(({ properties: { code, name, region }, geometry }) => ({
    code,
    name,
    region,
    rings: geometry.coordinates.flat(),
  }))
}
