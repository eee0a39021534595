// The wire server against `pg`, the client the whole program uses; one PGlite for all tests of this file.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { PGLiteSocketServer } from '@electric-sql/pglite-socket'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { serveWire, type Wire, type WireDatabase, type WireOptions } from './pglite.ts'

const folder = mkdtempSync(path.join(os.tmpdir(), 'gangmu-wire-'))
const at = { host: folder, port: 5432, user: 'postgres', database: 'postgres' }
let db: PGlite
let wire: Wire
let pool: pg.Pool

beforeAll(async () => {
  db = new PGlite()
  await db.waitReady
  wire = await serveWire(db, { path: path.join(folder, '.s.PGSQL.5432') })
  pool = new pg.Pool({ ...at, max: 10 })
  await pool.query(`
    create table thing (id int primary key, worth int not null check (worth >= 0));
    create table owned (district text not null, id int not null, primary key (district, id));
    insert into owned values ('110101', 1), ('110101', 2), ('110102', 3);
    alter table owned enable row level security;
    create policy read on owned using (district = current_setting('x.district', true));
    create role clerk;
    grant select on owned to clerk;
  `)
})

afterAll(async () => {
  await pool?.end()
  await wire?.close()
  await db?.close()
  rmSync(folder, { recursive: true, force: true })
})

/** Another server in a folder of its own, beside the one all tests share. */
async function serveBeside(name: string, backend: WireDatabase, options: WireOptions) {
  const host = path.join(folder, name)
  mkdirSync(host)
  const other = await serveWire(backend, { path: path.join(host, '.s.PGSQL.5432') }, options)
  return { host, close: other.close }
}

async function connected(config: pg.ClientConfig = at): Promise<pg.Client> {
  const client = new pg.Client(config)
  client.on('error', () => {}) // some tests lose their connection on purpose
  await client.connect()
  return client
}

/** Refused statements between questions, each sent when the one before has ended; returns what went wrong. */
async function refusalsBetweenQuestions(config: pg.ClientConfig): Promise<string[]> {
  const wrong: string[] = []
  const client = new pg.Client({ ...config, query_timeout: 5_000 })
  client.on('error', error => wrong.push(`connection: ${error.message}`))
  await client.connect()
  for (const round of [1, 2, 3]) {
    // The client's own queue sends the next one at ReadyForQuery: one too many, and the pairing is off.
    const refusal = client.query('select 10 / $1::int', ['0']).catch(error => error)
    const asked = (n: number) => client.query('select $1::int as n', [n]).catch(error => error)
    const answers = [asked(round), asked(round + 10)]
    if ((await refusal)?.code !== '22012') wrong.push(`round ${round}: the refusal came as ${await refusal}`)
    for (const [at, answer] of (await Promise.all(answers)).entries()) {
      const [n, got] = [round + at * 10, answer?.rows?.[0]?.n]
      if (got !== n) wrong.push(`round ${round}: asked ${n}, got ${got ?? answer}`)
    }
  }
  await Promise.race([client.end(), new Promise(resolve => setTimeout(resolve, 500))])
  return wrong
}

test('after a refused statement with parameters the stock server gives wrong answers and ours does not', async () => {
  const host = path.join(folder, 'stock')
  mkdirSync(host)
  const stock = new PGLiteSocketServer({ db, path: path.join(host, '.s.PGSQL.5432'), maxConnections: 10 })
  await stock.start()
  const withStock = await refusalsBetweenQuestions({ ...at, host })
  await stock.stop()
  expect(withStock.join('\n')).toMatch(/asked \d+, got/)
  expect(await refusalsBetweenQuestions(at)).toEqual([])
})

