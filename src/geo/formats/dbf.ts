// The attributes of a shapefile (dBASE III): text in UTF-8 or GB 18030, numbers, days, yes and no.
import type { Value } from './rows.ts'
import { WrongFile } from './wrong.ts'

interface Field {
  name: Uint8Array
  type: string
  at: number
  length: number
}

/**
 * One record of attributes a row, null where it is marked as deleted.
 * @param page the text of the .cpg beside it, if there is one
 */
export function readDbf(
  bytes: Uint8Array,
  page: string | undefined,
  most = 1_000_000,
): (Record<string, Value> | null)[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length < 33) throw new WrongFile('broken_file', 'DBF')
  const [count, from, length] = [view.getUint32(4, true), view.getUint16(8, true), view.getUint16(10, true)]
  // Before rows are made of records that are next to nothing.
  if (count > most && from + count * length <= bytes.length + 1)
    throw new WrongFile('too_many_rows', String(most))
  const fields = fieldsOf(bytes, from)
  const wide = fields.reduce((sum, field) => sum + field.length, 1)
  if (length < wide || from + count * length > bytes.length + 1) throw new WrongFile('broken_file', 'DBF')
  const text = decoderOf(bytes, { page, language: bytes[29] ?? 0, fields, from, count, length })
  const names = fields.map(({ name }) => text(name))
  const rows: (Record<string, Value> | null)[] = []
  for (let row = 0; row < count; row += 1) {
    const at = from + row * length
    const cells = fields.map((field, index): [string, Value] => [
      names[index] ?? '',
      readValue(field.type, text(bytes.subarray(at + field.at, at + field.at + field.length))),
    ])
    rows.push(bytes[at] === 0x2a ? null : Object.fromEntries(cells))
  }
  return rows
}

const mostFields = 255

function fieldsOf(bytes: Uint8Array, end: number): Field[] {
  const fields: Field[] = []
  let at = 1
  for (let head = 32; head + 32 <= Math.min(end, bytes.length) && bytes[head] !== 0x0d; head += 32) {
    const name = bytes.subarray(head, head + 11)
    const stop = name.indexOf(0)
    const length = bytes[head + 16] ?? 0
    fields.push({
      name: stop < 0 ? name : name.subarray(0, stop),
      type: String.fromCharCode(bytes[head + 11] ?? 0),
      at,
      length,
    })
    at += length
  }
  if (fields.length > mostFields) throw new WrongFile('too_wide', String(mostFields))
  if (fields.length === 0 || fields.some(({ length }) => length === 0))
    throw new WrongFile('broken_file', 'DBF')
  return fields
}

interface Said {
  page: string | undefined
  language: number
  fields: readonly Field[]
  from: number
  count: number
  length: number
}

/** What the .cpg says, else the header's language, else UTF-8 where everything is, else GB 18030. */
function decoderOf(bytes: Uint8Array, said: Said): (bytes: Uint8Array) => string {
  const named =
    said.page
      ?.trim()
      .toLowerCase()
      .replace(/^(ansi |cp|ms)?(\d+)$/, '$2') ?? ''
  const known: Readonly<Record<string, string>> = {
    '936': 'gb18030',
    '54936': 'gb18030',
    '950': 'big5',
    '65001': 'utf-8',
    '1252': 'windows-1252',
    '88591': 'windows-1252',
    utf8: 'utf-8',
  }
  for (const label of [known[named] ?? named, said.language === 0x4d ? 'gb18030' : '']) {
    const decoder = label === '' ? undefined : decoderNamed(label)
    if (decoder) return each => decoder.decode(each)
  }
  const decoder = new TextDecoder(isAllUtf8(bytes, said) ? 'utf-8' : 'gb18030')
  return each => decoder.decode(each)
}

function decoderNamed(label: string): TextDecoder | undefined {
  try {
    return new TextDecoder(label)
  } catch {
    return undefined
  }
}

/** A character may be cut off by the end of its field: that is no proof against UTF-8. */
function isAllUtf8(bytes: Uint8Array, { fields, from, count, length }: Said): boolean {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const isSound = (text: Uint8Array): boolean => {
    try {
      decoder.decode(text)
      return true
    } catch {
      return false
    }
  }
  const whole = (text: Uint8Array): Uint8Array => {
    let end = text.length
    while (end > 0 && text[end - 1] === 0x20) end -= 1
    if (end < text.length) return text.subarray(0, end)
    for (let back = 1; back <= 3 && back <= end; back += 1) {
      const lead = text[end - back] ?? 0
      if ((lead & 0xc0) === 0x80) continue
      const long = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 1
      return long > back ? text.subarray(0, end - back) : text
    }
    return text
  }
  if (!fields.every(({ name }) => isSound(whole(name)))) return false
  const texts = fields.filter(({ type }) => type === 'C')
  for (let row = 0; row < count; row += 1) {
    for (const field of texts) {
      const at = from + row * length + field.at
      if (!isSound(whole(bytes.subarray(at, at + field.length)))) return false
    }
  }
  return true
}

function readValue(type: string, text: string): Value {
  const said = text.replaceAll('\0', '').trim()
  if (said === '' || type === 'M' || /^\*+$/.test(said)) return type === 'C' ? said : null
  if (type === 'L') return /^[ty]$/i.test(said) ? true : /^[fn]$/i.test(said) ? false : null
  if (type === 'D' && /^\d{8}$/.test(said)) return `${said.slice(0, 4)}-${said.slice(4, 6)}-${said.slice(6)}`
  if (type !== 'N' && type !== 'F') return said
  const number = Number(said)
  // Codes of sixteen digits are more than a number holds.
  return Number.isFinite(number) && Math.abs(number) < 1e15 ? number : said
}
