// Files, the same over every store: what is kept is shown, what is removed is gone, what is no picture is refused.
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { scene } from '../../demo/day/scenes.ts'
import { heic, picture, pretender } from '../../test/pictures.ts'
import { hasS3, startS3 } from '../../test/s3.ts'
import { largestPicture, openFiles } from './files.ts'
import type { FileStore } from './filestore.ts'
import { openFolder } from './filestore-folder.ts'
import { openS3 } from './filestore-s3.ts'

const log = pino({ level: 'silent' })
const here = '990103'
const elsewhere = '990104'

interface Opened {
  store: FileStore
  close(): Promise<void>
}

const stores = [
  {
    name: 'a folder',
    isThere: true,
    open: async (): Promise<Opened> => {
      const folder = await mkdtemp(join(tmpdir(), 'gangmu-folder-'))
      return { store: openFolder(folder, log), close: () => rm(folder, { recursive: true, force: true }) }
    },
  },
  {
    name: 'a bucket',
    isThere: hasS3,
    open: async (): Promise<Opened> => {
      const s3 = await startS3()
      return { store: await openS3(s3.settings, log), close: () => s3.close() }
    },
  },
]

for (const { name, isThere, open } of stores) {
  describe.skipIf(!isThere)(`files in ${name}`, () => {
    let opened: Opened
    beforeAll(async () => {
      opened = await open()
    })
    afterAll(async () => {
      opened?.store.close()
      await opened?.close()
    })

    test('bytes come back as they were kept, again and again, and keeping them twice changes nothing', async () => {
      const { store } = opened
      for (const size of [1, 70_000, 6_000_000]) {
        const bytes = randomBytes(size)
        await store.keep(`${here}/original/ab/${size}`, bytes)
        await store.keep(`${here}/original/ab/${size}`, bytes)
        const read = await store.read(`${here}/original/ab/${size}`)
        expect(read && Buffer.from(read).equals(bytes)).toBe(true)
        expect(await store.holds(`${here}/original/ab/${size}`)).toBe(true)
      }
    })

    test('what is not there is an answer, not an error; removing it too', async () => {
      const { store } = opened
      expect(await store.read(`${here}/original/no/none`)).toBeUndefined()
      expect(await store.holds(`${here}/original/no/none`)).toBe(false)
      await store.remove(`${here}/original/no/none`)
      await store.keep(`${here}/original/so/some`, Buffer.from('some'))
      await store.remove(`${here}/original/so/some`)
      expect(await store.read(`${here}/original/so/some`)).toBeUndefined()
    })

    test('many at once are kept and read, each under its own key', async () => {
      const { store } = opened
      const all = Array.from({ length: 40 }, (_, at) => ({
        key: `${here}/many/${at}`,
        bytes: randomBytes(2000),
      }))
      await Promise.all(all.map(({ key, bytes }) => store.keep(key, bytes)))
      const read = await Promise.all(all.map(({ key }) => store.read(key)))
      expect(read.every((bytes, at) => bytes && all[at]?.bytes.equals(bytes))).toBe(true)
    })

    test('a picture is admitted with what can be known of it', async () => {
      const files = openFiles(opened.store)
      const bytes = await scene(1)
      const admitted = await files.admit(here, bytes)
      expect(admitted).toMatchObject({
        mediaType: 'image/jpeg',
        bytes: bytes.length,
        width: 640,
        height: 480,
      })
      expect(admitted.look).toHaveLength(4)
      expect(await files.admit(here, bytes)).toEqual(admitted)
      expect((await files.admit(here, await bytesOf(await picture()))).look).toBeUndefined()
    })

    test('it is shown upright, no larger than asked, without what the camera wrote into it', async () => {
      const files = openFiles(opened.store)
      const bytes = await sharp(await scene(2))
        .withExif({ IFD0: { Copyright: 'someone in particular' } })
        .withMetadata({ orientation: 6 })
        .toBuffer()
      const { hash } = await files.admit(here, bytes)
      for (const time of ['made', 'kept']) {
        const copy = await files.show(here, hash, 400)
        if (!copy) throw new Error(`no copy ${time}`)
        const { format, width, height, exif } = await sharp(copy).metadata()
        expect({ format, width, height, exif }).toEqual({
          format: 'webp',
          width: 300,
          height: 400,
          exif: undefined,
        })
      }
    })

    test('each district has its own: what one removes another still shows', async () => {
      const files = openFiles(opened.store)
      const bytes = await scene(3)
      const { hash } = await files.admit(here, bytes)
      expect(await files.show(elsewhere, hash, 400)).toBeUndefined()
      await files.admit(elsewhere, bytes)
      await files.show(here, hash, 400)
      await files.remove(here, hash)
      expect(await files.show(here, hash, 400)).toBeUndefined()
      expect(await files.holds(here, hash)).toBe(false)
      expect(await files.show(elsewhere, hash, 400)).toBeInstanceOf(Uint8Array)
    })

    test('what is no sound picture is refused and not kept', async () => {
      const files = openFiles(opened.store)
      const cut = (await scene(4)).subarray(0, 9_000)
      const refusals = {
        'files.not_a_picture': [await bytesOf(pretender()), cut],
        'files.heic': [await bytesOf(heic())],
      }
      for (const [code, each] of Object.entries(refusals)) {
        for (const bytes of each)
          await expect(files.admit(here, bytes)).rejects.toMatchObject({ code, status: 415 })
      }
      await expect(files.admit(here, new Uint8Array(largestPicture + 1))).rejects.toMatchObject({
        code: 'files.too_large',
        status: 413,
      })
    })
  })
}

test('a folder that cannot be written is a refusal that says so, and is logged without its path', async () => {
  const lines: string[] = []
  const listening = pino({ level: 'error' }, { write: line => void lines.push(line) })
  // A file where the folder should be: nobody can make a folder of it, root included.
  const folder = await mkdtemp(join(tmpdir(), 'gangmu-folder-'))
  await openFolder(folder, log).keep('taken', Buffer.from('a file'))
  const files = openFiles(openFolder(join(folder, 'taken'), listening))
  await expect(files.admit(here, await scene(5))).rejects.toMatchObject({
    code: 'files.store_away',
    status: 503,
  })
  expect(lines.map(line => JSON.parse(line))).toMatchObject([
    { asked: 'keep', kind: 'Error', code: 'ENOTDIR' },
  ])
  expect(lines.join()).not.toContain(folder)
  await rm(folder, { recursive: true, force: true })
})

async function bytesOf(file: File): Promise<Uint8Array> {
  return new Uint8Array(await file.arrayBuffer())
}
