// In which grid a place lies, through HTTP: on shared borders, in versions, in layers that overlap, and far outside.
import { expect, test } from 'vitest'
import { type City, district, inCity, inside, outside, type Person } from '../../../test/city.ts'
import { report } from '../../../test/walks.ts'
import { gridAt } from './locating.ts'
import { type GridFeature, replaceLayer } from './store.ts'

const unit = { layer: 'unit' } as const
const day = 24 * 3_600_000
const region = '990103001001'

type Place = { longitude: number; latitude: number }
type Features = Awaited<ReturnType<Person['ask']['grids']['layer']>>['features']

// mission: PK1
test('a place on a shared border or corner is in the same one grid for a call, a case, a part and a list of parts', () =>
  inCity(async city => {
    const admin = await city.as('admin')
    const acceptor = await city.as('acceptor')
    const { features } = await admin.ask.grids.layer(unit)
    const places = await onBorders(city, features)
    expect(places.length).toBeGreaterThanOrEqual(4)
    for (const place of places) {
      const touching = features.filter(each => touches(each, place))
      expect(touching.length).toBeGreaterThan(1)
      const grid = await city.ask.grids.locate(place)
      expect(touching.filter(each => holds(each, place)).map(({ properties }) => properties.code)).toEqual([
        grid.code,
      ])
      expect(await city.ask.grids.holding(place)).toEqual([grid])
      const { id } = await report(city, place)
      expect((await acceptor.ask.cases.show({ id })).grid?.code).toBe(grid.code)
      const { code } = await admin.ask.parts.add({ ...lamp, shape: pointAt(place) })
      const part = await acceptor.ask.parts.byCode({ code })
      expect(part.grid?.code).toBe(grid.code)
      // Its region was derived from the same grid.
      const { region } = touching.find(({ properties }) => properties.code === grid.code)?.properties ?? {}
      expect(part.region).toEqual((await admin.ask.parts.list({ region })).parts[0]?.region)
      for (const { properties } of touching) {
        const { parts } = await acceptor.ask.parts.list({ grid: properties.code })
        expect(parts.some(each => each.code === code)).toBe(properties.code === grid.code)
      }
    }
  }))

// mission: DC1
test('a border that is moved counts from the day of its version, and not when the version is taken back', () =>
  inCity(async city => {
    const before = await city.ask.grids.locate(inside)
    const publishRenamed = async (name: string) => {
      const { ask } = await city.as('admin')
      const { revision } = await ask.grids.openDraft(unit)
      const { features } = await ask.grids.draft(unit)
      const text = JSON.stringify({
        type: 'FeatureCollection',
        features: features.map(each =>
          each.properties.code === before.code ? { ...each, properties: { ...each.properties, name } } : each,
        ),
      })
      const file = new File([text], 'grids.geojson')
      await ask.grids.import({ ...unit, revision, file, mode: 'replace', dryRun: false })
      const validFrom = new Date(Date.parse(city.clock.now()) + day).toISOString()
      const published = await ask.grids.publish({ ...unit, revision: revision + 1, validFrom })
      // Made ready at once, though it holds from tomorrow.
      await city.settle()
      return { ask, published }
    }
    const { ask, published } = await publishRenamed('Taken back')
    await ask.grids.withdraw({ ...unit, version: String(published.version) })
    city.clock.advance(2 * day)
    expect(await city.ask.grids.locate(inside)).toEqual(before)
    await publishRenamed('Kept')
    expect(await city.ask.grids.locate(inside)).toEqual(before)
    city.clock.advance(2 * day)
    expect(await city.ask.grids.locate(inside)).toMatchObject({ code: before.code, name: 'Kept' })
  }))

test('a version whose publishing was rolled back is never looked in', () =>
  inCity(async city => {
    const before = await city.ask.grids.locate(inside)
    const now = new Date(Date.parse(city.clock.now()) + 1000).toISOString()
    await expect(
      city.door.within({ district }, async tx => {
        await replaceLayer(tx, now, { code: 'unit', name: { zh: 'u', en: 'u' } }, [square('001', 0, 0, 0.01)])
        expect(await gridAt(tx, now, inside)).toMatchObject({ grid: { name: 'Square 001' } })
        throw new Error('undone')
      }),
    ).rejects.toThrow('undone')
    city.clock.advance(2000)
    expect(await city.ask.grids.locate(inside)).toEqual(before)
  }))

// mission: DC1
test('what held on an earlier day is found as it was then, also where nobody asked that day', () =>
  inCity(async city => {
    const now = city.clock.now()
    const later = new Date(Date.parse(now) + day).toISOString()
    await city.door.within({ district }, async tx => {
      await replaceLayer(tx, later, { code: 'unit', name: { zh: 'u', en: 'u' } }, [square('001', 0, 0, 0.01)])
      const [before, after] = [await gridAt(tx, now, inside), await gridAt(tx, later, inside)]
      expect(before.grid?.code).toBe('990103001002016')
      expect(after.grid?.name).toBe('Square 001')
    })
  }))

