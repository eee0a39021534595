// Files of grids: looked at before they are brought in, and a layer handed out as one.
import { readCsv, writeCsv } from '../../base/csv.ts'
import type { Tx } from '../../base/db.ts'
import { Refusal } from '../../base/errors.ts'
import { rowsOfFile } from '../../geo/formats/read.ts'
import type { Rows } from '../../geo/formats/rows.ts'
import { writeWkt } from '../../geo/formats/wkt.ts'
import { writeRows } from '../../geo/formats/write.ts'
import { kindsOfFiles, type WrittenFormat } from '../../geo/formats/written.ts'
import { WrongFile } from '../../geo/formats/wrong.ts'
import { mostGrids } from './rules.ts'
import { drawn } from './store.ts'

/** The rows of a file. Refuses with `grids.bad_file` what cannot be read. */
export async function readGridFile(bytes: Uint8Array, table?: string): Promise<Rows> {
  const rows = await rowsOfFile(bytes, { layer: table, most: mostGrids, wants: 'areas' }, readCsv)
  if ('wrong' in rows) throw new Refusal('grids.bad_file', 400, rows)
  return rows
}

/** The grids of a layer at an instant as a file, which comes back in as it went out. */
export async function layerFile(
  tx: Tx,
  at: string,
  { layer, format }: { layer: string; format: WrittenFormat },
): Promise<File> {
  const isTable = format === 'csv' || format === 'xlsx'
  const rows = (await drawn(tx, at, layer)).map(({ geometry: { coordinates }, properties }) => {
    const geometry = { type: 'MultiPolygon' as const, coordinates: coordinates.map(rings) }
    return { geometry, properties: { ...properties, ...(isTable && { wkt: writeWkt(geometry) }) } }
  })
  const heads = ['code', 'name', 'region', ...(isTable ? ['wkt'] : [])]
  const { ending, type } = kindsOfFiles[format]
  try {
    const content = await writeRows(format, { name: layer, heads, rows }, writeCsv)
    return new File([content], `${tx.district}-${layer}.${ending}`, { type })
  } catch (error) {
    if (!(error instanceof WrongFile)) throw error
    throw new Refusal('grids.not_in_this_format', 400, { wrong: error.wrong, said: error.said })
  }
}

function rings(polygon: number[][][]): [number, number][][] {
  return polygon.map(ring => ring.map(([x = 0, y = 0]): [number, number] => [x, y]))
}