// Eleven error shapes: the statement, its parameters, the code it must be refused with.
const refused: Array<[string, unknown[], string]> = [
  ['selec $1', [1], '42601'],
  ['selec 1', [], '42601'],
  ['select nothing from thing where id = $1', [1], '42703'],
  ['select * from no_such_table', [], '42P01'],
  ['insert into thing values ($1, 1), ($1, 1)', [-1], '23505'],
  ['insert into thing values ($1, -1)', [-2], '23514'],
  ['insert into thing values ($1, null)', [-3], '23502'],
  ['select 1 / $1::int', [0], '22012'],
  ['select $1::int', ['twelve'], '22P02'],
  ["do $$ begin raise exception 'no' using errcode = 'P0099'; end $$", [], 'P0099'],
  ['select 1; select 1 / 0; select 2', [], '22012'],
]

test('two thousand mixed operations over ten connections bring no wrong answer', async () => {
  const wrong: string[] = []
  const kept = new Map<number, number>()
  let operations = 0

  async function check(what: string, holds: Promise<boolean | string>): Promise<void> {
    operations += 1
    const right = await holds.catch((error: unknown) => String(error))
    if (right !== true) wrong.push(`${what}: ${right}`)
  }
  const refusedWith = (by: pg.Pool | pg.PoolClient, text: string, values: unknown[], code: string) =>
    by.query(text, values).then(
      () => false,
      error => error.code === code || `refused with ${error.code} ${error.message}`,
    )
  const echoes = async (by: pg.Pool | pg.PoolClient, n: number) =>
    (await by.query('select $1::int + 1 as n, $2::text as t', [n, `x${n}`])).rows.every(
      row => row.n === n + 1 && row.t === `x${n}`,
    )

  async function worker(number: number): Promise<void> {
    for (let step = 0; step < 50; step += 1) {
      const id = number * 1_000 + step
      const [text, values, code] = refused[(number + step) % refused.length] ?? ['selec', [], '42601']
      await check('echo', echoes(pool, id))
      await check(text, refusedWith(pool, text, values, code))
      await check('echo after refusal', echoes(pool, id + 7))

      const client = await pool.connect()
      await client.query(step % 2 ? 'begin' : 'begin; set local statement_timeout = 0')
      const inserted = client.query('insert into thing values ($1, $2)', [id, step])
      await check(
        'insert',
        inserted.then(result => result.rowCount === 1),
      )
      if (step % 3 === 0) {
        await client.query('savepoint here')
        await check(`${text} at savepoint`, refusedWith(client, text, values, code))
        await check('failed transaction', refusedWith(client, 'select $1::int', [1], '25P02'))
        await client.query('rollback to savepoint here')
        await check('echo after savepoint', echoes(client, id))
      }
      if (step % 4 === 0) {
        await check(`${text} in transaction`, refusedWith(client, text, values, code))
        await check('failed transaction', refusedWith(client, 'select 1', [], '25P02'))
        await client.query('commit') // becomes a rollback
      } else await client.query(step % 4 === 1 ? 'rollback' : 'commit')
      if (step % 4 > 1) kept.set(id, step)
      client.release()
    }
  }
  await Promise.all(Array.from({ length: 10 }, (_, number) => worker(number + 1)))

  const { rows } = await pool.query<{ id: number; worth: number }>('select id, worth from thing order by id')
  expect(wrong).toEqual([])
  expect(operations).toBeGreaterThan(2_000)
  expect(rows).toEqual([...kept].map(([id, worth]) => ({ id, worth })).sort((a, b) => a.id - b.id))
})

test('a notification reaches every connection that listens and no other, also after one of them stops', async () => {
  const [first, second, deaf] = await Promise.all([connected(), connected(), connected()])
  const heard: string[] = []
  first.on('notification', ({ channel, payload }) => heard.push(`first ${channel} ${payload}`))
  second.on('notification', ({ channel, payload }) => heard.push(`second ${channel} ${payload}`))
  deaf.on('notification', () => heard.push('deaf'))
  await first.query('listen news')
  await second.query('listen news; listen "Other News"')
  await pool.query("select pg_notify('news', $1)", ['one'])
  await pool.query('notify "Other News", \'two\'')
  await first.query('unlisten news')
  await pool.query("begin; notify news, 'three'; commit")
  await second.query("notify news, 'myself'")
  await Promise.all([first.query('select 1'), second.query('select 1'), deaf.query('select 1')])
  expect(heard.sort()).toEqual([
    'first news one',
    'second Other News two',
    'second news myself',
    'second news one',
    'second news three',
  ])
  await Promise.all([first.end(), second.end(), deaf.end()])
})

