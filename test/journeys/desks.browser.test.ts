// The desks by keyboard alone, in Chromium: a case on its whole way, a queue of fifty cleared, two people on one queue who
// see one another's steps, search and saved filters, the desks of those who only read, narrow windows. No mouse is used
// anywhere in this file. mission: DC1, DC4, DC5, YC5
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { hasBrowser, openBrowser, say } from '../browser.ts'
import { fault, onDesk, press, row, type Stage } from '../hands.ts'
import { called, chosen, goHome, signIn, step, tabTo, withPicture } from '../keys.ts'
import { startCity } from '../server.ts'

let stage: Stage

beforeAll(async () => {
  if (!hasBrowser) return
  stage = { browsing: await openBrowser(), city: await startCity() }
}, 240_000)

afterEach(goHome)

afterAll(async () => {
  await stage?.browsing.close()
  await stage?.city.close()
})

// mission: DC5
test.runIf(hasBrowser)(
  'every post moves a case on by keys alone, hears what happened, and never loses the focus',
  async () => {
    const number = await called(stage)
    const acceptor = await signIn(stage, 'acceptor')
    await chosen(acceptor, number)
    await fault(acceptor)
    await step(acceptor, number, 'Enter')

    const leader = await signIn(stage, 'shift_leader')
    await chosen(leader, number)
    await fault(leader)
    await leader.keyboard.press('1')
    await step(leader, number, 'Enter')

    const dispatcher = await signIn(stage, 'dispatcher')
    await chosen(dispatcher, number)
    await expect.poll(() => press(dispatcher, 'step.dispatch').isEnabled(), { timeout: 20_000 }).toBe(true)
    await fault(dispatcher)
    await step(dispatcher, number, 'Enter')

    const { department } = await onDesk(stage, number)
    const clerk = await signIn(stage, 'department_clerk', department?.zh)
    await chosen(clerk, number)
    await fault(clerk)
    await press(clerk, 'step.take').waitFor()
    await clerk.keyboard.press('Enter')
    await press(clerk, 'step.finish').waitFor()
    await chosen(clerk, number)
    await withPicture(clerk)
    await step(clerk, number, 'Enter')

    const coordinator = await signIn(stage, 'coordinator')
    await chosen(coordinator, number)
    await fault(coordinator)
    await step(coordinator, number, 'Enter')

    // Whoever was drawn answers from the spot; both inspectors have the desk of checks.
    const { task } = await expect
      .poll(() => onDesk(stage, number), { timeout: 30_000, interval: 500 })
      .toMatchObject({ state: 'checking', task: { purpose: 'check' } })
      .then(() => onDesk(stage, number))
    const { place } = await onDesk(stage, number)
    const inspector = await signIn(stage, 'inspector', task?.name ?? undefined, place)
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
    const [first, second] = [await called(stage), await called(stage)]
    const [one, other] = [await signIn(stage, 'acceptor'), await signIn(stage, 'acceptor')]
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
    const third = await called(stage)
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
    for (let at = 0; at < 50; at += 1) await called(stage)
    const page = await signIn(stage, 'acceptor')
    await expect.poll(() => page.getByRole('option').count(), { timeout: 20_000 }).toBe(50)
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
    const number = await called(stage)
    await called(stage, 900)
    const page = await signIn(stage, 'acceptor')
    await page.keyboard.press('/')
    await page.keyboard.type(number)
    await page.keyboard.press('Enter')
    await page.locator('.case-head').getByText(number).waitFor()
    await page.waitForURL(/\/console\/search\/[0-9a-f-]{36}\?/)
    await page.locator('.case-head').getByText(number).waitFor()
    await page.keyboard.press('/')
    await page.keyboard.type('石桥里 900')
    await page.keyboard.press('Enter')
    await page.getByText(say('search.found', { count: 1 })).waitFor()
    await fault(page)
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
    await expect
      .poll(
        async () => {
          const isThere = await tab.getAttribute('aria-current')
          if (isThere !== 'true') await page.keyboard.press('q')
          return isThere
        },
        { timeout: 20_000, interval: 500 },
      )
      .toBe('true')
    await expect.poll(() => page.getByRole('option').count(), { timeout: 20_000 }).toBe(1)
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
      const page = await signIn(stage, role)
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
    }
  },
  180_000,
)

test.runIf(hasBrowser)(
  'in a narrow window the map is a key away, on a phone one pane stands at a time',
  async () => {
    const number = await called(stage)
    const page = await signIn(stage, 'acceptor')
    await chosen(page, number)
    await page.setViewportSize({ width: 1100, height: 800 })
    await page.locator('.pane-tabs').waitFor()
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
