// Every picture of the guides and of the README, made anew: `npm run shots` starts the fictional city on a fresh folder, lives
// two mornings in it and photographs one case on its way, in both languages. Needs Chromium, as the browser journeys do.
import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { openBrowser } from '../../test/browser.ts'
import { screens } from './camera.ts'
import { caseOnItsWay } from './case.ts'
import { pagesBeside } from './pages.ts'
import { calls, closed, dispatched, filed, finished, placesOf } from './story.ts'
import { openTown } from './town.ts'

const town = await openTown('2026-04-01T08:40:00+08:00')
const browsing = await openBrowser()
try {
  for (const name of await readdir(screens).catch(() => [])) {
    if (name.endsWith('.png')) await rm(join(screens, name))
  }
  console.log('The first morning')
  const inspector = await town.as('inspector')
  await inspector.supervision.beginDuty()
  const points = await placesOf(town, 34)
  const [hero, ...others] = points
  if (!hero) throw new Error('the city has no grids')
  const ids = await calls(town, others)
  const [done, sent, onlyFiled] = [ids.slice(0, 5), ids.slice(5, 14), ids.slice(14, 19)]
  await filed(town, [...done, ...sent, ...onlyFiled])
  const clerks = await dispatched(town, [...done, ...sent])
  for (const [at, id] of done.entries()) {
    const clerk = clerks.get(id)
    if (!clerk) continue
    await finished(clerk, id, 10 + at * 3)
    // The last two wait to be passed on.
    if (at < 3) await closed(town, id, 12 + at * 3, at === 2)
  }

  console.log('The second')
  await town.later('2026-04-02T09:05:00+08:00')
  const fresh = await calls(town, others.slice(0, 4).map(shifted))
  await filed(town, fresh.slice(0, 2))
  await caseOnItsWay(town, browsing, hero)
  await pagesBeside(town, browsing)
} finally {
  await browsing.close()
  await town.close()
}

/** A little further along the street. */
function shifted({ longitude, latitude }: { longitude: number; latitude: number }) {
  return { longitude: longitude + 0.0002, latitude: latitude + 0.0001 }
}
