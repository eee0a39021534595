// One row of an imported file, cell by cell; keeps the first reason why the row cannot be taken. Pure.
import { text } from '../../base/contract.ts'
import { readCsv } from '../../base/csv.ts'
import { type Limit, limit, limitUnits } from '../../base/limits.ts'
import type { RefusedRow, RowFault } from './book.ts'

export class Cells {
  readonly line: number
  readonly cells: ReadonlyMap<string, string>
  #refused: RefusedRow | undefined

  constructor(line: number, cells: ReadonlyMap<string, string>) {
    this.line = line
    this.cells = cells
  }

  get refused(): RefusedRow | undefined {
    return this.#refused
  }

  refuse(fault: RowFault, column: string): void {
    this.#refused ??= { line: this.line, fault, column, value: this.raw(column).slice(0, 60) }
  }

  raw(column: string): string {
    return (this.cells.get(column) ?? '').trim()
  }

  text(column: string, longest: number): string {
    const raw = this.raw(column)
    if (raw === '') this.refuse('missing', column)
    const said = text(longest).safeParse(raw)
    if (said.success) return said.data
    this.refuse(raw.length > longest ? 'too_long' : 'bad_text', column)
    return ''
  }

  /** A text of a form that has a name of its own: a code. */
  code(column: string, form: RegExp): string {
    const raw = this.raw(column)
    if (raw === '') this.refuse('missing', column)
    else if (!form.test(raw)) this.refuse('not_a_code', column)
    return raw
  }

  choice<Option extends string>(column: string, options: readonly Option[]): Option | undefined {
    const raw = this.raw(column)
    const found = options.find(option => option === raw)
    if (found === undefined) this.refuse(raw === '' ? 'missing' : 'not_a_choice', column)
    return found
  }

  yes(column: string): boolean {
    return this.choice(column, ['yes', 'no']) === 'yes'
  }

  whole(column: string, least: number, most: number): number {
    const raw = this.raw(column)
    const number = Number(raw)
    if (raw === '') this.refuse('missing', column)
    else if (!/^\d{1,9}$/.test(raw) || number < least || number > most) this.refuse('not_a_number', column)
    return number
  }

  limit(area: string): Limit {
    const [value, unit] = [`value_${area}`, `unit_${area}`]
    const raw = this.raw(value)
    const chosen = this.choice(unit, limitUnits) ?? 'work_hour'
    if (raw === '') this.refuse('missing', value)
    const parsed = limit.safeParse({ value: Number(raw), unit: chosen })
    if (parsed.success && /^[\d.]+(e[+-]?\d+)?$/i.test(raw)) return parsed.data
    this.refuse('not_a_limit', value)
    return { value: 1, unit: chosen }
  }
}

/** A file as rows under its columns, numbered as a spreadsheet numbers them; or why it cannot be read at all. */
export function readRows(
  format: 'csv' | 'json',
  file: string,
  needed: readonly string[],
): { rows: Cells[] } | { refused: RefusedRow } {
  return format === 'csv' ? csvRows(file, needed) : jsonRows(file, needed)
}

function csvRows(file: string, needed: readonly string[]): { rows: Cells[] } | { refused: RefusedRow } {
  const read = readCsv(file)
  if ('brokenAt' in read) return { refused: { ...unreadable('broken_quotes', ''), line: read.brokenAt } }
  const [head, ...body] = read.rows
  const columns = (head?.cells ?? []).map(name => name.trim().toLowerCase())
  const missing = needed.find(column => !columns.includes(column))
  if (missing !== undefined) return { refused: unreadable('no_columns', missing) }
  return {
    rows: body
      .map(
        ({ line, cells }) =>
          new Cells(line, new Map(columns.map((column, place) => [column, cells[place] ?? '']))),
      )
      // A spreadsheet leaves rows of empty cells behind.
      .filter(({ cells }) => [...cells.values()].some(value => value.trim() !== '')),
  }
}

function jsonRows(file: string, needed: readonly string[]): { rows: Cells[] } | { refused: RefusedRow } {
  let read: unknown
  try {
    read = JSON.parse(file)
  } catch {
    return { refused: unreadable('not_json', '') }
  }
  if (!Array.isArray(read)) return { refused: unreadable('not_json', '') }
  const rows: Cells[] = []
  for (const [at, row] of read.entries()) {
    const line = at + 1
    if (typeof row !== 'object' || row === null) return { refused: { ...unreadable('not_json', ''), line } }
    const cells = new Map(Object.entries(row).map(([name, value]) => [name, shown(value)]))
    const missing = needed.find(column => !cells.has(column))
    if (missing !== undefined) return { refused: { ...unreadable('no_columns', missing), line } }
    rows.push(new Cells(line, cells))
  }
  return { rows }
}

/** A value as a cell shows it. */
export function shown(value: unknown): string {
  if (value === true) return 'yes'
  if (value === false) return 'no'
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

function unreadable(fault: RowFault, column: string): RefusedRow {
  return { line: 1, fault, column, value: '' }
}
