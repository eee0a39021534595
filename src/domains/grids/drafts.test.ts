// Layers of grids as an administrator keeps them, through HTTP: drafts, files, faults, versions and their days.
import { expect, test } from 'vitest'
import { inCity, inside, outside, type Person } from '../../../test/city.ts'
import { report } from '../../../test/walks.ts'
import { geometryFaults } from '../../geo/geojson.ts'
import { isWord } from '../../ui/words/open.ts'
import { faultKinds, rowFaults } from './contract.ts'
import { gridCodeFaults } from './rules.ts'

const unit = { layer: 'unit' } as const
const day = 24 * 3_600_000
const asFile = (text: string) => new File([text], 'grids.geojson')

// mission: DC1
test('a draft comes out as it went in, is changed by a file, and holds from the day it is published for', () =>
  inCity(async city => {
    const admin = await city.as('admin')
    const { revision } = await admin.ask.grids.openDraft(unit)
    const draft = await admin.ask.grids.draft(unit)
    expect(draft).toMatchObject({ revision: 1, added: 0, changed: 0, removed: 0 })
    expect(draft.features).toHaveLength(180)
    await expect(admin.ask.grids.publish({ ...unit, revision, validFrom: null })).rejects.toMatchObject({
      code: 'grids.nothing_changed',
    })
    const before = await admin.ask.grids.locate(inside)
    const file = JSON.stringify(
      collection(
        draft.features.map(each =>
          each.properties.code === before.code
            ? { ...each, properties: { ...each.properties, name: 'The well' } }
            : each,
        ),
      ),
    )
    const given = { ...unit, revision, file: asFile(file), mode: 'replace' } as const
    const tried = await admin.ask.grids.import({ ...given, dryRun: true })
    expect(tried).toMatchObject({ kept: false, rows: 180, changed: 1, unchanged: 179, refusedRows: 0 })
    const brought = await admin.ask.grids.import({ ...given, dryRun: false })
    expect(brought).toMatchObject({ kept: true, revision: 2 })
    await expect(admin.ask.grids.import({ ...given, dryRun: false })).rejects.toMatchObject({
      code: 'grids.draft_changed',
      data: { by: '高文' },
    })
    const from = new Date(Date.parse(city.clock.now()) + day).toISOString()
    const { version } = await admin.ask.grids.publish({ ...unit, revision: 2, validFrom: from })
    expect(version).toBe(2)
    // Until the day comes, the old one holds; a case keeps the grid of its day.
    expect(await admin.ask.grids.locate(inside)).toEqual(before)
    const { id } = await report(city)
    city.clock.advance(day + 1000)
    const after = await admin.ask.grids.locate(inside)
    expect(after).toMatchObject({ code: before.code, name: 'The well' })
    expect(after.id).not.toBe(before.id)
    expect((await (await city.as('acceptor')).ask.cases.show({ id })).grid?.name).toBe(before.name)
    expect((await admin.ask.grids.layers()).find(({ code }) => code === 'unit')?.grids).toBe(180)
    const then = await admin.ask.grids.layer({ ...unit, at: '2026-04-01T01:30:00.000Z' })
    expect(then.features.find(({ id }) => id === before.id)?.properties.name).toBe(before.name)
    // A grid that did not change is the same grid.
    const now = await admin.ask.grids.layer(unit)
    const ids = new Set(then.features.map(({ id }) => id))
    expect(now.features.filter(({ id }) => ids.has(id))).toHaveLength(179)
    // The session has ended meanwhile.
    const { ask } = await city.as('admin')
    expect((await ask.grids.versions(unit)).map(({ version, state }) => [version, state])).toEqual([
      [2, 'in_force'],
      [1, 'past'],
    ])
  }))

test('a version that has not begun is taken back without a trace on the ground; one that has begun stays', () =>
  inCity(async city => {
    const admin = await city.as('admin')
    const before = await admin.ask.grids.layer(unit)
    const { revision } = await admin.ask.grids.openDraft(unit)
    const [first, ...others] = (await admin.ask.grids.draft(unit)).features
    if (!first) throw new Error('no grids')
    const renamed = { ...first, properties: { ...first.properties, name: 'Other' } }
    const text = JSON.stringify(collection([renamed, ...others]))
    await admin.ask.grids.import({ ...unit, revision, file: asFile(text), mode: 'replace', dryRun: false })
    const from = new Date(Date.parse(city.clock.now()) + day).toISOString()
    await admin.ask.grids.publish({ ...unit, revision: 2, validFrom: from })
    const again = await admin.ask.grids.openDraft(unit)
    await admin.ask.grids.dropGrid({ ...unit, ...again, code: first.properties.code })
    await expect(
      admin.ask.grids.publish({ ...unit, revision: 2, validFrom: city.clock.now() }),
    ).rejects.toMatchObject({ code: 'grids.begins_before', data: { version: 2 } })
    await admin.ask.grids.withdraw({ ...unit, version: '2' })
    city.clock.advance(2 * day)
    expect((await admin.ask.grids.layer(unit)).features).toEqual(before.features)
    const { ask } = await city.as('admin')
    await expect(ask.grids.withdraw({ ...unit, version: '1' })).rejects.toMatchObject({
      code: 'grids.has_begun',
    })
  }))

