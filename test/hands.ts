// What people do at their screens in the browser journeys: a resident and an inspector at a phone, posts at desks.
import type { BrowserContext, Page } from 'playwright-core'
import { expect } from 'vitest'
import type { StepName } from '../src/domains/cases/steps.ts'
import { accessibilityFaults, type Browsing, say } from './browser.ts'
import { garbage, inside } from './city.ts'
import { manhole } from './pictures.ts'
import type { RunningCity } from './server.ts'

/** A running city, and browsers to visit it with. */
export interface Stage {
  city: RunningCity
  browsing: Browsing
}

export const phone = { viewport: { width: 390, height: 844 }, hasTouch: true }
export const desk = { viewport: { width: 1440, height: 900 } }

/** A resident at a phone: a place outside first, then a file that is no picture, then everything right, sent twice. */
export async function report({ city }: Stage, context: BrowserContext): Promise<string> {
  const page = await context.newPage()
  await page.goto(city.url)
  await fault(page)
  await page.getByLabel(say('portal.label.address')).first().fill('桥头街 42 号前')
  await page.getByRole('button', { name: say('portal.use_map') }).click()
  // The corner of the drawn map lies outside every grid.
  await page.locator('input[type=image]:visible').click({ position: { x: 3, y: 3 } })
  await page.getByText(/网格/).first().waitFor()
  await fault(page)
  await page.locator('input[type=image]:visible').click({ position: { x: 120, y: 160 } })
  await page.getByText(say('portal.map_near')).waitFor()
  await page.locator('input[type=image]:visible').click({ position: { x: 120, y: 160 } })
  await page.getByRole('button', { name: say('portal.map_here') }).waitFor()
  await page.waitForLoadState('load')
  await fault(page)
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
  await files.setInputFiles(await asInput('broken'))
  await page.getByRole('button', { name: say('portal.send') }).dblclick()
  await page.waitForURL(/\/follow\/\d{6}-\d{8}-\d{4,}\?key=/)
  await fault(page)
  return page.url().match(/\d{6}-\d{8}-\d{4,}/)?.[0] ?? ''
}

/** The department asks for two more work days, and the coordinator grants them. */
export async function moreTime(clerk: Page, coordinator: Page, number: string): Promise<void> {
  await clerk.keyboard.press('y')
  await clerk.getByLabel(say('desk.extension_value')).fill('2')
  await clerk.getByText(say('reason.material')).click()
  await fault(clerk)
  await clerk
    .getByRole('button', { name: say('console.confirm_step', { step: say('step.askExtension') }) })
    .click()
  await row(coordinator, number).getByText(say('desk.asked.extension')).waitFor()
  await openCase(coordinator, number)
  await coordinator.getByText(say('desk.extension_title')).waitFor()
  await fault(coordinator)
  await coordinator.keyboard.press('1')
  await coordinator.keyboard.press('Enter')
  await gone(coordinator, number)
  await press(clerk, 'step.finish').waitFor()
}

/**
 * An inspector on the spot, at a phone. The first one stands where it is and says yes; the second is told that he
 * stands too far, says why, and says no.
 */
export async function check(
  stage: Stage,
  number: string,
  login: 'inspector' | 'inspector2',
  { longitude, latitude }: { longitude: number; latitude: number },
): Promise<void> {
  const { city, browsing } = stage
  const isNear = login === 'inspector'
  const context = await browsing.context({
    ...phone,
    geolocation: { longitude: longitude + (isNear ? 0 : 0.01), latitude },
    permissions: ['geolocation'],
  })
  const page = await signIn(stage, context, 'inspector', { to: '/field', name: isNear ? '林小满' : '贺远' })
  // He is drawn in the background.
  await expect
    .poll(
      async () => {
        await page.goto(`${city.url}/field`)
        return page.getByText(number).count()
      },
      { timeout: 30_000, interval: 500 },
    )
    .toBe(1)
  await fault(page)
  await page.getByText(number).click()
  await page.locator('form input[type=file]').first().waitFor({ state: 'attached' })
  await fault(page)
  await page
    .locator('form input[type=file]')
    .first()
    .setInputFiles(await asInput('mended', isNear ? 9 : 10))
  await page.getByRole('button', { name: say('field.locate') }).click()
  await page.getByText(/离案发点约 \d+ 米/).waitFor()
  if (isNear) await press(page, 'step.confirm').click()
  else {
    await press(page, 'step.object').click()
    await page
      .getByText(/离案卷地点太远/)
      .first()
      .waitFor()
    await fault(page)
    await page.getByLabel(say('field.away')).selectOption('seen_from_afar')
    await press(page, 'step.object').click()
  }
  await page.getByText(say(isNear ? 'field.sent_fixed' : 'field.sent_not_fixed', { number })).waitFor()
}

