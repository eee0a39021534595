// Pictures people send: looked into before they are believed, kept under the hash of their bytes, shown
// only as a re-encoded copy without metadata. The original stays as taken and is never served.
import { createHash } from 'node:crypto'
import sharp from 'sharp'
import { Refusal } from './errors.ts'
import type { FileStore } from './filestore.ts'
import { type Look, lookOf, rasterEdge } from './looks.ts'
import { pictureRefusals } from './uploads-calls.ts'

export const largestPicture = 15 * 1024 * 1024
const mostPixels = 60_000_000

export interface Picture {
  hash: string
  mediaType: 'image/jpeg' | 'image/png' | 'image/webp'
  bytes: number
  width: number
  height: number
  /** Absent when there is nothing to know it by again. */
  look: Look | undefined
}

/** All of them refuse with `files.store_away` when the bytes cannot be reached. */
export interface Files {
  /** Looks into the bytes and keeps them; refuses with a `files.…` code what is not a sound picture. */
  admit(district: string, bytes: Uint8Array): Promise<Picture>
  /** Whether the original is there. */
  holds(district: string, hash: string): Promise<boolean>
  /**
   * The copy for screens: WebP, turned upright, at most `edge` pixels long, no metadata; undefined when the
   * store does not have the original.
   */
  show(district: string, hash: string, edge: 400 | 1600): Promise<Uint8Array<ArrayBuffer> | undefined>
  /** The original and its copies; when it returns, they are gone. */
  remove(district: string, hash: string): Promise<void>
}

export function openFiles(store: FileStore): Files {
  // Each district keeps its own: what one forgets another may still show.
  const original = (district: string, hash: string): string =>
    `${district}/original/${hash.slice(0, 2)}/${hash}`
  const copy = (district: string, hash: string, edge: number): string =>
    `${district}/copy/${hash.slice(0, 2)}/${hash}-${edge}.webp`

  return {
    admit: async (district, bytes) => {
      if (bytes.length > largestPicture) throw refuse('files.too_large')
      const mediaType = sniff(bytes)
      const decoded = await decode(bytes)
      const hash = createHash('sha256').update(bytes).digest('hex')
      await store.keep(original(district, hash), bytes)
      return { hash, mediaType, bytes: bytes.length, ...decoded }
    },
    holds: (district, hash) => store.holds(original(district, hash)),
    show: async (district, hash, edge) => {
      if (!/^[0-9a-f]{64}$/.test(hash)) throw new Error('not a hash')
      const key = copy(district, hash, edge)
      const made = await store.read(key)
      if (made) return made
      const bytes = await store.read(original(district, hash))
      if (!bytes) return undefined
      const shrunk = await sharp(bytes, { limitInputPixels: mostPixels })
        .rotate()
        .resize(edge, edge, { fit: 'inside', withoutEnlargement: true })
        .webp({ quality: 80 })
        .toBuffer()
      await store.keep(key, shrunk)
      return new Uint8Array(shrunk)
    },
    remove: async (district, hash) => {
      // The original last: while it is there, somebody may still make a copy of it.
      await Promise.all([400, 1600].map(edge => store.remove(copy(district, hash, edge))))
      await store.remove(original(district, hash))
    },
  }
}

/** Says what the first bytes are, whatever the name or the sender claims. */
function sniff(bytes: Uint8Array): Picture['mediaType'] {
  const head = Buffer.from(bytes.subarray(0, 16))
  if (head.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]))) return 'image/jpeg'
  if (head.subarray(0, 8).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])))
    return 'image/png'
  if (head.toString('latin1', 0, 4) === 'RIFF' && head.toString('latin1', 8, 12) === 'WEBP')
    return 'image/webp'
  if (
    head.toString('latin1', 4, 8) === 'ftyp' &&
    /^(hei|hev|mif1|msf1)/.test(head.toString('latin1', 8, 12))
  ) {
    throw refuse('files.heic')
  }
  throw refuse('files.not_a_picture')
}

/** Decodes the whole picture once: a cut-off, absurdly large or merely picture-shaped file fails here. */
async function decode(bytes: Uint8Array): Promise<Pick<Picture, 'width' | 'height' | 'look'>> {
  try {
    const picture = sharp(bytes, { limitInputPixels: mostPixels, failOn: 'error' })
    await picture.clone().stats()
    const { width, height } = await picture.metadata()
    return { width, height, look: lookOf(await rasterOf(bytes)) }
  } catch {
    throw refuse('files.not_a_picture')
  }
}

/** The small grey raster that a look is made of: upright, as people see it. */
export async function rasterOf(bytes: Uint8Array): Promise<Uint8Array> {
  return (
    sharp(bytes, { limitInputPixels: mostPixels })
      .rotate()
      .flatten({ background: '#ffffff' })
      // The fast way shifts by parts of a pixel, which at 32 pixels makes another picture of it.
      .resize(rasterEdge, rasterEdge, { fit: 'fill', fastShrinkOnLoad: false })
      .toColourspace('b-w')
      .raw({ depth: 'uchar' })
      .toBuffer()
  )
}

function refuse(code: Exclude<keyof typeof pictureRefusals, 'files.store_away'>): Refusal {
  return new Refusal(code, pictureRefusals[code].status)
}
