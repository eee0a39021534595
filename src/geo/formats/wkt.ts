// Geometries as text (WKT, OGC 06-103r4) in a column of a table, both ways. Two dimensions; heights are left out.
import type { Geometry } from '../geojson.ts'

/** GeoJSON, or what says that the text is none; numbers are judged with the geometry. */
export function readWkt(text: string): unknown {
  const [, , type = '', rest = ''] =
    text.match(/^\s*(SRID=\d{1,9};)?\s*([A-Z]{4,20})\s*(?:ZM|Z|M)?\s*(\([\s\S]*\))\s*$/i) ?? []
  const name = names[type.toUpperCase()]
  if (name === undefined || rest === '') return { wrong: 'bad_wkt' }
  const coordinates = nested(rest)
  return coordinates === undefined
    ? { wrong: 'bad_wkt' }
    : { type: name, coordinates: flattened(name, coordinates) }
}

const names: Readonly<Record<string, Geometry['type']>> = {
  POINT: 'Point',
  LINESTRING: 'LineString',
  MULTILINESTRING: 'MultiLineString',
  POLYGON: 'Polygon',
  MULTIPOLYGON: 'MultiPolygon',
}

type Nested = (number[] | Nested)[]

/** Brackets as lists, positions as numbers. */
function nested(text: string): Nested | undefined {
  const top: Nested = []
  const open: Nested[] = [top]
  for (const [token] of text.matchAll(/[()]|[^(),]+/g)) {
    const here = open.at(-1)
    if (here === undefined || open.length > 5) return undefined
    if (token === '(') {
      const inner: Nested = []
      here.push(inner)
      open.push(inner)
    } else if (token === ')') open.pop()
    else if (token.trim() !== '') here.push(token.trim().split(/\s+/).slice(0, 2).map(Number))
  }
  return open.length === 1 ? top : undefined
}

/** A point is a list of one position in brackets. */
function flattened(name: Geometry['type'], coordinates: Nested): unknown {
  const [inner] = coordinates
  return name === 'Point' && Array.isArray(inner) ? inner[0] : inner
}

export function writeWkt({ type, coordinates }: Geometry): string {
  const position = ([x, y]: readonly number[]): string => `${x} ${y}`
  const line = (positions: readonly (readonly number[])[]): string =>
    `(${positions.map(position).join(', ')})`
  const rings = (each: readonly (readonly (readonly number[])[])[]): string =>
    `(${each.map(line).join(', ')})`
  if (type === 'Point') return `POINT (${position(coordinates)})`
  if (type === 'LineString') return `LINESTRING ${line(coordinates)}`
  if (type === 'MultiLineString') return `MULTILINESTRING ${rings(coordinates)}`
  if (type === 'Polygon') return `POLYGON ${rings(coordinates)}`
  return `MULTIPOLYGON (${coordinates.map(rings).join(', ')})`
}
