// A table as an Excel workbook of one sheet: every cell a text, so that codes keep their digits.
import writeXlsxFile from 'write-excel-file/node'
import { WrongFile } from './wrong.ts'

/** What a cell of Excel holds. */
const longestCell = 32_767

/** @throws {WrongFile} `too_wide` where a cell is longer than Excel allows */
export async function writeXlsx(
  cells: readonly (readonly string[])[],
  sheet: string,
): Promise<Uint8Array<ArrayBuffer>> {
  if (cells.some(row => row.some(cell => cell.length > longestCell)))
    throw new WrongFile('cell_too_long', String(longestCell))
  const data = cells.map(row =>
    row.map(value => (value === '' ? null : { value: withoutControls(value), type: String })),
  )
  return new Uint8Array(
    await writeXlsxFile(data, { sheet: sheet.slice(0, 31), stickyRowsCount: 1 }).toBuffer(),
  )
}

/** XML has no place for them. */
function withoutControls(value: string): string {
  return value.replaceAll(/[^\P{Cc}\n\t]/gu, '')
}
