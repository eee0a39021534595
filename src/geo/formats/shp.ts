// The geometries of a shapefile (ESRI Shapefile Technical Description, July 1998): points, lines, areas, with or
// without heights and measures, which are left out.
import { isWithin, type Position, turning } from '../ring.ts'
import type { System } from './systems.ts'
import { WrongFile } from './wrong.ts'

/** One geometry as GeoJSON a record, in their order; null where a record has none. */
export function readShp(bytes: Uint8Array, { toDegrees }: System, most: number): unknown[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length < 100 || view.getUint32(0) !== 9994) throw new WrongFile('broken_file', 'Shapefile')
  const place = (at: number): Position => {
    const [x, y] = [view.getFloat64(at, true), view.getFloat64(at + 8, true)]
    return toDegrees ? toDegrees(x, y) : [x, y]
  }
  const found: unknown[] = []
  for (let at = 100; at + 8 <= bytes.length; ) {
    const length = view.getUint32(at + 4) * 2
    if (length < 4 || at + 8 + length > bytes.length) throw new WrongFile('broken_file', 'Shapefile')
    found.push(readRecord(view, at + 8, length, place))
    if (found.length > most) throw new WrongFile('too_many_rows', String(most))
    at += 8 + length
  }
  return found
}

type Place = (at: number) => Position

function readRecord(view: DataView, at: number, length: number, place: Place): unknown {
  const type = view.getUint32(at, true)
  const plain = type > 20 ? type - 20 : type > 10 ? type - 10 : type
  if (type === 0) return null
  if (plain === 1) {
    if (length < 20) throw new WrongFile('broken_file', 'Shapefile')
    return { type: 'Point', coordinates: place(at + 4) }
  }
  if (plain === 8 && length >= 40 && view.getUint32(at + 36, true) === 1 && length >= 56)
    return { type: 'Point', coordinates: place(at + 40) }
  if (plain !== 3 && plain !== 5) return { type: `${type}` }
  const lines = readParts(view, at, length, place)
  if (plain === 5) return areaOf(lines)
  return lines.length === 1
    ? { type: 'LineString', coordinates: lines[0] }
    : { type: 'MultiLineString', coordinates: lines }
}

/** The parts of a line or an area. */
function readParts(view: DataView, at: number, length: number, place: Place): Position[][] {
  if (length < 44) throw new WrongFile('broken_file', 'Shapefile')
  const [parts, points] = [view.getUint32(at + 36, true), view.getUint32(at + 40, true)]
  if (44 + parts * 4 + points * 16 > length) throw new WrongFile('broken_file', 'Shapefile')
  const from = at + 44 + parts * 4
  const starts = Array.from({ length: parts }, (_, part) => view.getUint32(at + 44 + part * 4, true))
  return starts.map((start, part) => {
    const end = starts[part + 1] ?? points
    if (start > end || end > points) throw new WrongFile('broken_file', 'Shapefile')
    return Array.from({ length: end - start }, (_, index) => place(from + (start + index) * 16))
  })
}

/** So much work is done for one area; a thing with more holes is no grid. */
const mostRings = 2000
const mostSteps = 20_000_000

/** Outer rings run with the clock, holes against it; each hole belongs to the ring that it lies in. */
function areaOf(rings: Position[][]): unknown {
  const outer = rings.filter(ring => turning(ring) <= 0).map(ring => ({ ring, holes: [] as Position[][] }))
  const inner = rings.filter(ring => turning(ring) > 0)
  // Some programs write every ring the same way round.
  if (outer.length === 0) outer.push(...inner.splice(0).map(ring => ({ ring, holes: [] })))
  const points = outer.reduce((sum, { ring }) => sum + ring.length, 0)
  if (rings.length > mostRings || (outer.length > 1 && points * inner.length > mostSteps))
    return { wrong: 'too_many_rings' }
  for (const hole of inner) {
    const home = outer.length === 1 ? outer[0] : outer.find(({ ring }) => liesIn(hole, ring))
    if (!home) return { wrong: 'broken_ring' }
    home.holes.push(hole)
  }
  const polygons = outer.map(({ ring, holes }) => [
    ring.toReversed(),
    ...holes.map(hole => hole.toReversed()),
  ])
  return polygons.length === 1
    ? { type: 'Polygon', coordinates: polygons[0] }
    : { type: 'MultiPolygon', coordinates: polygons }
}

/** By most of its corners: one may lie on the other ring. */
function liesIn(hole: readonly Position[], ring: readonly Position[]): boolean {
  const asked = hole.slice(0, 5)
  return asked.filter(each => isWithin(each, ring)).length * 2 > asked.length
}
