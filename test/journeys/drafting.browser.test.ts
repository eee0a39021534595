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
    // One in the middle of the town: the list beside the map has what the map shows.
    const grid = features.find(({ properties }) => properties.code === '990103001002018')
    if (!grid) throw new Error('the town has no such grid')
    const { code } = grid.properties

    // Broken: the ground of a grid is nobody's now, and the page says so.
    await ask.grids.dropGrid({ ...unit, revision: 1, code })
    await page.reload()
    await page
      .locator('.grids-blocking', { hasText: say('grids.faults_blocking', { count: 1 }) })
      .waitFor(soon)
    expect(await page.getByRole('button', { name: say('grids.publish'), exact: true }).isDisabled()).toBe(
      true,
    )
    expect(await accessibilityFaults(page)).toEqual([])
    // Mended by one key, and both taken back one after the other.
    await page.keyboard.press('f')
    await page.locator('.grids-check .ant-btn-primary').first().waitFor(soon)
    await page.keyboard.press('Enter')
    await page.locator('.grids-blocking').waitFor({ state: 'detached', ...soon })
    expect(await ask.grids.faults(unit)).toMatchObject({ blocking: 0 })
    await page.keyboard.press('z')
    await page.locator('.grids-blocking').waitFor(soon)
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
    // The halves, and the neighbours that got the corner where the new border meets theirs.
    await moving.getByText(/^[2-4] \/ 181 /).waitFor(soon)
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
