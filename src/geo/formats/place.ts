// Where rows lie: by their own geometry, or by the columns of a table; in the datum that whoever brings them names.
import type { Feature } from '../geojson.ts'
import { fromDatum } from './datum.ts'
import type { Datum } from './datums.ts'
import type { Rows } from './rows.ts'
import { readWkt } from './wkt.ts'

/** The rows with geometries in WGS 84; of a table from the column of shapes. */
export function placed({ isTable, features }: Rows, wkt: string | undefined, datum: Datum): Feature[] {
  return features.map(feature => {
    const said = isTable && wkt !== undefined ? String(feature.properties[wkt] ?? '') : ''
    return { ...feature, geometry: fromDatum(said === '' ? feature.geometry : readWkt(said), datum) }
  })
}
