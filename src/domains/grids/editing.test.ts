// The tools of a draft through HTTP: dividing, joining, borders, transfer, codes, locks, and the way back.
import { expect, test } from 'vitest'
import { inCity, inside, type Person } from '../../../test/city.ts'
import { report } from '../../../test/walks.ts'

const asFile = (text: string) => new File([text], 'grids.geojson')

const unit = { layer: 'unit' } as const

type Feature = Awaited<ReturnType<Person['ask']['grids']['draft']>>['features'][number]

/** West, south, east, north of a grid's box. */
function boxOf({ geometry }: Feature): [number, number, number, number] {
  const points = geometry.coordinates.flatMap(([outer = []]) => outer)
  const [xs, ys] = [points.map(([x = 0]) => x), points.map(([, y = 0]) => y)]
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)]
}

/** A line from north to south through the middle of a grid. */
function through(grid: Feature) {
  const [west, south, east, north] = boxOf(grid)
  const longitude = (west + east) / 2
  return [
    { longitude, latitude: north + 0.0004 },
    { longitude, latitude: south - 0.0004 },
  ]
}

const points = (grid: Feature) => (grid.geometry.coordinates[0]?.[0] ?? []).map(String)

/** A grid, and one beside it in the same community. */
function neighbours(features: readonly Feature[]): [Feature, Feature] {
  for (const one of features) {
    const own = new Set(points(one))
    const other = features.find(
      each =>
        each !== one &&
        each.properties.region === one.properties.region &&
        new Set(points(each).filter(point => own.has(point))).size >= 2,
    )
    if (other) return [one, other]
  }
  throw new Error('no two grids side by side')
}

async function draftFor(admin: Person) {
  const { revision } = await admin.ask.grids.openDraft(unit)
  const { features } = await admin.ask.grids.draft(unit)
  return { revision, features }
}

// mission: YC1
test('a grid divided by a line leaves no gap; published, the old case stays in its grid and a new one lies in a piece', () =>
  inCity(async city => {
    const admin = await city.as('admin')
    const before = await admin.ask.grids.locate(inside)
    const old = await report(city)
    const { revision, features } = await draftFor(admin)
    const grid = features.find(({ properties }) => properties.code === before.code)
    if (!grid) throw new Error('no grid')
    const line = through(grid)
    const wanted = { ...unit, revision, code: before.code, line, keeps: false }
    const told = await admin.ask.grids.split(wanted)
    expect(told.pieces).toHaveLength(2)
    expect(told.revision).toBe(revision + 1)
    // Somebody else drew on what is gone by now.
    await expect(admin.ask.grids.split(wanted)).rejects.toMatchObject({
      code: 'grids.draft_changed',
      data: { by: '高文' },
    })
    const draft = await admin.ask.grids.draft(unit)
    expect(draft).toMatchObject({ added: 2, removed: 1 })
    // What publishing would move, each counted where it is kept.
    const preview = await admin.ask.grids.preview(unit)
    expect(preview.counts).toMatchObject({ added: 2, ended: 1 })
    expect(preview.changes.filter(({ what }) => what === 'added')).toMatchObject([
      { from: [before.code], before: null },
      { from: [before.code], before: null },
    ])
    const size = preview.changes.find(({ what }) => what === 'ended')?.before ?? 0
    expect(Math.abs(preview.squareMetres - size)).toBeLessThan(5)
    expect(preview.inspectors).toBeGreaterThan(0)
    expect(await admin.ask.cases.staying(unit)).toEqual({ open: 1, grids: [{ code: before.code, open: 1 }] })
    const { parts, ways } = await admin.ask.parts.moving(unit)
    expect(parts).toBe(ways.reduce((sum, way) => sum + way.parts, 0))
    for (const { from, to } of ways) {
      expect(from).toBe(before.code)
      expect(told.pieces.map(({ code }) => code)).toContain(to)
    }
    expect(await admin.ask.grids.faults(unit)).toMatchObject({ blocking: 0, noise: 0 })
    city.clock.advance(60_000)
    await admin.ask.grids.publish({ ...unit, revision: told.revision, validFrom: null })
    city.clock.advance(1000)
    const now = await admin.ask.grids.locate(inside)
    expect(told.pieces.map(({ code }) => code)).toContain(now.code)
    const fresh = await report(city)
    const acceptor = await city.as('acceptor')
    expect((await acceptor.ask.cases.show({ id: old.id })).grid?.code).toBe(before.code)
    expect((await acceptor.ask.cases.show({ id: fresh.id })).grid?.code).toBe(now.code)
    const history = await admin.ask.grids.history({ ...unit, ...inside })
    expect(
      history.map(({ code, before: from, after }) => [code, from.map(each => each.code), after.length]),
    ).toEqual([
      [now.code, [before.code], 0],
      [before.code, [], 2],
    ])
  }))

