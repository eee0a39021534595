// A subdistrict is planned along the streets of an OpenStreetMap file, in Chromium and by keyboard: begun, watched, stopped
// if it still runs, a grid locked, a block moved, adopted, checked and published. axe looks on. mission: DC1, YC1
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { OsmNode, OsmWay } from '../../src/geo/osm/items.ts'
import { hasBrowser, openBrowser, say } from '../browser.ts'
import { desk, fault, type Stage } from '../hands.ts'
import { writeXml } from '../osm.ts'
import { command, startCity } from '../server.ts'

let stage: Stage
let folder = ''

beforeAll(async () => {
  if (!hasBrowser) return
  stage = { browsing: await openBrowser(), city: await startCity() }
  folder = await mkdtemp(join(tmpdir(), 'gangmu-planner-'))
}, 240_000)

afterAll(async () => {
  await stage?.browsing.close()
  await stage?.city.close()
  if (folder !== '') await rm(folder, { recursive: true, force: true })
})

// mission: DC1, YC1
test.runIf(hasBrowser)(
  'a subdistrict is planned along its streets, watched, changed, adopted, checked and published',
  async () => {
    const { city } = stage
    const file = join(folder, 'town.osm')
    await writeFile(file, await town())
    // Without streets it says so, and offers squares.
    const page = await signIn()
    await page.goto(`${city.url}/console/planner?layer=unit&region=990103001`)
    await page.getByRole('heading', { level: 1, name: say('planner.title') }).waitFor()
    await wish(page, { buildings: '0', area: '1' }, '50000')
    await press(page, button(page, 'planner.begin'))
    await page.getByText(say('grids.plan_no_streets')).waitFor()
    await fault(page)

    await city.kill()
    const { said, code } = await command(city.env, 'import', 'osm', file, '--district', '990103')
    expect([code, said]).toEqual([0, said])
    await city.restart()
    await page.reload()
    await page.getByText('现有 90 格').waitFor()
    await wish(page, { buildings: '0', addresses: '1' }, '15')
    await page.getByText(say('planner.target_help', { total: '90', grids: '6' })).waitFor()
    await fault(page)
    await press(page, button(page, 'planner.begin'))
    const stop = button(page, 'planner.stop')
    const balance = page.getByRole('heading', { name: say('planner.balance') })
    await stop.or(balance).first().waitFor()
    if (await stop.isVisible()) await stop.click({ timeout: 2000 }).catch(() => {})
    await balance.waitFor({ timeout: 60_000 })
    await fault(page)

    const admin = await city.as('admin')
    const [plan] = await admin.grids.plans({ layer: 'unit' })
    const shown = await admin.grids.plan({ id: plan?.id ?? '' })
    expect(shown.grids).toHaveLength(6)
    expect(shown.figures).toMatchObject({ grids: 6, load: 90 })
    const first = shown.grids[0]
    await press(page, page.getByRole('button', { name: `${say('planner.lock')} ${first?.code}` }))
    await page.getByRole('button', { name: `${say('planner.unlock')} ${first?.code}` }).waitFor()

    // A block is chosen in the map's list, of those in view, and goes over to the grid beside it.
    const { blocks } = await admin.grids.planBlocks({ id: shown.id })
    await press(page, button(page, 'planner.move'))
    await page.keyboard.press('m')
    const rows = page.locator('.twin-row')
    const pieces = rows.filter({ hasText: /^\D*街区 \d+/ })
    await pieces.first().waitFor()
    const listed = (await pieces.allTextContents()).map(text => Number(text.match(/街区 (\d+)/)?.[1] ?? -1))
    const at = listed.findIndex(block => (blocks[block]?.mayGo.length ?? 0) > 0)
    const to = blocks[listed[at] ?? -1]?.mayGo[0] ?? -1
    await pieces.nth(at).click()
    await press(
      page,
      page.getByRole('button', { name: say('planner.move_to', { code: shown.grids[to]?.code ?? '' }) }),
    )
    await expect
      .poll(async () => (await admin.grids.plan({ id: shown.id })).grids[to]?.blocks, { timeout: 20_000 })
      .toBe((shown.grids[to]?.blocks ?? 0) + 1)
    await fault(page)

    await press(page, button(page, 'planner.adopt'))
    await page.getByText(say('planner.adopted', { grids: 6 })).waitFor()
    await press(page, page.getByRole('link', { name: say('planner.to_draft') }))
    await page.getByRole('heading', { level: 1, name: say('grids.title') }).waitFor()
    const found = await admin.grids.faults({ layer: 'unit' })
    expect(found.faults.filter(({ noise }) => !noise)).toEqual([])
    await admin.grids.publish({ layer: 'unit', revision: found.revision, validFrom: null })
    expect((await admin.grids.layers()).find(({ code }) => code === 'unit')?.grids).toBe(96)
  },
  480_000,
)

