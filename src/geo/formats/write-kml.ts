// Rows as KML (OGC 12-007r2): a placemark each, everything it says as extended data.
import type { Geometry } from '../geojson.ts'
import type { Sheet } from './write.ts'

export function writeKml({ name, heads, rows }: Sheet): string {
  const placemarks = rows.map(({ geometry, properties }) => {
    const data = heads
      .filter(head => head !== 'name' && (properties[head] ?? '') !== '')
      .map(head => `<Data name="${escaped(head)}"><value>${escaped(properties[head] ?? '')}</value></Data>`)
    const title = properties.name === undefined ? '' : `<name>${escaped(properties.name)}</name>`
    return `<Placemark>${title}<ExtendedData>${data.join('')}</ExtendedData>${shape(geometry)}</Placemark>\n`
  })
  return `<?xml version="1.0" encoding="UTF-8"?>
<kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>${escaped(name)}</name>
${placemarks.join('')}</Document></kml>
`
}

function shape({ type, coordinates }: Geometry): string {
  const places = (line: readonly (readonly number[])[]): string =>
    `<coordinates>${line.map(([x, y]) => `${x},${y}`).join(' ')}</coordinates>`
  const line = (positions: readonly (readonly number[])[]): string =>
    `<LineString>${places(positions)}</LineString>`
  const area = ([outer = [], ...holes]: readonly (readonly (readonly number[])[])[]): string => {
    const ring = (each: readonly (readonly number[])[]): string => `<LinearRing>${places(each)}</LinearRing>`
    const inner = holes.map(hole => `<innerBoundaryIs>${ring(hole)}</innerBoundaryIs>`)
    return `<Polygon><outerBoundaryIs>${ring(outer)}</outerBoundaryIs>${inner.join('')}</Polygon>`
  }
  if (type === 'Point') return `<Point>${places([coordinates])}</Point>`
  if (type === 'LineString') return line(coordinates)
  if (type === 'Polygon') return area(coordinates)
  const parts = type === 'MultiPolygon' ? coordinates.map(area) : coordinates.map(line)
  return `<MultiGeometry>${parts.join('')}</MultiGeometry>`
}

function escaped(text: string): string {
  return text
    .replaceAll(/[^\P{Cc}\n\t]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
