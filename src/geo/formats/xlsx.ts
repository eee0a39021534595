// Reads a sheet of an Excel workbook (ECMA-376, .xlsx): the first row names the columns. Cells are read as they come
// and only where something stands in them; a sheet that claims a million columns takes no memory for them.
import { readMarkup } from './markup.ts'
import { WrongFile } from './wrong.ts'
import { datesOf, dayOf } from './xlsx-dates.ts'
import type { Entry } from './zip.ts'

export interface Sheet {
  sheets: string[]
  sheet: string
  rows: { row: number; cells: string[] }[]
}

const mostColumns = 1000

/** @throws {WrongFile} */
export function readXlsx(entries: readonly Entry[], asked: string | undefined, most: number): Sheet {
  const part = (name: string): string => {
    const entry = entries.find(each => each.name === name)
    return entry ? new TextDecoder().decode(entry.bytes()) : ''
  }
  const { sheets, is1904 } = readBook(part('xl/workbook.xml'))
  const chosen = asked === undefined ? sheets[0] : sheets.find(({ name }) => name === asked)
  if (!chosen) throw asked === undefined ? new WrongFile('no_layer') : new WrongFile('no_such_layer', asked)
  const target = targets(part('xl/_rels/workbook.xml.rels')).get(chosen.relation) ?? ''
  const path = target.startsWith('/') ? target.slice(1) : `xl/${target}`
  const words = readWords(part('xl/sharedStrings.xml'))
  const isDate = datesOf(part('xl/styles.xml'))
  const rows: Sheet['rows'] = []
  let [cells, value, row, column, inText] = [[] as string[], '', 0, 0, false]
  let cell = { type: '', style: 0 }
  readMarkup(part(path), 'Excel', {
    open: (name, attributes) => {
      if (name === 'row') {
        const said = Number(attributes.r)
        row = Number.isSafeInteger(said) && said > row ? said : row + 1
        ;[cells, column] = [[], 0]
      } else if (name === 'c') {
        column = columnOf(attributes.r) ?? column + 1
        cell = { type: attributes.t ?? 'n', style: Number(attributes.s ?? 0) }
        value = ''
      } else inText = name === 'v' || name === 't'
    },
    text: said => {
      if (inText) value += said
    },
    close: name => {
      inText = false
      if (name === 'c' && value !== '') {
        if (column > mostColumns) throw new WrongFile('too_wide', String(mostColumns))
        while (cells.length < column - 1) cells.push('')
        cells[column - 1] = readValue(value, cell, { words, isDate, is1904 })
      } else if (name === 'row' && cells.some(each => each !== '')) {
        rows.push({ row, cells })
        // Beside the row of names.
        if (rows.length > most + 1) throw new WrongFile('too_many_rows', String(most))
      }
    },
  })
  return { sheets: sheets.map(({ name }) => name), sheet: chosen.name, rows }
}

function readBook(text: string) {
  const sheets: { name: string; relation: string }[] = []
  let is1904 = false
  readMarkup(text, 'Excel', {
    open: (name, attributes) => {
      if (name === 'sheet') sheets.push({ name: attributes.name ?? '', relation: attributes['r:id'] ?? '' })
      else if (name === 'workbookPr') is1904 = /^(1|true)$/.test(attributes.date1904 ?? '')
    },
    close: () => {},
    text: () => {},
  })
  return { sheets, is1904 }
}

function targets(text: string): Map<string, string> {
  const found = new Map<string, string>()
  readMarkup(text, 'Excel', {
    open: (name, { Id = '', Target = '' }) => {
      if (name === 'Relationship') found.set(Id, Target)
    },
    close: () => {},
    text: () => {},
  })
  return found
}

/** Texts that cells share; their phonetic hints are left out. */
function readWords(text: string): string[] {
  const words: string[] = []
  if (text === '') return words
  let [word, isRead, inHint] = ['', false, false]
  readMarkup(text, 'Excel', {
    open: name => {
      if (name === 'si') word = ''
      else if (name === 'rPh') inHint = true
      isRead = name === 't' && !inHint
    },
    text: said => {
      if (isRead) word += said
    },
    close: name => {
      isRead = false
      if (name === 'rPh') inHint = false
      else if (name === 'si') words.push(word)
    },
  })
  return words
}

function columnOf(address: string | undefined): number | undefined {
  const letters = address?.match(/^[A-Z]{1,3}/)?.[0]
  if (letters === undefined) return undefined
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0)
}

interface Book {
  words: readonly string[]
  isDate: (style: number) => boolean
  is1904: boolean
}

function readValue(value: string, { type, style }: { type: string; style: number }, book: Book): string {
  if (type === 's') return (book.words[Number(value)] ?? '').trim()
  if (type === 'b') return value === '1' ? 'true' : 'false'
  if (type === 'e') return ''
  if (type !== 'n') return value.trim()
  const number = Number(value)
  if (!Number.isFinite(number)) return value.trim()
  if (book.isDate(style)) return dayOf(number, book.is1904)
  // Excel keeps fifteen digits: a longer code that was typed as a number is no longer the code, and must not look so.
  return Math.abs(number) >= 1e15 ? number.toExponential(5) : String(number)
}
