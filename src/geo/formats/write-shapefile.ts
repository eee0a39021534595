// Rows as zipped shapefiles (ESRI, July 1998), one a kind of geometry as the format asks, in CGCS2000 degrees and
// UTF-8. Names of columns are cut to 10 bytes and texts to 254: the format has no more.
import { zipSync } from 'fflate'
import type { Geometry } from '../geojson.ts'
import { turned } from '../ring.ts'
import type { Sheet, WrittenRow } from './write.ts'
import { writeDbf } from './write-dbf.ts'

const prj =
  'GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]'

type Kind = 'points' | 'lines' | 'areas'
const codes: Readonly<Record<Kind, number>> = { points: 1, lines: 3, areas: 5 }

/** @throws {WrongFile} where there are more columns than a DBF has */
export function writeShapefile({ name, heads, rows }: Sheet): Uint8Array<ArrayBuffer> {
  const kinds = (['points', 'lines', 'areas'] as const)
    .map(kind => ({ kind, own: rows.filter(({ geometry }) => kindOf(geometry) === kind) }))
    .filter(({ own }) => own.length > 0)
  const files: Record<string, Uint8Array> = {}
  const plain = name.replaceAll(/[\\/:*?"<>|]/g, '_')
  for (const { kind, own } of kinds) {
    const base = kinds.length === 1 ? plain : `${plain}-${kind}`
    const { shp, shx } = writeShp(own, kind)
    files[`${base}.shp`] = shp
    files[`${base}.shx`] = shx
    files[`${base}.dbf`] = writeDbf(heads, own)
    files[`${base}.prj`] = Buffer.from(prj)
    files[`${base}.cpg`] = Buffer.from('UTF-8')
  }
  return new Uint8Array(zipSync(files))
}

function kindOf({ type }: Geometry): Kind {
  return type === 'Point' ? 'points' : type.endsWith('Polygon') ? 'areas' : 'lines'
}

function writeShp(rows: readonly WrittenRow[], kind: Kind): { shp: Uint8Array; shx: Uint8Array } {
  const box: Box = [Infinity, Infinity, -Infinity, -Infinity]
  const index = Buffer.alloc(100 + rows.length * 8)
  const records: Buffer[] = []
  let length = 100
  for (const [at, { geometry }] of rows.entries()) {
    const content = kind === 'points' ? pointRecord(geometry, box) : partsRecord(geometry, codes[kind], box)
    const head = Buffer.alloc(8)
    head.writeUInt32BE(at + 1, 0)
    head.writeUInt32BE(content.length / 2, 4)
    index.writeUInt32BE(length / 2, 100 + at * 8)
    index.writeUInt32BE(content.length / 2, 104 + at * 8)
    records.push(head, content)
    length += 8 + content.length
  }
  writeHeader(index, codes[kind], index.length, box)
  const header = Buffer.alloc(100)
  writeHeader(header, codes[kind], length, box)
  return { shp: Buffer.concat([header, ...records]), shx: index }
}

function writeHeader(into: Buffer, code: number, length: number, box: Box): void {
  into.writeUInt32BE(9994, 0)
  into.writeUInt32BE(length / 2, 24)
  into.writeUInt32LE(1000, 28)
  into.writeUInt32LE(code, 32)
  for (const [at, side] of box.entries()) into.writeDoubleLE(Number.isFinite(side) ? side : 0, 36 + at * 8)
}

function pointRecord({ coordinates }: Geometry, box: Box): Buffer {
  const [x = 0, y = 0] = coordinates.flat(3)
  const record = Buffer.alloc(20)
  record.writeUInt32LE(1, 0)
  record.writeDoubleLE(x, 4)
  record.writeDoubleLE(y, 12)
  widen(box, x, y)
  return record
}

function partsRecord(geometry: Geometry, code: number, box: Box): Buffer {
  const lines = linesOf(geometry)
  const points = lines.reduce((sum, line) => sum + line.length, 0)
  const record = Buffer.alloc(44 + lines.length * 4 + points * 16)
  const own: Box = [Infinity, Infinity, -Infinity, -Infinity]
  record.writeUInt32LE(code, 0)
  record.writeUInt32LE(lines.length, 36)
  record.writeUInt32LE(points, 40)
  let at = 0
  for (const [part, line] of lines.entries()) {
    record.writeUInt32LE(at, 44 + part * 4)
    for (const [x, y] of line) {
      const place = 44 + lines.length * 4 + at * 16
      record.writeDoubleLE(x, place)
      record.writeDoubleLE(y, place + 8)
      widen(own, x, y)
      at += 1
    }
  }
  for (const [side, value] of own.entries()) record.writeDoubleLE(value, 4 + side * 8)
  widen(box, own[0], own[1])
  widen(box, own[2], own[3])
  return record
}

/** Outer rings with the clock, holes against it. */
function linesOf({ type, coordinates }: Geometry): [number, number][][] {
  const area = ([outer = [], ...holes]: [number, number][][]) => [
    turned(outer, -1),
    ...holes.map(hole => turned(hole, 1)),
  ]
  if (type === 'Polygon') return area(coordinates)
  if (type === 'MultiPolygon') return coordinates.flatMap(area)
  if (type === 'LineString') return [coordinates]
  return type === 'MultiLineString' ? coordinates : [[coordinates]]
}

type Box = [west: number, south: number, east: number, north: number]

function widen(box: Box, x: number, y: number): void {
  box[0] = Math.min(box[0], x)
  box[1] = Math.min(box[1], y)
  box[2] = Math.max(box[2], x)
  box[3] = Math.max(box[3], y)
}
