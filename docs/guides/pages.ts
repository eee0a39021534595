// The pages beside the case: several cases at once, the map at night, all keys, the evaluator's figures, and what the
// administrator keeps.
import type { Browsing } from '../../test/browser.ts'
import { drawn, say, shoot, shootBoth, sit, sitAs } from './camera.ts'
import type { Town } from './town.ts'

const language = 'zh'

export async function pagesBeside(town: Town, browsing: Browsing): Promise<void> {
  const start = await sit(town, browsing, { language })
  await start.goto(`${town.url}/console/`)
  await start.locator('.demo-post').first().waitFor()
  await shootBoth(start, 'sign-in')
  await start.context().close()

  const acceptor = await sitAs(town, browsing, 'acceptor', { language })
  await acceptor.goto(`${town.url}/console/cases`)
  await acceptor.locator('.queue-pick').nth(2).waitFor({ timeout: 90_000 })
  for (const at of [0, 1, 2]) await acceptor.locator('.queue-pick').nth(at).click()
  await acceptor.keyboard.press('g')
  await drawn(acceptor)
  await shootBoth(acceptor, 'desk-bulk')
  await acceptor.context().close()

  const keys = await sitAs(town, browsing, 'acceptor', { language })
  await keys.goto(`${town.url}/console/cases`)
  await drawn(keys)
  for (const each of ['zh', 'en'] as const) {
    if (each === 'en')
      await keys.getByRole('button', { name: say('zh', 'app.language'), exact: true }).click()
    await keys.getByText(say(each, 'desks.connected')).first().waitFor()
    await keys.keyboard.press('?')
    await keys.getByRole('dialog').getByText(say(each, 'desks.key_search')).waitFor()
    await shoot(keys, 'keys', each)
    await keys.keyboard.press('Escape')
    await keys.getByRole('dialog').waitFor({ state: 'detached' })
  }
  await keys.context().close()

  const leader = await sitAs(town, browsing, 'command_leader', { language, dark: true })
  await leader.goto(`${town.url}/console/cases?queue=late`)
  await leader.getByRole('option').first().click({ timeout: 90_000 })
  await leader.locator('.case-head').waitFor()
  await drawn(leader)
  await shootBoth(leader, 'desk-command-night')
  await leader.context().close()

  const map = await sitAs(town, browsing, 'command_leader', { language, dark: true })
  await map.goto(`${town.url}/console/map`)
  await drawn(map)
  await shootBoth(map, 'map-night')
  await map.context().close()

  const evaluator = await sitAs(town, browsing, 'evaluator', { language })
  await evaluator.goto(`${town.url}/console/honesty`)
  await evaluator.locator('.flag-table').waitFor({ timeout: 90_000 })
  await shootBoth(evaluator, 'honesty')
  await evaluator.context().close()

  for (const [path, name, ready] of [
    ['accounts', 'admin-accounts', 'table tbody tr'],
    ['departments?part=rules', 'admin-rules', 'table tbody tr'],
    ['catalogue', 'admin-catalogue', 'h1'],
    ['calendar', 'admin-calendar', '#calendar-from'],
  ] as const) {
    const admin = await sitAs(town, browsing, 'administrator', { language })
    await admin.goto(`${town.url}/console/${path}`)
    await admin.locator(ready).first().waitFor({ timeout: 90_000 })
    await admin.waitForTimeout(2000)
    await shootBoth(admin, name)
    await admin.context().close()
  }
}
