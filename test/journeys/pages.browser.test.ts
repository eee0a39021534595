// Every page that the console offers, as three posts see them, by day in Chinese and by night in English: each has a
// heading and its words, and axe finds nothing on it. mission: DC1, DC2, DC8
import type { BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { desksOf } from '../../src/faces/console/desks.ts'
import { all } from '../../src/ui/words/all.ts'
import { accessibilityFaults, hasBrowser, openBrowser } from '../browser.ts'
import type { Login } from '../city.ts'
import { desk, phone, reported, type Stage } from '../hands.ts'
import { startCity } from '../server.ts'

let stage: Stage

beforeAll(async () => {
  if (!hasBrowser) return
  stage = { browsing: await openBrowser(), city: await startCity() }
  await reported(stage)
}, 240_000)

afterAll(async () => {
  await stage?.browsing.close()
  await stage?.city.close()
})

/** Together these three posts are offered every page of the console. */
const posts = { acceptor: 'acceptor', evaluator: 'evaluator', administrator: 'admin' } as const
/** In the menu of the account, and the bell. */
const everybodys = ['/console/sessions', '/console/password', '/console/notices']
/** Reached from a page of the administrator's. */
const beyond = ['/console/planner', '/console/plates', '/console/regions?part=list']

// mission: DC8
test.runIf(hasBrowser).each([
  { light: 'day', options: { ...desk, locale: 'zh-CN', colorScheme: 'light' } },
  { light: 'night', options: { ...desk, locale: 'en-GB', colorScheme: 'dark' } },
] satisfies { light: string; options: BrowserContextOptions }[])(
  'axe finds nothing on any page of the console by $light',
  async ({ options }) => {
    const seen = new Set<string>()
    const faults: string[] = []
    for (const login of Object.values(posts)) {
      const page = await signedIn(login, options)
      const { permissions, post } = await (await stage.city.as(login)).identity.me()
      const pages = desksOf({ permissions, role: post.role }).map(({ to }) => `/console${to}`)
      for (const path of [...pages, ...everybodys, ...(login === 'admin' ? beyond : [])]) {
        if (seen.has(path)) continue
        seen.add(path)
        faults.push(...(await faultsOf(page, path)))
      }
      await page.context().close()
    }
    expect(faults).toEqual([])
    expect(seen.size).toBeGreaterThan(13)
  },
  400_000,
)

// mission: DC5
test.runIf(hasBrowser)(
  'axe finds nothing on the first pages of residents, inspectors and programs on a phone',
  async () => {
    const inspector = await signedIn('inspector', { ...phone, locale: 'en-GB' })
    for (const path of ['/', '/follow', '/report', '/api', '/field', '/field/report', '/field/me'])
      expect(await faultsOf(inspector, path)).toEqual([])
  },
  200_000,
)

async function signedIn(login: Login, options: BrowserContextOptions): Promise<Page> {
  const context = await stage.browsing.context(options)
  const { city } = stage
  await context.request.post(`${city.url}/api/session`, {
    data: { login: `demo.${login}`, password: 'open-the-net' },
    headers: { origin: city.url },
  })
  return context.newPage()
}

/** What axe finds, what the page's own script throws, and keys that stand where their words are missing. */
async function faultsOf(page: Page, path: string): Promise<string[]> {
  const faults: string[] = []
  const hear = (error: Error) => void faults.push(error.message)
  page.on('pageerror', hear)
  await page.goto(`${stage.city.url}${path}`)
  await page.locator('h1').first().waitFor({ state: 'attached' })
  await expect.poll(() => page.locator('.ant-skeleton').count(), { timeout: 20_000 }).toBe(0)
  faults.push(...(await accessibilityFaults(page)))
  // The page of the calls names codes itself.
  const text = path === '/api' ? '' : await page.locator('body').innerText()
  faults.push(...Object.keys(all).filter(key => text.includes(key)))
  page.off('pageerror', hear)
  return faults.map(fault => `${path}: ${fault}`)
}
