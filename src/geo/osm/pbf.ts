// Reads OSM PBF (.osm.pbf: https://wiki.openstreetmap.org/wiki/PBF_Format) block by block: of a large file only one
// block of at most 32 MiB is in memory. Authors, times and changesets are skipped, never decoded.
import { promisify } from 'node:util'
import { inflate } from 'node:zlib'
import { PbfReader } from 'pbf'
import { readBlock, readHeader } from './block.ts'
import { OsmError, type OsmItem } from './items.ts'

const unzip = promisify(inflate)

/** The limits of the format itself. */
const largestBlobHeader = 64 * 1024
const largestBlob = 32 * 1024 * 1024

/**
 * The items of an OSM PBF file in their order.
 * @throws {OsmError} in a sentence, where it is not PBF, damaged, ends too early, or needs what is not known here
 */
export async function* readPbf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<OsmItem> {
  const bytes = new Take(chunks)
  let isFirst = true
  for (let block = 1; ; block += 1) {
    const prefix = await bytes.next(4, isFirst)
    if (prefix === undefined) break
    const length = new DataView(prefix.buffer, prefix.byteOffset).getUint32(0)
    if (length > largestBlobHeader) throw damaged(block)
    const header = blobHeader((await bytes.next(length)) ?? new Uint8Array(), block)
    if (header.size > largestBlob) throw damaged(block)
    if (isFirst && header.type !== 'OSMHeader')
      throw new OsmError('The file is not an OSM extract: its header is missing.')
    isFirst = false
    const blob = await bytes.next(header.size)
    // What else may stand between the blocks is for other programs.
    if (header.type !== 'OSMHeader' && header.type !== 'OSMData') continue
    const data = await unpacked(blob ?? new Uint8Array(), block)
    yield* sound(block, () => (header.type === 'OSMHeader' ? readHeader(data) : readBlock(data)))
  }
  if (isFirst) throw new OsmError('The file is empty.')
}

function blobHeader(bytes: Uint8Array, block: number): { type: string; size: number } {
  return sound(block, () => {
    const header = new PbfReader(bytes).readFields(
      (tag, found: { type: string; size: number }, reader) => {
        if (tag === 1) found.type = reader.readString()
        else if (tag === 3) found.size = reader.readVarint()
      },
      { type: '', size: -1 },
    )
    if (header.size < 0) throw damaged(block)
    return header
  })
}

interface Blob {
  raw?: Uint8Array
  size: number
  zlib?: Uint8Array
  other?: string
}

const otherPackings: Record<number, string> = { 4: 'LZMA', 5: 'bzip2', 6: 'LZ4', 7: 'Zstandard' }

async function unpacked(bytes: Uint8Array, block: number): Promise<Uint8Array> {
  const blob = sound(block, () =>
    new PbfReader(bytes).readFields(
      (tag, found: Blob, reader) => {
        const other = otherPackings[tag]
        if (tag === 1) found.raw = reader.readBytes()
        else if (tag === 2) found.size = reader.readVarint()
        else if (tag === 3) found.zlib = reader.readBytes()
        else if (other !== undefined) found.other = other
      },
      { size: 0 },
    ),
  )
  if (blob.raw) return blob.raw
  if (blob.other !== undefined)
    throw new OsmError(
      `The file is packed with ${blob.other}, which is not read here; write it anew with “osmium cat FILE -o NEW.osm.pbf -f pbf,pbf_compression=zlib”.`,
    )
  if (!blob.zlib) throw damaged(block)
  const data = await unzip(blob.zlib, { maxOutputLength: largestBlob }).catch(() => {
    throw damaged(block)
  })
  if (data.length !== blob.size) throw damaged(block)
  return data
}

function damaged(block: number): OsmError {
  return new OsmError(
    `The file is damaged in block ${block}: it was not copied or downloaded as a whole, or is no OSM PBF.`,
  )
}

/** What the decoder stumbles over is damage. */
function sound<T>(block: number, read: () => T): T {
  try {
    return read()
  } catch (error) {
    throw error instanceof OsmError ? error : damaged(block)
  }
}

/** Exactly so many bytes from chunks of any length. */
class Take {
  #chunks: AsyncIterator<Uint8Array>
  #held: Uint8Array = new Uint8Array()

  constructor(chunks: AsyncIterable<Uint8Array>) {
    this.#chunks = chunks[Symbol.asyncIterator]()
  }

  /** Undefined where the file has ended, unless it ended within them. */
  async next(length: number, isFirst = false): Promise<Uint8Array | undefined> {
    const parts = [this.#held]
    let have = this.#held.length
    while (have < length) {
      const { done, value } = await this.#chunks.next()
      if (done) {
        if (have === 0 && length === 4 && !isFirst) return undefined
        throw new OsmError(
          have === 0 && isFirst
            ? 'The file is empty.'
            : 'The file ends in the middle: it was not copied or downloaded as a whole.',
        )
      }
      parts.push(value)
      have += value.length
    }
    const all = parts.length === 1 ? this.#held : Buffer.concat(parts)
    this.#held = all.subarray(length)
    return all.subarray(0, length)
  }
}
