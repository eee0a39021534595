// Reads a file of published requests as a stream, packed or not: row by row, never the whole file at once. Read twice:
// first for what it says as a whole, then for the cases.
import { createHash, type Hash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { pipeline, Transform } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { csvRows } from '../../base/csv.ts'
import { readerOf } from './columns.ts'
import { type Judged, judging } from './rules.ts'

/** As a spreadsheet numbers it: the header is row 1. */
export interface Row {
  row: number
  /** The request's own number; empty where it cannot be read. */
  number: string
  judged: Judged
}

/**
 * @param hash is given the bytes of the file as they lie there
 * @throws Error with a sentence for a file that cannot be read or has other columns
 */
export async function* requestsIn(file: string, timeZone: string, hash?: Hash): AsyncGenerator<Row> {
  const judge = judging(timeZone)
  let read: ((cells: readonly string[]) => Parameters<typeof judge>[0]) | undefined
  let row = 0
  for await (const record of csvRows(textOf(file, hash))) {
    row += 1
    if (!read) {
      const reader = 'cells' in record ? readerOf(record.cells) : { missing: [] }
      if ('missing' in reader) throw new Error(missingSentence(file, reader.missing))
      read = reader.read
    } else if ('broken' in record) {
      yield { row, number: '', judged: { refused: 'broken_quotes', field: 'number', value: '' } }
    } else {
      const said = read(record.cells)
      yield { row, number: said.number, judged: judge(said) }
    }
  }
  if (row === 0) throw new Error(`${file} is empty. Nothing was imported.`)
}

function missingSentence(file: string, missing: readonly string[]): string {
  const which = missing.length === 0 ? 'a header that can be read' : `the columns ${missing.join(', ')}`
  return `${file} has not ${which}. Published requests are read as the City of Boston writes them (Analyze Boston, 311 service requests). Nothing was imported.`
}

async function* textOf(file: string, hash: Hash | undefined): AsyncGenerator<string> {
  const bytes = createReadStream(file, { highWaterMark: 256 * 1024 })
  const counted = new Transform({
    transform: (chunk, _, done) => {
      hash?.update(chunk)
      done(null, chunk)
    },
  })
  const packed = file.toLowerCase().endsWith('.gz')
  // Trouble of any of them ends the last, where it is caught.
  const stream = packed
    ? pipeline(bytes, counted, createGunzip(), () => {})
    : pipeline(bytes, counted, () => {})
  stream.setEncoding('utf8')
  try {
    for await (const chunk of stream) yield String(chunk)
  } catch {
    throw new Error(`${file} cannot be read${packed ? ', or is not packed as gzip' : ''}.`)
  } finally {
    bytes.destroy()
  }
}

export function newHash(): Hash {
  return createHash('sha256')
}
