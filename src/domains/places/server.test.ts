// The base map through HTTP: a file brought in, its tiles, its list, its search; and a district made from nothing.
import { VectorTile } from '@mapbox/vector-tile'
import { sql } from 'kysely'
import { PbfReader } from 'pbf'
import { expect, test } from 'vitest'
import { type City, district, garbage, inCity, inside } from '../../../test/city.ts'
import { bring } from '../../commands/import-osm.ts'
import { degrees, type OsmItem, type Tags } from '../../geo/osm/items.ts'
import { collect } from '../../geo/osm/world.ts'
import { tileAt } from '../../geo/tile.ts'
import { placesNamed } from './store.ts'

const here = { code: district, name: { zh: '', en: '' }, timeZone: 'Asia/Shanghai', isNew: false }
const options = { source: 'osm', dryRun: false, file: 'map.osm' }
const view = { west: 123.49, south: 29.48, east: 123.52, north: 29.51 }

/** A square of streets around a park with a lamp, next to a pond and a house with a number. */
function items(x = 123.5, y = 29.49, more: OsmItem[] = []): OsmItem[] {
  const node = (id: number, dx: number, dy: number, tags: Tags = {}): OsmItem => ({
    type: 'node',
    id,
    longitude: x + dx / 1000,
    latitude: y + dy / 1000,
    tags,
  })
  const area = (id: number, from: number, tags: Tags): OsmItem => ({
    type: 'way',
    id,
    nodes: [from, from + 1, from + 2, from + 3, from],
    tags,
  })
  const square = (from: number, dx: number, dy: number, side: number): OsmItem[] => [
    node(from, dx, dy),
    node(from + 1, dx + side, dy),
    node(from + 2, dx + side, dy + side),
    node(from + 3, dx, dy + side),
  ]
  return [
    {
      type: 'bounds',
      west: degrees(x - 0.001),
      south: degrees(y - 0.001),
      east: degrees(x + 0.009),
      north: degrees(y + 0.009),
    },
    ...square(1, 0, 0, 2),
    ...square(11, 3, 0, 1),
    ...square(21, 5, 0, 0.5),
    node(31, 3.5, 3.4, { highway: 'street_lamp', ref: 'L7' }),
    node(32, 3.6, 3.6, { man_made: 'flagpole' }),
    node(33, 0, 4),
    node(34, 4, 4),
    node(35, 20, 4),
    area(1, 1, { leisure: 'park', name: '书院公园', 'name:en': 'Academy Park' }),
    area(2, 11, { natural: 'water' }),
    area(3, 21, { building: 'yes', 'addr:housenumber': '27号', 'addr:street': '文庙大街' }),
    { type: 'way', id: 4, nodes: [33, 34], tags: { highway: 'primary', name: '文庙大街' } },
    { type: 'way', id: 5, nodes: [34, 35], tags: { highway: 'primary', name: '文庙大街', bridge: 'yes' } },
    ...more,
  ]
}

async function bringIn(city: City, given = items(), change: Partial<typeof options> = {}, to = here) {
  async function* all(): AsyncGenerator<OsmItem> {
    yield* given
  }
  const world = await collect(all())
  return bring(city.door, {
    options: { ...options, ...change },
    world,
    digest: 'a'.repeat(64),
    district: to,
    now: city.clock.now(),
    say: () => {},
  })
}

async function tile(city: City, zoom = 14, path = '/api', init: RequestInit = {}) {
  // At the last zoom the tile with the house.
  const { x, y } = zoom === 16 ? tileAt(123.5052, 29.4902, zoom) : tileAt(123.502, 29.492, zoom)
  const answer = await city.page(`${path}/map/base/${zoom}/${x}/${y}`, init)
  const packed = answer.status === 200 ? await answer.clone().arrayBuffer() : undefined
  const bytes =
    packed && new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip')))
  return { answer, layers: bytes ? new VectorTile(new PbfReader(await bytes.arrayBuffer())).layers : {} }
}

test('before anything is imported the map says so, and its tiles are empty', () =>
  inCity(async city => {
    expect(await city.ask.places.map()).toEqual({
      version: 'none',
      bounds: null,
      attribution: null,
      minZoom: 6,
      maxZoom: 16,
    })
    expect((await tile(city)).answer.status).toBe(204)
    expect(await city.ask.places.search({ text: '公园' })).toEqual([])
  }))

