// Files that are cut off, lie or are something else: refused with a code, whatever bytes come. mission: PK1
import { DatabaseSync } from 'node:sqlite'
import { crc32, deflateRawSync } from 'node:zlib'
import fc from 'fast-check'
import { strToU8, unzipSync, zipSync } from 'fflate'
import { expect, test } from 'vitest'
import { writePbf, writeXml } from '../../../test/osm.ts'
import { readCsv, writeCsv } from '../../base/csv.ts'
import { rowsOfFile } from './read.ts'
import { type WrittenRow, writeRows } from './write.ts'
import { writtenFormats } from './written.ts'
import { fileFaults } from './wrong.ts'

const square = (x: number, y: number): [number, number][] => [
  [x, y],
  [x + 0.01, y],
  [x + 0.01, y + 0.01],
  [x, y + 0.01],
  [x, y],
]
const rows: WrittenRow[] = [0, 1, 2].map(at => ({
  geometry: { type: 'Polygon', coordinates: [square(120 + at * 0.01, 30)] },
  properties: { code: `99010300100100${at}`, name: `网格 ${at}`, wkt: 'POINT (120 30)' },
}))
const sheet = { name: 'grids', heads: ['code', 'name', 'wkt'], rows }
const world = {
  nodes: square(120, 30).map(([longitude, latitude], at) => ({
    type: 'node' as const,
    id: at + 1,
    longitude,
    latitude,
    tags: { name: 'corner' },
  })),
  ways: [{ type: 'way' as const, id: 9, nodes: [1, 2, 3, 4, 1], tags: { landuse: 'grass' } }],
  relations: [
    {
      type: 'relation' as const,
      id: 7,
      members: [{ type: 'way' as const, ref: 9, role: 'outer' }],
      tags: { type: 'boundary', boundary: 'administrative', name: 'Quarter' },
    },
  ],
}

const files = Promise.all([
  ...writtenFormats.map(async format => bytesOf(await writeRows(format, sheet, writeCsv))),
  bytesOf(writeXml(world)),
  writePbf(world),
  zipSync({ 'doc.kml': bytesOf(await writeRows('kml', sheet, writeCsv)) }),
])

test('every valid file is read', async () => {
  for (const bytes of await files) expect(await refused(bytes)).toBe('')
  const osm = await rowsOfFile(bytesOf(writeXml(world)), { most: 10, wants: 'areas' }, readCsv)
  expect(osm).toMatchObject({ layers: ['boundaries', 'areas', 'nodes'], layer: 'boundaries' })
  expect(osm).toMatchObject({
    features: [{ geometry: { type: 'Polygon' }, properties: { name: 'Quarter' } }],
  })
})

test('any bytes are read or refused, and nothing else happens', () =>
  fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async bytes => {
      expect(['', ...fileFaults]).toContain(await refused(bytes))
    }),
    { numRuns: 300 },
  ))

test('a valid file cut off anywhere, or with bytes changed, is read or refused, and nothing else happens', async () => {
  const all = await files
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 0, max: all.length - 1 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 0, max: 255 })), {
        maxLength: 6,
      }),
      async (which, share, changes) => {
        const whole = Uint8Array.from(all[which] ?? [])
        for (const [place, byte] of changes) whole[Math.floor(place * (whole.length - 1))] = byte
        const end = share > 0.5 ? whole.length : Math.floor(share * 2 * whole.length)
        expect(['', ...fileFaults]).toContain(await refused(whole.subarray(0, end)))
      },
    ),
    { numRuns: 1500 },
  )
}, 120_000)

test('what is inside a zip may be changed too', async () => {
  const all = await files
  const zips = all.filter(bytes => bytes[0] === 0x50)
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...zips),
      fc.array(
        fc.tuple(fc.nat(20), fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 0, max: 255 })),
        {
          minLength: 1,
          maxLength: 5,
        },
      ),
      async (zip, changes) => {
        const inner = Object.entries(unzipSync(zip))
        for (const [file, place, byte] of changes) {
          const bytes = inner[file % inner.length]?.[1]
          if (bytes) bytes[Math.floor(place * (bytes.length - 1))] = byte
        }
        expect(['', ...fileFaults]).toContain(await refused(zipSync(Object.fromEntries(inner), { level: 1 })))
      },
    ),
    { numRuns: 500 },
  )
}, 120_000)

test('a zip that unpacks to a gigabyte is refused, whether its header says so or lies', async () => {
  const packed = deflateRawSync(new Uint8Array(200 * 1024 * 1024), { level: 9 })
  const bomb = (size: number) => zipOf('bomb.kml', packed, size)
  expect(await refused(bomb(200 * 1024 * 1024))).toBe('unpacks_too_large')
  expect(await refused(bomb(1000))).toBe('broken_zip')
})

