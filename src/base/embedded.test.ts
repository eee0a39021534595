// The embedded database in its own process: one folder, opened, refused, killed and opened again. The tests
// build on each other, because each start takes seconds.
import { spawn } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { attachEmbedded, type Embedded, type EmbeddedState, openEmbedded } from './embedded.ts'
import { FolderInUse } from './lock.ts'

const place = mkdtempSync(path.join(os.tmpdir(), 'gangmu-embedded-'))
const folder = path.join(place, 'data')
const said: string[] = []
const note = (_: object, sentence: string) => void said.push(sentence)
const log = { info: note, warn: note, error: note }
const extra: string[] = []
let database: Embedded

beforeAll(async () => {
  // A first start that is cut off leaves half a data directory.
  const cutOff = openEmbedded(folder, { log }).catch((error: Error) => error.message)
  await until(() => existsSync(path.join(folder, 'pg.unfinished')))
  process.kill(JSON.parse(readFileSync(path.join(folder, 'lock.json'), 'utf8')).pid, 'SIGKILL')
  expect(await cutOff).toContain('ended before it was ready')
  mkdirSync(path.join(folder, 'pg'), { recursive: true })
  writeFileSync(path.join(folder, 'pg', 'PG_VERSION'), '18\n')
  database = await openEmbedded(folder, { log })
})

afterAll(async () => {
  await database?.close()
  for (const left of [place, ...extra]) rmSync(left, { recursive: true, force: true })
})

async function ask(of: Embedded, text: string, values: unknown[] = []): Promise<unknown[]> {
  const client = new pg.Client(of.connection)
  await client.connect()
  const { rows } = await client.query(text, values).finally(() => client.end())
  return rows
}

function alive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

function firstLine(input: Readable): Promise<string> {
  return new Promise(resolve => createInterface({ input }).once('line', resolve))
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await sleep(20)
}

test('an opened folder answers with PostGIS, also where an earlier first start was cut off', async () => {
  expect(database.state()).toBe('ready')
  expect(await ask(database, 'select st_x(st_point($1, 2)) as x', [7])).toEqual([{ x: 7 }])
  expect(existsSync(path.join(folder, 'pg.unfinished'))).toBe(false)
  await ask(database, 'create table kept (id int primary key)')
  await ask(database, 'insert into kept values ($1)', [1])
})

test.skipIf(process.platform === 'win32')('nobody else can read the folder or reach the socket', async () => {
  for (const name of ['.', 'pg', '.s.PGSQL.5432', 'wire.json', 'lock.json'])
    expect([name, statSync(path.join(folder, name)).mode & 0o077]).toEqual([name, 0])
})

test('a second server on the same folder is refused with the process that has it', async () => {
  const refusal = await openEmbedded(folder, { log, lockWaitMs: 300 }).catch((error: unknown) => error)
  expect(refusal).toBeInstanceOf(FolderInUse)
  if (!(refusal instanceof FolderInUse)) return
  expect(refusal.holder?.pid).toBe(database.childPid())
  expect(refusal.holder?.since).toMatch(/^\d{4}-\d\d-\d\dT/)
  expect(refusal.message).toContain(`in use by process ${database.childPid()}`)
  expect(refusal.message).toContain(`the server with process ${process.pid}`)
  expect(await ask(database, 'select id from kept')).toEqual([{ id: 1 }])
})

test('another process attaches to the running database, and nobody to one that does not run', async () => {
  const script = `
    import pg from '${import.meta.resolve('pg')}'
    import { attachEmbedded } from '${new URL('./embedded.ts', import.meta.url)}'
    const attached = await attachEmbedded(process.argv[1])
    const client = new pg.Client(attached.connection)
    await client.connect()
    await client.query('insert into kept values ($1)', [2])
    await client.end()
    await attached.close()
    console.log(JSON.stringify({ pid: attached.childPid(), state: attached.state() }))`
  const tool = spawn(process.execPath, ['--input-type=module', '-e', script, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  expect(JSON.parse(await firstLine(tool.stdout))).toEqual({ pid: database.childPid(), state: 'ready' })
  expect(await ask(database, 'select id from kept order by id')).toEqual([{ id: 1 }, { id: 2 }])
  expect(await attachEmbedded(path.join(place, 'nothing'))).toBeUndefined()
})

test('a killed child is started again with every committed row, and everyone learns of it', async () => {
  const attached = await attachEmbedded(folder)
  const seen: Array<[string, EmbeddedState]> = []
  database.onChange(state => seen.push(['owner', state]))
  attached?.onChange(state => seen.push(['attached', state]))
  const before = database.childPid()
  await ask(database, 'insert into kept values (3)')
  process.kill(before ?? 0, 'SIGKILL')
  await until(() => database.state() === 'down')
  await until(() => database.state() === 'ready' && seen.length === 4)
  expect(seen.filter(([who]) => who === 'owner').map(([, state]) => state)).toEqual(['down', 'ready'])
  expect(seen.filter(([who]) => who === 'attached').map(([, state]) => state)).toEqual(['down', 'ready'])
  expect(database.childPid()).not.toBe(before)
  expect(attached?.childPid()).toBe(database.childPid())
  expect(await ask(database, 'select id from kept order by id')).toEqual([{ id: 1 }, { id: 2 }, { id: 3 }])
  expect(said).toContain('the database process ended and is started again')
  await attached?.close()
})

test('a broken backend is replaced', async () => {
  const before = database.childPid()
  await expect(ask(database, "copy kept from program 'ls'")).rejects.toThrow('the database stopped')
  await until(() => database.state() === 'ready' && database.childPid() !== before)
  expect(await ask(database, 'select count(*)::int as n from kept')).toEqual([{ n: 3 }])
})

test('a closed database leaves the folder at once and answers nobody', async () => {
  const pid = database.childPid() ?? 0
  await database.close()
  expect(alive(pid)).toBe(false)
  expect(database.state()).toBe('down')
  expect(await attachEmbedded(folder)).toBeUndefined()
})

test('the child of a killed server leaves by itself, and the folder opens again under a long name', async () => {
  const script = `
    import { openEmbedded } from '${new URL('./embedded.ts', import.meta.url)}'
    const log = { info() {}, warn() {}, error() {} }
    const database = await openEmbedded(process.argv[1], { log })
    console.log(database.childPid())`
  const server = spawn(process.execPath, ['--input-type=module', '-e', script, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const orphan = Number(await firstLine(server.stdout))
  expect(alive(orphan)).toBe(true)
  server.kill('SIGKILL')
  await until(() => !alive(orphan))

  const long = path.join(place, 'a-folder-whose-name-goes-on-and-on-'.repeat(4))
  symlinkSync(folder, long)
  database = await openEmbedded(long, { log })
  if (database.connection.host.startsWith('/')) {
    extra.push(database.connection.host)
    expect(database.connection.host.length).toBeLessThan(90)
  }
  expect(JSON.parse(readFileSync(path.join(folder, 'wire.json'), 'utf8')).host).toBe(database.connection.host)
  expect(await ask(database, 'select id from kept order by id')).toEqual([{ id: 1 }, { id: 2 }, { id: 3 }])
})
