// A file of parts, read in the words of the district and put into the register: tried, or kept.
import type { Acting } from '../../base/events.ts'
import { fromDatum } from '../../geo/formats/datum.ts'
import type { Datum } from '../../geo/formats/datums.ts'
import type { Rows } from '../../geo/formats/rows.ts'
import { openWords } from '../../ui/words/open.ts'
import { languages } from '../../ui/words/words.ts'
import { kinds } from '../catalogue/store.ts'
import { type Columns, tableOf, toRows, type Usual, type Words } from './columns.ts'
import type { PutReport } from './contract.ts'
import { partStates } from './rules.ts'
import { type PutOptions, putParts } from './store.ts'

export interface PartFile {
  rows: Rows
  /** What the file's places are in; they are kept in WGS 84. */
  datum: Datum
  columns: Columns
  usual: Usual
}

/** So many lines are told; whoever has more wrong than that mends the first ones first. */
export const mostTold = 1000

export async function importParts(
  acting: Acting,
  { rows: read, datum, columns, usual }: PartFile,
  options: PutOptions,
): Promise<PutReport> {
  const said = toRows(tableOf(read), columns, usual, await spoken(acting))
  const rows = said.map(row =>
    row.shape === undefined ? row : { ...row, shape: fromDatum(row.shape, datum) },
  )
  const { refused, duplicates, import: _, ...put } = await putParts(acting, rows, { ...options, datum })
  return {
    ...put,
    rows: rows.length,
    refusedRows: refused.length,
    refused: refused.slice(0, mostTold),
    duplicateRows: duplicates.length,
    duplicates: duplicates.slice(0, mostTold),
  }
}

/** Kinds and states as people write them in either language. */
async function spoken({ tx, now }: Acting): Promise<Words> {
  const parts = (await kinds(tx, now)).filter(({ type }) => type === 'part')
  return {
    kinds: new Map(parts.flatMap(({ code, name }) => [name.en, name.zh].map(said => [said, code] as const))),
    states: new Map(
      languages.flatMap(language => {
        const words = openWords(language)
        return partStates.map(state => [words.t(`parts.state.${state}`).toLowerCase(), state] as const)
      }),
    ),
  }
}
