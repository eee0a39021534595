// OGC API – Features, part 1: core, by its abstract tests (OGC 17-069r4, annex A). mission: DC3
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { type City, district, inCity, inside, outside, type Person } from '../../../test/city.ts'
import { readAsked } from './asking.ts'

const link = z.object({ href: z.url(), rel: z.string(), type: z.string() })
const links = z.object({ links: z.array(link) })
const position = z.tuple([z.number(), z.number()])
const collectionsShape = links.extend({
  collections: z.array(
    links.extend({
      id: z.string(),
      title: z.string(),
      itemType: z.literal('feature'),
      crs: z.array(z.string()),
    }),
  ),
})
const featuresShape = links.extend({
  type: z.literal('FeatureCollection'),
  timeStamp: z.iso.datetime(),
  numberMatched: z.int(),
  numberReturned: z.int(),
  features: z.array(
    z.object({
      type: z.literal('Feature'),
      id: z.string(),
      geometry: z.object({ type: z.string(), coordinates: z.array(z.unknown()) }),
      properties: z.record(z.string(), z.unknown()),
    }),
  ),
})
const geoJson = 'application/geo+json'

test('A.2.2–A.2.6: landing page, definition, conformance and collections, each found from the one before', () =>
  inCity(async city => {
    const landing = links.parse(await read(city.page, '/ogc'))
    const by = (rel: string) => landing.links.find(each => each.rel === rel)?.href ?? ''
    expect(landing.links.map(({ rel }) => rel)).toEqual(['self', 'service-desc', 'conformance', 'data'])
    const definition = await city.page(by('service-desc'))
    expect(definition.headers.get('content-type')).toContain('application/vnd.oai.openapi+json;version=3.0')
    const { openapi, paths } = await definition.json()
    expect(openapi).toMatch(/^3\.0/)
    expect(Object.keys(paths)).toContain('/collections/{collectionId}/items/{featureId}')
    const parameters = paths['/collections/{collectionId}/items'].get.parameters
    expect(parameters.map(({ name }: { name: string }) => name)).toEqual(
      expect.arrayContaining(['limit', 'bbox', 'datetime']),
    )
    expect(await read(city.page, by('conformance'))).toMatchObject({
      conformsTo: expect.arrayContaining(['http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core']),
    })
    const { collections } = collectionsShape.parse(await read(city.page, by('data')))
    expect(collections.map(({ id }) => id)).toContain('unit')
    for (const each of collections) {
      const rels = Object.fromEntries(each.links.map(({ rel, href }) => [rel, href]))
      expect(await read(city.page, rels.self ?? '')).toMatchObject({ id: each.id, title: each.title })
      const items = await city.page(rels.items ?? '')
      expect([items.status, items.headers.get('content-type')]).toEqual([200, geoJson])
      featuresShape.parse(await items.json())
    }
    // The same under the address of the district.
    const own = links.parse(await read(city.page, `/d/${district}/ogc`))
    expect(own.links[0]?.href).toContain(`/d/${district}/ogc`)
    expect((await city.page('/ogc/')).headers.get('location')).toBe(landing.links[0]?.href)
  }))

test('A.2.7: pages by limit and next give every grid once, as many as are matched', () =>
  inCity(async city => {
    const seen: string[] = []
    let next: string | undefined = '/ogc/collections/unit/items?limit=70'
    while (next !== undefined) {
      const page: z.infer<typeof featuresShape> = featuresShape.parse(await read(city.page, next))
      expect(page.numberMatched).toBe(180)
      expect(page.numberReturned).toBe(page.features.length)
      expect(page.features.length).toBeLessThanOrEqual(70)
      seen.push(...page.features.map(({ id }) => id))
      next = page.links.find(({ rel }) => rel === 'next')?.href
    }
    expect(new Set(seen).size).toBe(180)
    expect(seen).toHaveLength(180)
    const { features } = await city.ask.grids.layer({ layer: 'unit' })
    expect(seen.toSorted()).toEqual(features.map(({ id }) => id).sort())
    // More than the most is no error: the most is given.
    expect(featuresShape.parse(await items(city, '?limit=99999')).numberReturned).toBe(180)
  }))

test('A.2.7: bbox gives what meets the box, also across 180°; datetime what was in force', () =>
  inCity(async city => {
    const { longitude: x, latitude: y } = inside
    const grid = await city.ask.grids.locate(inside)
    const near = featuresShape.parse(await items(city, `?bbox=${x},${y},${x + 1e-6},${y + 1e-6}`))
    expect(near.features.map(({ properties }) => properties.code)).toContain(grid.code)
    expect(near.numberMatched).toBeLessThan(5)
    const high = featuresShape.parse(await items(city, `?bbox=${x},${y},0,${x + 1e-6},${y + 1e-6},9`))
    expect(high.features).toEqual(near.features)
    const { longitude: far } = outside
    expect(featuresShape.parse(await items(city, `?bbox=${far},39,${far + 1},40`)).features).toEqual([])
    expect(featuresShape.parse(await items(city, '?bbox=170,-80,-170,80')).features).toEqual([])
    expect(featuresShape.parse(await items(city, '?bbox=100,-80,-170,80')).numberMatched).toBe(180)
    const now = city.clock.now()
    for (const [time, matched] of [
      [now, 180],
      ['1990-01-01T00:00:00Z', 0],
      ['1990-01-01', 0],
      [`1990-01-01T00:00:00Z/${now}`, 180],
      ['../1990-01-01T00:00:00Z', 0],
      ['1990-01-01T00:00:00Z/..', 180],
    ] as const) {
      const page = featuresShape.parse(await items(city, `?datetime=${encodeURIComponent(time)}`))
      expect([time, page.numberMatched]).toEqual([time, matched])
    }
  }))

