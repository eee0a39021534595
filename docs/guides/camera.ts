// The camera of the guides: somebody signed in at a desk or a phone, in a language, by day or night, and a picture of what he
// sees, looked over for accessibility and made small.
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import sharp from 'sharp'
import type { Role } from '../../src/domains/identity/rules.ts'
import { openWords } from '../../src/ui/words/open.ts'
import type { Language, WordKey } from '../../src/ui/words/words.ts'
import { accessibilityFaults, type Browsing } from '../../test/browser.ts'
import type { Town } from './town.ts'

export const screens = join(import.meta.dirname, '../screens')
export const both: readonly Language[] = ['zh', 'en']

const words = { zh: openWords('zh'), en: openWords('en') }

export function say(language: Language, key: WordKey, values: Record<string, string | number> = {}): string {
  return words[language].t(key, values)
}

export interface Seat {
  language: Language
  /** Nobody: a resident, or somebody who has not signed in. */
  who?: Parameters<Town['signedIn']>[0] | undefined
  phone?: boolean
  dark?: boolean
  at?: { longitude: number; latitude: number } | undefined
}

export async function sit(town: Town, browsing: Browsing, seat: Seat): Promise<Page> {
  const { language, who, phone = false, dark = false, at } = seat
  const context = await browsing.context({
    viewport: phone ? { width: 390, height: 844 } : { width: 1440, height: 900 },
    hasTouch: phone,
    locale: language === 'en' ? 'en-GB' : 'zh-CN',
    ...(at && { geolocation: { ...at, accuracy: 6 }, permissions: ['geolocation'] }),
  })
  // The browser's clock is that of the city, and stands: pictures show the time that they are about.
  await context.clock.setFixedTime(town.now())
  await context.addInitScript(
    ([lang, theme]) => {
      localStorage.setItem('gangmu.language', lang ?? '')
      localStorage.setItem('gangmu.theme', theme ?? '')
    },
    [language, dark ? 'dark' : 'light'],
  )
  if (who) {
    const answer = await context.request.post(`${town.url}/api/session`, {
      data: { login: who.login, password: who.password },
      headers: { origin: town.url },
    })
    if (!answer.ok()) throw new Error(`${who.login} could not sign in: ${await answer.text()}`)
  }
  return context.newPage()
}

export async function sitAs(town: Town, browsing: Browsing, role: Role, seat: Seat): Promise<Page> {
  return sit(town, browsing, { ...seat, who: await town.account(role) })
}

/** The case open on a desk, with its map drawn. */
export async function openAt(town: Town, page: Page, id: string, number: string): Promise<void> {
  await page.goto(`${town.url}/console/cases/${id}`)
  await page.locator('.case-head').getByText(number).waitFor({ timeout: 60_000 })
  await drawn(page)
}

/** Maps come a moment after everything else, and nothing tells when the last sign stands: until two looks are the same. */
export async function drawn(page: Page): Promise<void> {
  await page.locator('canvas').first().waitFor({ timeout: 90_000 })
  let before = ''
  for (let looks = 0; looks < 6; looks += 1) {
    await page.waitForTimeout(3000)
    const now = (await page.screenshot({ animations: 'disabled' })).toString('base64')
    if (now === before) return
    before = now
  }
}

/** The same page in Chinese, and then in English: the map stays as it is drawn. */
export async function shootBoth(page: Page, name: string): Promise<void> {
  await shoot(page, name, 'zh')
  await page.getByRole('button', { name: say('zh', 'app.language'), exact: true }).click()
  await page.getByRole('button', { name: say('en', 'app.language'), exact: true }).waitFor()
  await page.mouse.move(2, 450)
  await page.waitForTimeout(2500)
  await shoot(page, name, 'en')
}

/** Takes the picture `name-language.png`. */
export async function shoot(page: Page, name: string, language: Language): Promise<void> {
  // What is named otherwise than it shows is only found in English; all else is the same in both.
  const faults = language === 'en' ? await accessibilityFaults(page) : []
  if (faults.length > 0) throw new Error(`${name}-${language}: ${faults.join('\n')}`)
  await mkdir(screens, { recursive: true })
  await sharp(await page.screenshot({ animations: 'disabled' }))
    .png({ palette: true, colours: 128, effort: 10 })
    .toFile(join(screens, `${name}-${language}.png`))
  console.log(`  ${name}-${language}`)
}
