// The verdict on a draft and the mends taken up on it, through HTTP.
import { expect, test } from 'vitest'
import { inCity, type Person } from '../../../test/city.ts'
import { isWord } from '../../ui/words/open.ts'
import { faultKinds, mendWays } from './contract.ts'

const unit = { layer: 'unit' } as const
type Features = Awaited<ReturnType<Person['ask']['grids']['draft']>>['features']
type Move = (at: readonly [number, number]) => [number, number]

// mission: PK1 DC1
test('a gap is told with place, size and neighbours, and goes to the neighbour that is chosen', () =>
  inCity(async city => {
    const admin = await city.as('admin')
    const { revision } = await admin.ask.grids.openDraft(unit)
    const { features } = await admin.ask.grids.draft(unit)
    const gone = features[40]
    const code = gone?.properties.code ?? ''
    const dropped = await admin.ask.grids.dropGrid({ ...unit, revision, code })
    const verdict = await admin.ask.grids.faults(unit)
    const [gap] = verdict.faults
    if (!gap?.mend) throw new Error('no gap')
    expect(gap).toMatchObject({ fault: 'gap', codes: [gone?.properties.region], mend: { way: 'merge' } })
    expect(gap.beside).toEqual([gap.mend.to, ...gap.mend.others])
    expect(gap.length).toBeGreaterThan(gap.width)
    expect(verdict.checkedAt).toBe(city.clock.now())
    const mend = { ...unit, ...dropped, fault: gap.id }
    // A grid that is not beside, a way that is none of this fault, a fault that is not there, a draft that was changed.
    for (const wrong of [
      { way: 'merge', to: features[170]?.properties.code ?? '' },
      { way: 'give', to: gap.mend.to },
    ] as const)
      await expect(admin.ask.grids.mend({ ...mend, ...wrong })).rejects.toMatchObject({
        code: 'grids.mend_does_not_fit',
      })
    await expect(admin.ask.grids.mend({ ...mend, ...gap.mend, fault: 'gap 1' })).rejects.toMatchObject({
      code: 'grids.no_such_fault',
    })
    const [other = ''] = gap.mend.others
    await expect(admin.ask.grids.mend({ ...mend, revision, way: 'merge', to: other })).rejects.toMatchObject({
      code: 'grids.draft_changed',
    })
    expect((await admin.ask.grids.draft(unit)).revision).toBe(dropped.revision)
    const { grids } = admin.keyed('one-mend-of-a-gap')
    const merge = { ...mend, way: 'merge', to: other } as const
    const answers = [await grids.mend(merge), await grids.mend(merge)]
    expect(answers[0]).toEqual(answers[1])
    expect(answers[0]).toMatchObject({ revision: dropped.revision + 1, changed: [other] })
    const after = await admin.ask.grids.faults(unit)
    expect(after.faults.filter(({ fault }) => fault !== 'beyond_region')).toEqual([])
    expect((await admin.ask.grids.draft(unit)).features).toHaveLength(179)
  }))

test('ground that two grids have is cut along the border in force, or left to the one that is named', () =>
  inCity(async city => {
    const admin = await city.as('admin')
    const { revision } = await admin.ask.grids.openDraft(unit)
    const { features } = await admin.ask.grids.draft(unit)
    const before = shapesOf(features)
    const { one, spoilt } = spread(features, 3e-5)
    const put = await bring(admin, revision, [spoilt])
    const verdict = await admin.ask.grids.faults(unit)
    const overlap = verdict.faults.find(({ fault, noise }) => fault === 'overlap' && !noise)
    if (!overlap?.mend) throw new Error('no overlap')
    expect(overlap.mend.way).toBe('former')
    expect(overlap.codes).toContain(one)
    const mended = await admin.ask.grids.mend({ ...unit, ...put, fault: overlap.id, ...overlap.mend })
    expect(mended.changed).toContain(one)
    const left = await admin.ask.grids.faults(unit)
    expect(left.faults.some(({ id }) => id === overlap.id)).toBe(false)
    expect(left.blocking).toBeLessThan(verdict.blocking)
    const named = left.faults.find(({ fault, noise }) => fault === 'overlap' && !noise)
    if (!named) throw new Error('no other overlap')
    const given = { ...unit, revision: mended.revision, fault: named.id }
    const gave = await admin.ask.grids.mend({ ...given, way: 'give', to: one })
    expect(gave.changed).toContain(named.codes.find(code => code !== one))
    expect(shapesOf((await admin.ask.grids.draft(unit)).features).get(one)).not.toBe(before.get(one))
  }))

