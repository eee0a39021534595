// A tile of packed points, written straight as bytes: what a look says is encoded once a tile, so that a point is an
// id, a few bytes copied and two small numbers. The rest is as in the Mapbox Vector Tile specification 2.1.
import type { Attributes, TileId } from './tile.ts'
import type { Known } from './tile-gathering.ts'
import type { PackedPoints, PointFilter } from './tile-points.ts'
import { writeValue } from './tile-writer.ts'

export interface PointTileOptions {
  /** Of the layer. */
  name: string
  filter?: PointFilter | undefined
  /** Units across the tile. */
  extent?: number
  /** How many units beyond its edge are kept: a point lies in the tile from -buffer on and below extent + buffer. */
  buffer?: number
}

/** The tile's bytes; none at all where no point lies in it. */
export function encodePoints(
  points: PackedPoints,
  { z, x, y }: TileId,
  { name, filter, extent = 4096, buffer = 64 }: PointTileOptions,
): Uint8Array {
  const side = 2 ** (32 - z)
  const edge = (side * buffer) / extent
  const [west, north] = [x * side, y * side]
  const box = {
    west: west - edge,
    north: north - edge,
    east: west + side + edge,
    south: north + side + edge,
  }
  const { rows, count } = points.within(box, filter)
  if (count === 0) return new Uint8Array()
  const { starts, bytes, ends, longest } = framesOf(points, rows, count)
  const title = text.encode(name)
  ends.push(0x28, ...varint(extent))
  // The longest that a point may be: its id has up to eight bytes, its place up to five each.
  const longestBody = 1 + 8 + longest + 2 + 10
  const lengthBytes = varint(longestBody).length
  const out = roomFor(headRoom + title.length + 8 + count * (1 + lengthBytes + longestBody) + ends.length)
  let at = headRoom
  at = put(out, at, [0x78, 2, 0x0a, ...varint(title.length), ...title])

  const { x: xs, y: ys, ids, looks } = points
  const scale = extent / side
  // Whole units of the world: rounding down after half a unit of the tile is rounding to the nearest.
  const half = side / extent / 2
  for (let n = 0; n < count; n += 1) {
    const row = rows[n] ?? 0
    out[at] = 0x12
    const lengthAt = at + 1
    const bodyAt = lengthAt + lengthBytes
    at = bodyAt
    out[at++] = 0x08
    let id = ids[row] ?? 0
    while (id >= 0x8000000) {
      const rest = Math.floor(id / 128)
      out[at++] = (id - rest * 128) | 128
      id = rest
    }
    let small = id | 0
    while (small > 127) {
      out[at++] = (small & 127) | 128
      small >>>= 7
    }
    out[at++] = small
    const look = looks[row] ?? 0
    const end = starts[look + 1] ?? 0
    for (let from = starts[look] ?? 0; from < end; from += 1) out[at++] = bytes[from] ?? 0
    const geometryAt = at
    out[at + 1] = 9
    at += 2
    let zigzag = zigzagOf(Math.floor(((xs[row] ?? 0) - west + half) * scale))
    while (zigzag > 127) {
      out[at++] = (zigzag & 127) | 128
      zigzag >>>= 7
    }
    out[at++] = zigzag
    zigzag = zigzagOf(Math.floor(((ys[row] ?? 0) - north + half) * scale))
    while (zigzag > 127) {
      out[at++] = (zigzag & 127) | 128
      zigzag >>>= 7
    }
    out[at++] = zigzag
    out[geometryAt] = at - geometryAt - 1
    putLength(out, lengthAt, at - bodyAt, lengthBytes)
  }
  at = put(out, at, ends)
  const head = [0x1a, ...varint(at - headRoom)]
  const from = headRoom - head.length
  put(out, from, head)
  return out.slice(from, at)
}

/** Before the layer stands how long it is. */
const headRoom = 8

/**
 * What each look of the tile writes of a point, between its id and its place: the tags, the type and the head of the
 * geometry; and the keys and values of this tile, each once, which stand behind the points.
 */
