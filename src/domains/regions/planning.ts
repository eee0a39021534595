// A sheet of regions (CSV, one region a row) read, and what it would mean: what is new, what is renamed, which rows are
// refused and why. Pure; the page's import, the form of a single region and the command all go through here.
import { readCsv, writeCsv } from '../../base/csv.ts'
import { digitsOf, type Level, levelOf, levels, parentOf, pathOf } from './codes.ts'
import { type KeptRegion, longestName, type RefusedRow } from './contract/tree.ts'

export interface RegionRow {
  row: number
  code: string
  /** Empty: follows from the code. */
  parent: string
  level: string
  zh: string
  /** Empty: the Chinese name stands in for it. */
  en: string
}

export interface PlannedRegion {
  code: string
  parent: string | null
  level: Level
  /** null above the district, which belongs to every district below it. */
  district: string | null
  path: string
  name: { zh: string; en: string }
}

export interface Plan {
  added: PlannedRegion[]
  renamed: PlannedRegion[]
  unchanged: number
  refused: RefusedRow[]
}

/** What is known of a region that is there already. */
export type Known = Pick<KeptRegion, 'code' | 'name' | 'closedAt'>

const columns = ['code', 'name_zh', 'name_en', 'level', 'parent'] as const

export function toSheet(regions: readonly KeptRegion[]): string {
  return writeCsv([
    [...columns, 'closed'],
    ...regions.map(({ code, name, level, parent, closedAt }) => [
      code,
      name.zh,
      name.en,
      level,
      parent ?? '',
      closedAt?.slice(0, 10) ?? '',
    ]),
  ])
}

/** Undefined when it is no sheet of regions: the column of codes or of Chinese names is missing, or a quotation never ends. */
export function fromSheet(sheet: string): RegionRow[] | undefined {
  const read = readCsv(sheet)
  if ('brokenAt' in read) return undefined
  const [head, ...rows] = read.rows
  const named = head?.cells.map(cell => cell.trim().toLowerCase()) ?? []
  if (!named.includes('code') || !named.includes('name_zh')) return undefined
  const cellOf = (cells: readonly string[], column: (typeof columns)[number] | 'closed'): string => {
    const at = named.indexOf(column)
    return at < 0 ? '' : (cells[at] ?? '').trim()
  }
  return (
    rows
      .filter(({ cells }) => columns.some(column => cellOf(cells, column) !== ''))
      // What our own sheet says is closed is history, nothing to bring in.
      .filter(({ cells }) => cellOf(cells, 'closed') === '')
      .map(({ line, cells }) => ({
        row: line,
        code: cellOf(cells, 'code'),
        parent: cellOf(cells, 'parent'),
        level: cellOf(cells, 'level'),
        zh: cellOf(cells, 'name_zh'),
        en: cellOf(cells, 'name_en'),
      }))
  )
}

/**
 * @param given.isOperator a command on the server itself may also add and rename what lies above the district
 */
export function plan(
  rows: readonly RegionRow[],
  { known, district, isOperator }: { known: readonly Known[]; district: string; isOperator: boolean },
): Plan {
  const there = new Map(known.map(each => [each.code, each]))
  const planned: Plan = { added: [], renamed: [], unchanged: 0, refused: [] }
  const seen = new Map<string, number>()
  const brought = new Set<string>()
  // Above before below, whatever order the sheet is in; refusals come back in its order.
  for (const row of rows.toSorted((a, b) => a.code.length - b.code.length || a.row - b.row)) {
    const refuse = (why: RefusedRow['why'], said: string): void => {
      planned.refused.push({ row: row.row, code: row.code, why, said })
    }
    const first = seen.get(row.code)
    const wrong = wrongCode(row, district) ?? wrongName(row)
    if (wrong) {
      refuse(...wrong)
      continue
    }
    if (first !== undefined) {
      refuse('doubled', String(first))
      continue
    }
    seen.set(row.code, row.row)
    const level = levelOf(row.code) ?? 'community'
    const before = there.get(row.code)
    const parent = parentOf(row.code, code => there.has(code) || brought.has(code))
    if (parent === undefined && digitsOf[level] > digitsOf.district) {
      refuse('parent_missing', row.code.slice(0, level === 'community' ? 9 : 6))
      continue
    }
    if (row.parent !== '' && row.parent !== parent && parent !== undefined) {
      refuse('wrong_parent', parent)
      continue
    }
    if (before && before.closedAt !== null) {
      refuse('closed', row.code)
      continue
    }
    if (parent !== undefined && (there.get(parent)?.closedAt ?? null) !== null) {
      refuse('parent_closed', parent)
      continue
    }
    const name = { zh: row.zh, en: row.en || before?.name.en || row.zh }
    const isSame = before?.name.zh === name.zh && before.name.en === name.en
    const isAbove = digitsOf[level] < digitsOf.district
    if (isAbove && !isSame && !isOperator) {
      refuse('above_district', row.code)
      continue
    }
    brought.add(row.code)
    if (isSame) {
      planned.unchanged += 1
      continue
    }
    const one = {
      code: row.code,
      parent: parent ?? null,
      level,
      district: isAbove ? null : district,
      path: pathOf(row.code),
      name,
    }
    if (before) planned.renamed.push(one)
    else planned.added.push(one)
  }
  planned.refused.sort((a, b) => a.row - b.row)
  return planned
}

type Wrong = [why: RefusedRow['why'], said: string]

function wrongCode({ code, level, parent }: RegionRow, district: string): Wrong | undefined {
  // 9.90103E+11: a spreadsheet took the code for a number, and its last digits are gone.
  if (/^\d+([.,]\d+)?e\+?\d+$/i.test(code)) return ['rounded', code]
  if (!/^\d+$/.test(code)) return ['not_a_code', code]
  const found = levelOf(code)
  if (!found) return ['code_length', String(code.length)]
  const shared = Math.min(code.length, district.length)
  if (code.slice(0, shared) !== district.slice(0, shared)) return ['wrong_prefix', district]
  if (level !== '' && level !== found && levels.some(each => each === level)) return ['wrong_level', level]
  if (parent !== '' && !code.startsWith(parent)) return ['wrong_parent', parent]
  return undefined
}

function wrongName({ zh, en }: RegionRow): Wrong | undefined {
  if (zh === '') return ['name_missing', '']
  const long = [zh, en].find(each => each.length > longestName)
  return long === undefined ? undefined : ['name_too_long', String(long.length)]
}
