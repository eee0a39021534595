// The insides of an OSM PBF block: the header with what the file needs of its reader, and blocks of objects with
// their shared table of strings (https://github.com/openstreetmap/OSM-binary, fileformat.proto and osmformat.proto).
import { PbfReader } from 'pbf'
import {
  degrees,
  isBounds,
  isId,
  isPlace,
  type Member,
  noTags,
  type ObjectType,
  OsmError,
  type OsmItem,
  type Tags,
} from './items.ts'

const known = new Set(['OsmSchema-V0.6', 'DenseNodes'])

/** @throws {OsmError} where the file needs what this reader does not know */
export function readHeader(data: Uint8Array): OsmItem[] {
  const items: OsmItem[] = []
  read(data, (tag, reader) => {
    if (tag === 1) {
      const [west, east, north, south] = box(reader)
      const bounds = { west, south, east, north }
      if (isBounds(bounds)) items.push({ type: 'bounds', ...bounds })
    } else if (tag === 4) {
      const feature = reader.readString()
      if (!known.has(feature)) throw new OsmError(needs(feature))
    }
  })
  return items
}

function needs(feature: string): string {
  return feature === 'HistoricalInformation'
    ? 'The file holds the history of objects, not one state of the map; give an extract without history.'
    : `The file needs a reader that knows “${feature}”; this one does not.`
}

/** Left, right, top, bottom in degrees. */
function box(reader: PbfReader): [number, number, number, number] {
  const sides: [number, number, number, number] = [Number.NaN, Number.NaN, Number.NaN, Number.NaN]
  return reader.readMessage((tag, found, inner) => {
    if (tag >= 1 && tag <= 4) found[tag - 1] = degrees(inner.readSVarint() * 1e-9)
  }, sides)
}

/** How a block's numbers become degrees, and its words. */
interface Table {
  words: string[]
  granularity: number
  latitudeOffset: number
  longitudeOffset: number
}

export function readBlock(data: Uint8Array): OsmItem[] {
  const table: Table = { words: [], granularity: 100, latitudeOffset: 0, longitudeOffset: 0 }
  const groups: Uint8Array[] = []
  // What the groups are read by may stand behind them.
  read(data, (tag, reader) => {
    if (tag === 1) {
      reader.readMessage((inner, words, strings) => {
        if (inner === 1) words.push(strings.readString())
      }, table.words)
    } else if (tag === 2) groups.push(reader.readBytes())
    else if (tag === 17) table.granularity = reader.readVarint(true)
    else if (tag === 19) table.latitudeOffset = reader.readVarint(true)
    else if (tag === 20) table.longitudeOffset = reader.readVarint(true)
  })
  const items: OsmItem[] = []
  for (const group of groups) {
    read(group, (tag, reader) => {
      if (tag === 1) items.push(readNode(reader.readBytes(), table))
      else if (tag === 2) readDense(reader.readBytes(), table, items)
      else if (tag === 3) items.push(readWay(reader.readBytes(), table))
      else if (tag === 4) items.push(readRelation(reader.readBytes(), table))
    })
  }
  return items
}

/** Reads all fields; a length that points beyond the end is damage. */
function read(data: Uint8Array, field: (tag: number, reader: PbfReader) => void): void {
  const reader = new PbfReader(data)
  for (let tag = reader.nextField(); tag !== 0; tag = reader.nextField()) field(tag, reader)
  if (reader.pos !== data.length) throw new Error('a field ends beyond its message')
}

interface Common {
  id: number
  keys: number[]
  values: number[]
}

/** Id, keys and values, which ways and relations have alike; true where the field was one of them. */
function readCommon(tag: number, reader: PbfReader, common: Common): boolean {
  if (tag === 1) common.id = reader.readVarint(true)
  else if (tag === 2) reader.readPackedVarint(common.keys)
  else if (tag === 3) reader.readPackedVarint(common.values)
  else return false
  return true
}

function readNode(data: Uint8Array, table: Table): OsmItem {
  const common: Common = { id: Number.NaN, keys: [], values: [] }
  let [latitude, longitude] = [Number.NaN, Number.NaN]
  read(data, (tag, reader) => {
    // Only nodes write their id zigzag.
    if (tag === 1) common.id = reader.readSVarint()
    else if (tag === 8) latitude = reader.readSVarint()
    else if (tag === 9) longitude = reader.readSVarint()
    else readCommon(tag, reader, common)
  })
  return node(table, checked(common.id), longitude, latitude, tagsOf(common, table))
}

