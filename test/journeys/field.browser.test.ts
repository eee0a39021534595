// An inspector's shift at his phone, in Chromium at 390 × 844: he comes on shift, reports from the spot with a large
// picture, loses the network and taps twice; then he is drawn, sees how far it is, stands too far and goes nearer.
// Every page is looked over: accessibility, texts at 7:1, targets of 48 px, nothing wider than the phone.
// mission: DC5, DC6
import type { BrowserContext, Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { scene } from '../../demo/day/scenes.ts'
import { demoPassword } from '../../src/domains/identity/demo.ts'
import { hasBrowser, openBrowser, say } from '../browser.ts'
import { garbage, inside } from '../city.ts'
import { fault, phone, type Stage } from '../hands.ts'
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
  'an inspector reports from the spot, once, whatever the network does',
  async () => {
    const { city } = stage
    const context = await atPhone({ ...inside, accuracy: 8 })
    const page = await signedIn(context)
    await page.getByText(say('field.empty')).waitFor()
    await lookedOver(page)

    await page.getByRole('link', { name: say('field.to_me') }).click()
    await page.getByRole('button', { name: say('duty.begin') }).click()
    await page.getByRole('button', { name: say('duty.end') }).waitFor()
    await lookedOver(page)

    await page.getByRole('link', { name: say('field.tab_report') }).click()
    await page.locator('#pictures').setInputFiles(await photo(1, 2600, 1950))
    await page.locator('[data-previews] img').first().waitFor()
    expect(await longestEdge(page)).toBe(2000)
    await page.getByText(/位置 ±8 米/).waitFor()
    await page.getByLabel(say('field.kind_search')).fill('路灯')
    await page.getByText(/找到 \d+ 类/).waitFor()
    await lookedOver(page)
    await page.locator('label.card:visible', { hasText: '路灯' }).first().click()
    await page.getByLabel(say('field.words')).fill('三天不亮')
    await page.getByLabel(say('field.handled')).check()
    await page.locator('#afters').setInputFiles(await photo(2, 320, 240))
    await lookedOver(page)

    await context.setOffline(true)
    await page.getByText(say('field.no_network')).waitFor()
    await page.getByRole('button', { name: say('field.send_report'), exact: true }).click()
    await page.getByText(say('base.offline')).waitFor()
    expect(await page.getByLabel(say('field.words')).inputValue()).toBe('三天不亮')
    await lookedOver(page)
    await context.setOffline(false)
    await page.getByRole('button', { name: say('field.send_report'), exact: true }).dblclick()
    await page.waitForURL(/\/field\/reported\/\d{6}-\d{8}-\d{4,}\?handled=on/)
    await page.getByText(say('field.reported_handled')).waitFor()
    await lookedOver(page)

    const { cases } = await city.as('acceptor')
    const { total, cases: open } = await cases.list({ queue: 'open' })
    expect(total).toBe(1)
    const whole = await cases.show({ id: open[0]?.id ?? '' })
    expect(whole).toMatchObject({
      selfHandled: true,
      description: '三天不亮',
      place: { precision: 'device' },
    })
    expect(whole.pictures.map(({ shows }) => shows).sort()).toEqual(['after', 'before'])

    // The next report begins empty, and with the kind used last.
    await page.getByRole('link', { name: say('field.report_another') }).click()
    await page.getByText(say('field.kind_recent')).waitFor()
    expect(await page.getByLabel(say('field.words')).inputValue()).toBe('')
    await context.close()
  },
  120_000,
)

