// Pictures people send: looked into before they are believed, kept under the hash of their bytes, shown
// only as a re-encoded copy without metadata. The original stays as taken and is never served.
import { createHash } from 'node:crypto'
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import sharp from 'sharp'
import { v7 as newId } from 'uuid'
import { Refusal } from './errors.ts'
import { pictureRefusals } from './uploads-calls.ts'

export const largestPicture = 15 * 1024 * 1024
const mostPixels = 60_000_000

export interface Picture {
  hash: string
  mediaType: 'image/jpeg' | 'image/png' | 'image/webp'
  bytes: number
  width: number
  height: number
}

export interface Files {
  /** Looks into the bytes and keeps them; refuses with a `files.…` code what is not a sound picture. */
  admit(district: string, bytes: Uint8Array): Promise<Picture>
  /**
   * The copy for screens: WebP, turned upright, at most `edge` pixels long, no metadata; undefined when this
   * server's folder does not have the original.
   */
  show(district: string, hash: string, edge: 400 | 1600): Promise<Uint8Array<ArrayBuffer> | undefined>
  remove(district: string, hash: string): Promise<void>
}

export function openFiles(folder: string): Files {
  // Each district keeps its own: what one forgets another may still show.
  const original = (district: string, hash: string): string =>
    join(folder, district, 'original', hash.slice(0, 2), hash)
  const copy = (district: string, hash: string, edge: number): string =>
    join(folder, district, 'copy', hash.slice(0, 2), `${hash}-${edge}.webp`)

  return {
    admit: async (district, bytes) => {
      if (bytes.length > largestPicture) throw refuse('files.too_large')
      const mediaType = sniff(bytes)
      const { width, height } = await decode(bytes)
      const hash = createHash('sha256').update(bytes).digest('hex')
      await keep(original(district, hash), bytes)
      return { hash, mediaType, bytes: bytes.length, width, height }
    },
    show: async (district, hash, edge) => {
      if (!/^[0-9a-f]{64}$/.test(hash)) throw new Error('not a hash')
      const path = copy(district, hash, edge)
      const made = await readFile(path).catch(absent)
      if (made) return made
      const bytes = await readFile(original(district, hash)).catch(absent)
      if (!bytes) return undefined
      const shrunk = await sharp(bytes, { limitInputPixels: mostPixels })
        .rotate()
        .resize(edge, edge, { fit: 'inside', withoutEnlargement: true })
        .webp({ quality: 80 })
        .toBuffer()
      await keep(path, shrunk)
      return new Uint8Array(shrunk)
    },
    remove: async (district, hash) => {
      const paths = [original(district, hash), copy(district, hash, 400), copy(district, hash, 1600)]
      for (const path of paths) await rm(path, { force: true })
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
async function decode(bytes: Uint8Array): Promise<{ width: number; height: number }> {
  try {
    const picture = sharp(bytes, { limitInputPixels: mostPixels, failOn: 'error' })
    await picture.clone().stats()
    const { width, height } = await picture.metadata()
    return { width, height }
  } catch {
    throw refuse('files.not_a_picture')
  }
}

/** Written beside and moved into place, so that a crash never leaves half a file under a full hash. */
async function keep(path: string, bytes: Uint8Array): Promise<void> {
  if (await stat(path).catch(absent)) return
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const beside = `${path}.${newId()}`
  await writeFile(beside, bytes, { flush: true, mode: 0o600 })
  await rename(beside, path)
}

function absent(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error
}

function refuse(code: keyof typeof pictureRefusals): Refusal {
  return new Refusal(code, pictureRefusals[code].status)
}
