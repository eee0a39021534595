// The fictional city as somebody new meets it: a server of its own on a fresh folder, started at a stated time, and a client
// for each post that its sign-in page offers. Knows no code of the city: it asks.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { createORPCClient } from '@orpc/client'
import type { ContractRouterClient } from '@orpc/contract'
import { OpenAPILink } from '@orpc/openapi-client/fetch'
import { contract } from '../../src/contract.ts'
import type { Role } from '../../src/domains/identity/rules.ts'

export type Client = ContractRouterClient<typeof contract>

export interface Town {
  url: string
  ask: Client
  /** The time there, which began where it was told to. */
  now(): Date
  /** Who holds a post; `nth` where there are several. */
  account(role: Role, nth?: number): Promise<{ login: string; password: string; name: string }>
  as(role: Role, nth?: number): Promise<Client>
  /** Whoever signs in with this name. */
  signedIn(account: { login: string; password: string }): Promise<Client>
  /** Stops the server and starts it at a later time on what is there. */
  later(time: string): Promise<void>
  close(): Promise<void>
}

const root = join(import.meta.dirname, '../..')

export async function openTown(time: string): Promise<Town> {
  const folder = await mkdtemp(join(tmpdir(), 'gangmu-guides-'))
  const settings = (at: string): Record<string, string> => ({
    GANGMU_DATA: folder,
    GANGMU_LOG: 'error',
    GANGMU_NOW: at,
    GANGMU_DEMO: 'on',
    DATABASE_URL: '',
    GANGMU_SMTP_URL: '',
    GANGMU_S3_BUCKET: '',
    GANGMU_ORIGIN: '',
  })
  let running = await launch({ ...settings(time), PORT: '0' })
  let began = { there: Date.parse(time), here: Date.now() }
  const { url } = running
  const clientWith = (headers: Record<string, string>): Client =>
    createORPCClient(new OpenAPILink(contract, { url: `${url}/api`, headers }))
  const ask = clientWith({})
  const accounts = ask.identity.demoAccounts()
  const account: Town['account'] = async (role, nth = 0) => {
    const found = (await accounts).filter(each => each.role === role)[nth]
    if (!found) throw new Error(`the city offers no post of ${role} (${nth + 1})`)
    return found
  }
  const known = new Map<string, Promise<Client>>()
  const enter = async ({ login, password }: Parameters<Town['signedIn']>[0]): Promise<Client> => {
    const { token } = await ask.identity.signIn({ login, password, carry: 'bearer' })
    return clientWith({ authorization: `Bearer ${token}` })
  }
  const signedIn: Town['signedIn'] = who => {
    const client = known.get(who.login) ?? enter(who)
    known.set(who.login, client)
    return client
  }
  return {
    url,
    ask,
    now: () => new Date(began.there + Date.now() - began.here),
    account,
    signedIn,
    as: async (role, nth) => signedIn(await account(role, nth)),
    later: async at => {
      await end(running.process)
      // Sessions do not outlast a night.
      known.clear()
      running = await launch({ ...settings(at), PORT: new URL(url).port })
      began = { there: Date.parse(at), here: Date.now() }
    },
    close: async () => {
      await end(running.process)
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function launch(settings: Record<string, string>): Promise<{ process: ChildProcess; url: string }> {
  const child = spawn(process.execPath, ['gangmu.mjs', 'start'], {
    cwd: root,
    env: { ...process.env, ...settings },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  for await (const line of createInterface({ input: child.stdout })) {
    const url = line.match(/^Ready: (\S+)/)?.[1]
    if (url) {
      child.stdout.resume()
      return { process: child, url }
    }
  }
  throw new Error('the server did not start')
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const left = once(child, 'exit')
  child.kill('SIGTERM')
  await left
}