// mission: YC1
test('two neighbours become one, and the way back leads to the point through every change', () =>
  inCity(async city => {
    const admin = await city.as('admin')
    const { revision, features } = await draftFor(admin)
    const [one, other] = neighbours(features)
    const [a, b] = [one.properties.code, other.properties.code]
    const merged = await admin.ask.grids.merge({ ...unit, revision, codes: [a, b], keep: a })
    const split = await admin.ask.grids.split({
      ...unit,
      revision: merged.revision,
      code: a,
      line: through(one),
      keeps: true,
    })
    const named = await admin.ask.grids.rename({
      ...unit,
      revision: split.revision,
      code: a,
      name: 'By the well',
    })
    expect(await admin.ask.grids.faults(unit)).toMatchObject({ blocking: 0 })
    const then = await admin.ask.grids.draft(unit)
    expect((await admin.ask.grids.steps(unit)).map(({ did, by }) => [did, by])).toEqual([
      ['rename', '高文'],
      ['split', '高文'],
      ['merge', '高文'],
    ])
    let last = named.revision
    for (const did of ['rename', 'split', 'merge']) {
      const back = await admin.ask.grids.undo({ ...unit, revision: last })
      expect(back.did).toBe(did)
      last = back.revision
    }
    const again = await admin.ask.grids.draft(unit)
    expect(again.features).toEqual(features)
    expect(again).toMatchObject({ added: 0, changed: 0, removed: 0 })
    await expect(admin.ask.grids.undo({ ...unit, revision: last })).rejects.toMatchObject({
      code: 'grids.nothing_to_undo',
    })
    for (const did of ['merge', 'split', 'rename']) {
      const forth = await admin.ask.grids.redo({ ...unit, revision: last })
      expect(forth.did).toBe(did)
      last = forth.revision
    }
    expect((await admin.ask.grids.draft(unit)).features).toEqual(then.features)
    // A new change ends what could be done again; a whole file is undone like any other change.
    const back = await admin.ask.grids.undo({ ...unit, revision: last })
    const text = JSON.stringify({ type: 'FeatureCollection', features: features.slice(0, 60) })
    const file = { ...unit, file: asFile(text), mode: 'replace', dryRun: false } as const
    const brought = await admin.ask.grids.import({ ...file, revision: back.revision })
    expect(brought).toMatchObject({ kept: true })
    await expect(admin.ask.grids.redo({ ...unit, revision: brought.revision })).rejects.toMatchObject({
      code: 'grids.nothing_to_redo',
    })
    expect((await admin.ask.grids.draft(unit)).features).toHaveLength(60)
    const undone = await admin.ask.grids.undo({ ...unit, revision: brought.revision })
    expect(undone.did).toBe('import')
    expect((await admin.ask.grids.draft(unit)).features).toHaveLength(180)
    // The same click twice goes one step back.
    const { grids } = admin.keyed('one-step-back-and-no-more')
    const twice = { ...unit, revision: undone.revision }
    expect(await grids.undo(twice)).toEqual(await grids.undo(twice))
  }))

// mission: YC1
test('a border moves for all who share it, and not across another, out of the community or over a locked grid', () =>
  inCity(async city => {
    const admin = await city.as('admin')
    const { revision, features } = await draftFor(admin)
    const owners = new Map<string, Feature[]>()
    for (const each of features)
      for (const point of new Set(points(each))) owners.set(point, [...(owners.get(point) ?? []), each])
    const [point = '', around = []] =
      [...owners].find(
        ([, all]) => all.length === 4 && new Set(all.map(({ properties }) => properties.region)).size === 1,
      ) ?? []
    const [longitude = 0, latitude = 0] = point.split(',').map(Number)
    const from = { longitude, latitude }
    const to = { longitude: longitude + 0.0002, latitude: latitude - 0.0001 }
    const move = (at: number, points: { from: typeof from | null; to: typeof from | null }[]) =>
      admin.ask.grids.moveBorder({ ...unit, revision: at, points })
    const told = await move(revision, [{ from, to }])
    expect(told.codes).toEqual(around.map(({ properties }) => properties.code).sort())
    expect(await admin.ask.grids.faults(unit)).toMatchObject({ blocking: 0, noise: 0 })
    await expect(
      move(told.revision, [{ from: to, to: { longitude: to.longitude + 0.005, latitude: to.latitude } }]),
    ).rejects.toMatchObject({ code: 'grids.crosses' })
    await expect(move(told.revision, [{ from, to: null }])).rejects.toMatchObject({ code: 'grids.no_point' })
    await expect(move(told.revision, [{ from: to, to: null }])).rejects.toMatchObject({
      code: 'grids.holds_border',
    })
    // The westernmost point of all lies on the border of the district.
    const [edge = ''] = [...owners.keys()].sort((p, q) => Number(p.split(',')[0]) - Number(q.split(',')[0]))
    const [x = 0, y = 0] = edge.split(',').map(Number)
    await expect(
      move(told.revision, [
        { from: { longitude: x, latitude: y }, to: { longitude: x - 0.001, latitude: y } },
      ]),
    ).rejects.toMatchObject({ code: 'grids.leaves_region' })
    const [first] = told.codes
    const locked = await admin.ask.grids.lock({
      ...unit,
      revision: told.revision,
      codes: [first ?? ''],
      locked: true,
    })
    const grid = around.find(({ properties }) => properties.code === first)
    if (!grid) throw new Error('no grid')
    for (const tried of [
      move(locked.revision, [{ from: to, to: from }]),
      admin.ask.grids.split({
        ...unit,
        revision: locked.revision,
        code: first ?? '',
        line: through(grid),
        keeps: true,
      }),
      admin.ask.grids.rename({ ...unit, revision: locked.revision, code: first ?? '', name: 'No' }),
      admin.ask.grids.dropGrid({ ...unit, revision: locked.revision, code: first ?? '' }),
      admin.ask.grids.import({
        ...unit,
        revision: locked.revision,
        file: asFile(JSON.stringify({ type: 'FeatureCollection', features: features.slice(-2) })),
        mode: 'replace',
        dryRun: false,
      }),
    ])
      await expect(tried).rejects.toMatchObject({ code: 'grids.locked', data: { codes: [first] } })
    const open = await admin.ask.grids.lock({
      ...unit,
      revision: locked.revision,
      codes: [first ?? ''],
      locked: false,
    })
    await move(open.revision, [{ from: to, to: from }])
    expect((await admin.ask.grids.draft(unit)).features).toEqual(features)
  }))

