// Pictures in a real bucket: the whole way through HTTP, the store going and coming back, several servers sharing it,
// and what is said when it cannot be used.
import { once } from 'node:events'
import { createServer, type Server } from 'node:net'
import { sql } from 'kysely'
import pino from 'pino'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { scene } from '../../demo/day/scenes.ts'
import { type City, district, garbage, inCity, inside } from '../../test/city.ts'
import { hasS3, type RunningS3, startS3 } from '../../test/s3.ts'
import { command, startCity } from '../../test/server.ts'
import { readConfig } from './config.ts'
import { openFiles } from './files.ts'
import { openS3 } from './filestore-s3.ts'
import { sweep } from './uploads.ts'

const where = { ...inside, precision: 'map' } as const
const silent = pino({ level: 'silent' })

describe.skipIf(!hasS3)('pictures in a bucket', () => {
  let s3: RunningS3
  beforeAll(async () => {
    s3 = await startS3()
  })
  afterAll(() => s3?.close())

  /** The small city with its pictures in the bucket. */
  const inBucketCity = (live: (city: City) => Promise<void>): Promise<void> =>
    inCity(async city => {
      const store = await openS3(s3.settings, city.house.log)
      city.house.files = openFiles(store)
      await live(city).finally(() => store.close())
    })

  test('a picture is uploaded, attached and shown', () =>
    inBucketCity(async city => {
      const acceptor = await city.as('acceptor')
      const upload = await acceptor.ask.files.upload({ file: await photo(1) })
      const { id } = await acceptor.ask.cases.report({ kind: garbage, where, pictures: [upload.id] })
      const leader = await city.as('leader')
      for (const size of ['small', 'large'] as const) {
        expect((await leader.ask.cases.picture({ id, file: upload.id, size })).size).toBeGreaterThan(1000)
      }
      expect((await s3.keys()).map(key => key.split('/').slice(0, 2).join('/'))).toEqual([
        `${district}/copy`,
        `${district}/copy`,
        `${district}/original`,
      ])
    }))

  test('while the store is away it is said, nothing is noted, and all goes on when it is back', () =>
    inBucketCity(async city => {
      const acceptor = await city.as('acceptor')
      const sent = acceptor.keyed('sent-while-it-was-away')
      const shown = await acceptor.ask.files.upload({ file: await photo(2) })
      const { id } = await acceptor.ask.cases.report({ kind: garbage, where, pictures: [shown.id] })
      await s3.stop()
      try {
        const away = { code: 'files.store_away', status: 503 }
        await expect(sent.files.upload({ file: await photo(3) })).rejects.toMatchObject(away)
        await expect(acceptor.ask.cases.picture({ id, file: shown.id, size: 'small' })).rejects.toMatchObject(
          away,
        )
        const form = new FormData()
        form.set('file', await photo(3))
        const answer = await acceptor.page('/api/files', { method: 'POST', body: form })
        expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '2'])
        expect(await uploads(city)).toEqual([shown.id])
        // Everything that needs no picture works.
        await acceptor.ask.cases.report({ kind: garbage, where })
      } finally {
        await s3.start()
      }
      const { id: upload } = await sent.files.upload({ file: await photo(3) })
      expect((await uploads(city)).sort()).toEqual([shown.id, upload].sort())
      const copy = await acceptor.ask.cases.picture({ id, file: shown.id, size: 'small' })
      expect(copy.size).toBeGreaterThan(1000)
      const said = city.log.lines.filter(line => line.includes('file store away')).join('')
      expect(said).toContain('ECONNREFUSED')
      expect(said).not.toContain(s3.settings.secret)
    }))

  test('what nothing was made of goes from the bucket; while the store is away it stays noted', () =>
    inBucketCity(async city => {
      const acceptor = await city.as('acceptor')
      const before = new Set(await s3.keys())
      const unused = await acceptor.ask.files.upload({ file: await photo(4) })
      const added = (await s3.keys()).filter(key => !before.has(key))
      expect(added).toHaveLength(1)
      city.clock.advance(25 * 3_600_000)
      const swept = () => city.door.within({ district }, tx => sweep(tx, city.clock.now(), city.house.files))
      await s3.stop()
      await expect(swept().finally(() => s3.start())).rejects.toMatchObject({ code: 'files.store_away' })
      expect(await uploads(city)).toEqual([unused.id])
      await swept()
      expect(await uploads(city)).toEqual([])
      expect((await s3.keys()).filter(key => !before.has(key))).toEqual([])
    }))

  test('bytes that were swept while the same ones came in anew are not noted as kept', () =>
    inBucketCity(async city => {
      const acceptor = await city.as('acceptor')
      const { files } = city.house
      city.house.files = {
        ...files,
        admit: async (owner, bytes) => {
          const admitted = await files.admit(owner, bytes)
          await files.remove(owner, admitted.hash)
          return admitted
        },
      }
      const upload = async () => acceptor.ask.files.upload({ file: await photo(5) })
      await expect(upload()).rejects.toMatchObject({ code: 'files.store_away' })
      expect(await uploads(city)).toEqual([])
    }))

  test('another process shows what one server kept, without a folder in common', async () => {
    const city = await startCity(s3.env)
    try {
      const acceptor = await city.as('acceptor')
      const before = new Set(await s3.keys())
      await acceptor.files.upload({ file: await photo(6) })
      const hash =
        (await s3.keys())
          .find(key => !before.has(key))
          ?.split('/')
          .at(-1) ?? ''
      const store = await openS3(s3.settings, silent)
      expect(await openFiles(store).show(district, hash, 400)).toBeInstanceOf(Uint8Array)
      store.close()
    } finally {
      await city.close()
    }
  })

  test('a bucket that cannot be used is said at start, in a sentence, and no secret with it', async () => {
    const wrong = async (change: Partial<RunningS3['settings']>): Promise<string> => {
      const opened = openS3({ ...s3.settings, ...change }, silent, { bytesMs: 3_000, wordMs: 3_000 })
      return opened.then(
        () => 'opened',
        error => (error instanceof Error ? error.message : 'no error'),
      )
    }
    expect(await wrong({ bucket: 'nowhere' })).toContain(
      'The bucket nowhere (GANGMU_S3_BUCKET) does not exist',
    )
    expect(await wrong({ secret: 'another-secret' })).toContain('does not accept GANGMU_S3_KEY_ID')
    expect(await wrong({ keyId: 'test:stranger' })).toContain('does not accept GANGMU_S3_KEY_ID')
    expect(await wrong({ region: 'elsewhere-1' })).toContain('GANGMU_S3_REGION')
    expect(await wrong({ endpoint: 'http://127.0.0.1:9' })).toMatch(/cannot be reached: ECONNREFUSED/)
    const { code, said } = await command({ ...s3.env, GANGMU_S3_SECRET: 'another-secret' }, 'start')
    expect(code).toBe(1)
    expect(said).toContain('does not accept GANGMU_S3_KEY_ID with GANGMU_S3_SECRET.')
    expect(said).not.toContain('another-secret')
  })

  test('a store that hears and never answers is given up', async () => {
    const mute = await listening(createServer(socket => socket.on('error', () => {})))
    const settings = { ...s3.settings, endpoint: `http://127.0.0.1:${mute.port}` }
    await expect(openS3(settings, silent, { bytesMs: 300, wordMs: 300 })).rejects.toThrow('cannot be reached')
    mute.server.close()
  })
})