test('every bad row of a file is told with its reason and its place, and nothing is half imported', () =>
  inCity(async city => {
    const admin = await city.as('admin')
    await admin.ask.grids.changeLayer({
      ...(await settingsOf(admin)),
      layer: 'unit',
      leastArea: 1000,
      mostArea: 40_000,
    })
    const { revision } = await admin.ask.grids.openDraft(unit)
    const { features } = await admin.ask.grids.draft(unit)
    const own = (at: number) => {
      const found = features[at]
      if (!found) throw new Error(`no grid ${at}`)
      return found
    }
    const changed = (at: number, properties: object, geometry: unknown = own(at).geometry) => ({
      type: 'Feature',
      properties: { ...own(at).properties, ...properties },
      geometry,
    })
    const [x = 0, y = 0] = own(20).geometry.coordinates[0]?.[0]?.[0] ?? [0, 0]
    const box = (west: number, south: number, wide: number, high = wide) => ({
      type: 'Polygon',
      coordinates: [
        [
          [west, south],
          [west + wide, south],
          [west + wide, south + high],
          [west, south + high],
          [west, south],
        ],
      ],
    })
    const bow = [
      [x, y],
      [x + 0.001, y - 0.001],
      [x + 0.001, y],
      [x, y - 0.001],
      [x, y],
    ]
    const middle = [x + 0.0003, y - 0.0005] as const
    const rows: [unknown, string][] = [
      [changed(0, { code: '99010300100100' + '\u0661' }), 'not_digits'],
      [changed(0, { code: '9901030010010011' }), 'wrong_length'],
      [changed(0, { code: '110101001001001' }), 'other_district'],
      [changed(0, { code: '990103001001000' }), 'no_sequence'],
      [changed(0, { code: '990103009009001', region: '' }), 'no_such_region'],
      [changed(0, { region: '990103002001' }), 'region_differs'],
      [changed(1, { name: '' }), 'no_name'],
      [changed(2, {}, { type: 'Point', coordinates: [x, y] }), 'not_a_polygon'],
      [changed(3, {}, null), 'no_geometry'],
      [changed(4, {}, { type: 'Polygon', coordinates: [bow.slice(0, 4)] }), 'open_ring'],
      [changed(5, {}, { type: 'Polygon', coordinates: [bow] }), 'crosses_itself'],
      [changed(6, {}, box(outside.longitude, outside.latitude, 0.001)), 'outside'],
      [changed(7, {}, own(100).geometry), 'beyond_region'],
      [changed(8, {}, box(...middle, 0.0001)), 'too_small'],
      [changed(20, {}), ''],
      [changed(20, {}), 'twice'],
      [changed(21, {}, own(20).geometry), 'overlaps'],
    ]
    const text = JSON.stringify({ type: 'FeatureCollection', features: rows.map(([row]) => row) })
    const given = { ...unit, revision, file: asFile(text), mode: 'replace', dryRun: false } as const
    const tried = await admin.ask.grids.import(given)
    expect(tried.refused.map(({ row, why }) => [row, why])).toEqual(
      rows.flatMap(([, why], at) => (why === '' ? [] : [[at + 1, why]])),
    )
    expect(tried.kept).toBe(false)
    expect(tried.refused.filter(({ why }) => ['crosses_itself', 'overlaps'].includes(why))).toMatchObject([
      { longitude: expect.closeTo(x, 2), latitude: expect.closeTo(y, 2) },
      { longitude: expect.closeTo(x, 2), latitude: expect.closeTo(y, 2) },
    ])
    expect((await admin.ask.grids.draft(unit)).features).toEqual(features)
    // Beside those that stay in the draft it lies over one of them, too.
    const one = JSON.stringify({ type: 'FeatureCollection', features: [rows.at(-1)?.[0]] })
    const added = await admin.ask.grids.import({ ...given, file: asFile(one), mode: 'add', dryRun: true })
    expect(added.refused).toMatchObject([{ row: 1, why: 'overlaps' }])
    for (const why of [...rowFaults, ...geometryFaults, ...gridCodeFaults])
      expect(isWord(`grids.row.${why}`)).toBe(true)
    for (const kind of faultKinds) expect(isWord(`grids.mend.${kind}`)).toBe(true)
  }))

