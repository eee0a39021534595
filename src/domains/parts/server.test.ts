// The register of parts as console posts see it and an administrator keeps it, through HTTP.
import { expect, test } from 'vitest'
import { type City, district, inCity, inside, insideLinjiang, outside } from '../../../test/city.ts'
import { department } from '../../../test/walks.ts'
import { eventsOf } from '../../base/events.ts'
import { verifyLog } from '../../base/verify.ts'
import { putParts } from './store.ts'

const edition = 'gbt30428_2_2013'
const cover = { edition, code: '0101' }
const point = ({ longitude, latitude }: typeof inside, east = 0) => ({
  type: 'Point' as const,
  coordinates: [Math.round((longitude + east / 97_000) * 1e7) / 1e7, latitude],
})
const plain = {
  name: 'Cover by the well',
  shape: point(inside),
  accuracy: 'A',
  state: 'intact',
  supervising: null,
  owning: null,
  maintaining: null,
  installedOn: '2024-05-01',
  surveyedOn: null,
  source: 'survey 2024',
  note: '',
  attributes: { material: 'iron' },
} as const

// mission: DC2
test('a part is added with the next number of its kind, found by its code, and lies in its unit grid', () =>
  inCity(async ({ as }) => {
    const [admin, acceptor] = [await as('admin'), await as('acceptor')]
    const works = await department(admin, 'D01')
    const { code } = await admin.ask.parts.add({ ...plain, kind: cover, code: null, maintaining: works })
    expect(code).toBe(`${district}0101000001`)
    expect(await acceptor.ask.parts.byCode({ code: '990103 01 01 000001' })).toMatchObject({
      code,
      kind: { ...cover, name: { en: 'Water-supply manhole cover' } },
      region: { en: 'Wenmiao Community' },
      quarter: { en: 'Gulou Subdistrict' },
      grid: { code: '990103001002016' },
      maintaining: { code: 'D01' },
      attributes: { material: 'iron' },
      installedOn: '2024-05-01',
      version: 1,
    })
    const given = `${district}0101000900`
    await admin.ask.parts.add({ ...plain, kind: cover, code: given, shape: point(inside, 30) })
    const next = await admin.ask.parts.add({ ...plain, kind: cover, code: null, shape: point(inside, 60) })
    expect(next.code).toBe(`${district}0101000901`)
  }))

test('what is no code is told apart from a code that nothing has', () =>
  inCity(async ({ as }) => {
    const { ask } = await as('inspector')
    const wrong = async (code: string) =>
      ask.parts.byCode({ code }).then(
        () => 'found',
        (error: { code: string; data?: { wrong?: string } }) => error.data?.wrong ?? error.code,
      )
    expect(await wrong('12345')).toBe('too_short')
    expect(await wrong('9901030101O00001')).toBe('not_digits')
    expect(await wrong('1101010101000001')).toBe('other_district')
    expect(await wrong(`${district}0101000001`)).toBe('base.not_found')
  }))

test('each change is a version that says who changed what, and the log says it by codes', () =>
  inCity(async city => {
    const admin = await city.as('admin')
    const { code } = await admin.ask.parts.add({ ...plain, kind: cover, code: null })
    city.clock.advance(60_000)
    const changed = { ...plain, state: 'damaged', note: 'Rim broken', attributes: {} } as const
    expect(await admin.ask.parts.change({ ...changed, code, version: 1 })).toEqual({ version: 2 })
    await expect(admin.ask.parts.change({ ...plain, code, version: 1 })).rejects.toMatchObject({
      code: 'parts.changed_meanwhile',
    })
    city.clock.advance(60_000)
    await admin.ask.parts.retire({ code })
    await admin.ask.parts.retire({ code })
    expect((await admin.ask.parts.list({})).total).toBe(0)
    expect((await admin.ask.parts.list({ retired: 'true' })).total).toBe(1)
    await admin.ask.parts.reinstate({ code })
    const history = await admin.ask.parts.history({ code })
    expect(history.map(({ version, changes }) => [version, changes.map(({ field }) => field)])).toEqual([
      [4, ['retired']],
      [3, ['retired']],
      [2, ['state', 'note', 'attributes']],
      [1, []],
    ])
    expect(history[2]).toMatchObject({
      by: '高文',
      changes: [{ before: 'intact', after: 'damaged' }, {}, {}],
    })
    const { id } = await admin.ask.parts.byCode({ code })
    const events = await city.door.within({ district }, tx => eventsOf(tx, id))
    expect(events.map(({ happened }) => happened)).toEqual([
      'parts.added',
      'parts.changed',
      'parts.retired',
      'parts.reinstated',
    ])
    expect(JSON.stringify(events)).not.toContain('Rim broken')
    await whole(city)
  }))

