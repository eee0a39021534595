// Tiles of the register through HTTP, read by the reader that maps use: what the post may see, as it is now.
import { VectorTile } from '@mapbox/vector-tile'
import { PbfReader } from 'pbf'
import { expect, test } from 'vitest'
import { district, inCity, inside, insideLinjiang, type Person } from '../../../test/city.ts'
import { tileAt } from '../../geo/tile.ts'
import { PackedDistricts } from './packing.ts'
import { putParts } from './store.ts'

const edition = 'gbt30428_2_2013'
const plain = {
  name: 'Cover',
  accuracy: 'A',
  state: 'intact',
  supervising: null,
  owning: null,
  maintaining: null,
  installedOn: null,
  surveyedOn: null,
  source: '',
  note: '',
  attributes: {},
} as const
const at = ({ longitude, latitude }: typeof inside, east = 0) => ({
  type: 'Point' as const,
  coordinates: [longitude + east * 1e-5, latitude],
})

async function tileOf(who: Pick<Person, 'page'>, place: typeof inside, z: number, query = '', etag = '') {
  const { x, y } = tileAt(place.longitude, place.latitude, z)
  const answer = await who.page(`/api/parts-tiles/${z}/${x}/${y}${query}`, {
    ...(etag && { headers: { 'if-none-match': etag } }),
  })
  const parts: { id: number | undefined; said: object }[] = []
  if (answer.status === 200) {
    const bytes = new Response(answer.body?.pipeThrough(new DecompressionStream('gzip')))
    const layer = new VectorTile(new PbfReader(new Uint8Array(await bytes.arrayBuffer()))).layers.part
    for (let n = 0; n < (layer?.length ?? 0); n += 1) {
      const feature = layer?.feature(n)
      parts.push({ id: feature?.id, said: feature?.properties ?? {} })
    }
  }
  return { status: answer.status, etag: answer.headers.get('etag') ?? '', parts }
}

// mission: DC2
test('a part is in its tile as soon as it is added, changed, moved, out of use and back, under a new ETag each time', () =>
  inCity(async ({ as }) => {
    const admin = await as('admin')
    const empty = await tileOf(admin, inside, 16)
    expect(empty.status).toBe(204)
    const { code } = await admin.ask.parts.add({
      ...plain,
      shape: at(inside),
      kind: { edition, code: '0101' },
      code: null,
    })
    const added = await tileOf(admin, inside, 16)
    expect(added.parts).toEqual([{ id: Number(code.slice(6)), said: { kind: '0101', state: 'intact' } }])
    expect((await tileOf(admin, inside, 16, '', added.etag)).status).toBe(304)
    await admin.ask.parts.change({ ...plain, shape: at(inside), code, version: 1, state: 'damaged' })
    const changed = await tileOf(admin, inside, 16, '', added.etag)
    expect(changed.parts.map(({ said }) => said)).toEqual([{ kind: '0101', state: 'damaged' }])
    // At the counted zooms the only one stands as itself.
    expect((await tileOf(admin, inside, 12)).parts).toEqual(changed.parts)
    await admin.ask.parts.change({ ...plain, shape: at(insideLinjiang), code, version: 2 })
    expect((await tileOf(admin, inside, 18)).status).toBe(204)
    expect((await tileOf(admin, insideLinjiang, 18)).parts.length).toBe(1)
    await admin.ask.parts.retire({ code })
    expect((await tileOf(admin, insideLinjiang, 16)).status).toBe(204)
    await admin.ask.parts.reinstate({ code })
    const back = await tileOf(admin, insideLinjiang, 16)
    expect(back.parts.length).toBe(1)
    expect(new Set([empty, added, changed, back].map(({ etag }) => etag)).size).toBe(4)
  }))

test('a post sees in tiles what it reaches and nothing else, counted or single, and strangers see none', () =>
  inCity(async ({ as, stranger, door, clock }) => {
    const rows = Array.from({ length: 60 }, (_, n) => ({
      row: n + 1,
      kind: n % 3 === 0 ? '0137' : '0101',
      shape: at(n % 2 === 0 ? inside : insideLinjiang, n * 2),
    }))
    await door.within({ district }, tx => putParts({ tx, now: clock.now() }, rows))
    const [admin, inspector] = [await as('admin'), await as('inspector')]
    const counted = async (who: Person, z: number, query = '') => {
      const { parts } = await tileOf(who, inside, z, query)
      return parts.reduce((sum, { said }) => sum + ('count' in said ? Number(said.count) : 1), 0)
    }
    expect([await counted(admin, 10), await counted(inspector, 10)]).toEqual([60, 30])
    const [all, own] = [await tileOf(admin, insideLinjiang, 18), await tileOf(inspector, insideLinjiang, 18)]
    expect(all.parts.length).toBeGreaterThan(0)
    expect(own.status).toBe(204)
    expect(own.etag).not.toBe(all.etag)
    expect(await counted(admin, 10, '?kinds=0137')).toBe(20)
    expect(await counted(inspector, 10, '?kinds=0137,0101')).toBe(30)
    const { x, y } = tileAt(inside.longitude, inside.latitude, 16)
    expect((await stranger.page(`/api/parts-tiles/16/${x}/${y}`)).status).toBe(401)
    expect((await admin.page('/api/parts-tiles/3/8/1')).status).toBe(404)
    expect((await admin.page('/api/parts-tiles/19/1/1')).status).toBe(400)
    expect((await admin.page('/api/parts-tiles/1/1/1?kinds=x')).status).toBe(400)
  }))

test('every process follows by itself: what another one changed, a whole survey, and what was rolled back', () =>
  inCity(async ({ door, clock }) => {
    const [one, other] = [new PackedDistricts(), new PackedDistricts(1)]
    const begin = <T>(work: Parameters<typeof door.within<T>>[1]) => door.within({ district }, work)
    const size = async (who: PackedDistricts) => (await who.current(district, begin)).points.size
    const bring = (count: number, from: number, fails = false) =>
      door.within({ district }, async tx => {
        const rows = Array.from({ length: count }, (_, n) => ({
          row: n + 1,
          origin: `n/${from + n}`,
          kind: '0137',
          shape: at(inside, ((from + n) % 50) * 2),
        }))
        await putParts({ tx, now: clock.now() }, rows)
        if (fails) {
          await one.current(district, work => work(tx))
          throw new Error('rolled back')
        }
      })
    expect(await size(one)).toBe(0)
    await bring(10, 0)
    expect([await size(one), await size(other)]).toEqual([10, 10])
    await bring(5000, 10)
    expect([await size(one), await size(other)]).toEqual([5010, 5010])
    // What was seen within a transaction that failed is forgotten again, also when its number is given anew.
    await expect(bring(7, 6000, true)).rejects.toThrow('rolled back')
    expect(await size(one)).toBe(5010)
    await bring(3, 7000)
    expect(await Promise.all([size(one), size(one), size(other)])).toEqual([5013, 5013, 5013])
  }))