test('settings of the bucket are whole or refused in a sentence', () => {
  const { s3 } = readConfig({
    GANGMU_S3_BUCKET: 'pictures',
    GANGMU_S3_KEY_ID: 'key',
    GANGMU_S3_SECRET: 'secret',
    GANGMU_S3_ENDPOINT: 'https://s3.city.example/',
  })
  expect(s3).toEqual({
    bucket: 'pictures',
    keyId: 'key',
    secret: 'secret',
    endpoint: 'https://s3.city.example',
    region: 'us-east-1',
    pathStyle: true,
  })
  const amazon = readConfig({ GANGMU_S3_BUCKET: 'b', GANGMU_S3_KEY_ID: 'k', GANGMU_S3_SECRET: 's' })
  expect(amazon.s3).toMatchObject({ endpoint: undefined, pathStyle: false })
  expect(readConfig({}).s3).toBeUndefined()
  expect(() => readConfig({ GANGMU_S3_BUCKET: 'b', GANGMU_S3_KEY_ID: 'k' })).toThrow('GANGMU_S3_SECRET')
  expect(() => readConfig({ GANGMU_S3_SECRET: 's' })).toThrow('GANGMU_S3_BUCKET is missing')
  for (const endpoint of ['s3.city.example', 'ftp://s3.city.example', 'https://me:mine@s3.city.example']) {
    const read = () =>
      readConfig({
        GANGMU_S3_BUCKET: 'b',
        GANGMU_S3_KEY_ID: 'k',
        GANGMU_S3_SECRET: 's',
        GANGMU_S3_ENDPOINT: endpoint,
      })
    expect(read).toThrow('GANGMU_S3_ENDPOINT must be')
  }
})

async function uploads(city: City): Promise<string[]> {
  const { rows } = await city.door.within({ district }, tx =>
    sql<{ id: string }>`select file.id from base.file order by file.uploaded_at, file.id`.execute(tx),
  )
  return rows.map(({ id }) => id)
}

async function photo(seed: number): Promise<File> {
  return new File([new Uint8Array(await scene(seed))], 'photo.jpg', { type: 'image/jpeg' })
}

async function listening(server: Server): Promise<{ server: Server; port: number }> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return { server, port: address.port }
}
