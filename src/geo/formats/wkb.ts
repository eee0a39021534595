// Geometries in binary (WKB, OGC 06-103r4), as GeoPackage keeps them: read with or without heights and measures,
// written in two dimensions.
import type { Geometry } from '../geojson.ts'
import type { System } from './systems.ts'

type Places = number[][]

/** As GeoJSON. @throws {RangeError} where the bytes end too early or name no known type */
export function readWkb(bytes: Uint8Array, { toDegrees }: System): unknown {
  const reader = new Reader(bytes, toDegrees)
  const type = reader.begin()
  if (type === 1) return { type: 'Point', coordinates: reader.place() }
  if (type === 2) return { type: 'LineString', coordinates: reader.places() }
  if (type === 3) return { type: 'Polygon', coordinates: reader.rings() }
  if (type === 4) {
    const points = reader.many(1, () => reader.place())
    return points.length === 1
      ? { type: 'Point', coordinates: points[0] }
      : { type: 'MultiPoint', coordinates: points }
  }
  if (type === 5) return { type: 'MultiLineString', coordinates: reader.many(2, () => reader.places()) }
  if (type === 6) return { type: 'MultiPolygon', coordinates: reader.many(3, () => reader.rings()) }
  return { type: `WKB ${type}` }
}

class Reader {
  #view: DataView
  #at = 0
  #isLittle = true
  #wide = 2
  #toDegrees: System['toDegrees']

  constructor(bytes: Uint8Array, toDegrees: System['toDegrees']) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.#toDegrees = toDegrees
  }

  /** The type without its dimensions, which ISO adds as thousands and PostGIS as high bits. */
  begin(): number {
    this.#isLittle = this.#view.getUint8(this.#at) === 1
    this.#at += 1
    const said = this.#count()
    const more = Math.floor((said & 0xffff) / 1000)
    this.#wide = 2 + (more === 3 ? 2 : more > 0 ? 1 : 0) + (said >>> 31) + ((said >>> 30) & 1)
    if (((said >>> 29) & 1) === 1) this.#at += 4
    return (said & 0xffff) % 1000
  }

  place(): number[] {
    const [x, y] = [this.#double(this.#at), this.#double(this.#at + 8)]
    this.#at += this.#wide * 8
    return this.#toDegrees ? this.#toDegrees(x, y) : [x, y]
  }

  places(): Places {
    const count = this.#within(this.#count(), this.#wide * 8)
    return Array.from({ length: count }, () => this.place())
  }

  rings(): Places[] {
    return Array.from({ length: this.#within(this.#count(), 4) }, () => this.places())
  }

  many<T>(type: number, read: () => T): T[] {
    return Array.from({ length: this.#within(this.#count(), 5) }, () => {
      if (this.begin() !== type) throw new RangeError('another type within')
      return read()
    })
  }

  #count(): number {
    const value = this.#view.getUint32(this.#at, this.#isLittle)
    this.#at += 4
    return value
  }

  #double(at: number): number {
    return this.#view.getFloat64(at, this.#isLittle)
  }

  /** Before memory is taken for what is not there. */
  #within(count: number, each: number): number {
    if (count * each > this.#view.byteLength - this.#at) throw new RangeError('ends too early')
    return count
  }
}

/** Little-endian. */
export function writeWkb({ type, coordinates }: Geometry): Uint8Array {
  const bytes: number[] = []
  const numbers: number[] = []
  const put = (code: number): void => void bytes.push(1, ...word(code))
  const parts: Uint8Array[] = []
  const flush = (): void => {
    parts.push(Uint8Array.from(bytes.splice(0)), new Uint8Array(new Float64Array(numbers.splice(0)).buffer))
  }
  const places = (line: Places): void => {
    bytes.push(...word(line.length))
    for (const [x = 0, y = 0] of line) numbers.push(x, y)
    flush()
  }
  const rings = (polygon: Places[]): void => {
    bytes.push(...word(polygon.length))
    for (const ring of polygon) places(ring)
  }
  if (type === 'Point') {
    put(1)
    numbers.push(coordinates[0], coordinates[1])
    flush()
  } else if (type === 'LineString') {
    put(2)
    places(coordinates)
  } else if (type === 'Polygon') {
    put(3)
    rings(coordinates)
  } else if (type === 'MultiLineString') {
    put(5)
    bytes.push(...word(coordinates.length))
    for (const line of coordinates) {
      put(2)
      places(line)
    }
  } else {
    put(6)
    bytes.push(...word(coordinates.length))
    for (const polygon of coordinates) {
      put(3)
      rings(polygon)
    }
  }
  flush()
  return Buffer.concat(parts)
}

function word(value: number): number[] {
  return [value & 255, (value >>> 8) & 255, (value >>> 16) & 255, value >>> 24]
}
