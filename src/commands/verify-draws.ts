// verify-draws: draws every inspector again from the event log, and says whether the lots fell as they are recorded.
import { instant } from '../base/clock.ts'
import type { Config } from '../base/config.ts'
import { districts } from '../domains/regions/store.ts'
import { verifyDraws } from '../domains/supervision/verifying.ts'
import { withDatabase } from './database.ts'

export async function verifyDrawsCommand(config: Config, [only]: readonly string[]): Promise<void> {
  await withDatabase(config, async door => {
    const known = await door.within({ district: '' }, districts)
    const chosen = known.filter(({ code }) => only === undefined || code === only)
    if (chosen.length === 0)
      throw new Error(only ? `This server does not keep district ${only}.` : 'There is no district yet.')
    for (const { code } of chosen) {
      const found = await verifyDraws(work => door.within({ district: code, snapshot: true }, work))
      const { cases, draws, closings, before, imported, chosen: again, waiting, broken } = found
      console.log(
        `${code}: ${draws} draws of ${cases} cases, ${closings} closings of which ${again} are to be looked at again, read ${instant(Date.now())}`,
      )
      if (before > 0) console.log(`${code}: ${before} closings are from before draws were recorded`)
      if (imported > 0)
        console.log(`${code}: ${imported} closings were imported: nobody was drawn for them here`)
      if (waiting.length > 0)
        console.log(
          `${code}: ${waiting.length} wait for a second inspector: ${waiting.slice(0, 10).join(', ')}${waiting.length > 10 ? ' …' : ''}`,
        )
      if (broken.length === 0) console.log(`${code}: every draw fits`)
      for (const line of broken.slice(0, 20)) console.log(`${code}: WRONG ${line}`)
      if (broken.length > 20) console.log(`${code}: and ${broken.length - 20} more`)
      if (broken.length > 0) process.exitCode = 1
    }
  })
}
