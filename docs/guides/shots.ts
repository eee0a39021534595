// Every picture of the guides and of the README, made anew: `npm run shots` starts the fictional city on a fresh folder, lives
// two mornings in it and photographs one case on its way, in both languages. Needs Chromium, as the browser journeys do.
import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { openBrowser } from '../../test/browser.ts'
import { screens } from './camera.ts'
import { caseOnItsWay } from './case.ts'
import { pagesBeside } from './pages.ts'
import { accepted, calls, closed, dispatched, filed, finished, placesOf } from './story.ts'
import { openTown } from './town.ts'

const town = await openTown('2026-04-01T08:40:00+08:00')
const browsing = await openBrowser()
try {
  for (const name of await readdir(screens).catch(() => [])) {
    if (name.endsWith('.png')) await rm(join(screens, name))
  }
  console.log('The first morning')
  const inspectors = (await town.ask.identity.demoAccounts()).filter(({ role }) => role === 'inspector')
  for (const each of inspectors.slice(0, 8)) await (await town.signedIn(each)).supervision.beginDuty()
  const [hero, ...points] = await placesOf(town, 33)
  if (!hero) throw new Error('the city has no grids')
  const first = await calls(town, points.slice(0, 20), 7)
  // A few stay behind at every desk, to be late there.
  await accepted(town, first.slice(2))
  await filed(town, first.slice(4))
  const clerks = await dispatched(town, first.slice(6))
  for (const [at, id] of first.slice(6, 12).entries()) {
    const clerk = clerks.get(id)
    if (!clerk) continue
    await finished(clerk, id, 10 + at * 3)
    if (at < 4) await closed(town, id, 12 + at * 3, at === 2)
  }

  console.log('The second')
  await town.later('2026-04-02T08:28:00+08:00')
  const early = await calls(town, points.slice(20, 27), 40)
  await accepted(town, early.slice(0, 5))
  await filed(town, early.slice(0, 3))
  await town.later('2026-04-02T09:21:00+08:00')
  const fresh = await calls(town, points.slice(27), 60)
  await accepted(town, fresh.slice(0, 3))
  await filed(town, fresh.slice(0, 1))
  await caseOnItsWay(town, browsing, hero)
  await pagesBeside(town, browsing)
} finally {
  await browsing.close()
  await town.close()
}
