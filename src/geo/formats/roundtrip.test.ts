// What is written in any format comes back the same, and what others write is read: coordinate systems, encodings,
// datums. mission: PK1 DC2 DC3
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readCsv, writeCsv } from '../../base/csv.ts'
import { type Geometry, readGeometry } from '../geojson.ts'
import { fromDatum } from './datum.ts'
import { readDbf } from './dbf.ts'
import { rowsOfFile } from './read.ts'
import { systemOfCode, systemOfPrj } from './systems.ts'
import { readWkt, writeWkt } from './wkt.ts'
import { type WrittenRow, writeRows } from './write.ts'
import { writtenFormats } from './written.ts'

const degree = (from: number, to: number) =>
  fc.integer({ min: from * 1e7, max: to * 1e7 }).map(each => each / 1e7)
const position = fc.tuple(degree(73, 135), degree(18, 53))
/** A box with a box for a hole, apart from others by its place. */
const area = (x: number, y: number, hasHole: boolean): [number, number][][] => {
  const ring = (half: number, way: 1 | -1): [number, number][] => {
    const corners: [number, number][] = [
      [-half, -half],
      [half, -half],
      [half, half],
      [-half, half],
      [-half, -half],
    ]
    const placed = corners.map(([dx, dy]): [number, number] => [
      Math.round((x + dx) * 1e7) / 1e7,
      Math.round((y + dy) * 1e7) / 1e7,
    ])
    return way === 1 ? placed : placed.toReversed()
  }
  return [ring(0.01, 1), ...(hasHole ? [ring(0.004, -1)] : [])]
}
const line = fc.array(position, { minLength: 2, maxLength: 6 })
const geometry: fc.Arbitrary<Geometry> = fc.oneof(
  position.map(coordinates => ({ type: 'Point' as const, coordinates })),
  line.map(coordinates => ({ type: 'LineString' as const, coordinates })),
  fc
    .array(line, { minLength: 2, maxLength: 3 })
    .map(coordinates => ({ type: 'MultiLineString' as const, coordinates })),
  fc
    .tuple(position, fc.boolean())
    .map(([[x, y], hole]) => ({ type: 'Polygon' as const, coordinates: area(x, y, hole) })),
  fc.tuple(position, fc.array(fc.boolean(), { minLength: 2, maxLength: 3 })).map(([[x, y], holes]) => ({
    type: 'MultiPolygon' as const,
    coordinates: holes.map((hole, at) => area(x + at * 0.1, y, hole)),
  })),
)
const said = fc
  .string({ unit: fc.constantFrom(...'aZ09 网格东城é"\'<&>,;=-'), maxLength: 20 })
  .map(each => each.trim())
const heads = ['code', 'name', '社区', 'installedOn', 'maintaining']
const rows: fc.Arbitrary<WrittenRow[]> = fc.array(
  fc.record({
    geometry,
    properties: fc
      .tuple(fc.constantFrom('A1', '9901030101000017'), said, said, said, said)
      .map(values => Object.fromEntries(heads.map((head, at) => [head, values[at] ?? '']))),
  }),
  { minLength: 1, maxLength: 8 },
)
const cut = (head: string) => head.slice(0, 10)

test('every format gives back the rows that it was given', () =>
  fc.assert(
    fc.asyncProperty(rows, fc.constantFrom(...writtenFormats), async (given, format) => {
      const isTable = format === 'csv' || format === 'xlsx'
      const all = isTable ? [...heads, 'wkt'] : heads
      const sheet = given.map(row => ({
        geometry: row.geometry,
        properties: { ...row.properties, ...(isTable && { wkt: writeWkt(row.geometry) }) },
      }))
      const file = await writeRows(format, { name: 'grids', heads: all, rows: sheet }, writeCsv)
      const bytes = typeof file === 'string' ? Buffer.from(file) : file
      // A shapefile holds one kind of geometry: all of them together are the rows.
      const first = await read(bytes)
      const others = first.layers.filter(name => format === 'shapefile' && name !== first.layer)
      const rest = await Promise.all(others.map(layer => read(bytes, layer)))
      const found = [first, ...rest].flatMap(({ features }) =>
        features.map(each => ({
          geometry: isTable
            ? readGeometry(readWkt(String(each.properties.wkt)))
            : readGeometry(each.geometry),
          said: heads.map(
            head => each.properties[head] ?? each.properties[format === 'shapefile' ? cut(head) : head] ?? '',
          ),
        })),
      )
      const expected = given.map(each => ({
        geometry: each.geometry,
        said: heads.map(head => each.properties[head] ?? ''),
      }))
      const order = (list: unknown[]) => list.map(each => JSON.stringify(each)).sort()
      expect(order(found)).toEqual(order(expected))
    }),
    { numRuns: 150 },
  ))

