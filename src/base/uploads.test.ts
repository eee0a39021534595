// Uploads found again: the same picture or nearly the same, attached to something else of the district.
import { sql } from 'kysely'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { scene } from '../../demo/day/scenes.ts'
import { type City, district, garbage, inCity, inside, type Person } from '../../test/city.ts'
import type { Look } from './looks.ts'
import { type Alike, sameLooking, sweep } from './uploads.ts'

const where = { ...inside, precision: 'map' } as const

test('a picture attached before is found again, byte for byte or in disguise; another is not', () =>
  inCity(async city => {
    const [one, other] = [await scene(11), await scene(12)]
    const disguised = await sharp(one).resize(400).linear(1.1, 0).jpeg({ quality: 40 }).toBuffer()
    const leader = await city.as('leader')
    const [first] = await attached(leader, one)
    const [twin] = await attached(await city.as('acceptor'), one)
    const [near] = await attached(leader, disguised)
    const [another] = await attached(leader, other)
    const distance = expect.any(Number)
    expect(await alike(city, [twin])).toEqual([
      { file: twin, other: first, exact: true, distance: 0 },
      { file: twin, other: near, exact: false, distance },
    ])
    expect((await alike(city, [near])).map(({ other, exact }) => ({ other, exact }))).toEqual([
      { other: first, exact: false },
      { other: twin, exact: false },
    ])
    expect(await alike(city, [another])).toEqual([])
    // Of those asked about, none is another's other; each is asked about once.
    expect(await alike(city, [twin, first, twin])).toEqual([
      { file: twin, other: near, exact: false, distance },
      { file: first, other: near, exact: false, distance },
    ])
  }))

test('only what was attached counts, and only in this district', () =>
  inCity(async city => {
    const bytes = await scene(13)
    const [first] = await attached(await city.as('acceptor'), bytes)
    const waiting = await (await city.as('leader')).ask.files.upload({ file: photo(bytes) })
    expect(await alike(city, [first])).toEqual([])
    expect(await alike(city, [waiting.id])).toEqual([])
    await insert(city, { look: await lookAt(city, first), copies: 1, in: '990104' })
    expect(await alike(city, [first])).toEqual([])
    expect(await alike(city, [])).toEqual([])
  }))

test('plain pictures have no look: they are known by their bytes only', () =>
  inCity(async city => {
    const plain = (background: string) =>
      sharp({ create: { width: 64, height: 64, channels: 3, background } })
        .jpeg()
        .toBuffer()
    const [first] = await attached(await city.as('acceptor'), await plain('#777777'))
    await attached(await city.as('acceptor'), await plain('#787878'))
    const [twin] = await attached(await city.as('acceptor'), await plain('#777777'))
    expect(await alike(city, [twin])).toEqual([{ file: twin, other: first, exact: true, distance: null }])
  }))

test('at most twenty are named, the same bytes first and then the nearest; too far is not named', () =>
  inCity(async city => {
    const bytes = await scene(14)
    const [file] = await attached(await city.as('acceptor'), bytes)
    const look = await lookAt(city, file)
    const flipped = (one: number, two: number, three: number, four: number): Look => [
      look[0] ^ one,
      look[1] ^ two,
      look[2] ^ three,
      look[3] ^ four,
    ]
    // Six bits over all four parts are found although no part is the same; seven are too far.
    await insert(city, { look: flipped(0x3, 0x30, 0x100, 0x8000), copies: 2 })
    await insert(city, { look: flipped(0x3, 0x30, 0x300, 0x8000), copies: 9 })
    expect((await alike(city, [file])).map(({ distance }) => distance)).toEqual([6, 6])
    await insert(city, { look: flipped(0, 0, 1, 0), copies: 15 })
    const [twin] = await attached(await city.as('acceptor'), bytes)
    await insert(city, { look, copies: 7 })
    expect((await alike(city, [file])).map(({ exact, distance }) => `${exact} ${distance}`)).toEqual([
      'true 0',
      ...Array.from({ length: 7 }, () => 'false 0'),
      ...Array.from({ length: 12 }, () => 'false 1'),
    ])
    expect((await alike(city, [file]))[0]?.other).toBe(twin)
  }))

test('a sweep takes a limited number at a time, says whether there is more, and spares what was attached', () =>
  inCity(async city => {
    await insert(city, { look: undefined, copies: 450, isAttached: false })
    const [kept] = await attached(await city.as('acceptor'), await scene(15))
    city.clock.advance(25 * 3_600_000)
    const swept = () => city.door.within({ district }, tx => sweep(tx, city.clock.now(), city.house.files))
    expect([await swept(), await swept(), await swept()]).toEqual([true, true, false])
    const { rows } = await city.door.within({ district }, tx =>
      sql<{ id: string }>`select file.id from base.file`.execute(tx),
    )
    expect(rows).toEqual([{ id: kept }])
  }))

async function attached(person: Person, ...pictures: Buffer[]): Promise<[string, ...string[]]> {
  const uploads: string[] = []
  for (const bytes of pictures) uploads.push((await person.ask.files.upload({ file: photo(bytes) })).id)
  await person.ask.cases.report({ kind: garbage, where, pictures: uploads })
  const [first, ...others] = uploads
  if (first === undefined) throw new Error('nothing to attach')
  return [first, ...others]
}

function photo(bytes: Buffer): File {
  return new File([new Uint8Array(bytes)], 'photo.jpg', { type: 'image/jpeg' })
}

function alike(city: City, files: readonly string[]): Promise<Alike[]> {
  return city.door.within({ district }, tx => sameLooking(tx, files))
}

async function lookAt(city: City, file: string): Promise<Look> {
  const { rows } = await city.door.within({ district }, tx =>
    sql<{ look: Look }>`
      select array[file.look_1, file.look_2, file.look_3, file.look_4] as look
      from base.file where file.id = ${file}::uuid`.execute(tx),
  )
  if (!rows[0]) throw new Error('no such file')
  return rows[0].look
}

/** Rows as of pictures that nobody sent, each with bytes of its own. */
async function insert(
  city: City,
  given: { look: Look | undefined; copies: number; in?: string; isAttached?: boolean },
): Promise<void> {
  const [one, two, three, four] = given.look ?? [null, null, null, null]
  const now = city.clock.now()
  const attachedAt = given.isAttached === false ? null : now
  const owner = given.in ?? district
  await city.door.within({ district: owner }, tx =>
    sql`
      insert into base.file (district, id, hash, media_type, bytes, width, height, uploaded_at, attached_at,
        look_1, look_2, look_3, look_4)
      select ${owner}, gen_random_uuid(), encode(sha256(gen_random_uuid()::text::bytea), 'hex'), 'image/jpeg', 1, 1, 1,
        ${now}::timestamptz, ${attachedAt}::timestamptz,
        ${one}::integer, ${two}::integer, ${three}::integer, ${four}::integer
      from generate_series(1, ${given.copies}::integer)`.execute(tx),
  )
}