test('all noise is snapped at once, nothing new comes up, and a second time there is none', () =>
  inCity(async city => {
    const admin = await city.as('admin')
    const { revision } = await admin.ask.grids.openDraft(unit)
    const { features } = await admin.ask.grids.draft(unit)
    const { spoilt } = spread(features, 1e-6)
    const put = await bring(admin, revision, [spoilt])
    const noisy = await admin.ask.grids.faults(unit)
    expect(noisy.blocking).toBe(0)
    expect(noisy.noise).toBeGreaterThan(0)
    expect(noisy.noiseWidth).toBeLessThan(0.5)
    const snapped = await admin.ask.grids.snap({ ...unit, ...put })
    expect(snapped.snapped).toBeGreaterThan(0)
    expect(snapped.left).toBe(0)
    const after = await admin.ask.grids.faults(unit)
    expect(after.blocking).toBe(0)
    expect(after.faults.filter(({ fault }) => fault === 'gap' || fault === 'overlap')).toEqual([])
    await expect(admin.ask.grids.snap({ ...unit, revision: snapped.revision })).rejects.toMatchObject({
      code: 'grids.no_noise',
    })
    const dispatcher = await city.as('dispatcher')
    await expect(dispatcher.ask.grids.snap({ ...unit, revision: snapped.revision })).rejects.toMatchObject({
      code: 'base.not_allowed',
    })
  }))

test('every fault and every mend has its words', () => {
  for (const kind of faultKinds)
    for (const word of ['fault', 'mend', 'fault_is']) expect(isWord(`grids.${word}.${kind}`)).toBe(true)
  for (const way of mendWays) expect(isWord(`grids.way.${way}`)).toBe(true)
})

/** A grid in the middle, larger by so many degrees on all sides. */
function spread(features: Features, by: number): { one: string; spoilt: Features[number] } {
  const found = features[40]
  if (!found) throw new Error('no grid')
  const ring = found.geometry.coordinates[0]?.[0] ?? []
  const [x, y] = [0, 1].map(side => ring.reduce((sum, at) => sum + (at[side] ?? 0), 0) / ring.length) as [
    number,
    number,
  ]
  const move: Move = ([a, b]) => [round(a + Math.sign(a - x) * by), round(b + Math.sign(b - y) * by)]
  const moved = ring.slice(0, -1).map(([a = 0, b = 0]) => move([a, b]))
  const coordinates = [[[...moved, moved[0] ?? [0, 0]]]]
  return { one: found.properties.code, spoilt: { ...found, geometry: { type: 'MultiPolygon', coordinates } } }
}

/** Straight into the draft, past the checks of a file: as if both had been brought while the tolerance was wide. */
async function bring(admin: Person, revision: number, features: Features): Promise<{ revision: number }> {
  const settings = await settingsOf(admin)
  await admin.ask.grids.changeLayer({ ...settings, ...unit, tolerance: 10_000 })
  const text = JSON.stringify({ type: 'FeatureCollection', features })
  const brought = await admin.ask.grids.import({
    ...{ ...unit, revision, file: new File([text], 'grids.geojson'), mode: 'add', dryRun: false },
  })
  expect(brought.refused).toEqual([])
  await admin.ask.grids.changeLayer({ ...settings, ...unit })
  return { revision: brought.revision }
}

async function settingsOf(admin: Person) {
  const found = (await admin.ask.grids.register()).find(({ code }) => code === 'unit')
  if (!found) throw new Error('no unit layer')
  const { code: _, grids: __, version: ___, draft: ____, ...settings } = found
  return settings
}

function shapesOf(features: Features): Map<string, string> {
  return new Map(features.map(({ properties, geometry }) => [properties.code, JSON.stringify(geometry)]))
}

function round(degrees: number): number {
  return Math.round(degrees * 1e7) / 1e7
}
