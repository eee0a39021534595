// The desks by keyboard alone, in Chromium: a case on its whole way, a queue of fifty cleared, two people on one queue who
// see one another's steps, search and saved filters, the desks of those who only read, narrow windows. No mouse is used
// anywhere in this file. mission: DC1, DC4, DC5, YC5
import type { FileChooser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { hasBrowser, openBrowser, say } from '../browser.ts'
import { type Client, garbage, inside } from '../city.ts'
import { desk, fault, onDesk, press, row, type Stage, shot } from '../hands.ts'
import { manhole } from '../pictures.ts'
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

// mission: DC5
test.runIf(hasBrowser)(
  'every post moves a case on by keys alone, hears what happened, and never loses the focus',
  async () => {
    const number = await reportAt(++reports)
    const acceptor = await signIn('acceptor')
    await chosen(acceptor, number)
    await fault(acceptor)
    await step(acceptor, number, 'Enter')

    const leader = await signIn('shift_leader')
    await chosen(leader, number)
    await fault(leader)
    await leader.keyboard.press('1')
    await step(leader, number, 'Enter')

    const dispatcher = await signIn('dispatcher')
    await chosen(dispatcher, number)
    await expect.poll(() => press(dispatcher, 'step.dispatch').isEnabled(), { timeout: 20_000 }).toBe(true)
    await fault(dispatcher)
    await step(dispatcher, number, 'Enter')

    const { department } = await onDesk(stage, number)
    const clerk = await signIn('department_clerk', department?.zh)
    await chosen(clerk, number)
    await fault(clerk)
    await press(clerk, 'step.take').waitFor()
    await clerk.keyboard.press('Enter')
    await press(clerk, 'step.finish').waitFor()
    await chosen(clerk, number)
    await withPicture(clerk)
    await step(clerk, number, 'Enter')

    const coordinator = await signIn('coordinator')
    await chosen(coordinator, number)
    await fault(coordinator)
    await step(coordinator, number, 'Enter')

    // Whoever was drawn answers from the spot; both inspectors have the desk of checks.
    const { task } = await expect
      .poll(() => onDesk(stage, number), { timeout: 30_000, interval: 500 })
      .toMatchObject({ state: 'checking', task: { purpose: 'check' } })
      .then(() => onDesk(stage, number))
    const { place } = await onDesk(stage, number)
    const inspector = await signIn('inspector', task?.name ?? undefined, place)
    await chosen(inspector, number)
    await fault(inspector)
    await withPicture(inspector)
    await inspector.keyboard.press('p')
    await step(inspector, number, 'f')

    await chosen(leader, number)
    await fault(leader)
    await leader.keyboard.press('1')
    await step(leader, number, 'Enter')
    expect((await stage.city.ask.cases.follow({ number })).state).toBe('closed')
  },
  240_000,
)

// mission: DC4
test.runIf(hasBrowser)(
  'two people on one queue each see the other’s step without reloading',
  async () => {
    const [first, second] = [await reportAt(++reports), await reportAt(++reports)]
    const [one, other] = [await signIn('acceptor'), await signIn('acceptor')]
    for (const page of [one, other]) {
      await row(page, second).waitFor()
      await page.getByText(say('desks.connected')).waitFor({ timeout: 60_000 })
    }
    await chosen(one, first)
    await chosen(other, second)
    await step(one, first, 'Enter')
    await row(other, first).waitFor({ state: 'detached' })
    // What the other one has open stays in front of him.
    expect(await other.locator('.case-head').innerText()).toContain(second)
    await step(other, second, 'Enter')
    await row(one, second).waitFor({ state: 'detached' })
    const third = await reportAt(++reports)
    for (const page of [one, other]) await row(page, third).waitFor()
  },
  120_000,
)

test.runIf(hasBrowser)(
  'a queue of fifty is cleared by one key, several at once by two more',
  async () => {
    const { cases, supervision } = await stage.city.as('acceptor')
    const { cases: before } = await cases.list({ limit: 200 })
    if (before.length > 0) await supervision.acceptMany({ ids: before.map(({ id }) => id) })
    for (let at = 0; at < 50; at += 1) await reportAt(++reports)
    const page = await signIn('acceptor')
    await expect.poll(() => page.getByRole('option').count(), { timeout: 20_000 }).toBe(50)
    await shot(page, 'desk-fifty-1440')
    // Each press takes the step of the case that stands there and opens the next; one that comes too early, while the
    // step before is still under way, is not heard.
    await expect
      .poll(
        async () => {
          const left = await page.getByRole('option').count()
          if (left > 10) await page.keyboard.press('Enter')
          return left
        },
        { timeout: 150_000, interval: 450 },
      )
      .toBeLessThanOrEqual(10)
    // The rest in one: each is picked, then all are taken.
    await page.waitForTimeout(1000)
    const rest = await page.getByRole('option').count()
    for (let at = 0; at < rest; at += 1) {
      await page.keyboard.press('x')
      await page.keyboard.press('j')
    }
    await page
      .getByText(say('desk.bulk_picked', { count: rest }))
      .first()
      .waitFor()
    await page.keyboard.press('g')
    await fault(page)
    await page.keyboard.press('Enter')
    await page.getByText(say('desk.bulk_moved', { step: say('step.accept'), count: rest })).waitFor()
    await page.keyboard.press('Enter')
    await page.getByText(say('console.empty_mine')).first().waitFor()
    await fault(page)
    // The foot has counted along.
    await page.getByText(/今日 5\d 件/).waitFor()
  },
  240_000,
)

test.runIf(hasBrowser)(
  'any case is found again from the bar; what is searched for often stands above the queue with its count',
  async () => {
    const number = await reportAt(++reports)
    await reportAt(900)
    const page = await signIn('acceptor')
    await page.keyboard.press('/')
    await page.keyboard.type(number)
    await page.keyboard.press('Enter')
    await page.locator('.case-head').getByText(number).waitFor()
    expect(new URL(page.url()).pathname).toMatch(/\/console\/search\/[0-9a-f-]{36}$/)
    await page.keyboard.press('/')
    await page.keyboard.type('石桥里 900')
    await page.keyboard.press('Enter')
    await page.getByText(say('search.found', { count: 1 })).waitFor()
    await fault(page)
    await shot(page, 'desk-search-1440')
    await page.keyboard.press('Escape')
    await page.keyboard.press('+')
    await page.getByLabel(say('views.name')).waitFor()
    await fault(page)
    await page.keyboard.type('石桥里')
    await page.keyboard.press('Enter')
    await page.getByText(say('views.saved', { name: '石桥里' })).waitFor({ state: 'attached' })
    await page.goto(`${stage.city.url}/console/cases`)
    const tab = page.getByRole('button', { name: /^石桥里 1$/ })
    await tab.waitFor()
    // Q goes around the queues and the saved filters behind them.
    for (let at = 0; at < 4; at += 1) await page.keyboard.press('q')
    await expect.poll(() => tab.getAttribute('aria-current')).toBe('true')
    await expect.poll(() => page.getByRole('option').count()).toBe(1)
    await page.keyboard.press('+')
    await tabTo(page, say('views.rename'))
    await page.keyboard.press('Enter')
    await page.keyboard.press('Control+a')
    await page.keyboard.type('石桥')
    await page.keyboard.press('Enter')
    await tabTo(page, say('views.end'))
    await page.keyboard.press('Enter')
    await fault(page)
    await page.keyboard.press('Enter')
    await page.getByText(say('views.none')).waitFor()
    await page.keyboard.press('Escape')
    await tab.waitFor({ state: 'detached' })
  },
  120_000,
)

// mission: YC5
test.runIf(hasBrowser)(
  'whoever only reads has the same desk without a step, and every key stands on one sheet',
  async () => {
    for (const role of [
      'observer',
      'auditor',
      'evaluator',
      'handler',
      'contractor',
      'command_leader',
    ] as const) {
      const page = await signIn(role)
      await page.locator('.desk').waitFor()
      await page.keyboard.press('q')
      await page.keyboard.press('q')
      await page.locator('.queue-rows, .empty').first().waitFor()
      await fault(page)
      await page.keyboard.press('?')
      await page.getByRole('dialog').getByText(say('desks.key_search')).waitFor()
      await fault(page)
      await page.keyboard.press('Escape')
      await page.getByRole('dialog').waitFor({ state: 'detached' })
      await page.context().close()
    }
  },
  180_000,
)

test.runIf(hasBrowser)(
  'in a narrow window the map is a key away, on a phone one pane stands at a time',
  async () => {
    const number = await reportAt(++reports)
    const page = await signIn('acceptor')
    await chosen(page, number)
    await page.setViewportSize({ width: 1100, height: 800 })
    await page.keyboard.press('m')
    await page.locator('.desk-map').waitFor()
    await fault(page)
    await page.keyboard.press('Escape')
    await page.locator('.case-head').waitFor()
    await page.setViewportSize({ width: 700, height: 900 })
    await page.locator('.queue').waitFor({ state: 'detached' })
    await fault(page)
    await page.keyboard.press('Escape')
    await page.locator('.queue').waitFor()
    await fault(page)
  },
  120_000,
)

type Post = Parameters<typeof role>[0]

function role(
  name:
    | 'acceptor'
    | 'shift_leader'
    | 'dispatcher'
    | 'department_clerk'
    | 'coordinator'
    | 'inspector'
    | 'observer'
    | 'auditor'
    | 'evaluator'
    | 'handler'
    | 'contractor'
    | 'command_leader',
): string {
  return say(`role.${name}`)
}

/** Signs in by Tab and Enter. `whose` is a name or a department, where a post has several. */
async function signIn(
  post: Post,
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
  const page = await context.newPage()
  page.on('filechooser', chooser => void answerChooser(chooser))
  await page.goto(`${stage.city.url}/console/`)
  await page.locator('.demo-post').first().waitFor()
  await tabTo(page, role(post), whose)
  await page.keyboard.press('Enter')
  await page.locator('.demo-post').first().waitFor({ state: 'detached' })
  await page.locator('.desk').waitFor()
  return page
}

/** Tab until the focus is on something that says all of this. */
async function tabTo(page: Page, ...wanted: (string | undefined)[]): Promise<void> {
  const words = wanted.filter(word => word !== undefined)
  for (let at = 0; at < 80; at += 1) {
    await page.keyboard.press('Tab')
    const text = await page.evaluate(() => document.activeElement?.textContent ?? '')
    if (words.every(word => text.includes(word))) return
  }
  throw new Error(`no Tab leads to ${words.join(', ')}`)
}

/** J and K until the case is open. */
async function chosen(page: Page, number: string): Promise<void> {
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
async function step(page: Page, number: string, key: string): Promise<void> {
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
  await expect.poll(() => page.evaluate(() => document.activeElement !== document.body)).toBe(true)
}

/** U opens the chooser of pictures; the rest is the system's own dialog. */
async function withPicture(page: Page): Promise<void> {
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
let hotline: Client | undefined

/** Somebody has called; gives the number. Strangers may report thirty times in ten minutes only. */
async function reportAt(at: number): Promise<string> {
  hotline ??= await stage.city.as('acceptor')
  const where = { ...inside, longitude: inside.longitude + (at % 50) / 50_000, precision: 'map' as const }
  return (await hotline.cases.report({ kind: garbage, where, address: `石桥里 ${at} 号` })).number
}
