import { copyCity } from '../test/database.ts'
import { openDoor } from '../src/base/db.ts'
import { makeRoom, subscribe } from '../src/base/events.ts'
import { makeCases, staff, walkFor } from './step/walk.ts'
import { openRaw } from './step/raw.ts'
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { sql } from 'kysely'
import pg from 'pg'
subscribe('live', 'all')
const copy = await copyCity({ open: true })
const url = copy.env.DATABASE_URL
const door = openDoor({ connection: { ...copy.connection, idleTimeoutMillis: 0 } })
await door.owner(tx => makeRoom(tx, new Date().toISOString()))
const who = await staff(door)
const walk = await makeCases(door, 6000)
const raw = await openRaw(url, 6000)
await door.owner(tx => sql`analyze`.execute(tx))
const orig = pg.Client.prototype.query
let move
pg.Client.prototype.query = function (q, ...r) { if (typeof q !== 'string' && q.text.includes('with taken as')) move = { text: q.text, values: q.values }; return orig.call(this, q, ...r) }
await walkFor(door, walk, who, { callers: 1, batch: 1, ms: 500 })
pg.Client.prototype.query = orig
const id = move.values.find(v => walk.ids.includes(v))
const lit = v => typeof v === 'string' && v.startsWith('{"') ? `'${JSON.stringify(JSON.parse(v), null, 1).replaceAll('\n', ' ')}'` : v === null ? 'null' : Array.isArray(v) ? `'{${v.join(',')}}'` : typeof v === 'number' ? String(v) : typeof v === 'boolean' ? String(v) : `'${String(v).replaceAll("'", "''")}'`
const client = new pg.Client({ connectionString: url }); await client.connect()
await client.query(`create table public.numbered (n serial primary key, id uuid); create index on public.numbered(n); insert into public.numbered (id) select id from cases."case"; grant select on public.numbered to gangmu_app; analyze public.numbered; update cases."case" set state='accepted'`)
await client.query('vacuum analyze cases."case"')
let used = 0
const text = move.text.replace(/^\s*--.*$/gm, '').replace(/\$(\d+)/g, (_, n) => { const v = move.values[n - 1]; if (v === id) return `(select numbered.id from public.numbered where numbered.n = :n)`; if (Array.isArray(v) && v[0] === 'reported') return `'{accepted}'`; if (typeof v === 'string' && /^[0-9a-f]{8}-[0-9a-f]{4}-7/.test(v) && v !== who.post && v !== who.account && used++ === 0) return 'gen_random_uuid()'; return lit(v) }).replaceAll('\n', ' ')
const begin = `begin; set local role gangmu_app; set local gangmu.district = '990103'; set local gangmu.districts = '990103';`
const scripts = {
  raw: null,
  'stmt only, superuser': `\\set n random(1, 6000)\n${text};\n`,
  'stmt in begin/commit, superuser': `\\set n random(1, 6000)\nbegin;\n${text};\ncommit;\n`,
  'stmt in begin+role+set/commit': `\\set n random(1, 6000)\nbegin;\nset local role gangmu_app;\nset local gangmu.district = '990103';\nset local gangmu.districts = '990103';\n${text};\ncommit;\n`,
  'begin+role+set/commit only': `begin;\nset local role gangmu_app;\nset local gangmu.district = '990103';\nset local gangmu.districts = '990103';\nselect 1;\ncommit;\n`,
}
for (const clients of [1, 16]) for (const [name, script] of Object.entries(scripts)) {
  await client.query('truncate base.outbox, raw.outbox')
  if (!script) { console.log(clients, name, await raw.measure({ clients, batch: 1, ms: 3000 })); continue }
  writeFileSync('/tmp/s.sql', script)
  try {
  const out = execFileSync('/usr/lib/postgresql/15/bin/pgbench', ['--no-vacuum', '--protocol=prepared', `--client=${clients}`, `--jobs=${Math.min(2, clients)}`, '--time=3', '--file=/tmp/s.sql', url], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
  console.log(clients, name, out.match(/^tps = ([\d.]+)/m)[1])
  } catch (e) { console.log(name, String(e.stderr).slice(0, 400)) }
}
await client.end(); await door.close(); await copy.remove(); process.exit(0)
