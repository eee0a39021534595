// The thread by hand, in Chromium: a resident at a phone, each post at its desk, the inspector on the spot; with
// a bad picture, a place outside, double clicks, a second person at the same step, more time asked for, a second
// look, and the server killed and restarted between two steps. Then what needs a second person, and several cases at
// once, late ones among them. mission: DC4, DC5, DC6
import { afterAll, beforeAll, expect, test } from 'vitest'
import { hasBrowser, openBrowser, say } from '../browser.ts'
import {
  addPicture,
  atDesk,
  check,
  fault,
  gone,
  hurry,
  lookAgain,
  moreTime,
  onDesk,
  openCase,
  phone,
  press,
  report,
  reported,
  row,
  type Stage,
  take,
} from '../hands.ts'
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
  'the whole thread in a real browser, with everything that goes wrong on the way',
  async () => {
    const { city, browsing } = stage
    const resident = await browsing.context(phone)
    const number = await report(stage, resident)

    const acceptor = await atDesk(stage, 'acceptor')
    const second = await atDesk(stage, 'acceptor')
    // Somebody whose screen does not hear of changes keeps seeing the case as it was.
    await second.page.context().route('**/api/live', route => route.abort())
    await second.page.reload()
    await openCase(second.page, number)
    await openCase(acceptor.page, number)
    await fault(acceptor.page)
    // Two people at the same step: the second is told who was first, and sees the case as it is now.
    await press(acceptor.page, 'step.accept').dblclick()
    await gone(acceptor.page, number)
    await press(second.page, 'step.accept').click()
    await second.page
      .getByText(/晚了一步/)
      .first()
      .waitFor()
    await fault(second.page)

    // Filed under a condition, which decides the time allowed.
    const leader = await atDesk(stage, 'shift_leader')
    await openCase(leader.page, number)
    await leader.page.getByText(say('desk.condition_needs')).waitFor()
    await fault(leader.page)
    await leader.page.keyboard.press('1')
    await leader.page.keyboard.press('Enter')
    await gone(leader.page, number)

    // The server is killed between two steps and comes back; the desks go on.
    await city.kill()
    await city.restart()

    const dispatcher = await atDesk(stage, 'dispatcher')
    await openCase(dispatcher.page, number)
    // Somebody is proposed, and chosen already.
    await expect
      .poll(() => press(dispatcher.page, 'step.dispatch').isEnabled(), { timeout: 20_000 })
      .toBe(true)
    await fault(dispatcher.page)
    await dispatcher.page.keyboard.press('1')
    await dispatcher.page.keyboard.press('Enter')
    await gone(dispatcher.page, number)

    const clerk = await atDesk(stage, 'department_clerk')
    await take(stage, clerk.page, number, 'step.take')
    await openCase(clerk.page, number)
    const coordinator = await atDesk(stage, 'coordinator')
    await moreTime(clerk.page, coordinator.page, number)
    await addPicture(clerk.page)
    await fault(clerk.page)
    await press(clerk.page, 'step.finish').click()
    await gone(clerk.page, number)

    await take(stage, coordinator.page, number, 'step.pass')

    const { place } = await onDesk(stage, number)
    await check(stage, number, 'inspector', place)

    await openCase(leader.page, number)
    await leader.page
      .getByRole('radio', { name: say('outcome.fixed') })
      .or(leader.page.getByText(say('outcome.fixed')))
      .first()
      .click()
    await fault(leader.page)
    await lookAgain(stage)
    await press(leader.page, 'step.close').click()
    await gone(leader.page, number)

    const page = resident.pages()[0]
    await page?.reload()
    await page?.getByText(number).first().waitFor()
    if (page) {
      await fault(page)
      await page.getByRole('radio', { name: say('portal.fixed_yes') }).check()
      await page.getByRole('button', { name: say('portal.judge_send') }).click()
      await page.getByText(say('portal.done_judged')).waitFor()
      await fault(page)
    }
    // Another inspector looks a second time, does not learn that it is one, and says no: the leader decides.
    await check(stage, number, 'inspector2', place)
    await openCase(leader.page, number)
    await leader.page.getByText(say('desk.reopen_title')).waitFor()
    await fault(leader.page)
    await leader.page.keyboard.press('3')
    await leader.page.keyboard.press('Enter')
    await gone(leader.page, number)
    const { timeline, state } = await city.ask.cases.follow({ number })
    expect(state).toBe('closed')
    expect(timeline.map(({ happened }) => happened)).toEqual([
      'cases.reported',
      'cases.accepted',
      'cases.filed',
      'cases.dispatched',
      'cases.taken',
      'cases.extension_asked',
      'cases.extended',
      'cases.finished',
      'cases.passed',
      'cases.confirmed',
      'cases.closed',
      // Of the second look, and that it changed nothing, the reporter hears nothing.
      'cases.judged',
    ])
  },
  300_000,
)