test('A.2.8: a feature is the one of the list, with links to itself and its collection', () =>
  inCity(async city => {
    const { features } = featuresShape.parse(await items(city, '?limit=1'))
    const [first] = features
    const path = `/ogc/collections/unit/items/${first?.id}`
    const answer = await city.page(path)
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, geoJson])
    const feature = await answer.json()
    expect(feature).toMatchObject({ ...first })
    expect(links.parse(feature).links.map(({ rel }) => rel)).toEqual(['self', 'collection'])
    z.array(z.array(z.array(position))).parse(feature.geometry.coordinates)
    expect((await city.page(path, { method: 'HEAD' })).status).toBe(200)
  }))

test('what is not there, not known, not well said or not to be written has its status and a sentence', () =>
  inCity(async city => {
    const unknown = '01890000-0000-7000-8000-000000000000'
    for (const [path, status] of [
      ['/ogc/elsewhere', 404],
      ['/ogc/collections/nowhere', 404],
      ['/ogc/collections/nowhere/items', 404],
      [`/ogc/collections/unit/items/${unknown}`, 404],
      ['/ogc/collections/unit/items/no-id', 404],
      ['/ogc/collections/unit/items?colour=red', 400],
      ['/ogc/collections?f=html', 400],
      ['/ogc/collections/unit/items?limit=0', 400],
      ['/ogc/collections/unit/items?limit=ten', 400],
      ['/ogc/collections/unit/items?bbox=1,2,3', 400],
      ['/ogc/collections/unit/items?bbox=1,5,2,3', 400],
      ['/ogc/collections/unit/items?bbox=200,5,2,9', 400],
      ['/ogc/collections/unit/items?datetime=yesterday', 400],
      ['/ogc/collections/unit/items?datetime=../..', 400],
      ['/ogc/collections/unit/items?datetime=2026-02-30', 400],
      ['/ogc/collections/unit/items?after=nonsense', 400],
    ] as const) {
      const answer = await city.page(path)
      const said = await answer.json()
      expect([path, answer.status, typeof said.code, typeof said.description]).toEqual([
        path,
        status,
        'string',
        'string',
      ])
    }
    const written = await city.page('/ogc/collections/unit/items', { method: 'POST', body: '{}' })
    expect([written.status, written.headers.get('allow')]).toEqual([405, 'GET, HEAD'])
  }))

// mission: DC2
test('parts are told to whoever may see them, by his token, and spoken of to nobody else', () =>
  inCity(async city => {
    const admin = await city.as('admin')
    const file = new File(
      [
        `kind,name,longitude,latitude,material\n0101,Cover,${inside.longitude},${inside.latitude},iron\n0137,Lamp,123.5036,29.4935,\n`,
      ],
      'parts.csv',
    )
    const columns = { kind: 'kind', name: 'name', longitude: 'longitude', latitude: 'latitude' }
    await admin.ask.parts.import({ file, columns, dryRun: false })
    const page = featuresShape.parse(await read(admin.page, '/ogc/collections/parts/items?limit=1'))
    expect(page).toMatchObject({ numberMatched: 2, numberReturned: 1 })
    expect(page.features[0]?.properties).toMatchObject({ name: 'Cover', material: 'iron', kind: '0101' })
    const next = page.links.find(({ rel }) => rel === 'next')?.href ?? ''
    const last = featuresShape.parse(await read(admin.page, next))
    expect(last.features.map(({ properties }) => properties.name)).toEqual(['Lamp'])
    expect(last.links.some(({ rel }) => rel === 'next')).toBe(false)
    const code = String(page.features[0]?.id)
    expect(await read(admin.page, `/ogc/collections/parts/items/${code}`)).toMatchObject({ id: code })
    expect((await admin.page('/ogc/collections/parts/items/12')).status).toBe(404)
    const ids = async (person: Person['page']) =>
      collectionsShape.parse(await read(person, '/ogc/collections')).collections.map(({ id }) => id)
    expect(await ids(admin.page)).toContain('parts')
    expect(await ids(city.page)).not.toContain('parts')
    for (const path of [
      '/ogc/collections/parts',
      '/ogc/collections/parts/items',
      `/ogc/collections/parts/items/${code}`,
    ]) {
      const answer = await city.page(path)
      expect([path, answer.status, answer.headers.get('www-authenticate')]).toEqual([path, 401, 'Bearer'])
    }
  }))

test('whatever is asked is read or refused in a sentence', () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.constantFrom('limit', 'bbox', 'datetime', 'after'), fc.string({ maxLength: 40 })),
      query => {
        const read = readAsked(new URLSearchParams(query), ['limit', 'bbox', 'datetime', 'after'])
        if (typeof read === 'string') expect(read).toMatch(/[.]$/)
        else expect(read.limit).toBeGreaterThan(0)
      },
    ),
  )
})

async function items(city: City, query: string): Promise<unknown> {
  return read(city.page, `/ogc/collections/unit/items${query}`)
}

async function read(page: Person['page'], path: string): Promise<unknown> {
  const answer = await page(path)
  expect([path, answer.status]).toEqual([path, 200])
  return answer.json()
}