test('a file becomes layers of tiles, packed, with a version that lets browsers keep them', () =>
  inCity(async city => {
    const { replaced } = await bringIn(city)
    const map = await city.ask.places.map()
    expect(map).toMatchObject({ version: replaced.import, bounds: [123.499, 29.489, 123.509, 29.499] })
    expect(map.attribution).toMatch(/OpenStreetMap contributors, ODbL/)
    const { answer, layers } = await tile(city)
    expect(answer.headers.get('content-type')).toBe('application/vnd.mapbox-vector-tile')
    expect(answer.headers.get('content-encoding')).toBe('gzip')
    expect(Object.keys(layers).sort()).toEqual(['building', 'green', 'label', 'street', 'water'])
    expect(layers.green?.feature(0).properties).toEqual({ kind: 'park' })
    expect(layers.label?.feature(0).properties).toMatchObject({ name: '书院公园', kind: 'park' })
    const streets = [0, 1].map(at => layers.street?.feature(at).properties)
    expect(streets.map(each => each?.bridge).sort()).toEqual([0, 1])
    const again = await tile(city, 14, '/api', {
      headers: { 'if-none-match': answer.headers.get('etag') ?? '' },
    })
    expect(again.answer.status).toBe(304)
    expect((await tile(city, 16)).layers.address?.feature(0).properties).toEqual({
      number: '27号',
      street: '文庙大街',
    })
    expect((await tile(city, 10)).layers.building).toBeUndefined()
    expect((await city.page('/api/map/base/17/1/1')).status).toBe(404)
    expect((await city.page('/api/map/base/3/8/1')).status).toBe(404)
  }))

test('everything named is listed once and found by any part of its names', () =>
  inCity(async city => {
    await bringIn(city)
    const { places, unnamed, after } = await city.ask.places.list(view)
    expect(places.map(({ listed, name }) => `${listed} ${name}`)).toEqual([
      'park 书院公园',
      'street 文庙大街',
      'address 文庙大街27号',
    ])
    expect(after).toBeNull()
    expect(unnamed).toEqual([
      { layer: 'building', kind: null, count: 1 },
      { layer: 'water', kind: null, count: 1 },
    ])
    expect((await city.ask.places.list({ ...view, kinds: 'street' })).places).toHaveLength(1)
    expect((await city.ask.places.list({ west: 10, south: 10, east: 11, north: 11 })).places).toEqual([])
    const named = async (text: string) => (await city.ask.places.search({ text })).map(({ name }) => name)
    expect(await named('院公')).toEqual(['书院公园'])
    expect(await named('ACADEMY p')).toEqual(['书院公园'])
    expect(await named('文庙')).toEqual(['文庙大街', '文庙大街27号'])
    expect(await named('街27')).toEqual(['文庙大街27号'])
    expect(await named('公院')).toEqual([])
    const [park] = await city.ask.places.search({ text: '书' })
    expect(park).toMatchObject({ listed: 'park', names: { en: 'Academy Park' } })
  }))

test('a long list goes on where it stopped, each once', () =>
  inCity(async city => {
    const stations = Array.from(
      { length: 230 },
      (_, at): OsmItem => ({
        type: 'node',
        id: 100 + at,
        longitude: 123.501,
        latitude: 29.491,
        tags: { railway: 'station', name: at % 2 === 0 ? `站 ${at}` : '同名站' },
      }),
    )
    await bringIn(city, items(123.5, 29.49, stations))
    const seen: string[] = []
    let after: string | undefined
    do {
      const page = await city.ask.places.list({ ...view, ...(after && { after }) })
      seen.push(...page.places.map(({ id }) => id))
      after = page.after ?? undefined
    } while (after)
    expect(seen).toHaveLength(233)
    expect(new Set(seen).size).toBe(233)
    await expect(city.ask.places.list({ ...view, after: 'nonsense' })).rejects.toMatchObject({
      code: 'base.bad_input',
    })
  }))