test('Gauss–Krüger, UTM and Web Mercator become degrees, by number and by .prj; older systems are refused by name', () => {
  const near = (found: readonly number[] | undefined) => found?.map(each => Math.round(each * 1e6) / 1e6)
  const at = (code: number, x: number, y: number) => near(systemOfCode(code)?.toDegrees?.(x, y))
  // The example of EPSG's guidance note 7-2, and 116.391°E 39.907°N by Krüger's series and by PostGIS.
  expect(at(3857, -11169055.58, 2800000)).toEqual([-100.333333, 24.381787])
  const tiananmen = [116.391, 39.907]
  expect(at(4527, 39447924.4832, 4419380.4476)).toEqual(tiananmen)
  expect(at(4548, 447924.4832, 4419380.4476)).toEqual(tiananmen)
  expect(at(4498, 20447924.4832, 4419380.4476)).toEqual(tiananmen)
  expect(at(4509, 447924.4832, 4419380.4476)).toEqual(tiananmen)
  const prj =
    'PROJCS["CGCS2000_3_Degree_GK_Zone_39",GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",39500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",117.0],PARAMETER["Scale_Factor",1.0],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]'
  expect(near(systemOfPrj(prj).toDegrees?.(39447924.4832, 4419380.4476))).toEqual(tiananmen)
  expect(at(32650, 500000, 0)).toEqual([117, 0])
  expect(systemOfCode(2381)).toBeUndefined()
  expect(() => systemOfPrj(prj.replace('D_China_2000', 'D_Xian_1980'))).toThrow('unknown_system')
  expect(() => systemOfPrj(prj.replace('"CGCS2000",6378137.0', '"Xian_1980",6378140.0'))).toThrow()
  expect(() => systemOfPrj(prj.replace('"Meter",1.0', '"Foot",0.3048'))).toThrow()
  expect(() => systemOfPrj('LOCAL_CS["city grid"]')).toThrow('city grid')
})

test('the offsets of map services are taken off to within a metre', () => {
  const shifted = { type: 'Point', coordinates: [116.40389, 39.91514] }
  const back = fromDatum(shifted, 'gcj02')
  expect(back).toMatchObject({ type: 'Point' })
  const [x = 0, y = 0] = Object(back).coordinates
  expect([x, y].map(each => Math.round(each * 1e4) / 1e4)).toEqual([116.3976, 39.9137])
  expect(fromDatum(shifted, 'wgs84')).toBe(shifted)
  expect(fromDatum({ type: 'Polygon', coordinates: 'nonsense' }, 'bd09')).toEqual({
    type: 'Polygon',
    coordinates: 'nonsense',
  })
})

test('a DBF in GB 18030 without a word of it is read as one, and one in UTF-8 as that', () => {
  const table = (name: Uint8Array) => {
    const bytes = Buffer.alloc(32 + 32 + 1 + 11, 0x20)
    bytes.fill(0, 0, 65)
    bytes[0] = 3
    bytes.writeUInt32LE(1, 4)
    bytes.writeUInt16LE(65, 8)
    bytes.writeUInt16LE(11, 10)
    bytes.set(Buffer.from('name'), 32)
    bytes[43] = 0x43
    bytes[48] = 10
    bytes[64] = 0x0d
    bytes.set(name, 66)
    return bytes
  }
  const gbk = Uint8Array.from([0xcd, 0xf8, 0xb8, 0xf1])
  expect(readDbf(table(gbk), undefined)).toEqual([{ name: '网格' }])
  expect(readDbf(table(gbk), 'GBK')).toEqual([{ name: '网格' }])
  expect(readDbf(table(Buffer.from('网格')), undefined)).toEqual([{ name: '网格' }])
  // A character cut off by the end of the field is no proof against UTF-8.
  expect(readDbf(table(Buffer.from('网格网格').subarray(0, 10)), undefined)[0]?.name).toContain('网格网')
})

async function read(bytes: Uint8Array, layer?: string) {
  const found = await rowsOfFile(bytes, { layer, most: 1000, wants: 'areas' }, readCsv)
  if ('wrong' in found) throw new Error(`${found.wrong} ${found.said}`)
  return found
}
