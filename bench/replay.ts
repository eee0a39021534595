// How fast published requests are walked through every post: many a statement beside the same walk one request a time, on
// the same server in the same run; and how long the desks take with them. REPLAY_FILE names a larger file than the fixture.
import { join } from 'node:path'
import { instant } from '../src/base/clock.ts'
import { type Door, openDoor } from '../src/base/db.ts'
import { verifyLog } from '../src/base/verify.ts'
import { wrongWithCase } from '../src/domains/cases/verifying.ts'
import { type Asked, bring, surveyed } from '../src/domains/intake/importing.ts'
import { copyCity } from '../test/database.ts'
import { compared, machine, print, type Result } from './report.ts'

const fixture = join(import.meta.dirname, '../test/fixtures/boston-311/requests.csv')
const atOnce = 1000

export async function bench(args: readonly string[]): Promise<void> {
  const url = process.env.BENCH_DATABASE_URL ?? process.env.TEST_DATABASE_URL
  if (url === undefined)
    throw new Error(
      'bench replay needs a PostgreSQL server on this machine: set BENCH_DATABASE_URL (or TEST_DATABASE_URL); the login must be able to create databases',
    )
  process.env.TEST_DATABASE_URL = url
  const isQuick = args.includes('--quick')
  const file = process.env.REPLAY_FILE ?? fixture
  const copy = await copyCity({ open: false })
  const door = openDoor({ connection: { connectionString: copy.env.DATABASE_URL } })
  try {
    const bulk: number[] = []
    const single: number[] = []
    let wrong = 0
    for (let round = 0; round < (isQuick ? 2 : 5); round += 1) {
      console.error(`round ${round + 1}`)
      const [first, second] = [`9904${10 + round}`, `9905${10 + round}`]
      const [ours, theirs] = [
        await walked(door, file, { code: first, batch: atOnce, limit: isQuick ? 2000 : 60_000 }),
        await walked(door, file, { code: second, batch: 1, limit: isQuick ? 150 : 2000 }),
      ]
      bulk.push(ours.rate)
      single.push(theirs.rate)
      wrong += ours.wrong + theirs.wrong
    }
    const what = { case: `requests walked, ${atOnce} a transaction`, peer: 'one request a transaction' }
    const results: Result[] = [compared({ ...what, unit: 'requests/s' }, bulk, single)]
    print({ bench: 'replay', machine: machine(), results, wrong })
  } finally {
    await door.close()
    await copy.remove()
  }
}

/** Requests a second of one import, without the founding of its district; and what its log and verdicts have wrong. */
async function walked(
  door: Door,
  file: string,
  { code, batch, limit }: { code: string; batch: number; limit: number },
): Promise<{ rate: number; wrong: number }> {
  const name = { zh: code, en: code }
  const district = { code, name, timeZone: 'America/New_York' }
  const asked: Asked = {
    ...{ file, district, batch, limit, attribution: 'City of Boston' },
    names: { unitLayer: name, edition: name },
    now: () => instant(Date.now()),
    say: () => {},
    tell: () => {},
  }
  const known = await surveyed(asked)
  const { brought, seconds, disagreements } = await bring(door, asked, known)
  const log = await verifyLog(work => door.within({ district: code, snapshot: true }, work), wrongWithCase)
  return { rate: brought / seconds, wrong: disagreements.length + log.broken.length }
}
