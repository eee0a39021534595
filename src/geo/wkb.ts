// Reads geometries as PostGIS writes them in binary (WKB of OGC 06-103r4: points, lines, polygons and their multi
// forms, two dimensions), into flat arrays of longitude and latitude.

export type Flat = Float64Array

export interface Parts {
  type: 'point' | 'line' | 'polygon'
  /** Points: one array of them all. Lines: one a line. Polygons: one a polygon, each a list of rings. */
  points: Flat
  lines: Flat[]
  polygons: Flat[][]
}

/** @throws where it is none of these geometries */
export function readWkb(bytes: Uint8Array): Parts {
  const reader = new Reader(bytes)
  const parts: Parts = { type: 'point', points: new Float64Array(), lines: [], polygons: [] }
  const points: number[] = []
  readInto(reader, parts, points)
  parts.points = Float64Array.from(points)
  return parts
}

function readInto(reader: Reader, parts: Parts, points: number[]): void {
  const type = reader.begin()
  if (type === 1) points.push(reader.double(), reader.double())
  else if (type === 2) parts.lines.push(reader.positions())
  else if (type === 3) parts.polygons.push(reader.rings())
  else if (type >= 4 && type <= 6) {
    const count = reader.count()
    for (let index = 0; index < count; index += 1) readInto(reader, parts, points)
  } else throw new Error(`WKB of type ${type} is not read here`)
  parts.type = type === 1 || type === 4 ? 'point' : type === 2 || type === 5 ? 'line' : 'polygon'
}

class Reader {
  #view: DataView
  #at = 0
  #isLittle = true

  constructor(bytes: Uint8Array) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }

  begin(): number {
    this.#isLittle = this.#view.getUint8(this.#at) === 1
    this.#at += 1
    return this.count()
  }

  count(): number {
    const value = this.#view.getUint32(this.#at, this.#isLittle)
    this.#at += 4
    return value
  }

  double(): number {
    const value = this.#view.getFloat64(this.#at, this.#isLittle)
    this.#at += 8
    return value
  }

  positions(): Flat {
    const count = this.count()
    // Before memory is taken for what is not there.
    if (count * 16 > this.#view.byteLength - this.#at) throw new Error('WKB ends too early')
    const flat = new Float64Array(count * 2)
    for (let index = 0; index < flat.length; index += 1) flat[index] = this.double()
    return flat
  }

  rings(): Flat[] {
    const count = this.count()
    const rings: Flat[] = []
    for (let index = 0; index < count; index += 1) rings.push(this.positions())
    return rings
  }
}
