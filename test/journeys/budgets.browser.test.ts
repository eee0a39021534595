// What a first visit costs: bytes over the line, and how much the page moves while it comes. mission: DC1
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { hasBrowser, openBrowser, say } from '../browser.ts'
import { desk, phone, reported, type Stage } from '../hands.ts'
import { startCity } from '../server.ts'

let stage: Stage

beforeAll(async () => {
  if (!hasBrowser) return
  stage = { browsing: await openBrowser(), city: await startCity() }
}, 240_000)

afterAll(async () => {
  await stage?.browsing.close()
  await stage?.city.close()
})

test.runIf(hasBrowser)(
  'the first desk and the portal stay within their budgets as sent over the line',
  async () => {
    const sizes = async (path: string, until: (page: Page) => Promise<unknown>) => {
      const page = await (await stage.browsing.context(desk)).newPage()
      const sent: Promise<{ type: string; bytes: number }>[] = []
      page.on('response', response => {
        const type = response.request().resourceType()
        // The live stream never ends, and data is no part of the budget.
        if (!['document', 'script', 'stylesheet', 'image', 'font'].includes(type)) return
        const size = response.request().sizes()
        sent.push(size.then(({ responseBodySize }) => ({ type, bytes: responseBodySize })))
      })
      await page.goto(`${stage.city.url}${path}`)
      await until(page)
      await page.waitForLoadState('load')
      return Promise.all(sent)
    }
    const total = (sent: { bytes: number }[]) => sent.reduce((sum, { bytes }) => sum + bytes, 0)
    const console = await sizes('/console/', async page => {
      await page.locator('.demo-post', { hasText: say('role.acceptor') }).click()
      await page.getByText(say('console.live_connected')).first().waitFor()
    })
    const script = total(console.filter(({ type }) => type === 'script'))
    expect(script).toBeGreaterThan(100_000)
    expect(script).toBeLessThan(450_000)
    const portal = total(
      await sizes('/', page => page.getByLabel(say('portal.label.address')).first().waitFor()),
    )
    expect(portal).toBeGreaterThan(2_000)
    expect(portal).toBeLessThan(150_000)
  },
  60_000,
)

test.runIf(hasBrowser)(
  'no page jumps while it comes over a slow line',
  async () => {
    await Promise.all([1, 2, 3].map(() => reported(stage)))
    const portal = await slowly(phone)
    await portal.goto(`${stage.city.url}/`)
    await portal.waitForLoadState('networkidle')
    expect(await shiftOf(portal)).toBeLessThan(steady)
    const console = await slowly(desk)
    await console.goto(`${stage.city.url}/console/`)
    await console.locator('.demo-post').first().waitFor()
    expect(await shiftOf(console)).toBeLessThan(steady)
    await console.locator('.demo-post', { hasText: say('role.acceptor') }).click()
    await console.locator('.queue-row').first().waitFor()
    for (const to of ['cases', 'search', 'parts', 'map', 'notices']) {
      await console.goto(`${stage.city.url}/console/${to}`)
      await console.locator('main h1').first().waitFor({ state: 'attached' })
      // What comes late is what moves a page: the live stream never ends, so this is waited for by the clock.
      await console.waitForTimeout(4000)
      expect(await shiftOf(console), to).toBeLessThan(steady)
    }
  },
  240_000,
)

/** The most a page may move, as the Web Vitals call it good: https://web.dev/articles/cls */
const steady = 0.1

/** A page behind a slow mobile line, 1.6 Mbit/s and 150 ms, that adds up how much it moves. */
async function slowly(options: typeof desk | typeof phone): Promise<Page> {
  const page = await (await stage.browsing.context(options)).newPage()
  const line = await page.context().newCDPSession(page)
  await line.send('Network.enable')
  await line.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 150,
    downloadThroughput: (1.6 * 1024 * 1024) / 8,
    uploadThroughput: (750 * 1024) / 8,
  })
  await page.addInitScript(() => {
    Reflect.set(window, 'shifted', 0)
    new PerformanceObserver(list => {
      for (const entry of list.getEntries()) {
        if (Reflect.get(entry, 'hadRecentInput')) continue
        Reflect.set(window, 'shifted', Reflect.get(window, 'shifted') + Reflect.get(entry, 'value'))
      }
    }).observe({ type: 'layout-shift', buffered: true })
  })
  return page
}

async function shiftOf(page: Page): Promise<number> {
  return Number(await page.evaluate(() => Reflect.get(window, 'shifted')))
}
