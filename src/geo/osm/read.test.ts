// Both formats of OSM files: the same world written in each is read as the same, and what cannot be read says why.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Written, writePbf, writeXml } from '../../../test/osm.ts'
import type { OsmItem } from './items.ts'
import { readOsm } from './read.ts'
import { collect } from './world.ts'

const text = fc.string({
  unit: fc.constantFrom('a', 'ä', '街', '&', '<', '"', ' ', ';', '=', '𠮷'),
  maxLength: 20,
})
const tags = fc
  .dictionary(fc.string({ unit: fc.constantFrom('a', 'b', ':', '街'), minLength: 1, maxLength: 6 }), text, {
    maxKeys: 4,
  })
  // Null prototypes would differ from what is read.
  .map(all => ({ ...all }))
const id = fc.oneof(fc.integer({ min: -1000, max: 1000 }), fc.integer({ min: 1, max: 2 ** 51 - 1 }))
const degrees = (most: number) =>
  fc.integer({ min: -most * 1e7, max: most * 1e7 }).map(units => units / 1e7 + 0)
const node = fc.record({
  type: fc.constant('node' as const),
  id,
  longitude: degrees(180),
  latitude: degrees(90),
  tags,
})
const way = fc.record({ type: fc.constant('way' as const), id, nodes: fc.array(id, { maxLength: 12 }), tags })
const member = fc.record({ type: fc.constantFrom('node', 'way', 'relation'), ref: id, role: text })
const relation = fc.record({
  type: fc.constant('relation' as const),
  id,
  members: fc.array(member, { maxLength: 8 }),
  tags,
})
const world: fc.Arbitrary<Written> = fc.record({
  nodes: fc.array(node, { maxLength: 20 }),
  ways: fc.array(way, { maxLength: 8 }),
  relations: fc.array(relation, { maxLength: 8 }),
})

test('any world reads the same from XML as from PBF, dense or plain, packed or raw, in chunks of any size', async () => {
  await fc.assert(
    fc.asyncProperty(
      world,
      fc.record({ plain: fc.boolean(), raw: fc.boolean() }),
      fc.integer({ min: 3, max: 400 }),
      async (written, options, chunk) => {
        const expected: OsmItem[] = [...written.nodes, ...written.ways, ...written.relations]
        expect(await read(Buffer.from(writeXml(written)), chunk)).toEqual(expected)
        expect(await read(writePbf(written, options), chunk)).toEqual(expected)
      },
    ),
    { numRuns: 60 },
  )
})

const small: Written = {
  bounds: { west: 1, south: 2, east: 3, north: 4 },
  nodes: [{ type: 'node', id: 1, longitude: 1.5, latitude: 2.5, tags: { natural: 'tree' } }],
  ways: [],
  relations: [],
}

test('bounds come from the file, in either format', async () => {
  const bounds = { type: 'bounds', ...small.bounds }
  expect((await read(Buffer.from(writeXml(small))))[0]).toEqual(bounds)
  expect((await read(writePbf(small)))[0]).toEqual(bounds)
})

test('coordinates of another granularity and offset are the same places', async () => {
  const [, tree] = await read(writePbf(small, { granularity: 1000, offset: 5_000_000 }))
  expect(tree).toEqual(small.nodes[0])
})

test('who drew it is never read', async () => {
  for (const bytes of [Buffer.from(writeXml(small)), writePbf(small), writePbf(small, { plain: true })])
    expect(JSON.stringify(await read(bytes))).not.toMatch(/someone|changeset|uid/)
})

test('objects that are deleted or lie nowhere are told, and the rest is read', async () => {
  const xml =
    '<osm version="0.6"><node id="1" visible="false"/><node id="2" lat="95" lon="1"/><node id="3" lat="1" lon="1"/></osm>'
  expect(await read(Buffer.from(xml))).toEqual([
    { type: 'unusable', of: 'node', id: 1, why: 'deleted' },
    { type: 'unusable', of: 'node', id: 2, why: 'no_place' },
    { type: 'node', id: 3, longitude: 1, latitude: 1, tags: {} },
  ])
})

