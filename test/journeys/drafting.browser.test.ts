// A layer's draft in Chromium: a grid is dropped by hand and found missing, brought back by the way back, halved and
// named by keyboard, what publishing will move is read, and it is published. mission: YC1, DC1
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { accessibilityFaults, hasBrowser, openBrowser, say } from '../browser.ts'
import { desk, type Stage } from '../hands.ts'
import { startCity } from '../server.ts'

let stage: Stage

const soon = { timeout: 60_000 }
const unit = { layer: 'unit' } as const

beforeAll(async () => {
  if (!hasBrowser) return
  stage = { browsing: await openBrowser(), city: await startCity() }
}, 240_000)

afterAll(async () => {
  await stage?.browsing.close()
  await stage?.city.close()
})

// mission: YC1
test.runIf(hasBrowser)(
  'a draft is broken, found wrong, mended by the way back, changed by keyboard and published',
  async () => {
    const ask = await stage.city.as('admin')
    const page = await gridsPage()
    await page.getByRole('button', { name: say('grids.draft_open') }).click()
    await page.getByRole('toolbar', { name: say('grids.tools') }).waitFor(soon)
    const { features } = await ask.grids.draft(unit)
    const [grid] = features
    if (!grid) throw new Error('the town has no grids')
    const { code } = grid.properties

    // Broken: the ground of a grid is nobody's now, and the page says so.
    await ask.grids.dropGrid({ ...unit, revision: 1, code })
    await page.reload()
    await page.getByText(say('grids.faults_blocking', { count: 1 })).waitFor(soon)
    expect(await page.getByRole('button', { name: say('grids.publish'), exact: true }).isDisabled()).toBe(
      true,
    )
    expect(await accessibilityFaults(page)).toEqual([])
    await page.keyboard.press('z')
    await page.getByText(say('grids.told.undo', { did: say('grids.did.drop') })).waitFor(soon)
    expect((await ask.grids.draft(unit)).features).toEqual(features)

    // Chosen in the list, halved without a mouse, with the figures before it is done.
    await page.keyboard.press('m')
    const row = page.locator('.twin-row', { hasText: code })
    await row.waitFor(soon)
    await row.focus()
    await page.keyboard.press('Enter')
    await page.keyboard.press('m')
    await page.locator('.grids-tool-chosen', { hasText: code }).waitFor(soon)
    await page.keyboard.press('x')
    await press(page, say('grids.halve_upright'))
    await page.locator('.grids-tool-figures', { hasText: '+' }).waitFor(soon)
    expect(await accessibilityFaults(page)).toEqual([])
    await press(page, say('grids.tool.split'))
    await page.getByText(say('grids.told.split')).waitFor(soon)
    await page.keyboard.press('v')
    await page.locator('#grids-name').fill('By the well')
    await page.keyboard.press('Enter')
    await page.getByText(say('grids.told.rename')).waitFor(soon)

    const moving = page.locator('.grids-moving')
    await moving.getByText(say('grids.moving_grids', { changed: 2, grids: 181 })).waitFor(soon)
    await moving.getByText(say('grids.moving_stay', { open: 0 })).waitFor(soon)
    await page.getByRole('button', { name: say('grids.publish'), exact: true }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: say('grids.publish'), exact: true }).click()
    await page.getByText(say('grids.published', { version: 2 })).waitFor(soon)
    const now = await ask.grids.layer(unit)
    expect(now.features).toHaveLength(181)
    expect(now.features.find(({ properties }) => properties.code === code)?.properties.name).toBe(
      'By the well',
    )
  },
  240_000,
)

async function press(page: Page, name: string): Promise<void> {
  const button = page.locator('.grids-tool').getByRole('button', { name, exact: true })
  await button.focus()
  await page.keyboard.press('Enter')
}

async function gridsPage(): Promise<Page> {
  const page = await (await stage.browsing.context(desk)).newPage()
  await page.goto(`${stage.city.url}/console/`)
  await page
    .locator('.demo-post', { hasText: say('role.administrator') })
    .first()
    .click()
  await page
    .locator('.demo-post')
    .first()
    .waitFor({ state: 'detached', ...soon })
  await page.goto(`${stage.city.url}/console/grids`)
  return page
}
