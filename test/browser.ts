// A real browser for journeys. Without Chromium they are skipped, and counted as such; under CI=true that is a
// failure, so that no green run hides a journey that did not take place.
import { accessSync } from 'node:fs'
import axe from 'axe-core'
import { type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { openWords } from '../src/ui/words/open.ts'
import type { WordKey } from '../src/ui/words/words.ts'

const executable = [
  process.env.CHROMIUM_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
].find(path => path !== undefined && exists(path))

/** Whether journeys can run; under CI they must, and then fail with the reason. */
export const hasBrowser = executable !== undefined || process.env.CI === 'true'

export interface Browsing {
  /** A fresh person: own cookies, own storage. */
  context(options?: BrowserContextOptions): Promise<BrowserContext>
  close(): Promise<void>
}

export async function openBrowser(): Promise<Browsing> {
  if (executable === undefined)
    throw new Error('no Chromium: install it (Debian: apt-get install chromium) or set CHROMIUM_PATH')
  const browser = await chromium.launch({
    executablePath: executable,
    args: [
      '--no-sandbox',
      '--disable-dev-shm-usage',
      // Maps are drawn by WebGL, here without a graphics card.
      '--use-angle=swiftshader',
      '--enable-unsafe-swiftshader',
      '--ignore-gpu-blocklist',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
  return {
    // Nothing is tried while it moves, as most of it would not be by a person.
    context: options =>
      browser.newContext({
        locale: 'zh-CN',
        timezoneId: 'Asia/Shanghai',
        reducedMotion: 'reduce',
        ...options,
      }),
    close: () => browser.close(),
  }
}

/** The Chinese sentence of a key, as the page shows it. */
const chinese = openWords('zh')
export function say(key: WordKey, values: Record<string, string | number> = {}): string {
  return chinese.t(key, values)
}

/** What axe finds wrong on the page as it stands: rule and element. */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  await settled(page)
  await page.evaluate(axe.source)
  return page.evaluate(async () => {
    const { violations } = await Reflect.get(window, 'axe').run(document)
    return violations.flatMap(({ id, nodes }: { id: string; nodes: { html: string }[] }) =>
      nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`),
    )
  })
}

/**
 * A button on its way from disabled to enabled has a colour that nobody reads: what moves and ends is let end.
 * Ant Design begins its motions a few frames after it has put up what moves, marked by a class.
 */
async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const frame = () => new Promise(resolve => requestAnimationFrame(resolve))
    const ending = () =>
      document.getAnimations().filter(({ effect }) => Number.isFinite(effect?.getComputedTiming().endTime))
    const isMoving = () =>
      document.querySelector('[class*="-appear"], [class*="-enter"], [class*="-leave"]') !== null
    for (let still = 0, looked = 0; still < 3 && looked < 200; looked++) {
      await frame()
      await Promise.all(ending().map(({ finished }) => finished.catch(() => {})))
      still = isMoving() ? 0 : still + 1
    }
  })
}

function exists(path: string): boolean {
  try {
    accessSync(path)
    return true
  } catch {
    return false
  }
}