test.runIf(hasBrowser)(
  'an inspector who was drawn sees how far it is, and a reason is asked only from afar',
  async () => {
    const { city } = stage
    const far = { longitude: inside.longitude + 0.004, latitude: inside.latitude }
    const numbers = [await toVerify(inside), await toVerify(far)]
    // Nearer to the second, and too far from it.
    const context = await atPhone({ ...far, longitude: far.longitude + 0.002, accuracy: 12 })
    const page = await signedIn(context)
    await expect
      .poll(
        async () => {
          await page.goto(`${city.url}/field`)
          return page.locator('.tasks li').count()
        },
        { timeout: 30_000, interval: 500 },
      )
      .toBe(2)
    await page.getByText('193 米').or(page.getByText('194 米')).waitFor()
    expect(await order(page)).toEqual(numbers)
    await page.getByRole('button', { name: say('field.by_distance') }).click()
    await expect.poll(() => order(page), { timeout: 20_000 }).toEqual(numbers.toReversed())
    await lookedOver(page)
    // In English, in big letters, nothing is cut.
    await page.goto(`${city.url}/field?lang=en&big=on`)
    await lookedOver(page)
    await page.goto(`${city.url}/field?lang=zh&big=off`)

    await page.getByText(numbers[1] ?? '').click()
    await page.getByText(/离案发点约 19\d 米.*太远/).waitFor()
    const away = page.getByLabel(say('field.away'))
    expect(await away.isVisible()).toBe(true)
    await lookedOver(page)
    await context.setGeolocation({ ...far, accuracy: 5 })
    await page.getByText(/离案发点约 0 米/).waitFor()
    expect(await away.isVisible()).toBe(false)
    await page.locator('#pictures').setInputFiles(await photo(3, 320, 240))
    const [yes, no] = [
      await page.getByRole('button', { name: say('field.true'), exact: true }).boundingBox(),
      await page.getByRole('button', { name: say('field.not_true'), exact: true }).boundingBox(),
    ]
    expect([yes?.width, yes?.height, yes?.y]).toEqual([no?.width, no?.height, no?.y])
    await lookedOver(page)
    await page.getByRole('button', { name: say('field.true'), exact: true }).dblclick()
    await page.getByText(say('field.sent_true', { number: numbers[1] ?? '' })).waitFor()
    expect(await order(page)).toEqual([numbers[0]])

    await page.getByRole('link', { name: say('field.tab_me') }).click()
    await page.getByRole('button', { name: say('field.sign_out') }).click()
    await page.getByText(say('field.sign_in_first')).waitFor()
    await lookedOver(page)
    await context.close()
  },
  120_000,
)

function atPhone(geolocation: {
  longitude: number
  latitude: number
  accuracy: number
}): Promise<BrowserContext> {
  return stage.browsing.context({ ...phone, geolocation, permissions: ['geolocation'] })
}

async function signedIn(context: BrowserContext): Promise<Page> {
  const page = await context.newPage()
  await page.goto(`${stage.city.url}/field`)
  await page.getByLabel(say('identity.login')).fill('demo.inspector')
  await page.getByLabel(say('identity.password')).fill(demoPassword)
  await page.getByRole('button', { name: say('identity.sign_in') }).click()
  await page.locator('.tabs').waitFor()
  return page
}

/** A report of a resident that an inspector is to verify; gives its number. */
async function toVerify(place: { longitude: number; latitude: number }): Promise<string> {
  const { city } = stage
  const { id, number } = await city.ask.cases.report({
    kind: garbage,
    where: { longitude: place.longitude, latitude: place.latitude, precision: 'map' },
    address: '桥头街',
  })
  await (await city.as('acceptor')).supervision.askVerify({ id })
  return number
}

function order(page: Page): Promise<(string | undefined)[]> {
  return page
    .locator('.tasks li')
    .allInnerTexts()
    .then(rows => rows.map(row => row.match(/\d{6}-\d{8}-\d{4,}/)?.[0]))
}

async function photo(seed: number, width: number, height: number) {
  const buffer = await sharp(await scene(seed, width, height))
    .jpeg({ quality: 95 })
    .toBuffer()
  return { name: 'photo.jpg', mimeType: 'image/jpeg', buffer }
}

/** Of the first picture as it will be sent. */
function longestEdge(page: Page): Promise<number> {
  return page.locator('#pictures').evaluate(async input => {
    const file = input instanceof HTMLInputElement ? input.files?.[0] : undefined
    if (!file) return 0
    const { width, height } = await createImageBitmap(file)
    return Math.max(width, height)
  })
}

async function lookedOver(page: Page): Promise<void> {
  await fault(page)
  expect(await page.evaluate(tooFaintOrSmall)).toEqual([])
}

/** What cannot be read outdoors or hit with a thumb; runs in the page, where axe is loaded already. */
async function tooFaintOrSmall(): Promise<string[]> {
  const { violations } = await Reflect.get(window, 'axe').run(document, {
    runOnly: { type: 'rule', values: ['color-contrast-enhanced'] },
    rules: { 'color-contrast-enhanced': { enabled: true } },
  })
  const faint = violations.flatMap(({ nodes }: { nodes: { html: string }[] }) =>
    nodes.map(({ html }) => `faint: ${html.slice(0, 120)}`),
  )
  const targets =
    'a, button, select, summary, textarea, label.card, input:not([type="hidden"], [type="radio"], [type="checkbox"])'
  const small = [...document.querySelectorAll(targets)]
    .filter(target => {
      const { width, height } = target.getBoundingClientRect()
      // What is smaller than two pixels is for screen readers and the keyboard.
      return width > 2 && height > 2 && Math.min(width, height) < 47.5 && target.checkVisibility()
    })
    .map(target => `small: ${target.outerHTML.slice(0, 120)}`)
  const wide = document.documentElement.scrollWidth > innerWidth ? ['wider than the phone'] : []
  return [...faint, ...small, ...wide]
}
