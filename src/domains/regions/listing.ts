// The national code list read from its files, and what another edition means: which codes are new, renamed, given up.
// Pure; SQL is in store/list.ts.
import { readCsv } from '../../base/csv.ts'
import { sayNothing } from '../../ui/words/endings.ts'
import { above, type Level, levelOf, parentOf } from './codes.ts'
import { longestName } from './contract/tree.ts'

export interface ListRow {
  code: string
  name: string
}

export const listFaults = [
  'not_a_code',
  'code_length',
  'name_missing',
  'name_too_long',
  'name_differs',
  'parent_missing',
] as const

export interface RefusedCode {
  file: string
  line: number
  code: string
  why: (typeof listFaults)[number]
  said: string
}

export interface ListFile {
  name: string
  text: string
}

export interface ReadList {
  rows: Map<string, string>
  refused: RefusedCode[]
  /** Files that are no part of such a list. */
  strange: string[]
}

/** Columns beside `code` and `name` that say what a row lies in. */
const overColumns = [
  ['street', 'streetCode'],
  ['area', 'areaCode'],
  ['city', 'cityCode'],
  ['province', 'provinceCode'],
] as const

/**
 * All files together are one edition. A file needs the columns `code` and `name`; what a row lies in may stand in a
 * file of its own or beside it (`street`, `streetCode`, …). A code under two names is refused.
 */
export function readList(files: readonly ListFile[]): ReadList {
  const read: ReadList = { rows: new Map(), refused: [], strange: [] }
  const lines = new Map<string, { file: string; line: number }>()
  for (const { name: file, text } of files) {
    const sheet = readCsv(text)
    const [head, ...rows] = 'rows' in sheet ? sheet.rows : []
    const at = (column: string): number => head?.cells.findIndex(cell => cell.trim() === column) ?? -1
    const [codeAt, nameAt] = [at('code'), at('name')]
    if (codeAt < 0 || nameAt < 0) {
      read.strange.push(file)
      continue
    }
    const over = overColumns.map(([named, coded]) => [at(named), at(coded)] as const)
    for (const { line, cells } of rows) {
      const code = (cells[codeAt] ?? '').trim()
      const refuse = (why: RefusedCode['why'], said: string): void =>
        void read.refused.push({ file, line, code, why, said })
      const name = (cells[nameAt] ?? '').trim()
      const wrong = wrongOf(code, name) ?? differs(read.rows, code, name)
      if (wrong) refuse(...wrong)
      else {
        read.rows.set(code, name)
        lines.set(code, { file, line })
      }
      for (const [namedAt, codedAt] of over) {
        const [upper, called] = [cells[codedAt]?.trim() ?? '', cells[namedAt]?.trim() ?? '']
        if (codedAt >= 0 && namedAt >= 0 && !wrongOf(upper, called) && !read.rows.has(upper))
          read.rows.set(upper, called)
      }
    }
  }
  for (const [code, where] of lines) {
    if (code.length === 2 || parentOf(code, each => read.rows.has(each)) !== undefined) continue
    read.rows.delete(code)
    read.refused.push({ ...where, code, why: 'parent_missing', said: above(code).at(-1) ?? '' })
  }
  return read
}

type Wrong = [RefusedCode['why'], string]

function wrongOf(code: string, name: string): Wrong | undefined {
  if (!/^\d+$/.test(code)) return ['not_a_code', code]
  if (!levelOf(code)) return ['code_length', String(code.length)]
  if (name === '') return ['name_missing', '']
  if (name.length > longestName) return ['name_too_long', String(name.length)]
  return undefined
}

function differs(rows: ReadonlyMap<string, string>, code: string, name: string): Wrong | undefined {
  const before = rows.get(code)
  return before === undefined || before === name ? undefined : ['name_differs', before]
}

/** A row as it is written: its level, and its name with the names of all that it lies in. */
export interface ListedRow extends ListRow {
  level: Level
  whole: string
}

export function listedRow(
  code: string,
  name: string,
  nameOf: (code: string) => string | undefined,
): ListedRow {
  const chain = above(code)
    .map(nameOf)
    .filter((each): each is string => each !== undefined && !sayNothing.includes(each))
  return { code, name, level: levelOf(code) ?? 'community', whole: [...chain, name].join(' ') }
}

export interface Difference {
  added: string[]
  renamed: string[]
  /** Under the same name, but in something that has another name now. */
  moved: string[]
  ended: string[]
  unchanged: number
}

/** What becomes of the codes when `after` follows `before`; both are names by code. */
export function differenceOf(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): Difference {
  const told: Difference = { added: [], renamed: [], moved: [], ended: [], unchanged: 0 }
  for (const [code, name] of after) {
    const was = before.get(code)
    if (was === undefined) told.added.push(code)
    else if (was !== name) told.renamed.push(code)
    else if (above(code).some(upper => before.get(upper) !== after.get(upper))) told.moved.push(code)
    else told.unchanged += 1
  }
  for (const code of before.keys()) if (!after.has(code)) told.ended.push(code)
  return told
}

/** Two UTF-16 units as one whole number of 32 bits: each pair of neighbours within a word, once. */
export function pairsOf(text: string): number[] {
  const pairs = new Set<number>()
  for (const word of text.normalize('NFKC').split(/\s+/u)) {
    for (let at = 0; at + 1 < word.length; at += 1)
      pairs.add((word.charCodeAt(at) << 16) | word.charCodeAt(at + 1))
  }
  return [...pairs]
}

export type Sought =
  | { by: 'code'; code: string }
  | { by: 'letters'; letters: string }
  | { by: 'words'; words: string[]; pairs: number[] }

/** What somebody who typed this looks for; undefined when it is nothing yet. */
export function soughtBy(typed: string): Sought | undefined {
  const text = typed.normalize('NFKC').trim()
  if (text === '') return undefined
  if (/^\d+$/.test(text)) return { by: 'code', code: text.slice(0, 12) }
  if (/^[a-z' ]+$/i.test(text)) {
    const letters = text
      .toLowerCase()
      .replace(/[^a-z]/g, '')
      .replaceAll('ü', 'v')
    return letters === '' ? undefined : { by: 'letters', letters }
  }
  const words = text.split(/\s+/u).slice(0, 5)
  return { by: 'words', words, pairs: pairsOf(text) }
}
