// A file of parts, read in the words of the district and put into the register: tried, or kept.
import { Refusal } from '../../base/errors.ts'
import type { Acting } from '../../base/events.ts'
import { openWords } from '../../ui/words/open.ts'
import { languages } from '../../ui/words/words.ts'
import { kinds } from '../catalogue/store.ts'
import { type Columns, readTable, toRows, type Usual, type Words } from './columns.ts'
import type { PutReport } from './contract.ts'
import { mostRows, partStates } from './rules.ts'
import { type PutOptions, putParts } from './store.ts'

export interface PartFile {
  text: string
  format: 'csv' | 'geojson'
  columns: Columns
  usual: Usual
}

/** So many lines are told; whoever has more wrong than that mends the first ones first. */
export const mostTold = 1000

export async function importParts(
  acting: Acting,
  { text, format, columns, usual }: PartFile,
  options: PutOptions & { mostRows?: number },
): Promise<PutReport> {
  const table = readTable(text, format)
  if ('wrong' in table) throw new Refusal('parts.bad_file', 400, table)
  const most = options.mostRows ?? mostRows
  if (table.rows.length > most)
    throw new Refusal('parts.too_many_rows', 400, { rows: table.rows.length, most })
  const rows = toRows(table, columns, usual, await spoken(acting))
  const { refused, duplicates, import: _, ...put } = await putParts(acting, rows, options)
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
