// Reads KML (OGC 12-007r2): placemarks with their names, their extended data, and points, lines and areas. What is
// only for looking at (styles, views, overlays) is left out.
import type { Feature } from '../geojson.ts'
import { readMarkup } from './markup.ts'
import type { Value } from './rows.ts'
import { WrongFile } from './wrong.ts'

type Places = number[][]
interface Shapes {
  points: number[][]
  lines: Places[]
  areas: Places[][]
  others: number
}

const shapes = new Set(['Point', 'LineString', 'LinearRing', 'Polygon', 'MultiGeometry', 'Track', 'Model'])

/** @throws {WrongFile} where it is no KML */
export function readKml(text: string, most: number): Feature[] {
  const features: Feature[] = []
  const path: string[] = []
  let found: Shapes = nothing()
  let properties: [string, Value][] = []
  let [said, data, isKml] = ['', '', false]
  let area: Places[] = []
  readMarkup(text, 'KML', {
    open: (name, attributes) => {
      if (path.length === 0 && name === 'kml') isKml = true
      path.push(name)
      said = ''
      if (name === 'Placemark') {
        found = nothing()
        properties = []
      } else if (name === 'Polygon') area = []
      else if (name === 'Data' || name === 'SimpleData') data = attributes.name ?? ''
      else if (name === 'Track' || name === 'Model') found.others += 1
    },
    text: more => {
      said += more
    },
    close: name => {
      path.pop()
      const parent = path.at(-1)
      const value = said.trim()
      if (parent === 'Placemark' && (name === 'name' || name === 'description'))
        properties.push([name, value])
      else if (name === 'SimpleData' || (name === 'value' && parent === 'Data'))
        properties.push([data, value])
      else if (name === 'coordinates') {
        const places = placesOf(value)
        if (parent === 'Point') found.points.push(...places)
        else if (parent === 'LineString') found.lines.push(places)
        else if (parent === 'LinearRing' && path.includes('Polygon')) area.push(places)
        else if (parent === 'LinearRing') found.areas.push([places])
      } else if (name === 'Polygon') found.areas.push(area)
      else if (name === 'Placemark') {
        features.push({
          row: features.length + 1,
          geometry: geometryOf(found),
          properties: Object.fromEntries(properties),
        })
        if (features.length > most) throw new WrongFile('too_many_rows', String(most))
      }
      if (!shapes.has(name)) said = ''
    },
  })
  if (!isKml) throw new WrongFile('unknown_format')
  return features
}

function nothing(): Shapes {
  return { points: [], lines: [], areas: [], others: 0 }
}

/** Longitude, latitude and perhaps a height, with commas; positions with blanks between. */
function placesOf(text: string): Places {
  if (text === '') return []
  return text.split(/\s+/).map(each => {
    const [longitude = '', latitude = ''] = each.split(',')
    return [
      longitude === '' ? Number.NaN : Number(longitude),
      latitude === '' ? Number.NaN : Number(latitude),
    ]
  })
}

/** Several of one kind are one; several kinds in one placemark are none that can be kept. */
function geometryOf({ points, lines, areas, others }: Shapes): unknown {
  const kinds = [points, lines, areas].filter(each => each.length > 0).length
  if (kinds + others === 0) return null
  if (kinds !== 1 || others > 0 || points.length > 1) return { type: 'MultiGeometry' }
  if (points.length === 1) return { type: 'Point', coordinates: points[0] }
  if (lines.length === 1) return { type: 'LineString', coordinates: lines[0] }
  if (lines.length > 1) return { type: 'MultiLineString', coordinates: lines }
  return areas.length === 1
    ? { type: 'Polygon', coordinates: areas[0] }
    : { type: 'MultiPolygon', coordinates: areas }
}
