// Plans through HTTP: begun, made in a thread, changed by hand, adopted into a draft without faults, refused with what to
// do instead.
import { expect, test } from 'vitest'
import { type City, inCity, type Person } from '../../../test/city.ts'
import { instant } from '../../base/clock.ts'
import { isWord } from '../../ui/words/open.ts'
import { planStates, planWrongs } from './plan-calls.ts'
import { openPlanRoom, type PlanRoom } from './plan-room.ts'
import { measures, moveFaults } from './plan-rules.ts'
import { takePlan } from './store/plans.ts'

const layer = 'management'
const gulou = '990103001'
const none = { buildings: 0, addresses: 0, parts: 0, cases: 0, area: 0 }
const wanted = {
  layer,
  region: gulou,
  from: 'fresh',
  base: null,
  along: 'squares',
  paths: false,
  weights: { ...none, area: 1 },
  target: 50_000,
  within: 0.1,
  shape: 0.2,
  oversized: 'cut',
  locked: [],
  seed: 7,
  lines: null,
} as const

// mission: DC1, YC1
test('a subdistrict is planned, adopted, found without fault and published, with codes inside its communities', () =>
  inCity(async city => {
    const { admin, room } = await planning(city)
    const { id } = await admin.ask.grids.beginPlan(wanted)
    await expect(admin.ask.grids.beginPlan(wanted)).rejects.toMatchObject({ code: 'grids.plan_under_way' })
    await room.work()
    const plan = await admin.ask.grids.plan({ id })
    expect(plan).toMatchObject({ state: 'done', seed: 7, askedBy: '高文', wrong: null })
    expect(plan.figures).toMatchObject({ grids: plan.grids.length, moved: 0, oversized: 0 })
    expect(plan.figures?.load).toBeCloseTo(
      plan.grids.reduce((sum, grid) => sum + grid.squareMetres, 0),
      -3,
    )
    expect(plan.figures?.within).toBeGreaterThanOrEqual(plan.grids.length * 0.8)
    for (const region of ['990103001001', '990103001002', '990103001003']) {
      const own = plan.grids.filter(grid => grid.region === region)
      expect(own.length).toBeGreaterThan(3)
      expect(own.map(({ code }) => code).sort()).toEqual(
        own.map((_, at) => `${region}${String(at + 1).padStart(3, '0')}`),
      )
    }
    await admin.ask.grids.adoptPlan({ id, revision: plan.revision, draft: null })
    await expect(admin.ask.grids.adoptPlan({ id, revision: 1, draft: 2 })).rejects.toMatchObject({
      code: 'grids.plan_not_ready',
    })
    // The three communities of the other subdistrict touch: one gap.
    expect(await admin.ask.grids.faults({ layer })).toMatchObject({ blocking: 1 })
    const draft = await admin.ask.grids.draft({ layer })
    expect(draft).toMatchObject({ added: plan.grids.length, removed: 0 })
    // The other subdistrict: then nothing is left out.
    const other = await made(admin, room, { ...wanted, region: '990103002' })
    await admin.ask.grids.adoptPlan({ id: other.id, revision: other.revision, draft: draft.revision })
    const found = await admin.ask.grids.faults({ layer })
    expect(found.faults.filter(({ noise }) => !noise)).toEqual([])
    await admin.ask.grids.publish({ layer, revision: found.revision, validFrom: null })
    const layers = await admin.ask.grids.layers()
    expect(layers.find(({ code }) => code === layer)?.grids).toBe(plan.grids.length + other.grids.length)
  }))

