// Looking into the database under a running server, beside it: what is stored must prove what was answered.
import { sql } from 'kysely'
import { type Door, openDoor, type Tx } from '../../src/base/db.ts'
import { attachEmbedded } from '../../src/base/embedded.ts'
import { district } from '../city.ts'
import type { RunningCity } from '../server.ts'

/** The database under a running server. */
export async function withDoor<T>(city: RunningCity, work: (door: Door) => Promise<T>): Promise<T> {
  const attached = city.env.DATABASE_URL ? undefined : await attachEmbedded(city.env.GANGMU_DATA ?? '')
  const door = openDoor({ connection: attached?.connection ?? { connectionString: city.env.DATABASE_URL } })
  try {
    return await work(door)
  } finally {
    await door.close()
    await attached?.close()
  }
}

export const read = <T>(door: Door, work: (tx: Tx) => Promise<T>): Promise<T> =>
  door.within({ district }, work)

/** Waits until every reaction to what happened is done. */
export async function settled(door: Door): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    const { rows } = await read(door, tx =>
      sql<{ left: number }>`select count(*)::integer as left from base.outbox`.execute(tx),
    )
    if (rows[0]?.left === 0) return
    await new Promise(resolve => setTimeout(resolve, 100))
  }
  throw new Error('reactions are still waiting after thirty seconds')
}