test('a part outside the district, of an unknown kind or on top of its like is refused by name', () =>
  inCity(async ({ as }) => {
    const { ask } = await as('admin')
    const add = (change: object) => ask.parts.add({ ...plain, kind: cover, code: null, ...change })
    const why = (said: string) => ({ code: 'parts.wrong', data: { why: said } })
    await expect(add({ shape: point(outside) })).rejects.toMatchObject(why('outside'))
    await expect(add({ kind: { edition, code: '9999' } })).rejects.toMatchObject(why('no_such_kind'))
    await expect(add({ code: `${district}0102000001` })).rejects.toMatchObject(why('kind_differs'))
    await expect(add({ code: '99010301010000' })).rejects.toMatchObject(why('too_short'))
    const bow = [
      [0, 0],
      [1e-4, 1e-4],
      [1e-4, 0],
      [0, 1e-4],
      [0, 0],
    ].map(([x = 0, y = 0]) => [inside.longitude + x, inside.latitude + y])
    await expect(add({ shape: { type: 'Polygon', coordinates: [bow] } })).rejects.toMatchObject(
      why('bad_shape'),
    )
    const { code } = await add({})
    await expect(add({ shape: point(inside, 0.6) })).rejects.toMatchObject({
      code: 'parts.duplicate',
      data: { code },
    })
    await add({ shape: point(inside, 0.6), beside: true })
    await add({ shape: point(inside, 0.6), kind: { edition, code: '0102' } })
    await expect(add({ code })).rejects.toMatchObject(why('twice'))
  }))

test('lists by kind, state, region, grid, maintainer and name, page by page', () =>
  inCity(async ({ as, door, clock }) => {
    const admin = await as('admin')
    await put({ door, clock }, 250)
    const first = await admin.ask.parts.list({ limit: 100 })
    const second = await admin.ask.parts.list({ limit: 100, after: first.after ?? '' })
    const third = await admin.ask.parts.list({ limit: 100, after: second.after ?? '' })
    expect([first, second, third].map(({ parts, total }) => [parts.length, total])).toEqual([
      [100, 250],
      [100, 250],
      [50, 250],
    ])
    expect(third.after).toBeNull()
    const codes = [first, second, third].flatMap(({ parts }) => parts.map(({ code }) => code))
    expect(codes).toEqual([...new Set(codes)].sort())
    const total = async (filters: object) => (await admin.ask.parts.list(filters)).total
    expect(await total({ kind: '0137' })).toBe(125)
    expect(await total({ kind: '01' })).toBe(250)
    expect(await total({ state: 'damaged' })).toBe(25)
    expect(await total({ text: 'Part 24' })).toBe(11)
    expect(await total({ text: '990103 01 37 00000' })).toBe(9)
    expect(await total({ region: '990103001' })).toBe(126)
    expect(await total({ grid: '990103001002016' })).toBeGreaterThan(0)
    expect(await total({ organisation: await department(admin, 'D01') })).toBe(50)
    // A post sees what lies within its reach.
    expect((await (await as('inspector')).ask.parts.list({})).total).toBe(126)
  }))

