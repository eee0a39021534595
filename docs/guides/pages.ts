// The pages beside the case: several cases at once, search, the map at night, all keys, the evaluator's figures, and what the
// administrator keeps.
import type { Browsing } from '../../test/browser.ts'
import { both, drawn, say, shoot, sit, sitAs } from './camera.ts'
import type { Town } from './town.ts'

export async function pagesBeside(town: Town, browsing: Browsing): Promise<void> {
  for (const language of both) {
    const start = await sit(town, browsing, { language })
    await start.goto(`${town.url}/console/`)
    await start.locator('.demo-post').first().waitFor()
    await shoot(start, 'sign-in', language)
    await start.context().close()

    const acceptor = await sitAs(town, browsing, 'acceptor', { language })
    await acceptor.goto(`${town.url}/console/cases`)
    await acceptor.locator('.queue-pick').nth(2).waitFor()
    for (const at of [0, 1, 2]) await acceptor.locator('.queue-pick').nth(at).click()
    await acceptor.keyboard.press('g')
    await drawn(acceptor)
    await shoot(acceptor, 'desk-bulk', language)
    await acceptor.keyboard.press('Escape')
    await acceptor.keyboard.press('?')
    await acceptor.getByRole('dialog').getByText(say(language, 'desks.key_search')).waitFor()
    await shoot(acceptor, 'keys', language)
    await acceptor.context().close()

    const leader = await sitAs(town, browsing, 'command_leader', { language, dark: true })
    await leader.goto(`${town.url}/console/cases`)
    await leader.locator('.queue-tabs button').nth(1).click()
    await leader.getByRole('option').first().click()
    await leader.locator('.case-head').waitFor()
    await drawn(leader)
    await shoot(leader, 'desk-command-night', language)
    await leader.goto(`${town.url}/console/map`)
    await drawn(leader)
    await shoot(leader, 'map-night', language)
    await leader.context().close()

    const evaluator = await sitAs(town, browsing, 'evaluator', { language })
    await evaluator.goto(`${town.url}/console/honesty`)
    await evaluator.locator('.tile').nth(3).waitFor()
    await evaluator.locator('.flag-table').waitFor()
    await shoot(evaluator, 'honesty', language)
    await evaluator.context().close()

    const admin = await sitAs(town, browsing, 'administrator', { language })
    for (const [path, name, ready] of [
      ['accounts', 'admin-accounts', 'table tbody tr'],
      ['departments?part=rules', 'admin-rules', 'table tbody tr'],
      ['catalogue', 'admin-catalogue', 'h1'],
      ['calendar', 'admin-calendar', '#calendar-from'],
    ] as const) {
      await admin.goto(`${town.url}/console/${path}`)
      await admin.locator(ready).first().waitFor({ timeout: 60_000 })
      await admin.waitForTimeout(1500)
      await shoot(admin, name, language)
    }
    await admin.context().close()
  }
}
