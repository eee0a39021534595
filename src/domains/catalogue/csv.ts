// Comma-separated values as RFC 4180 has them and spreadsheets read them: UTF-8 with its mark, lines ended by
// CR LF, quotes doubled. A cell that a spreadsheet would take for a formula gets an apostrophe before it, which
// reading takes off again.

const mark = '\uFEFF'

export function writeCsv(rows: readonly (readonly string[])[]): string {
  return mark + rows.map(row => `${row.map(cell).join(',')}\r\n`).join('')
}

/** Rows of cells, or where the quotes of the text do not match. Empty lines are left out. */
export function readCsv(text: string): { rows: string[][] } | { brokenAt: number } {
  const rows: string[][] = []
  let row: string[] = []
  let [at, start] = [text.startsWith(mark) ? 1 : 0, 0]
  const end = (): void => {
    if (row.length > 1 || row[0] !== '') rows.push(row)
    row = []
  }
  for (;;) {
    let value: string
    if (text[at] === '"') {
      value = ''
      for (start = at + 1; ; start = at + 2) {
        at = text.indexOf('"', start)
        if (at < 0) return { brokenAt: rows.length + 1 }
        value += text.slice(start, at)
        if (text[at + 1] !== '"') break
        value += '"'
      }
      at += 1
      if (at < text.length && !',\r\n'.includes(text[at] ?? '')) return { brokenAt: rows.length + 1 }
    } else {
      start = at
      while (at < text.length && !',\r\n'.includes(text[at] ?? '')) at += 1
      value = text.slice(start, at)
    }
    row.push(/^'['=+\-@\t\r]/.test(value) ? value.slice(1) : value)
    if (at >= text.length) {
      end()
      return { rows }
    }
    if (text[at] === ',') {
      at += 1
      continue
    }
    at += text.startsWith('\r\n', at) ? 2 : 1
    end()
    if (at >= text.length) return { rows }
  }
}

function cell(value: string): string {
  const safe = /^['=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
