// Work that is due by the clock, not by a request: sealing the log, making room, forgetting. pg-boss keeps
// the timetable in the database, so that of several server processes exactly one does each turn.

import { PgBoss } from 'pg-boss'
import type { Logger } from 'pino'
import type { Instant } from './clock.ts'
import type { Door } from './db.ts'

export interface Chore {
  /** Lower-case words joined by dashes. */
  name: string
  /** Five-field cron expression, UTC. */
  cron: string
  work: () => Promise<void>
  /**
   * When the first thing comes up that it would find, as far as can be known: for whoever moves the clock himself and
   * need not ask at every minute in between. The timetable does not look at it.
   */
  first?: () => Promise<Instant | undefined>
}

export interface Jobs {
  stop(): Promise<void>
}

export async function openJobs(door: Door, log: Logger, chores: readonly Chore[]): Promise<Jobs> {
  const boss = new PgBoss({ db: { executeSql: (text, values) => door.foreign(text, values) } })
  boss.on('error', error => log.warn({ err: error }, 'job timetable'))
  await boss.start()
  for (const { name, cron, work } of chores) {
    await boss.createQueue(name, { policy: 'singleton', retryLimit: 3 })
    await boss.work(name, async () => {
      await work()
      log.debug({ chore: name }, 'chore done')
    })
    await boss.schedule(name, cron)
  }
  return { stop: () => boss.stop({ graceful: true, timeout: 5000 }) }
}
