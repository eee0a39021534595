// OGC API – Features, part 1: core (OGC 17-069r4) at /ogc: grid layers for anyone, parts for whoever may see them.
// Every answer comes from the same calls as the API's, with their permissions.
import { call } from '@orpc/server'
import { type Context, Hono } from 'hono'
import { DatabaseAway, isRefusal, refusal } from '../../base/errors.ts'
import type { PageEnv, Pages } from '../../base/pages.ts'
import { gridRouter } from '../../domains/grids/server.ts'
import { partRouter } from '../../domains/parts/server.ts'
import { statusOf } from '../portal/refused.ts'
import { readAsked } from './asking.ts'
import {
  collection,
  collections,
  conformance,
  type Described,
  definition,
  geoJson,
  type Link,
  landing,
} from './describing.ts'
import { gridItem, gridItems, type Items, partItem, partItems } from './items.ts'

type C = Context<PageEnv>

const partsDescribed: Described = {
  id: 'parts',
  title: 'Parts',
  description: 'What the district answers for: lamps, covers, bins, trees. Needs the right parts.see.',
}

export function ogcPages(): Pages {
  const pages: Pages = new Hono()
  const plain = (path: string, answer: (c: C, base: string) => object | Promise<object>): void => {
    pages.get(path, async c => {
      const wrong = readAsked(new URL(c.req.url).searchParams, [])
      if (typeof wrong === 'string') return refuse(c, 400, 'InvalidParameterValue', wrong)
      return c.json(await answer(c, baseOf(c)))
    })
  }
  plain('/', (_, base) => landing(base))
  plain('/conformance', () => conformance)
  pages.get('/api', c => {
    const body = JSON.stringify(definition(baseOf(c)))
    return c.body(body, 200, { 'Content-Type': 'application/vnd.oai.openapi+json;version=3.0' })
  })
  plain('/collections', async (c, base) => collections(base, await described(c)))
  plain('/collections/:id', async (c, base) => collection(base, await one(c)))
  pages.get('/collections/:id/items', async c => {
    const asked = readAsked(new URL(c.req.url).searchParams, ['limit', 'bbox', 'datetime', 'after'])
    if (typeof asked === 'string') return refuse(c, 400, 'InvalidParameterValue', asked)
    const { id } = await one(c)
    const context = contextOf(c)
    const items = id === 'parts' ? await partItems(context, asked) : await gridItems(context, id, asked)
    return c.body(JSON.stringify(page(c, items)), 200, { 'Content-Type': geoJson })
  })
  pages.get('/collections/:id/items/:feature', async c => {
    const wrong = readAsked(new URL(c.req.url).searchParams, [])
    if (typeof wrong === 'string') return refuse(c, 400, 'InvalidParameterValue', wrong)
    const { id } = await one(c)
    const feature = c.req.param('feature')
    const found = await (id === 'parts'
      ? partItem(contextOf(c), feature)
      : gridItem(contextOf(c), id, feature))
    const base = `${baseOf(c)}/collections/${id}`
    const links: Link[] = [
      { href: `${base}/items/${feature}`, rel: 'self', type: geoJson },
      { href: base, rel: 'collection', type: 'application/json' },
    ]
    return c.body(JSON.stringify({ ...found, links }), 200, { 'Content-Type': geoJson })
  })
  pages.all('*', c => {
    // The landing page with a slash behind it is the landing page.
    if (c.req.method === 'GET' && c.req.path.endsWith('/ogc/')) return c.redirect(baseOf(c), 308)
    if (c.req.method === 'GET' || c.req.method === 'HEAD')
      return refuse(c, 404, 'NotFound', 'There is no such resource.')
    c.header('Allow', 'GET, HEAD')
    return refuse(c, 405, 'MethodNotAllowed', 'This API only reads.')
  })
  pages.onError((error, c) => {
    if (error instanceof DatabaseAway) throw error
    if (!isRefusal(error)) throw error
    if (error.status === 401) c.header('WWW-Authenticate', 'Bearer')
    return refuse(c, statusOf(error), error.code, sentences[error.code] ?? error.code)
  })
  return pages
}

/** For programs, in the language of the standard. */
const sentences: Readonly<Record<string, string>> = {
  'base.not_signed_in': 'Sign in first, and send the token as “Authorization: Bearer …”.',
  'base.not_allowed': 'Your post may not see this collection.',
  'base.not_found': 'There is no such resource.',
  'base.no_district': 'This server keeps several districts: ask at /d/{district}/ogc.',
  'base.bad_input': 'A parameter is not well said.',
}

function refuse(
  c: C,
  status: ReturnType<typeof statusOf> | 405,
  code: string,
  description: string,
): Response {
  return c.json({ code, description }, status)
}

/** Only what is asked for, never a key of a write. */
function contextOf(c: C) {
  return { ...c.var.asked, key: undefined }
}

function baseOf(c: C): string {
  const path = c.req.path.match(/^(\/d\/\d{6})?\/ogc/)?.[0] ?? '/ogc'
  return `${c.var.asked.origin}${path}`
}

/** What whoever asks may see; parts are not spoken of to others. */
async function described(c: C): Promise<Described[]> {
  const context = contextOf(c)
  const layers = await call(gridRouter.layers, undefined, { context })
  const grids = layers.map(({ code, name }) => ({
    id: code,
    title: `${name.zh} · ${name.en}`,
    description:
      'A layer of grids, as in force today; with datetime as in force then. validUntil is null where no end is set.',
  }))
  const mayParts = context.actor?.permissions.has('parts.see') === true
  return [...grids, ...(mayParts ? [partsDescribed] : [])]
}

async function one(c: C): Promise<Described> {
  const id = c.req.param('id')
  // The call itself says whether there is a right to it.
  if (id === 'parts') {
    await call(partRouter.features, { limit: 1 }, { context: contextOf(c) })
    return partsDescribed
  }
  const found = (await described(c)).find(each => each.id === id)
  if (!found) throw refusal('base.not_found')
  return found
}

function page(c: C, { features, matched, after }: Items) {
  const own = new URL(c.req.url)
  const here = `${baseOf(c)}/collections/${c.req.param('id')}/items`
  const links: Link[] = [{ href: `${here}${own.search}`, rel: 'self', type: geoJson }]
  if (after !== null) {
    own.searchParams.set('after', after)
    links.push({ href: `${here}?${own.searchParams}`, rel: 'next', type: geoJson })
  }
  return {
    type: 'FeatureCollection',
    timeStamp: new Date(c.var.asked.clock()).toISOString(),
    numberMatched: matched,
    numberReturned: features.length,
    features,
    links,
  }
}
