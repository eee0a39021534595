// Coordinate systems that files may come in, and the way from each to degrees: WGS 84 and CGCS2000 as they are
// (within decimetres the same, and kept as EPSG:4326), Gauss–Krüger zones, UTM and Web Mercator through proj4. Older
// Chinese systems (Beijing 1954, Xi'an 1980, local ones) need secret parameters: they are refused by name.
import proj4 from 'proj4'
import { WrongFile } from './wrong.ts'

export interface System {
  /** As people know it, for the report. */
  name: string
  /** Longitude and latitude from what stands in the file; absent where degrees stand there. */
  toDegrees?: (x: number, y: number) => [number, number]
}

const degrees = (name: string): System => ({ name })

/** From an EPSG number; undefined where it is none of these. */
export function systemOfCode(code: number): System | undefined {
  const name = `EPSG:${code}`
  const gauss = (meridian: number, easting: number): System =>
    projected(
      name,
      `+proj=tmerc +lat_0=0 +lon_0=${meridian} +k=1 +x_0=${easting} +y_0=0 +a=6378137 +rf=298.257222101`,
    )
  if (code === 4326 || code === 4490) return degrees(name)
  if (code === 3857 || code === 900913) return webMercator(name)
  // CGCS2000: 6° zones 13–23 with their number before the easting, and without; then the same of 3° zones 25–45.
  if (code >= 4491 && code <= 4501) return gauss(75 + (code - 4491) * 6, (code - 4491 + 13) * 1e6 + 500_000)
  if (code >= 4502 && code <= 4512) return gauss(75 + (code - 4502) * 6, 500_000)
  if (code >= 4513 && code <= 4533) return gauss(75 + (code - 4513) * 3, (code - 4513 + 25) * 1e6 + 500_000)
  if (code >= 4534 && code <= 4554) return gauss(75 + (code - 4534) * 3, 500_000)
  const zone = code % 100
  if ((code > 32600 && code <= 32660) || (code > 32700 && code <= 32760))
    return projected(
      name,
      `+proj=tmerc +lat_0=0 +lon_0=${zone * 6 - 183} +k=0.9996 +x_0=500000 +y_0=${code > 32700 ? 10_000_000 : 0} +a=6378137 +rf=298.257223563`,
    )
  return undefined
}

/**
 * From the text of a .prj (OGC 01-009, as ESRI writes it).
 * @throws {WrongFile} `unknown_system` with the name of any that is not read here
 */
export function systemOfPrj(text: string): System {
  const said = text.slice(0, 16_384)
  const name = said.match(/^\uFEFF?\s*[A-Z_]+\s*\[\s*"([^"]{0,120})"/i)?.[1] ?? said.trim().slice(0, 60)
  const refused = new WrongFile('unknown_system', name)
  const datum = said.match(/DATUM\s*\[\s*"([^"]{0,120})"/i)?.[1] ?? ''
  const [, axis, flattening] =
    said.match(/SPHEROID\s*\[\s*"[^"]{0,120}"\s*,\s*([\d.]+)\s*,\s*([\d.]+)/i) ?? []
  const isKnown = /WGS[_ ]?(19)?84|China[_ ]?(Geodetic[_ ]Coordinate[_ ]System[_ ])?2000|CGCS[_ ]?2000/i
  if (!isKnown.test(datum)) throw refused
  if (Number(axis) !== 6_378_137 || Math.abs(Number(flattening) - 298.257223) > 0.00001) throw refused
  const meridian = said.match(/PRIMEM\s*\[\s*"[^"]{0,60}"\s*,\s*([-\d.]+)/i)?.[1] ?? '0'
  if (Number(meridian) !== 0) throw refused
  if (/^\uFEFF?\s*GEOGCS/i.test(said)) {
    const unit = Number(said.match(/UNIT\s*\[\s*"[^"]{0,60}"\s*,\s*([\d.eE+-]+)/i)?.[1])
    if (Math.abs(unit - Math.PI / 180) > 1e-9) throw refused
    return degrees(name)
  }
  if (!/^\uFEFF?\s*PROJCS/i.test(said)) throw refused
  const units = [...said.matchAll(/UNIT\s*\[\s*"[^"]{0,60}"\s*,\s*([\d.eE+-]+)/gi)]
  if (Number(units.at(-1)?.[1]) !== 1) throw refused
  const kind = said.match(/PROJECTION\s*\[\s*"([^"]{0,120})"/i)?.[1]?.toLowerCase() ?? ''
  if (/^mercator_auxiliary_sphere$|^popular_visualisation_pseudo_mercator$/.test(kind))
    return webMercator(name)
  if (!/^(transverse_mercator|gauss_kruger)$/.test(kind)) throw refused
  const of = (parameter: string, usual: number): number => {
    const found = said.match(new RegExp(`PARAMETER\\s*\\[\\s*"${parameter}"\\s*,\\s*([-\\d.eE+]+)`, 'i'))?.[1]
    return found === undefined ? usual : Number(found)
  }
  const values = [
    of('latitude_of_origin', 0),
    of('central_meridian', Number.NaN),
    of('scale_factor', 1),
    of('false_easting', 0),
    of('false_northing', 0),
  ]
  if (!values.every(Number.isFinite) || !((values[2] ?? 0) > 0)) throw refused
  const [latitude, longitude, scale, easting, northing] = values
  return projected(
    name,
    `+proj=tmerc +lat_0=${latitude} +lon_0=${longitude} +k=${scale} +x_0=${easting} +y_0=${northing} +a=6378137 +rf=${flattening}`,
  )
}

function webMercator(name: string): System {
  return projected(name, '+proj=merc +lon_0=0 +k=1 +x_0=0 +y_0=0 +a=6378137 +b=6378137')
}

function projected(name: string, definition: string): System {
  const way = proj4(`${definition} +units=m +no_defs`)
  return {
    name,
    toDegrees: (x, y) => {
      // The library stops at what is no number; the row is told of it later.
      if (!Number.isFinite(x) || !Number.isFinite(y)) return [Number.NaN, Number.NaN]
      const [longitude = Number.NaN, latitude = Number.NaN] = way.inverse([x, y])
      return [longitude, latitude]
    },
  }
}
