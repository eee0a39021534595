// Comma-separated values as RFC 4180 has them and spreadsheets read them: UTF-8 with its mark, lines ended by
// CR LF, quotes doubled. A cell that a spreadsheet would take for a formula gets an apostrophe before it, which
// reading takes off again.

const mark = '\uFEFF'

export interface CsvRow {
  /** The line it begins on, counted from 1. */
  line: number
  cells: string[]
}

export function writeCsv(rows: readonly (readonly string[])[]): string {
  return mark + rows.map(row => `${row.map(quoted).join(',')}\r\n`).join('')
}

/**
 * Rows of cells, or the line where the quotes of the text do not match. Empty lines are left out. Semicolons and tabs
 * separate too, where the first line has no comma: spreadsheets of some countries write them.
 */
export function readCsv(sheet: string): { rows: CsvRow[] } | { brokenAt: number } {
  const text = sheet.startsWith(mark) ? sheet.slice(1) : sheet
  const ends = `${separatorOf(text)}\r\n`
  const rows: CsvRow[] = []
  let [at, line] = [0, 1]
  let row: CsvRow = { line, cells: [] }
  const end = (): void => {
    if (row.cells.length > 1 || row.cells[0] !== '') rows.push(row)
    row = { line, cells: [] }
  }
  for (;;) {
    let value = ''
    if (text[at] === '"') {
      for (let start = at + 1; ; start = at + 2) {
        at = text.indexOf('"', start)
        if (at < 0) return { brokenAt: row.line }
        value += text.slice(start, at)
        if (text[at + 1] !== '"') break
        value += '"'
      }
      at += 1
      if (at < text.length && !ends.includes(text[at] ?? '')) return { brokenAt: row.line }
      line += value.split('\n').length - 1
    } else {
      const start = at
      while (at < text.length && !ends.includes(text[at] ?? '')) at += 1
      value = text.slice(start, at)
    }
    row.cells.push(/^'['=+\-@\t\r]/.test(value) ? value.slice(1) : value)
    if (at >= text.length) {
      end()
      return { rows }
    }
    if (text[at] === ends[0]) {
      at += 1
      continue
    }
    at += text.startsWith('\r\n', at) ? 2 : 1
    line += 1
    end()
    if (at >= text.length) return { rows }
  }
}

/** A record longer than this has a quote that nobody closed. */
const longestRecord = 200_000

/**
 * The rows of a file that is too long to be held: each with the line it begins on, or as broken where its quotes do
 * not match. Fields are separated by commas.
 */
export async function* csvRows(
  chunks: AsyncIterable<string>,
): AsyncGenerator<CsvRow | { line: number; broken: true }> {
  let [record, line, from] = ['', 1, 1]
  const take = (): (CsvRow | { line: number; broken: true })[] => {
    const read = readCsv(record)
    const begun = from
    record = ''
    from = line
    if ('brokenAt' in read) return [{ line: begun, broken: true }]
    return read.rows.map(({ cells }) => ({ line: begun, cells }))
  }
  for await (const piece of linesOf(chunks)) {
    record += piece
    line += 1
    if (quotesIn(record) % 2 === 1 && record.length < longestRecord) continue
    yield* take()
  }
  if (record !== '') yield* take()
}

/** Lines with their ends. */
async function* linesOf(chunks: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = ''
  for await (const chunk of chunks) {
    const text = rest + chunk
    let at = 0
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', at)) {
      yield text.slice(at, end + 1)
      at = end + 1
    }
    rest = text.slice(at)
  }
  if (rest !== '') yield rest
}

function quotesIn(text: string): number {
  let count = 0
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) count += 1
  return count
}

function separatorOf(text: string): string {
  const first = text.slice(0, Math.max(0, text.search(/[\r\n]|$/)))
  return [',', ';', '\t'].find(each => first.includes(each)) ?? ','
}

function quoted(value: string): string {
  const safe = /^['=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
