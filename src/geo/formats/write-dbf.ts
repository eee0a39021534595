// Attributes as dBASE III, the table of a shapefile: texts only, as wide as the widest.
import type { WrittenRow } from './write.ts'
import { WrongFile } from './wrong.ts'

const widest = 254
const mostColumns = 255

/** @throws {WrongFile} `too_wide` */
export function writeDbf(heads: readonly string[], rows: readonly WrittenRow[]): Uint8Array {
  if (heads.length > mostColumns) throw new WrongFile('too_wide', String(mostColumns))
  const names = namesOf(heads)
  const cells = heads.map(head => rows.map(({ properties }) => cut(properties[head] ?? '', widest)))
  const widths = cells.map(column => column.reduce((most, { length }) => Math.max(most, length), 1))
  const from = 33 + heads.length * 32
  const length = widths.reduce((sum, width) => sum + width, 1)
  const table = Buffer.alloc(from + rows.length * length + 1, 0x20)
  table.fill(0, 0, from)
  // Version and a day that is the same every time, so that the same rows are the same bytes.
  table.set([3, 126, 1, 1])
  table.writeUInt32LE(rows.length, 4)
  table.writeUInt16LE(from, 8)
  table.writeUInt16LE(length, 10)
  for (const [at, name] of names.entries()) {
    table.set(name, 32 + at * 32)
    table[32 + at * 32 + 11] = 0x43
    table[32 + at * 32 + 16] = widths[at] ?? 1
  }
  table[from - 1] = 0x0d
  let at = from
  for (let row = 0; row < rows.length; row += 1) {
    at += 1
    for (const [column, width] of widths.entries()) {
      table.set(cells[column]?.[row] ?? [], at)
      at += width
    }
  }
  table[at] = 0x1a
  return table
}

/** Ten bytes each, all different. */
function namesOf(heads: readonly string[]): Uint8Array[] {
  const taken = new Set<string>()
  return heads.map(head => {
    let name = cut(head, 10)
    for (let more = 1; taken.has(name.toString().toLowerCase()); more += 1)
      name = Buffer.concat([cut(head, 9 - String(more).length), Buffer.from(`_${more}`)])
    taken.add(name.toString().toLowerCase())
    return name
  })
}

/** At the end of a character, not within it. */
function cut(text: string, most: number): Buffer {
  const bytes = Buffer.from(text)
  if (bytes.length <= most) return bytes
  let end = most
  while (end > 0 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1
  return bytes.subarray(0, end)
}
