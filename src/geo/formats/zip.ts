// Reads a zip by its directory (PKWARE APPNOTE 6.3.10) and unpacks no more than is allowed, whatever its headers
// claim: sizes are checked while unpacking, sums afterwards.
import { crc32, inflateRawSync } from 'node:zlib'
import { WrongFile } from './wrong.ts'

/** All that is unpacked of one file, together. */
export const mostUnpacked = 128 * 1024 * 1024
const mostEntries = 10_000

export interface Entry {
  name: string
  /** Unpacks it; the bytes of all entries count against one allowance. */
  bytes(): Uint8Array
}

/** The files in it. @throws {WrongFile} where it is damaged, locked, or unpacks to too much */
export function openZip(zip: Uint8Array, most = mostUnpacked): Entry[] {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength)
  const end = directoryEnd(view)
  const left = { bytes: most }
  const entries: Entry[] = []
  const count = view.getUint16(end + 10, true)
  if (count > mostEntries) throw new WrongFile('broken_zip')
  let at = view.getUint32(end + 16, true)
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > zip.length || view.getUint32(at, true) !== 0x02014b50) throw new WrongFile('broken_zip')
    const flags = view.getUint16(at + 8, true)
    const [nameLength, extraLength, noteLength] = [28, 30, 32].map(field => view.getUint16(at + field, true))
    const name = zip.subarray(at + 46, at + 46 + (nameLength ?? 0))
    const extra = at + 46 + (nameLength ?? 0)
    const found: Packed = {
      method: view.getUint16(at + 10, true),
      sum: view.getUint32(at + 16, true),
      ...sizes(view, at, extra, extraLength ?? 0),
      isLocked: (flags & 1) === 1,
    }
    const path = nameOf(name, (flags & 0x800) !== 0)
    if (!path.endsWith('/')) entries.push({ name: path, bytes: () => unpacked(zip, view, found, left) })
    at = extra + (extraLength ?? 0) + (noteLength ?? 0)
  }
  return entries
}

interface Packed {
  method: number
  sum: number
  packed: number
  size: number
  at: number
  isLocked: boolean
}

/** The last record of the file; a comment of up to 64 KiB may stand behind it. */
function directoryEnd(view: DataView): number {
  const first = Math.max(0, view.byteLength - 22 - 65_535)
  for (let at = view.byteLength - 22; at >= first; at -= 1)
    if (view.getUint32(at, true) === 0x06054b50) return at
  throw new WrongFile('broken_zip')
}

/** Sizes and place; where they do not fit into 32 bits they stand in field 1 of the extra block. */
function sizes(view: DataView, at: number, extra: number, length: number) {
  const found = {
    packed: view.getUint32(at + 20, true),
    size: view.getUint32(at + 24, true),
    at: view.getUint32(at + 42, true),
  }
  for (let field = extra; field + 4 <= Math.min(extra + length, view.byteLength); ) {
    const long = view.getUint16(field + 2, true)
    if (view.getUint16(field, true) === 1) {
      let value = field + 4
      for (const name of ['size', 'packed', 'at'] as const) {
        if (found[name] !== 0xffffffff || value + 8 > Math.min(field + 4 + long, view.byteLength)) continue
        found[name] = Number(view.getBigUint64(value, true))
        value += 8
      }
    }
    field += 4 + long
  }
  return found
}

function unpacked(zip: Uint8Array, view: DataView, entry: Packed, left: { bytes: number }): Uint8Array {
  if (entry.isLocked) throw new WrongFile('locked_zip')
  if (entry.at + 30 > zip.length || view.getUint32(entry.at, true) !== 0x04034b50)
    throw new WrongFile('broken_zip')
  const from = entry.at + 30 + view.getUint16(entry.at + 26, true) + view.getUint16(entry.at + 28, true)
  if (from + entry.packed > zip.length) throw new WrongFile('broken_zip')
  if (entry.size > left.bytes) throw new WrongFile('unpacks_too_large', String(mostUnpacked / 2 ** 20))
  const packed = zip.subarray(from, from + entry.packed)
  const bytes = entry.method === 0 ? packed : inflated(packed, entry)
  if (bytes.length !== entry.size || crc32(bytes) !== entry.sum) throw new WrongFile('broken_zip')
  left.bytes -= bytes.length
  return bytes
}

function inflated(packed: Uint8Array, { method, size }: Packed): Uint8Array {
  if (method !== 8) throw new WrongFile('other_packing')
  try {
    // Never more than the header said, which the allowance has been asked for.
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, size) })
  } catch {
    throw new WrongFile('broken_zip')
  }
}

/** Older programs in China write GB 18030 without saying so. */
function nameOf(bytes: Uint8Array, isUtf8: boolean): string {
  try {
    return new TextDecoder('utf-8', { fatal: !isUtf8 }).decode(bytes)
  } catch {
    return new TextDecoder('gb18030').decode(bytes)
  }
}