// mission: YU1
test('every layer is told for a place, and of one that overlaps every grid; what lies beside a grid by a hair is in it', () =>
  inCity(async city => {
    await city.door.within({ district }, tx =>
      replaceLayer(tx, city.clock.now(), { code: 'exclusive', name: { zh: 'e', en: 'e' } }, [
        square('001', 0, 0, 0.002),
        square('002', 0.001, 0, 0.002),
        // Sixteen centimetres beside the second: noise of a survey.
        square('003', 0.0030017, 0, 0.001),
      ]),
    )
    const at = async (east: number, north = 0.0005) =>
      (
        await city.ask.grids.holding({
          longitude: inside.longitude + east,
          latitude: inside.latitude + north,
        })
      )
        .filter(({ layer }) => layer === 'exclusive')
        .map(({ name }) => name)
    const all = await city.ask.grids.holding(inside)
    expect(all.filter(({ layer }) => layer === 'unit')).toEqual([await city.ask.grids.locate(inside)])
    expect(await at(0.0005)).toEqual(['Square 001'])
    expect(await at(0.0015)).toEqual(['Square 001', 'Square 002'])
    expect(await at(0.0030008)).toEqual(['Square 002'])
    expect(await at(0.0030012)).toEqual(['Square 003'])
    // The eastern border is nobody else's.
    expect(await at(0.0040017)).toEqual(['Square 003'])
    expect(await at(0.00405)).toEqual([])
  }))

test('a large layer is indexed in a thread of its own, and a place outside is told how far it is', () =>
  inCity(async city => {
    const many: GridFeature[] = []
    for (let at = 0; at < 40; at += 1) many.push(round(String(at + 1).padStart(3, '0'), at * 0.001, 1500))
    await city.door.within({ district }, tx =>
      replaceLayer(tx, city.clock.now(), { code: 'round', name: { zh: 'r', en: 'r' } }, many),
    )
    for (const at of [0, 17, 39]) {
      const place = { longitude: inside.longitude + at * 0.001, latitude: inside.latitude }
      const found = (await city.ask.grids.holding(place)).filter(({ layer }) => layer === 'round')
      expect(found.map(({ name }) => name)).toEqual([`Round ${String(at + 1).padStart(3, '0')}`])
    }
    const trouble = await city.ask.grids.locate(outside).catch((error: unknown) => error)
    expect(trouble).toMatchObject({ code: 'grids.outside' })
    const metres = (trouble as { data: { metres: number } }).data.metres
    // Beijing is about 1,323 km from this city.
    expect(Math.abs(metres - 1_323_000)).toBeLessThan(7_000)
  }))

const lamp = {
  name: 'Lamp on the border',
  kind: { edition: 'gbt30428_2_2013', code: '0137' },
  code: null,
  accuracy: 'A',
  state: 'intact',
  supervising: null,
  owning: null,
  maintaining: null,
  installedOn: null,
  surveyedOn: null,
  source: 'test',
  note: '',
  attributes: {},
} as const

function pointAt({ longitude, latitude }: Place) {
  return { type: 'Point' as const, coordinates: [longitude, latitude] as [number, number] }
}

function square(sequence: string, east: number, north: number, size: number): GridFeature {
  const [x, y] = [inside.longitude + east, inside.latitude + north]
  const ring = [
    [x, y],
    [x + size, y],
    [x + size, y + size],
    [x, y + size],
    [x, y],
  ]
  return {
    code: `${region}${sequence}`,
    name: `Square ${sequence}`,
    region,
    geometry: { type: 'Polygon', coordinates: [ring] },
  }
}

function round(sequence: string, east: number, corners: number): GridFeature {
  const ring = Array.from({ length: corners }, (_, at) => {
    const angle = (2 * Math.PI * at) / corners
    return [inside.longitude + east + 0.0004 * Math.cos(angle), inside.latitude + 0.0004 * Math.sin(angle)]
  })
  return {
    code: `${region}${sequence}`,
    name: `Round ${sequence}`,
    region,
    geometry: { type: 'Polygon', coordinates: [[...ring, ring[0]]] },
  }
}

/** Corners that several grids share, and middles of edges that two share and that fall on whole units. */
async function onBorders(city: City, features: Features): Promise<Place[]> {
  const own = (await city.ask.grids.locate(inside)).code
  const ring = features.find(({ properties }) => properties.code === own)?.geometry.coordinates[0]?.[0] ?? []
  const places: Place[] = []
  for (const [at, [x = 0, y = 0]] of ring.slice(0, -1).entries()) {
    const [nextX = 0, nextY = 0] = ring[at + 1] ?? []
    places.push({ longitude: x, latitude: y })
    const [sumX, sumY] = [units(x) + units(nextX), units(y) + units(nextY)]
    if (sumX % 2 === 0 && sumY % 2 === 0) places.push({ longitude: sumX / 2 / 1e7, latitude: sumY / 2 / 1e7 })
  }
  return places.slice(0, 6)
}

function units(degrees: number): number {
  return Math.round(degrees * 1e7)
}

function edgesOf({ geometry }: Features[number]): number[][] {
  return geometry.coordinates
    .flat()
    .flatMap(ring => ring.slice(1).map((to, at) => [...(ring[at] ?? []), ...to].map(units)))
}

function touches(feature: Features[number], place: Place): boolean {
  const [x, y] = [units(place.longitude), units(place.latitude)]
  return edgesOf(feature).some(
    ([ax = 0, ay = 0, bx = 0, by = 0]) =>
      (x - ax) * (by - ay) === (y - ay) * (bx - ax) &&
      Math.min(ax, bx) <= x &&
      x <= Math.max(ax, bx) &&
      Math.min(ay, by) <= y &&
      y <= Math.max(ay, by),
  )
}

/** The rule of borders from its definition: an odd number of edges lie at or west of the place. */
function holds(feature: Features[number], place: Place): boolean {
  const [x, y] = [units(place.longitude), units(place.latitude)]
  const passed = edgesOf(feature).filter(([ax = 0, ay = 0, bx = 0, by = 0]) => {
    const [lowX, lowY, highX, highY] = ay < by ? [ax, ay, bx, by] : [bx, by, ax, ay]
    return lowY <= y && y < highY && (x - lowX) * (highY - lowY) >= (y - lowY) * (highX - lowX)
  })
  return passed.length % 2 === 1
}