/** Every border of the town's unit grids as a street, and a house in each. */
async function town(): Promise<string> {
  const { features } = await stage.city.ask.grids.layer({ layer: 'unit' })
  const nodes: OsmNode[] = []
  const ways = new Map<string, OsmWay>()
  const known = new Map<string, number>()
  const node = (longitude: number, latitude: number, tags = {}): number => {
    const key = `${longitude} ${latitude}`
    const id = known.get(key) ?? nodes.length + 1
    if (known.has(key)) return id
    known.set(key, id)
    nodes.push({ type: 'node', id, longitude, latitude, tags })
    return id
  }
  for (const [at, { geometry }] of features.entries()) {
    const ring = geometry.coordinates[0]?.[0] ?? []
    const corners = ring.map(([x = 0, y = 0]) => node(x, y))
    for (const [i, b] of corners.entries()) {
      const a = corners[i - 1]
      if (a === undefined) continue
      const tags = { highway: i % 4 === 1 ? 'primary' : 'residential' }
      const key = [a, b].sort().join(' ')
      if (!ways.has(key)) ways.set(key, { type: 'way', id: ways.size + 1, nodes: [a, b], tags })
    }
    const [x, y] = [0, 1].map(axis => ring.slice(1).reduce((sum, each) => sum + (each[axis] ?? 0), 0) / 4)
    const house = { 'addr:housenumber': String(at + 1), 'addr:street': '桥头街' }
    node(Math.round((x ?? 0) * 1e7) / 1e7, Math.round((y ?? 0) * 1e7) / 1e7, house)
  }
  const [xs, ys] = [nodes.map(each => each.longitude), nodes.map(each => each.latitude)]
  return writeXml({
    bounds: {
      west: Math.min(...xs) - 0.001,
      south: Math.min(...ys) - 0.001,
      east: Math.max(...xs) + 0.001,
      north: Math.max(...ys) + 0.001,
    },
    nodes,
    ways: [...ways.values()],
    relations: [],
  })
}

async function wish(page: Page, weights: Record<string, string>, target: string): Promise<void> {
  for (const [measure, weight] of Object.entries(weights)) await type(page, `plan-weight-${measure}`, weight)
  await type(page, 'plan-target', target)
}

async function signIn(): Promise<Page> {
  const page = await (await stage.browsing.context(desk)).newPage()
  await page.goto(`${stage.city.url}/console/`)
  await page.locator('.demo-post').first().waitFor()
  await press(page, page.locator('.demo-post', { hasText: say('role.administrator') }).first())
  await page.locator('.demo-post').first().waitFor({ state: 'detached' })
  return page
}

function button(page: Page, word: Parameters<typeof say>[0]): Locator {
  return page.getByRole('button', { name: say(word), exact: true })
}

/** Tab after Tab, as somebody without a mouse: what cannot be reached so fails. */
async function focus(page: Page, target: Locator): Promise<void> {
  await target.waitFor()
  for (let tabs = 0; tabs < 400; tabs += 1) {
    if (await target.evaluate(element => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`the keyboard does not reach ${target}`)
}

async function press(page: Page, target: Locator): Promise<void> {
  await focus(page, target)
  await page.keyboard.press('Enter')
}

async function type(page: Page, id: string, text: string): Promise<void> {
  await focus(page, page.locator(`#${id}`))
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type(text)
}