// mission: DC6
test.runIf(hasBrowser)(
  'closing by force takes two people, and several late cases are accepted at once',
  async () => {
    const { city } = stage
    await hurry(stage)
    const numbers = await Promise.all([1, 2, 3, 4].map(() => reported(stage)))
    const [forced = '', gone1 = '', second = '', third = ''] = numbers
    const { cases } = await city.as('acceptor')
    await expect
      .poll(async () => (await cases.list({ queue: 'late' })).total, { timeout: 20_000, interval: 500 })
      .toBeGreaterThanOrEqual(4)
    const acceptor = await atDesk(stage, 'acceptor')
    // His screen does not hear that somebody else takes one of the cases meanwhile.
    await acceptor.page.context().route('**/api/live', route => route.abort())
    await acceptor.page.reload()
    await acceptor.page.locator('.queue-row .light-late').nth(3).waitFor()
    await acceptor.page.getByRole('button', { name: say('console.queue_late') }).click()
    await row(acceptor.page, third).waitFor()
    await fault(acceptor.page)
    await acceptor.page.getByRole('button', { name: say('console.queue_mine') }).click()
    await openCase(acceptor.page, gone1)
    await acceptor.page.keyboard.press('x')
    await row(acceptor.page, second).locator('.queue-pick').click()
    await row(acceptor.page, third).click({ modifiers: ['Shift'] })
    await row(acceptor.page, forced).locator('.queue-pick').click()
    await acceptor.page
      .getByText(say('desk.bulk_picked', { count: 4 }))
      .first()
      .waitFor()
    await (await city.as('acceptor')).supervision.accept({ id: (await onDesk(stage, gone1)).id })
    await acceptor.page.keyboard.press('g')
    await fault(acceptor.page)
    await acceptor.page.keyboard.press('Enter')
    await acceptor.page.getByText(say('desk.bulk_moved', { step: say('step.accept'), count: 3 })).waitFor()
    await acceptor.page.getByText(say('desk.bulk_moved_on')).waitFor()
    await acceptor.page.locator('.bulk-result').getByText(gone1).waitFor()
    await fault(acceptor.page)

    const leader = await atDesk(stage, 'shift_leader')
    await openCase(leader.page, forced)
    await leader.page.keyboard.press('o')
    await leader.page.keyboard.press('1')
    await fault(leader.page)
    await leader.page.keyboard.press('Enter')
    await leader.page.locator('.case-head').getByText(say('desk.asked.force')).waitFor()
    // Who asked does not decide.
    expect(await leader.page.getByText(say('desk.force_title')).count()).toBe(0)
    const other = await atDesk(stage, 'shift_leader', '罗建国')
    await openCase(other.page, forced)
    await other.page.getByText(say('desk.force_title')).waitFor()
    await fault(other.page)
    await other.page.keyboard.press('1')
    await press(other.page, 'step.force').click()
    await expect
      .poll(async () => (await city.ask.cases.follow({ number: forced })).state, { timeout: 20_000 })
      .toBe('closed')
  },
  120_000,
)
