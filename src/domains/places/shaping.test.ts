// What OSM tags mean here: layers, labels, house numbers, street furniture; how names are found; what a new district
// is made of.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { asked } from '../../commands/import-options.ts'
import type { OsmItem, Tags } from '../../geo/osm/items.ts'
import { collect } from '../../geo/osm/world.ts'
import { editions as shipped } from '../catalogue/editions.ts'
import { houseNumber } from './doors.ts'
import { districtName, found } from './founding.ts'
import { editions, kindsNamed, partKind } from './furniture.ts'
import { leastZoom, shapeOf } from './layers.ts'
import { folded, gramsOf, soughtGrams } from './rules.ts'
import { type Border, shape } from './shaping.ts'
import { sortArea, sortLine } from './sorting.ts'

test('every kind that street furniture is given stands in the edition that it names', () => {
  const known = new Set(
    shipped.flatMap(({ code, kinds }) =>
      kinds.filter(({ type }) => type === 'part').map(kind => `${code}/${kind.code}`),
    ),
  )
  expect(kindsNamed().filter(({ edition, code }) => !known.has(`${edition}/${code}`))).toEqual([])
})

test('street furniture gets a kind of the own edition first, else of the other, else is told as left out', () => {
  expect(partKind({ highway: 'street_lamp' })).toEqual({ edition: editions.gb, code: '0137' })
  expect(partKind({ highway: 'street_lamp' }, editions.cj)).toEqual({ edition: editions.cj, code: '0118' })
  expect(partKind({ emergency: 'fire_hydrant' })).toEqual({ edition: editions.cj, code: '0113' })
  expect(partKind({ barrier: 'bollard' }, editions.cj)).toEqual({ edition: editions.gb, code: '0221' })
  expect(partKind({ man_made: 'flagpole' })).toBe('man_made=flagpole')
  expect(partKind({ amenity: 'cafe' })).toBeUndefined()
  expect(partKind({ natural: 'tree', denotation: 'natural_monument' })).toMatchObject({ code: '0401' })
})

const lines: [Tags, string | undefined][] = [
  [{ highway: 'trunk_link' }, 'street motorway'],
  [{ highway: 'tertiary' }, 'street secondary'],
  [{ highway: 'living_street' }, 'street minor'],
  [{ highway: 'steps' }, 'street path'],
  [{ railway: 'tram' }, 'street rail'],
  [{ waterway: 'ditch' }, 'waterway stream'],
  [{ highway: 'construction' }, undefined],
  [{ highway: 'pedestrian', area: 'yes' }, undefined],
  [{ barrier: 'fence' }, undefined],
]
test.each(lines)('%o is drawn as the line %s', (tags, said) => {
  const sorted = sortLine(tags)
  expect(sorted && `${sorted.layer} ${sorted.kind}`).toBe(said)
})

const areas: [Tags, string | undefined][] = [
  [{ building: 'yes', amenity: 'school' }, 'building null'],
  [{ building: 'no', leisure: 'park' }, 'green park'],
  [{ natural: 'water' }, 'water null'],
  [{ waterway: 'riverbank' }, 'water null'],
  [{ landuse: 'forest' }, 'green wood'],
  [{ amenity: 'university' }, 'land school'],
  [{ highway: 'service' }, undefined],
  [{ highway: 'pedestrian', area: 'yes' }, 'land other'],
  [{ natural: 'water', location: 'underground' }, undefined],
]
test.each(areas)('%o is drawn as the area %s', (tags, said) => {
  const sorted = sortArea(tags, false)
  expect(sorted && `${sorted.layer} ${sorted.kind}`).toBe(said)
})

test('the larger an area, the sooner it shows', () => {
  const size = fc.double({ min: 0, max: 1e7, noNaN: true })
  fc.assert(
    fc.property(size, size, fc.constantFrom('land', 'green', 'water', 'building'), (one, other, layer) => {
      const zoom = (area: number) => leastZoom({ layer, kind: null, latitude: 40, area, rank: null })
      expect(shapeOf[layer]).toBe('polygon')
      if (one >= other) expect(zoom(one)).toBeLessThanOrEqual(zoom(other))
    }),
  )
})

test('any part of a name is found by its letters', () => {
  const name = fc.string({
    unit: fc.constantFrom('中', '关', '村', 'A', 'ä', 'ß', ' ', 'Ａ', '1', '𠮷'),
    minLength: 1,
    maxLength: 12,
  })
  fc.assert(
    fc.property(name, fc.nat(11), fc.nat(11), (said, from, length) => {
      const letters = [...folded(said)]
      const part = letters.slice(from % letters.length, (from % letters.length) + 1 + length).join('')
      fc.pre(part !== '')
      const grams = new Set(gramsOf([said]))
      for (const gram of soughtGrams(part)) expect(grams.has(gram)).toBe(true)
      expect(soughtGrams(part).length).toBeGreaterThan(0)
    }),
  )
})

