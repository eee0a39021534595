// Bytes as text: UTF-8 where they are, else GB 18030, which offices in China still write.
import { WrongFile } from './wrong.ts'

/** @throws {WrongFile} where no text is in it */
export function textOf(bytes: Uint8Array): string {
  // UTF-16 of some spreadsheets says so by its mark.
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  // No text holds a zero; archives and workbooks do at once.
  if (bytes.subarray(0, 4096).includes(0)) throw new WrongFile('not_text')
  return isUtf8(bytes) ? new TextDecoder().decode(bytes) : new TextDecoder('gb18030').decode(bytes)
}

export function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return true
  } catch {
    return false
  }
}
