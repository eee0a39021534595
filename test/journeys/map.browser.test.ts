// The map in Chromium: it is drawn, its twin lists the same things, everything works by keyboard, by day and by night,
// and without WebGL the list alone remains. mission: DC8
import type { Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { accessibilityFaults, hasBrowser, openBrowser, say } from '../browser.ts'
import { inside } from '../city.ts'
import { desk, reported, type Stage } from '../hands.ts'
import { startCity } from '../server.ts'

let stage: Stage

const soon = { timeout: 20_000 }

beforeAll(async () => {
  if (!hasBrowser) return
  stage = { browsing: await openBrowser(), city: await startCity() }
}, 240_000)

afterAll(async () => {
  await stage?.browsing.close()
  await stage?.city.close()
})

// mission: DC8
test.runIf(hasBrowser)(
  'the map is drawn, by day and by night, and its list holds what it shows',
  async () => {
    const number = await reported(stage)
    const { page, wrong } = await mapPage(at(16))
    await expect.poll(() => colours(page), { timeout: 30_000, interval: 500 }).toBeGreaterThan(20)
    expect(await accessibilityFaults(page)).toEqual([])
    const day = await brightness(page)

    await page.keyboard.press('m')
    const rows = page.locator('.twin-row')
    await rows.first().waitFor()
    // The same case, and the grid that it lies in.
    const { cases, grids } = await stage.city.as('acceptor')
    const inView = await cases.inView({ west: 123.48, south: 29.48, east: 123.53, north: 29.51 })
    expect(inView.cases.map(each => each.number)).toContain(number)
    await rows.filter({ hasText: number }).waitFor()
    await rows.filter({ hasText: (await grids.locate(inside)).code }).waitFor()
    expect(await accessibilityFaults(page)).toEqual([])

    await page.getByRole('button', { name: say('console.night') }).click()
    await expect.poll(() => brightness(page), { timeout: 10_000, interval: 500 }).toBeLessThan(day / 2)
    expect(await accessibilityFaults(page)).toEqual([])
    expect(wrong).toEqual([])
  },
  120_000,
)

// mission: DC8
test.runIf(hasBrowser)(
  'the map is moved, listed, searched and opened without a mouse',
  async () => {
    const number = await reported(stage)
    const { page } = await mapPage(at(15))
    // It has a name for readers once it is open.
    const canvas = page.getByRole('application')
    await canvas.waitFor()
    await canvas.focus()
    const before = page.url()
    await page.keyboard.press('ArrowRight')
    await expect.poll(() => page.url(), soon).not.toBe(before)
    await page.keyboard.press('+')
    await expect.poll(() => zoomOf(page), soon).toBeCloseTo(16, 0)

    // From the list: down to a case, and what was chosen has its callout with the way to the case.
    await page.keyboard.press('m')
    await expect.poll(() => page.locator('.twin-row:focus').count(), soon).toBe(1)
    await page.keyboard.press('Escape')
    await expect.poll(() => canvas.evaluate(element => element.matches(':focus')), soon).toBe(true)

    await page.keyboard.press('f')
    await page.keyboard.type(number)
    await page.locator('.map-found button').first().waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    await page.keyboard.press('Enter')
    const link = page.getByRole('link', { name: say('city_map.open_case') })
    await link.waitFor()
    expect(new URL(page.url()).searchParams.get('chosen')).toMatch(/^case:/)
    await link.focus()
    await page.keyboard.press('Enter')
    await page.getByRole('article').getByText(number).first().waitFor()
  },
  120_000,
)

test.runIf(hasBrowser)(
  'a browser that cannot draw the map gets the list in its place',
  async () => {
    await reported(stage)
    const { page } = await mapPage(at(16), page =>
      page.addInitScript(() => {
        const original = HTMLCanvasElement.prototype.getContext
        HTMLCanvasElement.prototype.getContext = function (this: HTMLCanvasElement, kind: string) {
          return kind.startsWith('webgl') ? null : Reflect.apply(original, this, [kind])
        } as typeof original
      }),
    )
    await page.getByText(say('map.no_canvas')).waitFor()
    await page.locator('.twin-row').first().waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
  },
  60_000,
)

function at(zoom: number): string {
  return `?at=${inside.longitude},${inside.latitude},${zoom}`
}

/** The map page of an acceptor, and what the browser complained about meanwhile. */
async function mapPage(
  search: string,
  prepare: (page: Page) => Promise<unknown> = async () => {},
): Promise<{ page: Page; wrong: string[] }> {
  const page = await (await stage.browsing.context(desk)).newPage()
  const wrong: string[] = []
  page.on('console', message => {
    // Until somebody has signed in, the question who it is has no answer.
    if (message.type() === 'error' && !message.text().includes('401')) wrong.push(message.text())
  })
  page.on('pageerror', error => wrong.push(error.message))
  await prepare(page)
  await page.goto(`${stage.city.url}/console/`)
  await page
    .locator('.demo-post', { hasText: say('role.acceptor') })
    .first()
    .click()
  await page.locator('.demo-post').first().waitFor({ state: 'detached' })
  await page.goto(`${stage.city.url}/console/map${search}`)
  await page.locator('.map').waitFor()
  return { page, wrong }
}

async function zoomOf(page: Page): Promise<number> {
  return Number(new URL(page.url()).searchParams.get('at')?.split(',')[2])
}

/** The middle of the map as pixels. */
async function pixels(page: Page): Promise<Buffer> {
  const picture = await page.screenshot({ clip: { x: 400, y: 200, width: 600, height: 200 } })
  return sharp(picture).removeAlpha().raw().toBuffer()
}

async function colours(page: Page): Promise<number> {
  const all = await pixels(page)
  const seen = new Set<number>()
  for (let at = 0; at + 2 < all.length; at += 3) seen.add(all.readUIntBE(at, 3))
  return seen.size
}

async function brightness(page: Page): Promise<number> {
  const all = await pixels(page)
  return all.reduce((sum, value) => sum + value, 0) / all.length
}