/** From now on every closed case is looked at a second time. */
export async function lookAgain(stage: Stage): Promise<void> {
  await published(stage, rules => ({ ...rules, recheckShare: 1 }))
}

/** From now on a report is late after four seconds. */
export async function hurry(stage: Stage): Promise<void> {
  await published(stage, rules => ({
    ...rules,
    recheckShare: 0,
    stages: { ...rules.stages, accept: { value: 0.001, unit: 'urgent_hour' } },
  }))
}

type Rules = Awaited<ReturnType<RunningCity['ask']['catalogue']['rules']>>

async function published({ city }: Stage, change: (rules: Rules) => Rules): Promise<void> {
  const { catalogue } = await city.as('admin')
  const { revision } = await catalogue.openDraft()
  const set = await catalogue.setRules({ ...change(await catalogue.rules({ version: 'draft' })), revision })
  await catalogue.publish({ ...set, validFrom: null })
}

/** A report as it comes from elsewhere; gives its number. */
export async function reported({ city }: Stage): Promise<string> {
  const where = { ...inside, precision: 'map' as const }
  return (await city.ask.cases.report({ kind: garbage, where, address: '桥头街' })).number
}

/** The case as the centre sees it. */
export async function onDesk({ city }: Stage, number: string) {
  const { cases } = await city.as('leader')
  const { cases: open } = await cases.list({ queue: 'open' })
  return cases.show({ id: open.find(each => each.number === number)?.id ?? '' })
}

export interface Seat {
  page: Page
}

export async function atDesk(
  stage: Stage,
  role: 'acceptor' | 'shift_leader' | 'dispatcher' | 'department_clerk' | 'coordinator',
  name?: string,
): Promise<Seat> {
  return {
    page: await signIn(stage, await stage.browsing.context(desk), role, {
      ...(name !== undefined && { name }),
    }),
  }
}

/** One click on the demonstration's sign-in page. */
async function signIn(
  { city }: Stage,
  context: BrowserContext,
  role: Parameters<typeof atDesk>[1] | 'inspector',
  { to, name }: { to?: string; name?: string } = {},
): Promise<Page> {
  const page = await context.newPage()
  await page.goto(`${city.url}/console/`)
  // The posts are offered once the page has asked for them.
  await page.locator('.demo-post').first().waitFor()
  await fault(page)
  // Of the two department clerks the one to whom the case was sent.
  const post = page.locator('.demo-post', { hasText: say(`role.${role}`) })
  const whose = role === 'department_clerk' ? '市政管理处' : name
  await (whose === undefined ? post.first() : post.filter({ hasText: whose })).click()
  await page.locator('.demo-post').first().waitFor({ state: 'detached' })
  if (to) await page.goto(`${city.url}${to}`)
  return page
}

export async function openCase(page: Page, number: string): Promise<void> {
  await row(page, number).click()
  await page.getByRole('article').getByText(number).waitFor()
}

export async function take(
  { city }: Stage,
  page: Page,
  number: string,
  step: 'step.take' | 'step.pass',
): Promise<void> {
  await openCase(page, number)
  await fault(page)
  await press(page, step).click()
  await expect
    .poll(async () => (await city.ask.cases.follow({ number })).state, { timeout: 20_000, interval: 500 })
    .not.toBe(before[step])
}

const before = { 'step.take': 'dispatched', 'step.pass': 'handled' }

export function press(page: Page, step: `step.${StepName}`) {
  return page.getByRole('button', { name: say(step), exact: true })
}

export function row(page: Page, number: string) {
  return page.getByRole('option').filter({ hasText: number.slice(11) })
}

export async function gone(page: Page, number: string): Promise<void> {
  await row(page, number).waitFor({ state: 'detached' })
}

export async function addPicture(page: Page): Promise<void> {
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

export async function fault(page: Page): Promise<void> {
  expect(await accessibilityFaults(page)).toEqual([])
}