function framesOf(points: PackedPoints, rows: Uint32Array, count: number) {
  const words = wordsOf(points.knownLooks)
  const isHere = new Uint8Array(words.looks.length)
  const { looks } = points
  for (let n = 0; n < count; n += 1) isHere[looks[rows[n] ?? 0] ?? 0] = 1
  const [keys, values] = [new Table(words.keys), new Table(words.values)]
  const bytes: number[] = []
  const starts = new Uint32Array(isHere.length + 1)
  let longest = 0
  for (let look = 0; look < isHere.length; look += 1) {
    const from = bytes.length
    starts[look] = from
    if (isHere[look] === 0) continue
    const said = words.looks[look] ?? []
    if (said.length > 0) {
      const tags: number[] = []
      for (let at = 0; at < said.length; at += 2) {
        pushVarint(tags, keys.numberOf(said[at] ?? 0))
        pushVarint(tags, values.numberOf(said[at + 1] ?? 0))
      }
      bytes.push(0x12)
      pushVarint(bytes, tags.length)
      for (const tag of tags) bytes.push(tag)
    }
    bytes.push(0x18, 1, 0x22)
    longest = Math.max(longest, bytes.length - from)
  }
  starts[isHere.length] = bytes.length
  return { starts, bytes, ends: [...keys.written, ...values.written], longest }
}

/** The words of a tile out of those of all points: each gets its number when it is first used. */
class Table {
  readonly written: number[] = []
  readonly #words: readonly Uint8Array[]
  readonly #numbers: Uint32Array
  #count = 0

  constructor(words: readonly Uint8Array[]) {
    this.#words = words
    this.#numbers = new Uint32Array(words.length)
  }

  numberOf(word: number): number {
    const known = this.#numbers[word] ?? 0
    if (known > 0) return known - 1
    for (const byte of this.#words[word] ?? []) this.written.push(byte)
    this.#count += 1
    this.#numbers[word] = this.#count
    return this.#count - 1
  }
}

/** Every key and value that points have, as the bytes of their fields, and each look as pairs of their numbers. */
interface Words {
  keys: Uint8Array[]
  values: Uint8Array[]
  looks: number[][]
  numbers: Map<string, number>
}

/** Encoded once and kept as long as the points are; looks that came later are added. */
const known = new WeakMap<Known<Attributes>, Words>()

function wordsOf(looks: Known<Attributes>): Words {
  const words: Words = known.get(looks) ?? { keys: [], values: [], looks: [], numbers: new Map() }
  known.set(looks, words)
  const numberOf = (name: string, field: number, list: Uint8Array[], bytes: () => Uint8Array): number => {
    const number = words.numbers.get(name) ?? list.length
    if (number === list.length) {
      const word = bytes()
      list.push(Uint8Array.of(field, ...varint(word.length), ...word))
      words.numbers.set(name, number)
    }
    return number
  }
  for (const said of looks.all.slice(words.looks.length))
    words.looks.push(
      Object.entries(said).flatMap(([key, value]) => [
        numberOf(`key ${key}`, 0x1a, words.keys, () => text.encode(key)),
        numberOf(`${typeof value} ${value}`, 0x22, words.values, () => writeValue(value)),
      ]),
    )
  return words
}

const text = new TextEncoder()

function zigzagOf(value: number): number {
  return ((value << 1) ^ (value >> 31)) >>> 0
}

function varint(value: number): number[] {
  const bytes: number[] = []
  pushVarint(bytes, value)
  return bytes
}

function pushVarint(bytes: number[], value: number): void {
  let rest = value
  while (rest > 127) {
    bytes.push((rest % 128) + 128)
    rest = Math.floor(rest / 128)
  }
  bytes.push(rest)
}

/** A length in as many bytes as the longest of the tile needs: what is left over says nothing. */
function putLength(out: Uint8Array, at: number, length: number, bytes: number): void {
  let rest = length
  for (let n = 1; n < bytes; n += 1) {
    out[at + n - 1] = (rest & 127) | 128
    rest >>>= 7
  }
  out[at + bytes - 1] = rest
}

function put(out: Uint8Array, at: number, bytes: readonly number[]): number {
  out.set(bytes, at)
  return at + bytes.length
}

/** Kept between tiles and grown where one needs more; a tile takes its own copy when it is whole. */
let paper = new Uint8Array(65_536)

function roomFor(bytes: number): Uint8Array {
  if (paper.length < bytes) paper = new Uint8Array(2 * bytes)
  return paper
}