test('in view, parts come one by one up to two thousand and in counted squares beyond; nearby by their distance', () =>
  inCity(async ({ as, door, clock }) => {
    const { ask } = await as('acceptor')
    const all = { west: 123, south: 29, east: 124, north: 30 }
    await put({ door, clock }, 300)
    const few = await ask.parts.inView(all)
    expect([few.total, few.parts.length, few.clusters]).toEqual([300, 300, []])
    expect((await ask.parts.inView({ ...all, kinds: '0137' })).total).toBe(150)
    await put({ door, clock }, 2100)
    const many = await ask.parts.inView(all)
    expect(many.parts).toEqual([])
    expect(many.total).toBe(2400)
    expect(many.clusters.reduce((sum, { parts }) => sum + parts, 0)).toBe(2400)
    const near = await ask.parts.near({ ...inside, metres: 20 })
    expect(near.length).toBeGreaterThan(1)
    expect(near.every(({ metres }) => metres <= 20)).toBe(true)
    expect(near.map(({ metres }) => metres)).toEqual(near.map(({ metres }) => metres).sort((a, b) => a - b))
  }))

test('a source that comes in again finds its parts by their origin and changes only what differs', () =>
  inCity(async ({ door, clock }) => {
    const rows = [0, 1, 2].map(at => ({
      row: at + 1,
      origin: `osm:node/${at}`,
      kind: '0137',
      name: `Lamp ${at}`,
      shape: point(inside, at * 10),
    }))
    const bring = (given: typeof rows, dryRun = false) =>
      door.within({ district }, tx => putParts({ tx, now: clock.now() }, given, { dryRun }))
    expect(await bring(rows, true)).toMatchObject({ added: 3, kept: false })
    expect(await bring(rows)).toMatchObject({ added: 3, kept: true })
    expect(await bring(rows)).toMatchObject({ added: 0, changed: 0, unchanged: 3, kept: false })
    clock.advance(1000)
    const moved = rows.map(row => (row.row === 2 ? { ...row, shape: point(inside, 11) } : row))
    expect(await bring(moved)).toMatchObject({ added: 0, changed: 1, unchanged: 2 })
    // Without `whole`, what is refused stays out and the others come in.
    const abroad = { row: 4, origin: 'osm:node/4', kind: '0137', name: '', shape: point(outside) }
    expect(await bring([...moved, abroad])).toMatchObject({
      added: 0,
      refused: [{ row: 4, why: 'outside' }],
    })
  }))

test('who only sees parts keeps none, and strangers see none', () =>
  inCity(async ({ as, ask }) => {
    const acceptor = await as('acceptor')
    await expect(acceptor.ask.parts.add({ ...plain, kind: cover, code: null })).rejects.toMatchObject({
      code: 'base.not_allowed',
    })
    await expect(acceptor.ask.parts.imports()).rejects.toMatchObject({ code: 'base.not_allowed' })
    await expect(ask.parts.list({})).rejects.toMatchObject({ code: 'base.not_signed_in' })
  }))

/** Lamps and covers in turn, half of them in each subdistrict, every fifth maintained by the works. */
async function put({ door, clock }: Pick<City, 'door' | 'clock'>, count: number): Promise<void> {
  const rows = Array.from({ length: count }, (_, at) => ({
    row: at + 1,
    kind: at % 2 === 0 ? '0137' : '0101',
    name: `Part ${at}`,
    state: at % 10 === 0 ? 'damaged' : 'intact',
    ...(at % 5 === 0 && { maintaining: 'D01' }),
    shape: point(at % 4 < 2 ? inside : insideLinjiang, (at % 80) * 2),
  }))
  const { refused } = await door.within({ district }, tx => putParts({ tx, now: clock.now() }, rows))
  expect(refused).toEqual([])
}

async function whole({ door }: City): Promise<void> {
  expect(
    (
      await verifyLog(
        work => door.within({ district }, work),
        async () => undefined,
      )
    ).broken,
  ).toEqual([])
}