// mission: YU1
test('ground goes to a neighbour by a drawn ring, and unit grids from one responsibility grid to another', () =>
  inCity(async city => {
    const admin = await city.as('admin')
    const { revision, features } = await draftFor(admin)
    const [one, other] = neighbours(features)
    const shared = new Set(points(other))
    const [p = '', q = ''] = [...new Set(points(one).filter(point => shared.has(point)))]
    const [px = 0, py = 0, qx = 0, qy = 0] = [...p.split(','), ...q.split(',')].map(Number)
    const [x, y] = [(px + qx) / 2, (py + qy) / 2]
    const corner = (dx: number, dy: number) => ({ longitude: x + dx, latitude: y + dy })
    const ring = [corner(-2e-4, -2e-4), corner(2e-4, -2e-4), corner(2e-4, 2e-4), corner(-2e-4, 2e-4)]
    const [from, to] = [one.properties.code, other.properties.code]
    const given = await admin.ask.grids.transfer({ ...unit, revision, from, to, ring, units: [] })
    expect(given.squareMetres).toBeGreaterThan(100)
    expect(await admin.ask.grids.faults(unit)).toMatchObject({ blocking: 0 })
    const far = features.find(
      ({ properties, geometry }) =>
        properties.region === one.properties.region &&
        !geometry.coordinates[0]?.[0]?.some(point => points(one).includes(String(point))),
    )
    await expect(
      admin.ask.grids.transfer({
        ...unit,
        revision: given.revision,
        from,
        to: far?.properties.code ?? '',
        ring,
        units: [],
      }),
    ).rejects.toMatchObject({ code: 'grids.nothing_there' })
    // A layer that is made of unit grids.
    await admin.ask.grids.addLayer({
      code: 'duty',
      name: { zh: '责任', en: 'Duty' },
      mustCover: false,
      mayOverlap: false,
      nestsIn: null,
      leastArea: null,
      mostArea: null,
      tolerance: 5,
    })
    const duty = { layer: 'duty' } as const
    const opened = await admin.ask.grids.openDraft(duty)
    const own = features.filter(({ properties }) => properties.region === one.properties.region).slice(0, 12)
    const text = JSON.stringify({ type: 'FeatureCollection', features: own })
    const brought = await admin.ask.grids.import({
      ...duty,
      ...opened,
      file: asFile(text),
      mode: 'replace',
      dryRun: false,
    })
    const [a, b, c] = own.map(({ properties }) => properties.code)
    if (!a || !b || !c) throw new Error('too few grids')
    const joined = await admin.ask.grids.merge({
      ...duty,
      revision: brought.revision,
      codes: [a, b],
      keep: a,
    })
    const moved = await admin.ask.grids.transfer({
      ...duty,
      revision: joined.revision,
      from: a,
      to: c,
      ring: null,
      units: [b],
    })
    const ends = await admin.ask.grids.draft(duty)
    const size = await admin.ask.grids.draft(unit)
    expect(size.features.length).toBe(180)
    expect(moved.squareMetres).toBeGreaterThan(5000)
    expect(ends.features.map(({ properties }) => properties.code)).not.toContain(b)
    expect(await admin.ask.grids.faults(duty)).toMatchObject({ blocking: 0 })
  }))
