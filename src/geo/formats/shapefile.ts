// A shapefile is a set of files of one name; a zip holds one or several sets.
import type { Feature } from '../geojson.ts'
import { readDbf } from './dbf.ts'
import type { ReadOptions, Rows } from './rows.ts'
import { readShp } from './shp.ts'
import { systemOfPrj } from './systems.ts'
import { WrongFile } from './wrong.ts'
import type { Entry } from './zip.ts'

/** @throws {WrongFile} where one of the set is missing or damaged, or its system is not read here */
export function readShapefile(entries: readonly Entry[], { layer, most }: ReadOptions): Rows {
  const layers = setsOf(entries)
  const chosen = layer === undefined ? layers[0] : layers.find(name => name === layer)
  if (chosen === undefined) throw new WrongFile('no_such_layer', layer)
  const part = (ending: string): Uint8Array | undefined =>
    entries.find(({ name }) => name.toLowerCase() === `${chosen}.${ending}`.toLowerCase())?.bytes()
  const [shp, dbf, prj, cpg] = ['shp', 'dbf', 'prj', 'cpg'].map(part)
  if (!dbf) throw new WrongFile('no_attributes', chosen)
  if (!prj) throw new WrongFile('no_system', chosen)
  const system = systemOfPrj(new TextDecoder().decode(prj))
  const geometries = readShp(shp ?? new Uint8Array(), system, most)
  const attributes = readDbf(dbf, cpg && new TextDecoder().decode(cpg), most)
  if (geometries.length !== attributes.length)
    throw new WrongFile('rows_differ', `${geometries.length} / ${attributes.length}`)
  const features = geometries.flatMap((geometry, at): Feature[] => {
    const properties = attributes[at]
    return properties ? [{ row: at + 1, geometry, properties }] : []
  })
  return { format: 'shapefile', layers, layer: chosen, isTable: false, system: system.name, features }
}

/** The paths of its shapefiles without their endings; what a Mac packs beside them is left out. */
export function setsOf(entries: readonly Entry[]): string[] {
  return entries.flatMap(({ name }) =>
    /\.shp$/i.test(name) && !/(^|\/)(__MACOSX\/|\._)/.test(name) ? [name.slice(0, -4)] : [],
  )
}
