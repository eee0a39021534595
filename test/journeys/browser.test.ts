// The thread by hand, in Chromium: a resident at a phone, each post at its desk, the inspector on the spot; with
// a bad picture, a place outside, double clicks, a second person at the same step, and the server killed and
// restarted between two steps. mission: DC4, DC5
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { StepName } from '../../src/domains/cases/steps.ts'
import { accessibilityFaults, type Browsing, hasBrowser, openBrowser, say } from '../browser.ts'
import { manhole } from '../pictures.ts'
import { type RunningCity, startCity } from '../server.ts'

const shots = process.env.GANGMU_SHOTS

let city: RunningCity
let browsing: Browsing

beforeAll(async () => {
  if (!hasBrowser) return
  browsing = await openBrowser()
  city = await startCity()
  if (shots) await mkdir(shots, { recursive: true })
}, 240_000)

afterAll(async () => {
  await browsing?.close()
  await city?.close()
})

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true }
const desk = { viewport: { width: 1440, height: 900 } }

// mission: DC5
test.runIf(hasBrowser)(
  'the whole thread in a real browser, with everything that goes wrong on the way',
  async () => {
    const resident = await browsing.context(phone)
    const number = await report(resident)

    const acceptor = await atDesk('acceptor')
    const second = await atDesk('acceptor')
    // Somebody whose screen does not hear of changes keeps seeing the case as it was.
    await second.page.context().route('**/api/live', route => route.abort())
    await second.page.reload()
    await openCase(second.page, number)
    await openCase(acceptor.page, number)
    await fault(acceptor.page)
    await shot(acceptor.page, 'desk-acceptor-1440')
    // Two people at the same step: the second is told who was first, and sees the case as it is now.
    await press(acceptor.page, 'step.accept').dblclick()
    await gone(acceptor.page, number)
    await press(second.page, 'step.accept').click()
    await second.page
      .getByText(/晚了一步/)
      .first()
      .waitFor()
    await fault(second.page)
    await shot(second.page, 'desk-second-1440')

    const leader = await atDesk('shift_leader')
    await take(leader.page, number, 'step.file')

    // The server is killed between two steps and comes back; the desks go on.
    await city.kill()
    await city.restart()

    const dispatcher = await atDesk('dispatcher')
    await openCase(dispatcher.page, number)
    await fault(dispatcher.page)
    await dispatcher.page.keyboard.press('1')
    await shot(dispatcher.page, 'desk-dispatcher-1440')
    await dispatcher.page.keyboard.press('Enter')
    await gone(dispatcher.page, number)

    const clerk = await atDesk('department_clerk')
    await take(clerk.page, number, 'step.take')
    await openCase(clerk.page, number)
    await addPicture(clerk.page)
    await fault(clerk.page)
    await press(clerk.page, 'step.finish').click()
    await gone(clerk.page, number)

    const coordinator = await atDesk('coordinator')
    await take(coordinator.page, number, 'step.pass')

    await check(number)

    await openCase(leader.page, number)
    await leader.page
      .getByRole('radio', { name: say('outcome.fixed') })
      .or(leader.page.getByText(say('outcome.fixed')))
      .first()
      .click()
    await fault(leader.page)
    await shot(leader.page, 'desk-closing-1440')
    await press(leader.page, 'step.close').click()
    await gone(leader.page, number)

    const page = resident.pages()[0]
    await page?.reload()
    await page?.getByText(number).first().waitFor()
    if (page) {
      await fault(page)
      await shot(page, 'portal-followed-390')
    }
    const { timeline, state } = await city.ask.cases.follow({ number })
    expect(state).toBe('closed')
    expect(timeline.map(({ happened }) => happened)).toEqual([
      'cases.reported',
      'cases.accepted',
      'cases.filed',
      'cases.dispatched',
      'cases.taken',
      'cases.finished',
      'cases.passed',
      'cases.confirmed',
      'cases.closed',
    ])
  },
  240_000,
)