test('a client that dies inside a transaction, a failed one or a failed pipeline is rolled back', async () => {
  const [dying, failed, other] = await Promise.all([connected(), connected(), raw()])
  await dying.query('begin; insert into thing values (500001, 1)')
  const waiting = pool.query('select count(*)::int as n from thing where id = 500001')
  cut(dying)
  expect((await waiting).rows).toEqual([{ n: 0 }])
  await failed.query('begin')
  await expect(failed.query('select 1 / $1::int', [0])).rejects.toThrow('division by zero')
  cut(failed)
  other.write(startup, message('P', '\0selec\0\0\0'), message('H'))
  await other.until('E')
  other.socket.destroy()
  expect((await pool.query('select $1::int as n', [3])).rows).toEqual([{ n: 3 }])
})

test('copy from stdin is refused in both protocols and the database lives on', async () => {
  const extended = { text: 'copy thing from stdin', queryMode: 'extended' }
  await expect(pool.query('copy thing from stdin')).rejects.toThrow('takes no copy from stdin')
  await expect(pool.query(extended)).rejects.toThrow('takes no copy')
  await expect(pool.query('insert into thing values (600001, 1); copy thing from stdin')).rejects.toThrow()
  const { rows } = await pool.query('select count(*)::int as n from thing where id = 600001')
  expect(rows).toEqual([{ n: 0 }])
  const client = await raw()
  client.write(startup, message('d', 'x'), message('c'), message('Q', 'select 7 as n\0'))
  await client.until('C')
  client.socket.destroy()
})

test('flush answers at once, and the connection keeps the turn until it syncs', async () => {
  const client = await raw()
  client.write(startup, message('P', '\0select 41 + 1\0\0\0'), message('B', '\0'.repeat(8)), message('H'))
  await client.until('2')
  const other = pool.query('select $1::int as n', [5])
  client.write(message('E', '\0\0\0\0\0'), message('S'))
  await client.until('C')
  expect(client.received()).toContain('42')
  expect((await other).rows).toEqual([{ n: 5 }])
  client.socket.destroy()
})

test('a cut-up and a large message arrive whole', async () => {
  const client = await raw()
  const bytes = Buffer.concat([startup, message('Q', "select 'piecemeal'\0")])
  for (const byte of bytes) client.write(Buffer.of(byte))
  await client.until('C')
  expect(client.received()).toContain('piecemeal')
  client.socket.destroy()
  const large = 'x'.repeat(20_000_000)
  const { rows } = await pool.query('select length($1) as n, $1 as back', [large])
  expect(rows[0].n).toBe(large.length)
  expect(rows[0].back === large).toBe(true)
})

test('encryption is declined, nonsense, too much and named statements end the connection', async () => {
  const polite = await raw()
  polite.write(Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]))
  await polite.until('N')
  polite.socket.destroy()
  for (const [bytes, sentence] of [
    [Buffer.from('GET / HTTP/1.1\r\n\r\n'), 'no PostgreSQL client'],
    [Buffer.concat([startup, message('z')]), 'not understood'],
    [Buffer.concat([startup, Buffer.from([81, 127, 0, 0, 0])]), 'bytes in one statement'],
    [Buffer.concat([startup, message('P', 'name\0select 1\0\0\0')]), 'named statements'],
  ] as const) {
    const client = await raw()
    client.write(bytes)
    await client.ended
    expect(client.received()).toContain(sentence)
  }
})

