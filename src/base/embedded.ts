// The embedded database as the server sees it: starts the child process, restarts it when it dies, and says
// where `pg` connects. Command-line tools attach to the database of a server that is already running.
import { type ChildProcess, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { lstatSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { FolderInUse, Holder } from './lock.ts'

export type EmbeddedState = 'ready' | 'down'
export type Embedded = {
  /** What `pg.Pool` and `pg.Client` take. The password is missing because none is asked. */
  connection: { host: string; port: number; user: string; database: string }
  state(): EmbeddedState
  /** Calls back at every change of state; the result unsubscribes. */
  onChange(listener: (state: EmbeddedState) => void): () => void
  childPid(): number | undefined
  close(): Promise<void>
}
export type Log = Record<'info' | 'warn' | 'error', (fields: object, sentence: string) => void>
export type EmbeddedOptions = {
  log: Log
  /** How long to wait for a process that is just leaving the folder. */
  lockWaitMs?: number
  idleInTransactionMs?: number
  /** A child that has not left so long after `close()` is killed; nothing acknowledged is lost by that. */
  closeMs?: number
}

export type ChildOrder = z.infer<typeof ChildOrder>
export const ChildOrder = z.object({
  folder: z.string(),
  listen: z.union([z.object({ path: z.string() }), z.object({ port: z.number(), host: z.string() })]),
  lockWaitMs: z.number(),
  idleInTransactionMs: z.number(),
})

export type ChildNews = z.infer<typeof ChildNews>
export const ChildNews = z.union([
  z.object({ ready: z.literal(true), port: z.number().optional() }),
  z.object({ refused: z.object({ sentence: z.string(), inUse: z.boolean(), holder: Holder.optional() }) }),
  z.object({ broken: z.string() }),
])

/** Opens the database in `folder`, made if missing. Throws FolderInUse when another process has it. */
export async function openEmbedded(folder: string, options: EmbeddedOptions): Promise<Embedded> {
  const { log, lockWaitMs = 5_000, idleInTransactionMs = 60_000, closeMs = 15_000 } = options
  const home = path.resolve(folder)
  mkdirSync(home, { recursive: true, mode: 0o700 })
  const connection = {
    ...LOGIN,
    ...(WINDOWS ? { host: '127.0.0.1', port: 0 } : { host: socketFolder(home), port: PORT }),
  }
  const current = changeable('down')
  let child: ChildProcess | undefined
  let again: NodeJS.Timeout | undefined
  let [opened, closing] = [false, false]
  let [failures, readyAt] = [0, 0]

  const start = () =>
    new Promise<void>((resolve, reject) => {
      // After a restart on Windows the port stays: the pool keeps its address.
      const listen = WINDOWS
        ? { host: connection.host, port: connection.port }
        : { path: socketFile(connection) }
      const order: ChildOrder = { folder: home, listen, lockWaitMs, idleInTransactionMs }
      const started = spawn(process.execPath, [CHILD, JSON.stringify(order)], {
        stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      })
      child = started
      let why = new Error('the database process ended before it was ready')
      const ended = (how: object) => {
        if (child !== started) return
        child = undefined
        if (current.state() === 'ready' && performance.now() - readyAt > 60_000) failures = 0
        current.become('down')
        reject(why)
        if (closing || !opened) return
        const waitMs = Math.min(100 * 2 ** failures, 10_000)
        failures += 1
        log.error({ ...how, waitMs }, 'the database process ended and is started again')
        again = setTimeout(() => start().catch(tellWhy), waitMs)
      }
      started.once('error', error => {
        why = error
        ended({})
      })
      started.once('exit', (code, signal) => ended({ code, signal }))
      started.on('message', message => {
        const news = ChildNews.parse(message)
        if ('broken' in news) log.error({ reason: news.broken }, 'the database broke')
        else if ('refused' in news) {
          const { inUse, holder, sentence } = news.refused
          why = inUse ? new FolderInUse(home, holder) : new Error(sentence)
        } else {
          if (WINDOWS) connection.port = news.port ?? 0
          writeWire(home, { ...connection, pid: started.pid ?? 0 })
          readyAt = performance.now()
          log.info({ pid: started.pid, folder: home }, 'the database is ready')
          current.become('ready')
          resolve()
        }
      })
      if (!started.stderr) return
      createInterface({ input: started.stderr }).on('line', line => {
        // Some Nodes call their SQLite experimental: no news for those who run a city.
        if (!/ExperimentalWarning: SQLite|--trace-warnings/.test(line))
          log.warn({ line }, 'the database process says')
      })
    })
  const tellWhy = (error: Error) => log.error({ reason: error.message }, 'the database process did not start')

  await start()
  opened = true
  return {
    connection,
    state: current.state,
    onChange: current.onChange,
    childPid: () => child?.pid,
    close: async () => {
      closing = true
      clearTimeout(again)
      const leaving = child
      if (leaving) {
        const gone = new Promise(resolve => leaving.once('exit', resolve))
        const late = setTimeout(() => leaving.kill('SIGKILL'), closeMs)
        if (leaving.connected) leaving.disconnect()
        await gone
        clearTimeout(late)
        rmSync(path.join(home, 'wire.json'), { force: true })
      }
    },
  }
}

/** The database that another process has open in `folder`; undefined when nobody answers there. */
export async function attachEmbedded(folder: string): Promise<Embedded | undefined> {
  const home = path.resolve(folder)
  let wire = readWire(home)
  let watched = wire && (await reach(wire))
  if (!wire || !watched) return undefined
  const { host, port, user, database } = wire
  const current = changeable('ready')
  let closed = false

  // An idle connection whose end is the news that the database is away.
  const watch = (socket: net.Socket) => {
    watched = socket
    socket.unref()
    socket.once('close', async () => {
      current.become('down')
      while (!closed) {
        await sleep(300, undefined, { ref: false })
        wire = readWire(home)
        const next = wire && !closed && (await reach(wire))
        if (!next) continue
        watch(next)
        current.become('ready')
        return
      }
    })
  }
  watch(watched)
  return {
    connection: { host, port, user, database },
    state: current.state,
    onChange: current.onChange,
    childPid: () => wire?.pid,
    close: async () => {
      closed = true
      watched?.destroy()
    },
  }
}

const WINDOWS = process.platform === 'win32'
const LOGIN = { user: 'postgres', database: 'postgres' }
const PORT = 5432 // only a part of the socket's name, as PostgreSQL clients build it
const CHILD = fileURLToPath(new URL('./pglite-child.ts', import.meta.url))
const Wire = z.object({
  host: z.string(),
  port: z.number(),
  user: z.string(),
  database: z.string(),
  pid: z.number(),
})

function socketFile(connection: { host: string; port: number }): string {
  return path.join(connection.host, `.s.PGSQL.${connection.port}`)
}

// The kernel limits the path of a socket to 107 bytes (103 on macOS): long folders use one under the
// temporary folder, which everybody can write, so it must be ours and closed to others.
function socketFolder(home: string): string {
  if (Buffer.byteLength(socketFile({ host: home, port: PORT })) <= 103) return home
  const short = path.join(
    os.tmpdir(),
    `gangmu-${createHash('sha256').update(home).digest('hex').slice(0, 16)}`,
  )
  mkdirSync(short, { recursive: true, mode: 0o700 })
  const facts = lstatSync(short)
  const ours = facts.isDirectory() && facts.uid === process.getuid?.() && (facts.mode & 0o077) === 0
  if (!ours) throw new Error(`${short} must be a folder of this user that nobody else can open: remove it`)
  return short
}

function writeWire(home: string, wire: z.infer<typeof Wire>): void {
  const file = path.join(home, 'wire.json')
  writeFileSync(`${file}.new`, `${JSON.stringify(wire)}\n`, { mode: 0o600 })
  renameSync(`${file}.new`, file)
}

function readWire(home: string): z.infer<typeof Wire> | undefined {
  try {
    return Wire.parse(JSON.parse(readFileSync(path.join(home, 'wire.json'), 'utf8')))
  } catch {
    return undefined // no server has ever run here, or it has left
  }
}

function reach(wire: { host: string; port: number }): Promise<net.Socket | undefined> {
  return new Promise(resolve => {
    const { host, port } = wire
    const socket = path.isAbsolute(host) ? net.connect(socketFile(wire)) : net.connect(port, host)
    socket.once('connect', () => resolve(socket))
    socket.on('error', () => resolve(undefined))
  })
}

function changeable(state: EmbeddedState) {
  const listeners = new Set<(state: EmbeddedState) => void>()
  return {
    state: () => state,
    become(next: EmbeddedState) {
      if (next === state) return
      state = next
      for (const listener of listeners) listener(next)
    },
    onChange(listener: (state: EmbeddedState) => void) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}