function readDense(data: Uint8Array, table: Table, items: OsmItem[]): void {
  const ids: number[] = []
  const latitudes: number[] = []
  const longitudes: number[] = []
  const words: number[] = []
  read(data, (tag, reader) => {
    if (tag === 1) reader.readPackedSVarint(ids)
    else if (tag === 8) reader.readPackedSVarint(latitudes)
    else if (tag === 9) reader.readPackedSVarint(longitudes)
    else if (tag === 10) reader.readPackedVarint(words)
  })
  if (latitudes.length !== ids.length || longitudes.length !== ids.length) throw new Error('uneven nodes')
  let [id, latitude, longitude, at] = [0, 0, 0, 0]
  for (let index = 0; index < ids.length; index += 1) {
    id += ids[index] ?? 0
    latitude += latitudes[index] ?? 0
    longitude += longitudes[index] ?? 0
    const common: Common = { id, keys: [], values: [] }
    // Pairs of key and value, each node's ended by a zero; nothing at all where no node has any.
    while (at < words.length && words[at] !== 0) {
      common.keys.push(words[at] ?? 0)
      common.values.push(words[at + 1] ?? 0)
      at += 2
    }
    at += 1
    items.push(node(table, checked(id), longitude, latitude, tagsOf(common, table)))
  }
}

function node(table: Table, id: number, x: number, y: number, tags: Tags): OsmItem {
  const longitude = degrees((table.longitudeOffset + table.granularity * x) * 1e-9)
  const latitude = degrees((table.latitudeOffset + table.granularity * y) * 1e-9)
  return isPlace(longitude, latitude)
    ? { type: 'node', id, longitude, latitude, tags }
    : { type: 'unusable', of: 'node', id, why: 'no_place' }
}

function readWay(data: Uint8Array, table: Table): OsmItem {
  const common: Common = { id: Number.NaN, keys: [], values: [] }
  const refs: number[] = []
  read(data, (tag, reader) => {
    if (!readCommon(tag, reader, common) && tag === 8) reader.readPackedSVarint(refs)
  })
  return { type: 'way', id: checked(common.id), nodes: summed(refs), tags: tagsOf(common, table) }
}

const memberTypes: readonly ObjectType[] = ['node', 'way', 'relation']

function readRelation(data: Uint8Array, table: Table): OsmItem {
  const common: Common = { id: Number.NaN, keys: [], values: [] }
  const roles: number[] = []
  const refs: number[] = []
  const types: number[] = []
  read(data, (tag, reader) => {
    if (readCommon(tag, reader, common)) return
    if (tag === 8) reader.readPackedVarint(roles)
    else if (tag === 9) reader.readPackedSVarint(refs)
    else if (tag === 10) reader.readPackedVarint(types)
  })
  if (roles.length !== refs.length || types.length !== refs.length) throw new Error('uneven members')
  const members = summed(refs).map((ref, index): Member => {
    const type = memberTypes[types[index] ?? -1]
    if (type === undefined) throw new Error('a member of no known type')
    return { type, ref, role: word(table, roles[index] ?? -1) }
  })
  return { type: 'relation', id: checked(common.id), members, tags: tagsOf(common, table) }
}

/** Each number is written as its difference from the one before. */
function summed(differences: readonly number[]): number[] {
  let sum = 0
  return differences.map(difference => {
    sum += difference
    return checked(sum)
  })
}

function checked(id: number): number {
  if (!isId(id)) throw new Error('not an id')
  return id
}

function tagsOf({ keys, values }: Common, table: Table): Tags {
  if (keys.length !== values.length) throw new Error('uneven tags')
  if (keys.length === 0) return noTags
  const tags: Record<string, string> = {}
  for (const [index, key] of keys.entries()) tags[word(table, key)] = word(table, values[index] ?? -1)
  return tags
}

function word({ words }: Table, index: number): string {
  const found = words[index]
  if (found === undefined) throw new Error('no such string')
  return found
}