test('a house number is listed once, though house, door and shops have it', async () => {
  const tags = { 'addr:housenumber': '7', 'addr:street': 'Main Street' }
  const { places } = shape(
    await worldOf([
      ...corners(1, 0.0001),
      { type: 'way', id: 1, nodes: [1, 2, 3, 4, 1], tags: { building: 'yes', ...tags } },
      { type: 'node', id: 9, longitude: 0.00015, latitude: 0.00015, tags },
      { type: 'node', id: 10, longitude: 0.0099, latitude: 0.0099, tags: { 'addr:housenumber': '7' } },
    ]),
  )
  expect(places.filter(({ layer }) => layer === 'address').map(({ origin }) => origin)).toEqual([
    'way/1',
    'node/10',
  ])
  expect(houseNumber('13 A, 5. krs./Floor 5')).toBe('13 A')
  expect(houseNumber('12,14')).toBe('12,14')
})

test('what lies outside the bounds is not taken, what is cut is told, what cannot be drawn is told why', async () => {
  const shaped = shape(
    await worldOf([
      ...corners(1, 0.001),
      { type: 'node', id: 20, longitude: 5, latitude: 5, tags: { natural: 'tree' } },
      { type: 'way', id: 1, nodes: [1, 2, 99, 3, 4, 1], tags: { landuse: 'grass' } },
      { type: 'way', id: 2, nodes: [98, 99], tags: { highway: 'primary' } },
    ]),
  )
  expect(shaped.furniture).toEqual([])
  expect(shaped.outside).toBe(1)
  expect(shaped.cut).toEqual(['way/1'])
  expect(shaped.leftOut).toEqual([{ object: 'way/2', why: 'missing_nodes' }])
})

const box = { west: 116.34, south: 39.99, east: 116.36, north: 40.01 }
const naming = {
  whole: ({ zh, en }: { zh: string; en: string }) => ({ zh, en }),
  rest: ({ zh, en }: { zh: string; en: string }) => ({ zh, en }),
  block: (number: number) => ({ zh: `${number}`, en: `${number}` }),
}
const district = { code: '110108', name: { zh: '海淀', en: 'Haidian' } }

test('a district without borders is one subdistrict of one community, filled by squares with codes of its own', () => {
  const { regions, grids } = found(district, box, [], naming)
  expect(regions.map(({ code }) => code)).toEqual(['110108', '110108001', '110108001001'])
  expect(new Set(grids.map(({ code }) => code)).size).toBe(grids.length)
  expect(grids.every(({ code, region }) => /^110108001001\d{3}$/.test(code) && code.startsWith(region))).toBe(
    true,
  )
  expect(grids.length).toBeGreaterThan(300)
})

test('a large district has as many communities as its squares need, each with at most 900', () => {
  const { regions, grids } = found(district, { ...box, east: 116.46, north: 40.09 }, [], naming)
  const counts = new Map<string, number>()
  for (const { region } of grids) counts.set(region, (counts.get(region) ?? 0) + 1)
  expect(Math.max(...counts.values())).toBeLessThanOrEqual(900)
  expect(new Set(grids.map(({ code }) => code)).size).toBe(grids.length)
  expect(regions.filter(({ level }) => level === 'community')).toHaveLength(counts.size)
})

test('borders that the file has become subdistricts and communities, what lies in none stays together', () => {
  const border = (level: number, name: string, west: number, east: number): Border => ({
    level,
    names: { name, zh: name, en: '' },
    polygons: [
      [
        [
          [west, 39.99],
          [east, 39.99],
          [east, 40.01],
          [west, 40.01],
          [west, 39.99],
        ],
      ],
    ],
  })
  const borders = [
    border(6, '区', 116.3, 116.4),
    border(8, '甲街道', 116.34, 116.35),
    border(10, '乙社区', 116.34, 116.345),
  ]
  const { regions, grids } = found(district, box, borders, naming)
  expect(regions.map(({ code, name }) => `${code} ${name.zh}`)).toEqual([
    '110108 海淀',
    '110108001 甲街道',
    '110108001001 乙社区',
    '110108001002 1',
    '110108002 海淀',
    '110108002001 1',
  ])
  expect(new Set(grids.map(({ region }) => region)).size).toBe(3)
  expect(districtName(box, borders)).toEqual({ zh: '区', en: '区' })
})

test('what the command is asked is checked before anything is read', () => {
  expect(asked(['osm', 'a.osm'])).toMatchObject({ file: 'a.osm', source: 'osm', dryRun: false })
  expect(() => asked(['osm'])).toThrow(/Usage/)
  expect(() => asked(['shp', 'a.shp'])).toThrow(/Usage/)
  expect(() => asked(['osm', 'a.osm', '--what'])).toThrow(/Usage/)
  expect(() => asked(['osm', 'a.osm', '--district', 'Haidian'])).toThrow(/six digits/)
  expect(() => asked(['osm', 'a.osm', '--time-zone', 'Mars/Olympus'])).toThrow(/not a time zone/)
})

function corners(id: number, side: number): OsmItem[] {
  return [
    [0, 0],
    [side, 0],
    [side, side],
    [0, side],
  ].map(([longitude = 0, latitude = 0], at) => ({ type: 'node', id: id + at, longitude, latitude, tags: {} }))
}

function worldOf(items: readonly OsmItem[]) {
  async function* all(): AsyncGenerator<OsmItem> {
    yield { type: 'bounds', west: 0, south: 0, east: 0.01, north: 0.01 }
    yield* items
  }
  return collect(all())
}