test.runIf(hasBrowser)(
  'the first desk and the portal stay within their budgets as sent over the line',
  async () => {
    const sizes = async (path: string, until: (page: Page) => Promise<unknown>) => {
      const page = await (await browsing.context(desk)).newPage()
      const sent: Promise<{ type: string; bytes: number }>[] = []
      page.on('response', response => {
        const type = response.request().resourceType()
        // The live stream never ends, and data is no part of the budget.
        if (!['document', 'script', 'stylesheet', 'image', 'font'].includes(type)) return
        const size = response.request().sizes()
        sent.push(size.then(({ responseBodySize }) => ({ type, bytes: responseBodySize })))
      })
      await page.goto(`${city.url}${path}`)
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

/** A resident at a phone: a place outside first, then a file that is no picture, then everything right, sent twice. */
async function report(context: BrowserContext): Promise<string> {
  const page = await context.newPage()
  await page.goto(city.url)
  await fault(page)
  await shot(page, 'portal-home-390')
  await page.getByLabel(say('portal.label.address')).first().fill('桥头街 42 号前')
  await page.getByRole('button', { name: say('portal.use_map') }).click()
  // The corner of the drawn map lies outside every grid.
  await page.locator('input[type=image]:visible').click({ position: { x: 3, y: 3 } })
  await page.getByText(/网格/).first().waitFor()
  await fault(page)
  await shot(page, 'portal-outside-390')
  await page.locator('input[type=image]:visible').click({ position: { x: 120, y: 160 } })
  await page.getByText(say('portal.map_near')).waitFor()
  await page.locator('input[type=image]:visible').click({ position: { x: 120, y: 160 } })
  await page.getByRole('button', { name: say('portal.map_here') }).waitFor()
  await page.waitForLoadState('load')
  await fault(page)
  await shot(page, 'portal-map-390')
  await page.getByRole('button', { name: say('portal.map_here') }).click()

  await page.getByRole('radio', { name: '井盖坏了' }).check()
  await page.locator('textarea[name=description]').fill('井盖破了，孩子上学怕踩空')
  const files = page.locator('input[type=file]')
  await files.setInputFiles({
    name: 'photo.jpg',
    mimeType: 'image/jpeg',
    buffer: Buffer.from('no picture at all'),
  })
  await page.getByRole('button', { name: say('portal.send') }).click()
  await page.getByText(say('files.not_a_picture')).first().waitFor()
  // What was typed is still there.
  expect(await page.locator('textarea[name=description]').inputValue()).toBe('井盖破了，孩子上学怕踩空')
  await fault(page)
  await shot(page, 'portal-bad-picture-390')
  await files.setInputFiles(await asInput('broken'))
  await page.getByRole('button', { name: say('portal.send') }).dblclick()
  await page.waitForURL(/\/follow\/\d{6}-\d{8}-\d{4,}\?key=/)
  await fault(page)
  await shot(page, 'portal-sent-390')
  return page.url().match(/\d{6}-\d{8}-\d{4,}/)?.[0] ?? ''
}

/** The inspector on the spot, at a phone: no answer without a picture, then fixed. */
async function check(number: string): Promise<void> {
  const context = await browsing.context({
    ...phone,
    geolocation: { longitude: 123.5035, latitude: 29.4935 },
    permissions: ['geolocation'],
  })
  const page = await signIn(context, 'inspector', '/field')
  await page.goto(`${city.url}/field`)
  await fault(page)
  await page.getByText(number.slice(-4)).or(page.locator('a[href*="/field/cases/"]')).first().click()
  await page.locator('form input[type=file]').first().waitFor({ state: 'attached' })
  await fault(page)
  await shot(page, 'field-check-390')
  await page
    .locator('form input[type=file]')
    .first()
    .setInputFiles(await asInput('mended', 9))
  await press(page, 'step.confirm').click()
  await expect
    .poll(async () => (await city.ask.cases.follow({ number })).state, { timeout: 20_000, interval: 500 })
    .toBe('checked')
}

interface Seat {
  page: Page
}

async function atDesk(
  role: 'acceptor' | 'shift_leader' | 'dispatcher' | 'department_clerk' | 'coordinator',
): Promise<Seat> {
  return { page: await signIn(await browsing.context(desk), role) }
}

/** One click on the demonstration's sign-in page. */
async function signIn(
  context: BrowserContext,
  role: Parameters<typeof atDesk>[0] | 'inspector',
  then = '',
): Promise<Page> {
  const page = await context.newPage()
  await page.goto(`${city.url}/console/`)
  // The posts are offered once the page has asked for them.
  await page.locator('.demo-post').first().waitFor()
  await fault(page)
  // Of the two department clerks the one to whom the case was sent.
  const post = page.locator('.demo-post', { hasText: say(`role.${role}`) })
  await (role === 'department_clerk' ? post.filter({ hasText: '市政管理处' }) : post.first()).click()
  await page.locator('.demo-post').first().waitFor({ state: 'detached' })
  if (then) await page.goto(`${city.url}${then}`)
  return page
}

async function openCase(page: Page, number: string): Promise<void> {
  await row(page, number).click()
  await page.getByRole('article').getByText(number).waitFor()
}

async function take(
  page: Page,
  number: string,
  step: 'step.file' | 'step.take' | 'step.pass',
): Promise<void> {
  await openCase(page, number)
  await fault(page)
  await press(page, step).click()
  await expect
    .poll(async () => (await city.ask.cases.follow({ number })).state, { timeout: 20_000, interval: 500 })
    .not.toBe(before[step])
}

const before = { 'step.file': 'accepted', 'step.take': 'dispatched', 'step.pass': 'handled' }

function press(page: Page, step: `step.${StepName}`) {
  return page.getByRole('button', { name: say(step), exact: true })
}

function row(page: Page, number: string) {
  return page.getByRole('option').filter({ hasText: number.slice(11) })
}

async function gone(page: Page, number: string): Promise<void> {
  await row(page, number).waitFor({ state: 'detached' })
}

async function addPicture(page: Page): Promise<void> {
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles(await asInput('mended'))
  await page.getByText(say('console.picture_sent')).waitFor()
}

async function asInput(state: 'broken' | 'mended', seed = 0) {
  return {
    name: 'photo.jpg',
    mimeType: 'image/jpeg',
    buffer: Buffer.from(await (await manhole(state, seed)).arrayBuffer()),
  }
}

async function fault(page: Page): Promise<void> {
  expect(await accessibilityFaults(page)).toEqual([])
}

async function shot(page: Page, name: string): Promise<void> {
  if (shots) await page.screenshot({ path: join(shots, `${name}.png`), animations: 'disabled' })
}
