import { copyCity } from '../test/database.ts'
import { openDoor } from '../src/base/db.ts'
import { makeRoom, subscribe } from '../src/base/events.ts'
import { makeCases, staff, walkFor } from './step/walk.ts'
import { sql } from 'kysely'
import pg from 'pg'
subscribe('live', 'all')
const copy = await copyCity({ open: true })
const door = openDoor({ connection: { ...copy.connection, idleTimeoutMillis: 0 } })
await door.owner(tx => makeRoom(tx, new Date().toISOString()))
const who = await staff(door)
const walk = await makeCases(door, 6000)
await door.owner(tx => sql`analyze`.execute(tx))
// capture the statements
const orig = pg.Client.prototype.query
const seen = new Map()
pg.Client.prototype.query = function (q, ...r) { const t = typeof q === 'string' ? q : q.text; const e = seen.get(t) ?? { n: 0, values: q.values }; e.n++; e.values = q.values; seen.set(t, e); return orig.call(this, q, ...r) }
await walkFor(door, walk, who, { callers: 1, batch: 1, ms: 8000 })
for (const [t, e] of [...seen].sort((a, b) => b[1].n - a[1].n).slice(0, 12)) console.log(e.n, t.replace(/\s+/g, ' ').slice(0, 90))
pg.Client.prototype.query = orig
const move = [...seen].find(([t]) => t.includes('with taken as') && t.includes('held.state = any') && t.includes('starts_with'))
const client = new pg.Client({ connectionString: copy.env.DATABASE_URL })
await client.connect()
await client.query("begin; set local role gangmu_app; set local gangmu.district='990103'; set local gangmu.districts='990103'")
const { rows } = await client.query({ text: 'explain (analyze, buffers, timing on) ' + move[0], values: move[1].values })
console.log(rows.map(r => Object.values(r)[0]).join('\n'))
await client.query('rollback')
await client.end(); await door.close(); await copy.remove(); process.exit(0)