test('a client that says nothing inside a transaction is let go', async () => {
  const beside = await serveBeside('impatient', db, { idleInTransactionMs: 200 })
  const silent = await connected({ ...at, host: beside.host })
  const farewell = new Promise<Error>(resolve => silent.once('error', resolve))
  await silent.query('begin; insert into thing values (700001, 1)')
  const other = await connected({ ...at, host: beside.host })
  const { rows } = await other.query('select count(*)::int as n from thing where id = 700001')
  expect(rows).toEqual([{ n: 0 }])
  expect(await farewell).toMatchObject({ code: '25P03' })
  await other.end()
  await beside.close()
})

test('role and setting in one simple query hold for the transaction only, and the policies obey them', async () => {
  const client = await connected()
  await client.query("begin; set local role clerk; set local x.district = '110101'")
  const seen = await client.query('select id from owned where id > $1 order by id', [0])
  const forbidden = client.query('insert into owned values ($1, 9)', ['110101'])
  await expect(forbidden).rejects.toMatchObject({ code: '42501' })
  await client.query('rollback')
  expect(seen.rows).toEqual([{ id: 1 }, { id: 2 }])
  const after = await client.query(
    "select current_user::text as who, current_setting('x.district') as district",
  )
  expect(after.rows).toEqual([{ who: 'postgres', district: '' }])
  await client.end()
})

test('what a client asked before it said goodbye is still done', async () => {
  const hasty = await raw()
  hasty.write(startup, message('Q', 'insert into thing values (800001, 1)\0'), message('X'))
  await hasty.ended
  const { rows } = await pool.query('select count(*)::int as n from thing where id = 800001')
  expect(rows).toEqual([{ n: 1 }])
})

test('a backend that is lost is reported once, and the client is told instead of waiting for ever', async () => {
  const lost: string[] = []
  const mute: WireDatabase = {
    runExclusive: run => run(),
    isInTransaction: () => false,
    execProtocolRawStream: async () => {},
  }
  const beside = await serveBeside('doomed', mute, { onBroken: reason => lost.push(reason) })
  const client = await raw(beside.host)
  client.write(startup, message('Q', 'select 1\0'))
  await client.ended
  expect(client.received()).toContain('the database stopped')
  expect(lost).toHaveLength(1)
  await beside.close()
})

// Without a farewell, as a process that is killed.
function cut(client: pg.Client): void {
  const { stream } = client.connection
  if (stream instanceof net.Socket) stream.destroy()
}

const startup = Buffer.from('\0\0\0\x17\0\x03\0\0user\0postgres\0\0', 'latin1')

function message(kind: string, body = ''): Buffer {
  const bytes = Buffer.from(`${kind}\0\0\0\0${body}`)
  bytes.writeInt32BE(bytes.length - 1, 1)
  return bytes
}

/** A client that speaks bytes. `until` waits for a message of a kind, after the greeting. */
async function raw(host = folder) {
  const socket = net.connect(path.join(host, '.s.PGSQL.5432'))
  let all = Buffer.alloc(0)
  let look = () => {}
  socket.on('data', data => {
    all = Buffer.concat([all, data])
    look()
  })
  const ended = new Promise<void>(resolve => socket.once('close', () => resolve()))
  await new Promise(resolve => socket.once('connect', resolve))
  function has(kind: string): boolean {
    let kinds = all[0] === 78 ? 'N' : ''
    for (let at = kinds.length; at + 5 <= all.length; at += 1 + all.readInt32BE(at + 1))
      kinds += String.fromCharCode(all[at] ?? 0)
    return kinds.replace(/^RS+KZ/, '').includes(kind)
  }
  async function until(kind: string): Promise<void> {
    while (!has(kind)) await new Promise<void>(resolve => (look = resolve))
  }
  return {
    socket,
    ended,
    until,
    write: (...messages: Buffer[]) => socket.write(Buffer.concat(messages)),
    received: () => all.toString(),
  }
}
