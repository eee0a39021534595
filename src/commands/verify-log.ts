// verify-log: reads every event again and says whether the record is as it was written.
import { instant } from '../base/clock.ts'
import type { Config } from '../base/config.ts'
import { verifyLog } from '../base/verify.ts'
import { wrongWithCase } from '../domains/cases/verifying.ts'
import { districts } from '../domains/regions/store.ts'
import { withDatabase } from './database.ts'

export async function verifyLogCommand(config: Config, [only]: readonly string[]): Promise<void> {
  await withDatabase(config, async door => {
    const known = await door.within({ district: '' }, districts)
    const chosen = known.filter(({ code }) => only === undefined || code === only)
    if (chosen.length === 0)
      throw new Error(only ? `This server does not keep district ${only}.` : 'There is no district yet.')
    for (const { code } of chosen) {
      const found = await verifyLog(
        work => door.within({ district: code, snapshot: true }, work),
        wrongWithCase,
      )
      console.log(
        `${code}: ${found.events} events of ${found.subjects} subjects, ${found.seals} seals, read ${instant(Date.now())}`,
      )
      if (found.broken.length === 0) console.log(`${code}: intact`)
      for (const line of found.broken.slice(0, 20)) console.log(`${code}: BROKEN ${line}`)
      if (found.broken.length > 20) console.log(`${code}: and ${found.broken.length - 20} more`)
      if (found.broken.length > 0) process.exitCode = 1
    }
  })
}
