import { copyCity } from '../test/database.ts'
import { openDoor } from '../src/base/db.ts'
import { makeRoom, subscribe } from '../src/base/events.ts'
import { makeCases, staff, walkFor, wrongIn } from './step/walk.ts'
import { openRaw } from './step/raw.ts'
import { sql } from 'kysely'
subscribe('live', 'all')
const copy = await copyCity({ open: true })
const door = openDoor({ connection: { ...copy.connection, idleTimeoutMillis: 0 } })
await door.owner(tx => makeRoom(tx, new Date().toISOString()))
const who = await staff(door)
const walk = await makeCases(door, 6000)
const raw = await openRaw(copy.env.DATABASE_URL ?? '', 6000)
await door.owner(tx => sql`analyze`.execute(tx))
const ms = 3000
for (let i = 0; i < 3; i++) {
  await door.owner(tx => sql`truncate base.outbox, raw.outbox`.execute(tx))
  const cpu0 = process.cpuUsage()
  const ours = await walkFor(door, walk, who, { callers: 16, batch: 1, ms })
  const c = process.cpuUsage(cpu0)
  const theirs = await raw.measure({ clients: 16, batch: 1, ms })
  console.log({ ours, theirs, ratio: ours / theirs, nodeUsPerStep: (c.user + c.system) / (ours * ms / 1000) })
}
console.log('wrong', await wrongIn(door, [walk]))
await door.close()
await copy.remove()
process.exit(0)
