// People at desks who have no mouse: signing in by Tab and Enter, reaching a case by J and K, taking its step by a key.
import type { BrowserContext, FileChooser, Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Role } from '../src/domains/identity/rules.ts'
import { say } from './browser.ts'
import { type Client, garbage, inside } from './city.ts'
import { desk, row, type Stage } from './hands.ts'
import { manhole } from './pictures.ts'

/** Everybody who came in since the rooms were last emptied. */
const rooms: BrowserContext[] = []

/** A desk that stays open asks anew with everything that happens: people go home after their test. */
export async function goHome(): Promise<void> {
  for (const room of rooms.splice(0)) await room.close()
}

/** Signs in by Tab and Enter. `whose` is a name or a department, where a post has several. */
export async function signIn(
  stage: Stage,
  post: Role,
  whose?: string,
  place?: { longitude: number; latitude: number },
): Promise<Page> {
  const context = await stage.browsing.context({
    ...desk,
    ...(place && {
      geolocation: { longitude: place.longitude, latitude: place.latitude },
      permissions: ['geolocation'],
    }),
  })
  rooms.push(context)
  const page = await context.newPage()
  page.on('filechooser', chooser => void answerChooser(chooser))
  await page.goto(`${stage.city.url}/console/`)
  await page.locator('.demo-post').first().waitFor()
  await tabTo(page, say(`role.${post}`), whose)
  await page.keyboard.press('Enter')
  await page.locator('.demo-post').first().waitFor({ state: 'detached' })
  await page.locator('.desk').waitFor()
  return page
}

/** Tab until the focus is on something that says all of this. */
export async function tabTo(page: Page, ...wanted: (string | undefined)[]): Promise<void> {
  const words = wanted.filter(word => word !== undefined)
  for (let at = 0; at < 80; at += 1) {
    await page.keyboard.press('Tab')
    const text = await page.evaluate(() => document.activeElement?.textContent ?? '')
    if (words.every(word => text.includes(word))) return
  }
  throw new Error(`no Tab leads to ${words.join(', ')}`)
}

/** J and K until the case is open. */
export async function chosen(page: Page, number: string): Promise<void> {
  await row(page, number).waitFor()
  for (let at = 0; at < 120; at += 1) {
    const options = await page.getByRole('option').evaluateAll(all =>
      all.map(each => ({
        text: each.textContent ?? '',
        on: each.getAttribute('aria-selected') === 'true',
      })),
    )
    const [here, there] = [
      options.findIndex(({ on }) => on),
      options.findIndex(({ text }) => text.includes(number.slice(11))),
    ]
    if (here === there && here >= 0) break
    await page.keyboard.press(there > here ? 'j' : 'k')
  }
  await page.locator('.case-head').getByText(number).waitFor()
}

/** The key that takes the step; then the case is gone from the queue, the foot has said so, the focus is somewhere. */
export async function step(page: Page, number: string, key: string): Promise<void> {
  await expect
    .poll(
      async () => {
        if ((await row(page, number).count()) > 0) await page.keyboard.press(key)
        return row(page, number).count()
      },
      { timeout: 20_000, interval: 400 },
    )
    .toBe(0)
  expect(await page.locator('.foot-told').innerText()).toContain(number)
  await expect
    .poll(() => page.evaluate(() => document.activeElement !== document.body), { timeout: 20_000 })
    .toBe(true)
}

/** U opens the chooser of pictures; the rest is the system's own dialog. */
export async function withPicture(page: Page): Promise<void> {
  await page.keyboard.press('u')
  await page.getByText(say('console.picture_sent')).first().waitFor()
}

let taken = 0

/** No two pictures of a place are the same. */
async function answerChooser(chooser: FileChooser): Promise<void> {
  taken += 7
  const file = await manhole('mended', taken)
  const buffer = Buffer.from(await file.arrayBuffer())
  await chooser.setFiles({ name: 'photo.jpg', mimeType: 'image/jpeg', buffer })
}

let reports = 0
const hotlines = new WeakMap<Stage, Client>()

/** Somebody has called; gives the number. Strangers may report thirty times in ten minutes only. */
export async function called(stage: Stage, at = ++reports): Promise<string> {
  const hotline = hotlines.get(stage) ?? (await stage.city.as('acceptor'))
  hotlines.set(stage, hotline)
  const where = { ...inside, longitude: inside.longitude + (at % 50) / 50_000, precision: 'map' as const }
  return (await hotline.cases.report({ kind: garbage, where, address: `石桥里 ${at} 号` })).number
}