test('street furniture becomes parts, once, and what has no kind is counted', () =>
  inCity(async city => {
    const first = await bringIn(city)
    expect(first.parts).toMatchObject({ added: 1, refused: [] })
    expect([...first.shaped.kindless]).toEqual([['man_made=flagpole', 1]])
    const second = await bringIn(city)
    expect(second.parts).toMatchObject({ added: 0, changed: 0, unchanged: 1 })
  }))

test('bringing a source in again replaces it, and only it', () =>
  inCity(async city => {
    await bringIn(city)
    const other = await bringIn(city, items(123.6, 29.6), { source: 'survey' })
    expect(other.replaced.before).toBe(0)
    const again = await bringIn(
      city,
      items().filter(each => !('id' in each && each.type === 'way' && each.id === 1)),
    )
    expect(again.replaced.before).toBe(7)
    expect((await city.ask.places.list(view)).places.map(({ name }) => name)).not.toContain('书院公园')
    expect(await city.ask.places.search({ text: '书院' })).toHaveLength(1)
    expect((await tile(city)).layers.green).toBeUndefined()
    expect((await city.ask.places.map()).bounds).toEqual([123.499, 29.489, 123.609, 29.609])
  }))

test('a dry run says the same and keeps nothing', () =>
  inCity(async city => {
    const tried = await bringIn(city, items(), { dryRun: true })
    expect(tried.replaced.kept).toBe(7)
    expect((await city.ask.places.map()).version).toBe('none')
    expect((await bringIn(city)).parts.added).toBe(1)
  }))

test('a shape that crosses itself is mended and told, and never stops the file', () =>
  inCity(async city => {
    const bow: OsmItem[] = [
      { type: 'way', id: 90, nodes: [1, 3, 2, 33, 1], tags: { landuse: 'grass', name: '结' } },
    ]
    const { replaced } = await bringIn(city, items(123.5, 29.49, bow))
    expect(replaced.mended).toEqual(['way/90'])
    expect(replaced.invalid).toEqual([])
    expect((await tile(city)).layers.green?.length).toBe(2)
  }))

test('from nothing: a district with regions and grids, where a resident reports at once', () =>
  inCity(async city => {
    const founded = {
      code: '990777',
      name: { zh: '新城', en: 'Newtown' },
      timeZone: 'Europe/Helsinki',
      isNew: true,
    }
    const report = await bringIn(city, items(24.94, 60.17), {}, founded)
    expect(report.founded.grids).toBeGreaterThan(50)
    expect(report.parts).toMatchObject({ added: 1, refused: [] })
    const at = await city.page('/d/990777/api/grids/at?longitude=24.943&latitude=60.173')
    expect(await at.json()).toMatchObject({
      layer: 'unit',
      code: expect.stringMatching(/^990777001001\d{3}$/),
    })
    const told = await city.page('/d/990777/api/cases', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        kind: garbage,
        where: { longitude: 24.943, latitude: 60.173, precision: 'map' },
      }),
    })
    expect(await told.json()).toMatchObject({ number: expect.stringMatching(/^990777-/) })
    // The district that was there sees nothing of it, and goes on as before.
    const there = await city.page(
      `/d/${district}/api/grids/at?longitude=${inside.longitude}&latitude=${inside.latitude}`,
    )
    expect(await there.json()).toMatchObject({ code: expect.stringMatching(/^990103/) })
    const map = await city.page(`/d/${district}/api/map`)
    expect(await map.json()).toMatchObject({ version: 'none' })
    await city.door.within({ district }, async tx => {
      expect(await placesNamed(tx, '书院公园', 9)).toEqual([])
      const { rows } = await sql`select from places.place limit 1`.execute(tx)
      expect(rows).toEqual([])
    })
  }))

test('the event of an import holds counts and the hash of the file, no names', () =>
  inCity(async city => {
    const { replaced } = await bringIn(city)
    await city.door.within({ district }, async tx => {
      const { rows } = await sql<{ detail: unknown }>`
        select event.detail from base.event
        where event.district = ${tx.district} and event.subject = ${replaced.import}::uuid`.execute(tx)
      expect(rows).toEqual([{ detail: { source: 'osm', digest: 'a'.repeat(64), objects: 7, before: 0 } }])
    })
  }))