// mission: YC1
test('along lines of a file, the same seed gives the same plan, and an adjustment keeps codes and locked grids', () =>
  inCity(async city => {
    const { admin, room } = await planning(city)
    const along = { ...wanted, along: 'file', lines: await streetsOf(admin) } as const
    const first = await made(admin, room, along)
    const again = await made(admin, room, along)
    expect(again.grids).toEqual(first.grids)
    await admin.ask.grids.discardPlan({ id: again.id })
    await expect(admin.ask.grids.plan({ id: again.id })).rejects.toMatchObject({ code: 'base.not_found' })
    const adopted = await admin.ask.grids.adoptPlan({ id: first.id, revision: first.revision, draft: null })
    const before = await admin.ask.grids.draft({ layer })
    const [locked] = first.grids
    const adjusted = await made(admin, room, {
      ...along,
      from: 'present',
      target: 45_000,
      locked: [locked?.code ?? ''],
    })
    const kept = adjusted.grids.find(({ code }) => code === locked?.code)
    const name = expect.stringContaining(locked?.code.slice(-3) ?? '')
    expect(kept).toMatchObject({ locked: true, goesOn: true, name })
    expect(adjusted.figures?.moved).toBeLessThan((adjusted.figures?.load ?? 0) / 2)
    expect(adjusted.grids.filter(({ goesOn }) => goesOn).length).toBeGreaterThan(first.grids.length / 2)
    await admin.ask.grids.adoptPlan({ id: adjusted.id, revision: adjusted.revision, draft: adopted.revision })
    const after = await admin.ask.grids.draft({ layer })
    const shapeOf = (draft: typeof before) =>
      draft.features.find(each => each.properties.code === locked?.code)
    expect(shapeOf(after)).toEqual(shapeOf(before))
  }))

test('a block goes over to a grid beside it, and to no other; a plan that goes on from this one keeps what is locked', () =>
  inCity(async city => {
    const { admin, room } = await planning(city)
    const plan = await made(admin, room, wanted)
    const { blocks, revision } = await admin.ask.grids.planBlocks({ id: plan.id })
    const one = blocks.find(({ mayGo }) => mayGo.length > 0)
    const to = one?.mayGo[0] ?? -1
    if (!one) throw new Error('no block may go anywhere')
    const far = plan.grids.find(({ region }) => region !== plan.grids[one.grid]?.region)?.number ?? -1
    const which = { id: plan.id, block: String(one.block) }
    await expect(admin.ask.grids.moveBlock({ ...which, revision, grid: far })).rejects.toMatchObject({
      code: 'grids.plan_move',
      data: { why: 'other_region' },
    })
    const moved = await admin.ask.grids.moveBlock({ ...which, revision, grid: to })
    expect(moved.grids[to]?.load).toBeCloseTo((plan.grids[to]?.load ?? 0) + one.load, 3)
    await expect(admin.ask.grids.moveBlock({ ...which, revision, grid: one.grid })).rejects.toMatchObject({
      code: 'grids.plan_changed',
    })
    const lock = { id: plan.id, revision: moved.revision, grid: String(to), locked: true }
    const { revision: locked } = await admin.ask.grids.lockGrid(lock)
    await expect(
      admin.ask.grids.moveBlock({ ...which, revision: locked, grid: one.grid }),
    ).rejects.toMatchObject({ code: 'grids.plan_move', data: { why: 'locked' } })
    const next = await made(admin, room, { ...wanted, from: 'plan', base: plan.id, target: 60_000 })
    expect(next.grids.filter(grid => grid.locked).map(({ shape }) => shape)).toEqual([moved.grids[to]?.shape])
    expect(next.grids.length).toBeLessThan(plan.grids.length)
  }))

test('a plan that is stopped keeps the best so far; one whose server went away is taken up, but not for ever', () =>
  inCity(async city => {
    const { admin, room } = await planning(city)
    const { id } = await admin.ask.grids.beginPlan(wanted)
    await admin.ask.grids.stopPlan({ id })
    await room.work()
    const stopped = await admin.ask.grids.plan({ id })
    // A small one may be done before it hears of it.
    expect(['stopped', 'done']).toContain(stopped.state)
    expect(stopped.grids.length).toBeGreaterThan(10)
    await expect(admin.ask.grids.stopPlan({ id })).rejects.toMatchObject({ code: 'grids.plan_not_ready' })

    const take = async () =>
      city.door.within({ district: '990103' }, tx => {
        const now = city.house.clock()
        return takePlan(tx, instant(now), instant(now - 60_000))
      })
    const next = await admin.ask.grids.beginPlan(wanted)
    expect((await take())?.id).toBe(next.id)
    // Somebody makes it: nobody else takes it.
    await room.work()
    expect(await admin.ask.grids.plan(next)).toMatchObject({ state: 'running' })
    city.clock.advance(61_000)
    await room.work()
    expect(await admin.ask.grids.plan(next)).toMatchObject({ state: 'done' })

    const bad = await admin.ask.grids.beginPlan(wanted)
    for (let times = 0; times < 3; times += 1) {
      expect((await take())?.id).toBe(bad.id)
      city.clock.advance(61_000)
    }
    await room.work()
    expect(await admin.ask.grids.plan(bad)).toMatchObject({
      state: 'failed',
      wrong: 'interrupted',
      grids: [],
    })
  }))