const refused: [string, Uint8Array | string, RegExp][] = [
  ['an empty file', '', /is empty/],
  ['a gzip', Buffer.from([0x1f, 0x8b, 8, 0]), /unpack it first/],
  ['JSON', '{"version":0.6,"elements":[]}'.padEnd(40), /is JSON/],
  [
    'a picture',
    Buffer.from('\u0089PNG\r\n\u001a\n lots of pixels here', 'latin1'),
    /neither OSM XML nor OSM PBF/,
  ],
  ['another XML', '<?xml version="1.0"?><gpx version="1.1"></gpx>', /begins with <gpx>/],
  ['changes', '<osmChange version="0.6"><create/></osmChange>', /holds changes/],
  ['an old version', '<osm version="0.5"></osm>          ', /version 0\.5/],
  ['cut XML', writeXml(small).slice(0, -12), /ends in the middle/],
  ['broken XML', '<osm version="0.6"><node id="1" lat="1" lon="1"></way></osm>', /not sound XML/],
  [
    'entities of its own',
    '<!DOCTYPE osm [<!ENTITY a "b">]><osm version="0.6"><tag k="&a;" v=""/></osm>',
    /not sound XML/,
  ],
  ['another encoding', Buffer.from('<osm version="0.6"><tag k="\u00e9" v=""/></osm>', 'latin1'), /not UTF-8/],
  ['a wrong id', '<osm version="0.6"><node id="x" lat="1" lon="1"/></osm>', /not an OSM id/],
  ['cut PBF', writePbf(small).slice(0, -3), /ends in the middle/],
  [
    'history',
    writePbf(small, { features: ['OsmSchema-V0.6', 'HistoricalInformation'] }),
    /history of objects/,
  ],
  ['a feature to come', writePbf(small, { features: ['Sort.Magic'] }), /knows “Sort.Magic”/],
  ['LZMA', writePbf(small, { packing: 4 }), /packed with LZMA/],
  ['Zstandard', writePbf(small, { packing: 7 }), /packed with Zstandard.*osmium cat/],
  ['damaged PBF', damage(writePbf(small), writePbf(small).length - 10), /is damaged in block/],
]

test.each(refused)('%s is refused in a sentence', async (_, bytes, sentence) => {
  await expect(read(typeof bytes === 'string' ? Buffer.from(bytes) : bytes)).rejects.toThrow(sentence)
})

test('PBF damaged anywhere never gives objects of another world without saying so', async () => {
  const whole = await read(writePbf(small))
  const bytes = writePbf(small)
  for (let at = 0; at < bytes.length; at += 1) {
    const found = await read(damage(bytes, at)).catch((error: Error) => error.message)
    if (typeof found !== 'string') expect(found.length).toBeLessThanOrEqual(whole.length)
  }
})

test('a world larger than the limits is refused with the way out', async () => {
  const items = readOsm(
    chunks(writePbf({ ...small, nodes: [1, 2, 3].map(each => ({ ...tree(), id: each })) }), 100),
  )
  await expect(collect(items, { limits: { nodes: 2, ways: 1, relations: 1 } })).rejects.toThrow(
    /osmium extract/,
  )
})

test('nodes in any order are found by their ids', async () => {
  const nodes = [5, -3, 9, 1].map(each => ({ ...tree(), id: each, longitude: each }))
  const found = await collect(readOsm(chunks(writePbf({ ...small, nodes }), 100)))
  expect([5, -3, 9, 1, 2].map(each => found.at(each)?.[0])).toEqual([5, -3, 9, 1, undefined])
})

function tree() {
  return { type: 'node' as const, id: 1, longitude: 1.5, latitude: 2.5, tags: { natural: 'tree' } }
}

function damage(bytes: Uint8Array, at: number): Uint8Array {
  const damaged = Uint8Array.from(bytes)
  damaged[at] = (damaged[at] ?? 0) ^ 0x55
  return damaged
}

async function* chunks(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

async function read(bytes: Uint8Array, size = 1000): Promise<OsmItem[]> {
  const items: OsmItem[] = []
  for await (const item of readOsm(chunks(bytes, size))) items.push(item)
  return items
}