test('a shapefile that claims more than it holds, and a sheet with a cell far out, take no memory', async () => {
  const inner = unzipSync(bytesOf(await writeRows('shapefile', sheet, writeCsv)))
  const lying = (name: string, change: (view: DataView) => void) => {
    const copy = Object.fromEntries(Object.entries(inner).map(([file, bytes]) => [file, bytes.slice()]))
    const bytes = copy[name]
    if (bytes) change(new DataView(bytes.buffer))
    return refused(zipSync(copy))
  }
  expect(await lying('grids.shp', view => view.setUint32(100 + 8 + 40, 0xffffffff, true))).toBe('broken_file')
  expect(await lying('grids.dbf', view => view.setUint32(4, 0xffffffff, true))).toBe('broken_file')
  // Two million records of one byte unpack from next to nothing.
  const thin = Buffer.alloc(66 + 2_000_000, 0x20)
  thin.set(inner['grids.dbf']?.subarray(0, 64) ?? [])
  thin.writeUInt32LE(2_000_000, 4)
  thin.writeUInt16LE(66, 8)
  thin.writeUInt16LE(1, 10)
  expect(await refused(zipSync({ ...inner, 'grids.dbf': thin }))).toBe('too_many_rows')
  const book = unzipSync(bytesOf(await writeRows('xlsx', sheet, writeCsv)))
  const [path = ''] = Object.keys(book).filter(name => /worksheets\/[^/]+\.xml$/.test(name))
  book[path] = strToU8(
    '<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>',
  )
  expect(await refused(zipSync(book))).toBe('too_wide')
})

test('a GeoPackage runs nothing: views and computed columns are not read, its own sleepy log is no hindrance', async () => {
  const bytes = bytesOf(await writeRows('geopackage', sheet, writeCsv))
  const changed = (sql: string): Uint8Array => {
    const database = new DatabaseSync(':memory:')
    database.deserialize(bytes)
    database.exec(sql)
    return database.serialize()
  }
  const endless =
    'drop table grids; create view grids as with recursive n (fid) as (select 1 union all select fid + 1 from n) select fid, null as geom from n'
  expect(await refused(changed(endless))).toBe('no_layer')
  expect(
    await refused(changed('alter table grids add column big text as (hex(zeroblob(400000000))) virtual')),
  ).toBe('no_layer')
  expect(await refused(changed('update gpkg_geometry_columns set srs_id = -1'))).toBe('unknown_system')
  const sleepy = Uint8Array.from(bytes)
  sleepy.fill(2, 18, 20)
  expect(await refused(sleepy)).toBe('')
})

test('what is missing or in another system is said', async () => {
  const inner = unzipSync(bytesOf(await writeRows('shapefile', sheet, writeCsv)))
  const without = (...endings: string[]) =>
    zipSync(
      Object.fromEntries(
        Object.entries(inner).filter(([name]) => !endings.some(each => name.endsWith(each))),
      ),
    )
  expect(await refused(without('.prj'))).toBe('no_system')
  expect(await refused(without('.dbf'))).toBe('no_attributes')
  expect(await refused(inner['grids.shp'] ?? new Uint8Array())).toBe('lone_shapefile')
  expect(await refused(zipSync({ ...inner, 'grids.prj': strToU8('GEOGCS["Beijing 1954"]') }))).toBe(
    'unknown_system',
  )
  expect(await refused(zipSync({ 'readme.txt': strToU8('hello') }))).toBe('nothing_in_zip')
  expect(await refused(new Uint8Array())).toBe('empty')
  expect(await refused(strToU8('<html><body>Sign in</body></html>'))).toBe('unknown_format')
})

async function refused(bytes: Uint8Array): Promise<string> {
  const found = await rowsOfFile(bytes, { most: 1000, wants: 'areas' }, readCsv)
  return 'wrong' in found ? found.wrong : ''
}

function bytesOf(file: string | Uint8Array): Uint8Array {
  return typeof file === 'string' ? strToU8(file) : file
}

/** One file in a zip, as its header is told to claim. */
function zipOf(name: string, packed: Uint8Array, size: number): Uint8Array {
  const path = strToU8(name)
  const head = Buffer.alloc(30)
  head.writeUInt32LE(0x04034b50, 0)
  head.writeUInt16LE(8, 8)
  head.writeUInt16LE(path.length, 26)
  const entry = Buffer.alloc(46)
  entry.writeUInt32LE(0x02014b50, 0)
  entry.writeUInt16LE(8, 10)
  entry.writeUInt32LE(crc32(new Uint8Array(1)), 16)
  entry.writeUInt32LE(packed.length, 20)
  entry.writeUInt32LE(size, 24)
  entry.writeUInt16LE(path.length, 28)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(1, 10)
  end.writeUInt32LE(head.length + path.length + packed.length, 16)
  return Buffer.concat([head, path, packed, entry, path, end])
}
