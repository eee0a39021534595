// The administrator's pages by keyboard, in Chromium: a limit changed and published, a special day, a department with its
// rule, a post given and ended and a password reset, a sheet of regions with a wrong row, a branch opened, one's own
// password; and the evaluator's page of flags. axe looks at each. mission: DC1, DC2, DC4
import type { FileChooser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { hasBrowser, openBrowser, say } from '../browser.ts'
import type { Client } from '../city.ts'
import { desk, fault, type Stage } from '../hands.ts'
import { startCity } from '../server.ts'

let stage: Stage
let admin: Page
let ask: Client

beforeAll(async () => {
  if (!hasBrowser) return
  stage = { browsing: await openBrowser(), city: await startCity() }
  ask = await stage.city.as('admin')
  admin = await signIn('administrator')
}, 240_000)

afterAll(async () => {
  await stage?.browsing.close()
  await stage?.city.close()
})

// mission: DC1
test.runIf(hasBrowser)(
  'a sheet of regions is tried, its wrong row told, and imported without it; one is added, closed and reopened',
  async () => {
    await open(admin, '/regions', 'regions.title')
    await row(admin, '990103002003').waitFor()
    await fault(admin)
    const sheet = 'code,name_zh,name_en\n990103003,青龙街道,Qinglong\n990103004001,没有上级,Orphan\n'
    await press(admin, button(admin, 'regions.import'))
    await choose(admin, button(admin, 'regions.import_pick'), 'regions.csv', sheet)
    await admin.getByText(say('regions.row.parent_missing', { said: '990103004' })).waitFor()
    await fault(admin)
    await focus(admin, admin.getByRole('checkbox', { name: say('regions.import_leave_out') }))
    await admin.keyboard.press('Space')
    await press(admin, button(admin, 'regions.import_keep'))
    await admin.getByText(say('regions.import_kept', { added: 1, renamed: 0 })).waitFor()
    await row(admin, '990103003').waitFor()

    await press(admin, named(admin, `${say('regions.add_community')}: 青龙街道`))
    await type(admin, 'region-code', '990103003001')
    await type(admin, 'region-zh', '龙潭社区')
    await type(admin, 'region-en', 'Longtan Community')
    await fault(admin)
    await admin.keyboard.press('Enter')
    await row(admin, '990103003001').waitFor()
    await press(admin, named(admin, say('regions.close_one', { name: '龙潭社区' })))
    await press(
      admin,
      admin.getByRole('dialog').getByRole('button', { name: say('regions.close'), exact: true }),
    )
    await admin.getByText(say('regions.told_closed', { name: '龙潭社区' })).waitFor()
    await row(admin, '990103003001').waitFor({ state: 'detached' })
    await focus(admin, admin.getByRole('checkbox', { name: say('regions.show_closed', { count: 1 }) }))
    await admin.keyboard.press('Space')
    await press(admin, named(admin, say('regions.reopen_one', { name: '龙潭社区' })))
    await admin.getByText(say('regions.told_reopened', { name: '龙潭社区' })).waitFor()
    await fault(admin)
  },
  180_000,
)

// mission: DC4
test.runIf(hasBrowser)(
  'a branch is opened below the command centre, and a post put into it where it fits',
  async () => {
    await open(admin, '/regions?part=centres', 'regions.title')
    const name = '江北区指挥中心'
    await press(admin, named(admin, `${say('centres.below')}: ${name}`))
    await type(admin, 'centre-code', 'ZH-QX')
    await type(admin, 'centre-zh', '抢险分中心')
    await type(admin, 'centre-en', 'Emergency Branch')
    await fault(admin)
    await focus(admin, admin.locator('#centre-en'))
    await admin.keyboard.press('Enter')
    await admin.getByText(say('centres.told_opened', { name: '抢险分中心' })).waitFor()
    expect((await ask.identity.centres()).find(({ code }) => code === 'ZH-QX')).toMatchObject({
      axis: 'command',
      level: 'branch',
    })
    await fault(admin)
  },
  120_000,
)

test.runIf(hasBrowser)(
  'an account is opened, given a post, found, its post ended, its password reset, and closed',
  async () => {
    await open(admin, '/accounts', 'console.desk.administrator')
    await admin.getByText('demo.acceptor').waitFor()
    await fault(admin)
    await press(admin, button(admin, 'console.account_open'))
    await type(admin, 'account-name', '新来的')
    await type(admin, 'account-login', 'new.person')
    await type(admin, 'account-password', 'three green bottles')
    await fault(admin)
    await admin.keyboard.press('Enter')
    await admin.getByText('new.person', { exact: true }).waitFor()
    await press(admin, named(admin, `${say('console.post_give')}: 新来的`))
    await admin.locator('#post-role').waitFor()
    await fault(admin)
    await press(admin, admin.getByRole('dialog').getByRole('button', { name: say('console.post_give') }))
    const mine = async () => (await ask.identity.accounts()).find(({ login }) => login === 'new.person')
    await expect.poll(async () => (await mine())?.posts.length, { timeout: 20_000 }).toBe(1)
    // A dialog gives the focus back as it closes.
    await admin.getByRole('dialog').waitFor({ state: 'detached' })
    await focus(admin, admin.getByLabel(say('console.accounts_filter')))
    await admin.keyboard.type('new.per')
    await admin.getByText('demo.acceptor').waitFor({ state: 'detached' })

    await press(admin, named(admin, `${say('people.reset')}: 新来的`))
    await press(admin, admin.getByRole('dialog').getByRole('button', { name: say('people.reset') }))
    await admin.locator('.secret code').waitFor()
    const password = (await admin.locator('.secret code').textContent()) ?? ''
    await fault(admin)
    await press(admin, button(admin, 'people.done'))
    expect((await stage.city.ask.identity.signIn({ login: 'new.person', password })).me.name).toBe('新来的')

    await press(admin, admin.getByRole('button', { name: new RegExp(`^${say('console.post_end')}: 新来的`) }))
    await press(admin, admin.getByRole('dialog').getByRole('button', { name: say('console.post_end') }))
    await expect.poll(async () => (await mine())?.posts.length, { timeout: 20_000 }).toBe(0)
    await press(admin, named(admin, `${say('people.close')}: 新来的`))
    await press(admin, admin.getByRole('dialog').getByRole('button', { name: say('people.close') }))
    await expect.poll(async () => (await mine())?.closedAt !== null, { timeout: 20_000 }).toBe(true)
    await fault(admin)
  },
  180_000,
)

// mission: DC4
test.runIf(hasBrowser)(
  'people come in as a sheet, and the first passwords are handed out once',
  async () => {
    await open(admin, '/accounts', 'console.desk.administrator')
    const sheet = 'login,name,role,region\nsheet.one,一号,受理员,990103\nsheet.two,二号,巫师,990103\n'
    await press(admin, button(admin, 'people.import'))
    await choose(admin, button(admin, 'people.import_pick'), 'people.csv', sheet)
    await admin.getByText(say('people.row.no_such_role', { said: '巫师' })).waitFor()
    await fault(admin)
    await focus(admin, admin.getByRole('checkbox', { name: say('people.import_leave_out') }))
    await admin.keyboard.press('Space')
    await press(admin, button(admin, 'people.import_keep'))
    const handed = admin.waitForEvent('download')
    await press(admin, button(admin, 'people.import_passwords'))
    expect((await handed).suggestedFilename()).toBe('first-passwords.csv')
    await fault(admin)
    await press(admin, button(admin, 'people.done'))
    await admin.getByText('sheet.one').waitFor()
  },
  120_000,
)

test.runIf(hasBrowser)(
  'a department is added, and a rule that names it',
  async () => {
    await open(admin, '/departments', 'organisations.title')
    await button(admin, 'organisations.add').waitFor()
    await fault(admin)
    await press(admin, button(admin, 'organisations.add'))
    await type(admin, 'organisation-code', 'water')
    await type(admin, 'organisation-zh', '水务局')
    await type(admin, 'organisation-en', 'Water Office')
    await fault(admin)
    await focus(admin, admin.locator('#organisation-en'))
    await admin.keyboard.press('Enter')
    await admin.getByText(say('organisations.added', { name: '水务局' })).waitFor()
    await open(admin, '/departments?part=rules', 'organisations.title')
    const before = (await ask.organisations.rules()).length
    await press(admin, button(admin, 'organisations.rule_add'))
    await pick(admin, 'rule-region', '白鹭社区')
    await pick(admin, 'rule-to', '水务局')
    await fault(admin)
    await press(admin, button(admin, 'organisations.save'))
    await expect
      .poll(async () => (await ask.organisations.rules()).length, { timeout: 20_000 })
      .toBe(before + 1)
    await fault(admin)
  },
  120_000,
)

test.runIf(hasBrowser)(
  'a special day is added to the calendar and published',
  async () => {
    await open(admin, '/calendar', 'calendar.title')
    await admin.locator('#calendar-from').waitFor()
    await fault(admin)
    // A part of the date changed by key takes the single day along, to earlier as to later.
    await focus(admin, admin.locator('#calendar-from'))
    await admin.keyboard.press('ArrowDown')
    expect(await admin.locator('#calendar-to').inputValue()).toBe(
      await admin.locator('#calendar-from').inputValue(),
    )
    // Which part of a date is typed first depends on the browser's language.
    await admin.locator('#calendar-from').fill('2027-03-10')
    await among(admin, admin.getByRole('radio', { name: say('calendar.mode_closed') }))
    await press(admin, button(admin, 'calendar.day_apply'))
    await press(admin, button(admin, 'calendar.preview'))
    await admin.getByText(say('calendar.preview_title')).waitFor()
    await fault(admin)
    await press(admin, button(admin, 'calendar.publish'))
    await expect
      .poll(async () => (await ask.regions.calendar()).edits.exceptions['2027-03-10'], { timeout: 20_000 })
      .toEqual([])
    await fault(admin)
  },
  120_000,
)

test.runIf(hasBrowser)(
  'a limit is changed in the draft of the rules and published',
  async () => {
    await open(admin, '/catalogue', 'catalogue.title')
    await button(admin, 'catalogue.draft_open').waitFor()
    await fault(admin)
    await press(admin, button(admin, 'catalogue.draft_open'))
    await button(admin, 'catalogue.tab.difference').waitFor()
    await open(admin, '/catalogue?tab=rules', 'catalogue.title')
    const value = admin.getByLabel(`${say('catalogue.field.accept')} · ${say('catalogue.value')}`)
    await focus(admin, value)
    await admin.keyboard.press('ControlOrMeta+a')
    await admin.keyboard.type('7')
    await press(admin, button(admin, 'catalogue.save'))
    await admin.getByText(say('catalogue.saved')).waitFor()
    await fault(admin)
    await open(admin, '/catalogue?tab=difference', 'catalogue.title')
    await press(admin, button(admin, 'catalogue.publish'))
    await expect.poll(async () => (await ask.catalogue.versions()).draft, { timeout: 20_000 }).toBeNull()
    await fault(admin)
  },
  120_000,
)

test.runIf(hasBrowser)(
  'one changes one’s own password, and the evaluator opens the page of flags',
  async () => {
    await open(admin, '/password', 'password.title')
    await type(admin, 'password-old', 'open-the-net')
    await type(admin, 'password-new', 'three green bottles')
    await type(admin, 'password-again', 'three green bottle')
    await admin.keyboard.press('Enter')
    await admin.getByText(say('password.differ')).waitFor()
    await fault(admin)
    await admin.keyboard.type('s')
    await admin.keyboard.press('Enter')
    await admin.getByText(say('password.done')).waitFor()
    await fault(admin)
    const evaluator = await signIn('evaluator')
    await open(evaluator, '/honesty', 'honesty.title')
    await fault(evaluator)
  },
  120_000,
)

async function signIn(role: 'administrator' | 'evaluator'): Promise<Page> {
  const page = await (await stage.browsing.context(desk)).newPage()
  await page.goto(`${stage.city.url}/console/`)
  await page.locator('.demo-post').first().waitFor()
  await press(page, page.locator('.demo-post', { hasText: say(`role.${role}`) }).first())
  await page.locator('.demo-post').first().waitFor({ state: 'detached' })
  return page
}

async function open(page: Page, path: string, title: Parameters<typeof say>[0]): Promise<void> {
  await page.goto(`${stage.city.url}/console${path}`)
  await page.getByRole('heading', { level: 1, name: say(title) }).waitFor()
}

function button(page: Page, word: Parameters<typeof say>[0]): Locator {
  return page.getByRole('button', { name: say(word), exact: true })
}

function named(page: Page, name: string): Locator {
  return page.getByRole('button', { name, exact: true })
}

function row(page: Page, code: string): Locator {
  return page.getByRole('row').filter({ has: page.getByText(code, { exact: true }) })
}

/** Tab after Tab, as somebody without a mouse: what cannot be reached so fails. */
async function focus(page: Page, target: Locator): Promise<void> {
  await target.waitFor()
  for (let waits = 0; waits < 200 && !(await target.isEnabled()); waits += 1) await page.waitForTimeout(100)
  for (let tabs = 0; tabs < 400; tabs += 1) {
    if (await target.evaluate(element => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`the keyboard does not reach ${target}`)
}

async function press(page: Page, target: Locator): Promise<void> {
  await focus(page, target)
  await page.keyboard.press('Enter')
}

/** Tab stops at a group of choices once; within it the arrows choose. */
async function among(page: Page, target: Locator): Promise<void> {
  await focus(page, target.locator('xpath=ancestor::fieldset').locator('input:checked'))
  for (let moves = 0; moves < 10 && !(await target.isChecked()); moves += 1)
    await page.keyboard.press('ArrowRight')
  expect(await target.isChecked()).toBe(true)
}

async function type(page: Page, id: string, text: string): Promise<void> {
  await focus(page, page.locator(`#${id}`))
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type(text)
}

/** The first that is found by these letters. */
async function pick(page: Page, id: string, text: string): Promise<void> {
  await focus(page, page.locator(`#${id}`))
  await page.keyboard.type(text)
  await page.keyboard.press('Enter')
}

async function choose(page: Page, target: Locator, name: string, text: string): Promise<void> {
  const chooser: Promise<FileChooser> = page.waitForEvent('filechooser')
  await press(page, target)
  await (await chooser).setFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) })
}
