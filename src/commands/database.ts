// The database for a command: the given PostgreSQL, the embedded one of a running server, or the embedded
// one opened for the command alone.
import { resolve } from 'node:path'
import type { Config } from '../base/config.ts'
import { type Door, openDoor } from '../base/db.ts'
import { attachEmbedded, openEmbedded } from '../base/embedded.ts'
import { openLog } from '../base/log.ts'
import { migrate } from '../base/migrations.ts'

const longestMs = 24 * 3_600_000

export async function withDatabase(config: Config, work: (door: Door) => Promise<void>): Promise<void> {
  const folder = resolve(config.data)
  const embedded = config.databaseUrl
    ? undefined
    : ((await attachEmbedded(folder)) ?? (await openEmbedded(folder, { log: openLog('error') })))
  const connection = embedded?.connection ?? { connectionString: config.databaseUrl }
  try {
    await migrate(connection)
    const door = openDoor({ connection, longestMs })
    try {
      await work(door)
    } finally {
      await door.close()
    }
  } finally {
    await embedded?.close()
  }
}
