// Writes what is drawn in a tile as bytes: protocol buffers by hand, commands and parameters of the Mapbox Vector
// Tile specification 2.1 (section 4.3), each layer's keys and values once.
import type { Attributes, Drawn } from './tile.ts'

export function writeTile(
  layers: readonly { name: string; features: readonly Drawn[] }[],
  extent: number,
): Uint8Array {
  const tile = new Bytes()
  for (const { name, features } of layers) tile.message(3, writeLayer(name, features, extent))
  return tile.done()
}

function writeLayer(name: string, features: readonly Drawn[], extent: number): Bytes {
  const keys = new Map<string, number>()
  const values = new Map<string, { index: number; value: Attributes[string] }>()
  const layer = new Bytes()
  layer.text(1, name)
  for (const { type, parts, attributes, id } of features) {
    const tags: number[] = []
    for (const [key, value] of Object.entries(attributes)) {
      const known = `${typeof value} ${value}`
      if (!keys.has(key)) keys.set(key, keys.size)
      if (!values.has(known)) values.set(known, { index: values.size, value })
      tags.push(keys.get(key) ?? 0, values.get(known)?.index ?? 0)
    }
    const feature = new Bytes()
    if (id !== undefined) feature.number(1, id)
    if (tags.length > 0) feature.packed(2, tags)
    feature.number(3, { point: 1, line: 2, polygon: 3 }[type])
    feature.packed(4, commands(type, parts))
    layer.message(2, feature)
  }
  for (const key of keys.keys()) layer.text(3, key)
  for (const { value } of values.values()) layer.bytes(4, writeValue(value))
  layer.number(5, extent)
  layer.number(15, 2)
  return layer
}

/** An attribute's value as a message of its own. */
export function writeValue(value: Attributes[string]): Uint8Array {
  const bytes = new Bytes()
  if (typeof value === 'string') bytes.text(1, value)
  else if (typeof value === 'boolean') bytes.number(7, value ? 1 : 0)
  else if (Number.isSafeInteger(value) && value >= 0) bytes.number(5, value)
  else bytes.double(3, value)
  return bytes.done()
}

const moveTo = 1
const lineTo = 2
const closePath = 7

function commands(type: Drawn['type'], parts: readonly (readonly number[])[]): number[] {
  const out: number[] = []
  let [x, y] = [0, 0]
  const to = (part: readonly number[], from: number, upto: number): void => {
    for (let at = from; at < upto; at += 2) {
      const [nextX, nextY] = [part[at] ?? 0, part[at + 1] ?? 0]
      out.push(zigzag(nextX - x), zigzag(nextY - y))
      x = nextX
      y = nextY
    }
  }
  for (const part of parts) {
    const first = type === 'point' ? part.length : 2
    out.push(command(moveTo, first / 2))
    to(part, 0, first)
    if (type === 'point') continue
    out.push(command(lineTo, part.length / 2 - 1))
    to(part, 2, part.length)
    if (type === 'polygon') out.push(command(closePath, 1))
  }
  return out
}

function command(id: number, count: number): number {
  return (id & 7) | (count << 3)
}

function zigzag(value: number): number {
  return ((value << 1) ^ (value >> 31)) >>> 0
}

/** Protocol buffers, as far as tiles need them. */
class Bytes {
  #held = new Uint8Array(256)
  #length = 0

  number(field: number, value: number): void {
    this.#varint(field << 3)
    this.#varint(value)
  }

  double(field: number, value: number): void {
    this.#varint((field << 3) | 1)
    this.#room(8)
    new DataView(this.#held.buffer).setFloat64(this.#length, value, true)
    this.#length += 8
  }

  text(field: number, value: string): void {
    this.bytes(field, new TextEncoder().encode(value))
  }

  packed(field: number, values: readonly number[]): void {
    const inner = new Bytes()
    for (const value of values) inner.#varint(value)
    this.bytes(field, inner.done())
  }

  message(field: number, inner: Bytes): void {
    this.bytes(field, inner.done())
  }

  done(): Uint8Array {
    return this.#held.subarray(0, this.#length)
  }

  bytes(field: number, bytes: Uint8Array): void {
    this.#varint((field << 3) | 2)
    this.#varint(bytes.length)
    this.#room(bytes.length)
    this.#held.set(bytes, this.#length)
    this.#length += bytes.length
  }

  #varint(value: number): void {
    this.#room(8)
    let rest = value
    while (rest > 127) {
      this.#held[this.#length] = (rest % 128) + 128
      this.#length += 1
      rest = Math.floor(rest / 128)
    }
    this.#held[this.#length] = rest
    this.#length += 1
  }

  #room(more: number): void {
    if (this.#length + more <= this.#held.length) return
    const larger = new Uint8Array(Math.max(this.#held.length * 2, this.#length + more))
    larger.set(this.#held.subarray(0, this.#length))
    this.#held = larger
  }
}