test('what can come to nothing is refused before it begins, with what to do instead', () =>
  inCity(async city => {
    const { admin, as } = { ...(await planning(city)), as: city.as }
    const begin = (changes: object) => admin.ask.grids.beginPlan({ ...wanted, ...changes })
    const refused = (changes: object, code: string, data?: object) =>
      expect(begin(changes)).rejects.toMatchObject({ code, ...(data && { data }) })
    await refused({ along: 'streets' }, 'grids.plan_no_streets')
    await refused({ weights: none }, 'grids.plan_no_weights')
    await refused({ weights: { ...none, addresses: 1 } }, 'grids.plan_no_load')
    await refused({ target: 1e9 }, 'grids.plan_target_too_large')
    await refused({ target: 10 }, 'grids.plan_target_too_small', { most: 2997 })
    await refused({ from: 'present' }, 'grids.plan_nothing_present')
    await refused({ from: 'plan' }, 'grids.plan_no_base')
    await refused({ region: '990103009' }, 'grids.plan_no_outline')
    await refused({ along: 'file', lines: 'streets' }, 'grids.plan_bad_lines', { wrong: 'not_json' })
    await refused(
      { along: 'file', lines: '{"type":"FeatureCollection","features":[]}' },
      'grids.plan_bad_lines',
    )
    const dispatcher = await as('dispatcher')
    await expect(dispatcher.ask.grids.beginPlan(wanted)).rejects.toMatchObject({ code: 'base.not_allowed' })
    expect(await admin.ask.grids.planBasis({ layer: 'unit', region: gulou })).toMatchObject({
      regions: 3,
      without: [],
      streets: 0,
      present: 90,
    })
    for (const each of planStates) expect(isWord(`grids.plan_state.${each}`)).toBe(true)
    for (const each of planWrongs) expect(isWord(`grids.plan_wrong.${each}`)).toBe(true)
    for (const each of measures) expect(isWord(`grids.measure.${each}`)).toBe(true)
    for (const each of moveFaults) expect(isWord(`grids.plan_move.${each}`)).toBe(true)
  }))

async function planning(city: City): Promise<{ admin: Person; room: PlanRoom }> {
  const admin = await city.as('admin')
  await admin.ask.grids.addLayer({
    code: layer,
    name: { zh: '社会管理网格', en: 'Social management' },
    mustCover: true,
    mayOverlap: false,
    nestsIn: null,
    leastArea: null,
    mostArea: null,
    tolerance: 5,
  })
  const room = openPlanRoom({ ...city.house, districts: async () => ['990103'], isAwake: false })
  return { admin, room }
}

async function made(
  admin: Person,
  room: PlanRoom,
  settings: Parameters<Person['ask']['grids']['beginPlan']>[0],
) {
  const { id } = await admin.ask.grids.beginPlan(settings)
  await room.work()
  const plan = await admin.ask.grids.plan({ id })
  expect(plan.state).toBe('done')
  return plan
}

/** The borders of the unit grids as if they were streets. */
async function streetsOf(admin: Person): Promise<string> {
  const { features } = await admin.ask.grids.layer({ layer: 'unit' })
  return JSON.stringify({
    type: 'FeatureCollection',
    features: features.map(({ geometry }) => ({ type: 'Feature', properties: {}, geometry })),
  })
}
