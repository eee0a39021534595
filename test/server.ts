// A real server on a copy of the prepared city: a process with a port, to be killed, restarted, and visited
// by browsers. What tests through `inCity` cannot show (connections, restarts, live streams) is shown here.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { createORPCClient } from '@orpc/client'
import { OpenAPILink } from '@orpc/openapi-client/fetch'
import { contract } from '../src/contract.ts'
import { demoPassword } from '../src/domains/identity/demo.ts'
import type { Client, Login } from './city.ts'
import { copyCity, emptyCity, type PreparedCopy } from './database.ts'

export interface RunningCity {
  url: string
  ask: Client
  /** What the last start printed until it was ready. */
  said(): string
  as(login: Login | (string & {})): Promise<Client>
  /** Ends the process at once, as a power cut would. */
  kill(): Promise<void>
  /** Starts again on the same data, at the same address. */
  restart(): Promise<void>
  pid(): number
  env: Readonly<Record<string, string>>
  close(): Promise<void>
}

const root = join(import.meta.dirname, '..')

export async function startCity(settings: Readonly<Record<string, string>> = {}): Promise<RunningCity> {
  return startOn(await copyCity({ open: false }), settings)
}

/** A first start, on an empty database, with these words after `start`. */
export async function startEmpty(...words: string[]): Promise<RunningCity> {
  return startOn(await emptyCity(), {}, words)
}

async function startOn(
  copy: Pick<PreparedCopy, 'env' | 'remove'>,
  settings: Readonly<Record<string, string>>,
  words: readonly string[] = [],
): Promise<RunningCity> {
  const env = { ...copy.env, GANGMU_LOG: 'error', ...settings }
  let running = await launch({ ...env, PORT: '0' }, words)
  const { url } = running
  const clientWith = (headers: Record<string, string>): Client =>
    createORPCClient(new OpenAPILink(contract, { url: `${url}/api`, headers }))
  return {
    url,
    env,
    ask: clientWith({}),
    said: () => running.said,
    as: async login => {
      const { token } = await clientWith({}).identity.signIn({
        login: `demo.${login}`,
        password: demoPassword,
        carry: 'bearer',
      })
      return clientWith({ authorization: `Bearer ${token}` })
    },
    kill: () => end(running.process, 'SIGKILL'),
    restart: async () => {
      running = await launch({ ...env, PORT: new URL(url).port }, words)
    },
    pid: () => running.process.pid ?? 0,
    close: async () => {
      await end(running.process, 'SIGTERM')
      await copy.remove()
    },
  }
}

/** Runs a command of the command line on the same data and gives what it printed; `input` is what one types. */
export async function command(
  env: Readonly<Record<string, string>>,
  ...words: (string | { input: string })[]
): Promise<{ code: number | null; said: string }> {
  const args = words.filter(word => typeof word === 'string')
  const child = spawn(process.execPath, ['gangmu.mjs', ...args], {
    cwd: root,
    env: { ...process.env, NODE_ENV: undefined, ...env },
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', data => {
      said += data
    })
  }
  child.stdin.end(words.flatMap(word => (typeof word === 'string' ? [] : [word.input])).join(''))
  const [code] = await once(child, 'close')
  return { code, said }
}

async function launch(
  env: Record<string, string>,
  words: readonly string[],
): Promise<{ process: ChildProcess; url: string; said: string }> {
  const child = spawn(process.execPath, ['gangmu.mjs', 'start', ...words], {
    cwd: root,
    // Not the test runner's own NODE_ENV: this is the server as people run it.
    env: { ...process.env, NODE_ENV: undefined, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  child.stderr.on('data', data => {
    said += data
  })
  for await (const line of createInterface({ input: child.stdout })) {
    said += `${line}\n`
    const url = line.match(/^Ready: (\S+)/)?.[1]
    if (url) {
      child.stdout.resume()
      return { process: child, url, said }
    }
  }
  throw new Error(`the server did not start:\n${said}`)
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const left = once(child, 'exit')
  child.kill(signal)
  await left
}
