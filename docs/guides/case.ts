// One broken manhole cover on its whole way, photographed at every desk that it comes to.
import type { BrowserContext, Page } from 'playwright-core'
import type { Role } from '../../src/domains/identity/rules.ts'
import type { Browsing } from '../../test/browser.ts'
import { manhole } from '../../test/pictures.ts'
import { both, openAt, say, shoot, shootBoth, sit, sitAs } from './camera.ts'
import { addressAt, drawnAccount, finished, type Point, picture } from './story.ts'
import type { Town } from './town.ts'

const manholeCover = 'portal.kind.gbt30428_2_2013/part/0102'

export async function caseOnItsWay(town: Town, browsing: Browsing, place: Point): Promise<void> {
  const desk = async (role: Role, id: string, number: string, name: string, first?: Act): Promise<void> => {
    const page = await sitAs(town, browsing, role, { language: 'zh' })
    await openAt(town, page, id, number)
    await first?.(page)
    await shootBoth(page, name)
    await page.context().close()
  }
  const resident = await reported(town, browsing, place)
  const leader = await town.as('shift_leader')
  const { number } = resident
  const acceptor = await town.as('acceptor')
  const id = (await acceptor.cases.search({ text: number })).cases[0]?.id ?? ''

  await desk('acceptor', id, number, 'desk-acceptor')
  await acceptor.supervision.accept({ id })
  await desk('shift_leader', id, number, 'desk-filing', page => page.keyboard.press('1'))
  const { conditions } = await leader.supervision.conditions({ id })
  await leader.supervision.file({ id, ...(conditions[0] && { condition: conditions[0].seq }) })

  await desk('dispatcher', id, number, 'desk-dispatcher')
  const dispatcher = await town.as('dispatcher')
  const { proposed } = await dispatcher.command.proposal({ id })
  const department = proposed?.department.id ?? (await dispatcher.organisations.list())[0]?.id ?? ''
  await dispatcher.command.dispatch({ id, department })

  const clerk = await clerkOf(town, id)
  const atClerk = async (name: string, first?: Act): Promise<void> => {
    const page = await sit(town, browsing, { language: 'zh', who: clerk })
    await openAt(town, page, id, number)
    await first?.(page)
    await shootBoth(page, name)
    await page.context().close()
  }
  const department_clerk = await town.signedIn(clerk)
  await department_clerk.handling.take({ id })
  await atClerk('desk-handling', async page => {
    await page
      .locator('input[type=file]')
      .first()
      .setInputFiles(await asInput('mended', 1))
    await page.waitForTimeout(2500)
  })
  await department_clerk.handling.askExtension({
    id,
    reason: 'material',
    note: '新井盖下午到货。',
    add: { value: 2, unit: 'work_hour' },
  })
  await desk('coordinator', id, number, 'desk-granting', page => page.keyboard.press('1'))
  const coordinator = await town.as('coordinator')
  await coordinator.command.decide({ id, granted: true, reason: 'agreed' })
  await finished(department_clerk, id, 3)
  await coordinator.command.pass({ id })

  const inspector = await drawnAccount(town, id)
  const shown = await leader.cases.show({ id })
  const at = { longitude: shown.place.longitude + 0.00005, latitude: shown.place.latitude }
  for (const language of both) await onTheSpot(town, browsing, { language, who: inspector, phone: true, at })
  const onDuty = await town.signedIn(inspector)
  await onDuty.supervision.check({
    id,
    fixed: true,
    pictures: [await picture(onDuty, 'mended', 5)],
    position: at,
  })
  await desk('shift_leader', id, number, 'desk-closing', page => page.keyboard.press('1'))
  await leader.supervision.close({ id, outcome: 'fixed' })

  for (const language of both) {
    const page = await sit(town, browsing, { language, phone: true })
    await page.goto(resident.link)
    await page.getByText(number).first().waitFor()
    await shoot(page, 'portal-followed', language)
    await page.context().close()
  }
}

type Act = (page: Page) => Promise<void>

/** In Chinese it is sent, in English only filled in. */
async function reported(
  town: Town,
  browsing: Browsing,
  place: Point,
): Promise<{ number: string; link: string }> {
  let sent: { number: string; link: string } | undefined
  for (const language of ['en', 'zh'] as const) {
    const page = await sit(town, browsing, { language, phone: true, at: place })
    await page.goto(town.url)
    await shoot(page, 'portal-home', language)
    await page
      .getByLabel(say(language, 'portal.label.address'))
      .first()
      .fill(await addressAt(town, place, 0))
    await page.getByRole('button', { name: say(language, 'portal.use_position') }).click()
    await page
      .getByText(/±|约|about/)
      .first()
      .waitFor()
    await page.getByRole('button', { name: say(language, 'portal.next') }).click()
    await page.getByRole('radio', { name: say(language, manholeCover) }).check()
    await page
      .locator('textarea[name=description]')
      .fill(language === 'zh' ? '井盖破了，孩子上学怕踩空。' : 'The cover is broken; children walk here.')
    await page.locator('input[type=file]').setInputFiles(await asInput('broken', 4))
    await page.waitForTimeout(800)
    await page.evaluate(() => window.scrollTo(0, 60))
    await shoot(page, 'portal-what', language)
    if (language === 'zh') {
      await page.getByRole('button', { name: say(language, 'portal.send') }).click()
      await page.waitForURL(/\/follow\/\d{6}-\d{8}-\d{4,}\?key=/)
      const link = page.url()
      sent = { number: link.match(/\d{6}-\d{8}-\d{4,}/)?.[0] ?? '', link }
    }
    await page.context().close()
  }
  if (!sent) throw new Error('nothing was reported')
  return sent
}

async function onTheSpot(town: Town, browsing: Browsing, seat: Parameters<typeof sit>[2]): Promise<void> {
  const { language } = seat
  const page = await sit(town, browsing, seat)
  await page.goto(`${town.url}/field`)
  await page.locator('a[href*="/field/cases/"]').first().waitFor()
  await shoot(page, 'field-tasks', language)
  await page.locator('a[href*="/field/cases/"]').first().click()
  await page.locator('form input[type=file]').first().waitFor({ state: 'attached' })
  await page
    .locator('form input[type=file]')
    .first()
    .setInputFiles(await asInput('mended', 9))
  await page.getByRole('button', { name: say(language, 'field.locate') }).click()
  await page.getByText(/±6/).waitFor()
  await page.getByRole('button', { name: say(language, 'field.fixed'), exact: true }).scrollIntoViewIfNeeded()
  await page.waitForTimeout(800)
  await shoot(page, 'field-check', language)
  await page.goto(`${town.url}/field/report`)
  await page.waitForLoadState('load')
  await shoot(page, 'field-report', language)
  await leave(page.context())
}

/** The clerk whose desk the case has come to. */
async function clerkOf(town: Town, id: string) {
  for (const account of await town.ask.identity.demoAccounts()) {
    if (account.role !== 'department_clerk') continue
    const { cases } = await (await town.signedIn(account)).cases.list({ queue: 'mine', limit: 200 })
    if (cases.some(each => each.id === id)) return account
  }
  throw new Error('no clerk of the city has the case')
}

async function asInput(state: 'broken' | 'mended', seed: number) {
  const file = await manhole(state, seed)
  return { name: 'photo.jpg', mimeType: 'image/jpeg', buffer: Buffer.from(await file.arrayBuffer()) }
}

async function leave(context: BrowserContext): Promise<void> {
  await context.close()
}
