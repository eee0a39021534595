// Files of parts as tables of cells, whatever format they come in.
import { readCsv } from '../../base/csv.ts'
import { Refusal } from '../../base/errors.ts'
import { rowsOfFile } from '../../geo/formats/read.ts'
import type { Rows } from '../../geo/formats/rows.ts'
import { mostRows } from './rules.ts'

/** The rows of a file. Refuses with `parts.bad_file` what cannot be read. */
export async function readPartFile(bytes: Uint8Array, table?: string, most = mostRows): Promise<Rows> {
  const rows = await rowsOfFile(bytes, { layer: table, most, wants: 'places' }, readCsv)
  if ('wrong' in rows) throw new Refusal('parts.bad_file', 400, rows)
  return rows
}