test('gaps and overlaps stop publishing, slivers of the survey are told and do not', () =>
  inCity(async city => {
    const admin = await city.as('admin')
    const { revision } = await admin.ask.grids.openDraft(unit)
    const { features } = await admin.ask.grids.draft(unit)
    expect(await admin.ask.grids.faults(unit)).toMatchObject({ blocking: 0 })
    const gone = features[40]
    const dropped = await admin.ask.grids.dropGrid({ ...unit, revision, code: gone?.properties.code ?? '' })
    const found = await admin.ask.grids.faults(unit)
    expect(found).toMatchObject({
      blocking: 1,
      faults: [{ fault: 'gap', codes: [gone?.properties.region], noise: false }],
    })
    expect(found.faults[0]?.squareMetres).toBeGreaterThan(5000)
    await expect(admin.ask.grids.publish({ ...unit, ...dropped, validFrom: null })).rejects.toMatchObject({
      code: 'grids.has_faults',
      data: { faults: 1 },
    })
    // Brought back a hand's breadth too narrow on one side: two surveys of one border.
    const ring = gone?.geometry.coordinates[0]?.[0] ?? []
    const least = Math.min(...ring.map(([longitude = 0]) => longitude))
    const narrow = ring.map(([longitude = 0, latitude = 0]) => [
      longitude - least < 2e-4 ? longitude + 1e-6 : longitude,
      latitude,
    ])
    const text = JSON.stringify(
      collection([{ ...gone, geometry: { type: 'Polygon', coordinates: [narrow] } }]),
    )
    city.clock.advance(60_000)
    const back = await admin.ask.grids.import({
      ...unit,
      ...dropped,
      file: asFile(text),
      mode: 'add',
      dryRun: false,
    })
    expect(back.kept).toBe(true)
    const noisy = await admin.ask.grids.faults(unit)
    expect(noisy.faults.filter(({ noise }) => !noise)).toEqual([])
    expect(noisy.blocking).toBe(0)
    expect(noisy.noise).toBeGreaterThan(0)
    await admin.ask.grids.publish({ ...unit, revision: back.revision, validFrom: null })
  }))

test('a layer that nests in another names the grids that straddle; layers never nest in a circle', () =>
  inCity(async city => {
    const admin = await city.as('admin')
    const settings = { ...(await settingsOf(admin)), mustCover: false, nestsIn: 'unit' }
    await admin.ask.grids.addLayer({
      ...settings,
      name: { zh: '执法', en: 'Enforcement' },
      code: 'enforcement',
    })
    await expect(admin.ask.grids.addLayer({ ...settings, code: 'enforcement' })).rejects.toMatchObject({
      code: 'grids.layer_exists',
    })
    await expect(
      admin.ask.grids.changeLayer({ ...settings, layer: 'unit', nestsIn: 'enforcement' }),
    ).rejects.toMatchObject({ code: 'grids.nests_in_circle' })
    const { features } = await admin.ask.grids.layer(unit)
    const [a, b, c] = features
    const layer = { layer: 'enforcement' } as const
    const { revision } = await admin.ask.grids.openDraft(layer)
    const straddling = {
      ...a,
      geometry: {
        type: 'MultiPolygon',
        coordinates: [...(a?.geometry.coordinates ?? []), ...(c?.geometry.coordinates ?? [])],
      },
    }
    const text = JSON.stringify(collection([straddling, b]))
    const put = { ...layer, revision, file: asFile(text), mode: 'replace', dryRun: false } as const
    expect(await admin.ask.grids.import(put)).toMatchObject({ kept: true, added: 2 })
    const found = await admin.ask.grids.faults(layer)
    expect(found).toMatchObject({ blocking: 1, faults: [{ fault: 'not_nested' }] })
    expect(found.faults[0]?.codes[0]).toBe(a?.properties.code)
  }))

test('only whoever keeps grids sees drafts; everybody sees what is published', () =>
  inCity(async ({ as, ask }) => {
    const dispatcher = await as('dispatcher')
    await expect(dispatcher.ask.grids.openDraft(unit)).rejects.toMatchObject({ code: 'base.not_allowed' })
    await expect(dispatcher.ask.grids.register()).rejects.toMatchObject({ code: 'base.not_allowed' })
    expect((await ask.grids.layer(unit)).features).toHaveLength(180)
    expect(await ask.grids.layers()).toMatchObject([{ code: 'unit', grids: 180 }])
  }))

test('a double click brings a file in once', () =>
  inCity(async ({ as }) => {
    const admin = await as('admin')
    const { revision } = await admin.ask.grids.openDraft(unit)
    const [first, ...others] = (await admin.ask.grids.draft(unit)).features
    const named = { ...first, properties: { ...first?.properties, name: 'Twice?' } }
    const text = JSON.stringify(collection([named, ...others]))
    const { grids } = admin.keyed('one-import-of-the-grids')
    const put = { ...unit, revision, file: asFile(text), mode: 'replace', dryRun: false } as const
    const answers = [await grids.import(put), await grids.import(put)]
    expect(answers[0]).toEqual(answers[1])
    expect((await admin.ask.grids.draft(unit)).revision).toBe(revision + 1)
  }))

async function settingsOf(admin: Person) {
  const found = (await admin.ask.grids.register()).find(({ code }) => code === 'unit')
  if (!found) throw new Error('no unit layer')
  const { code: _, grids: __, version: ___, draft: ____, ...settings } = found
  return settings
}

function collection(features: readonly unknown[]) {
  return { type: 'FeatureCollection', features }
}
