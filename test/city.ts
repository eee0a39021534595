// The small city every test lives in. A test asks through HTTP like anybody else, on the real database, in
// one transaction that is undone at the end.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createORPCClient } from '@orpc/client'
import type { ContractRouterClient } from '@orpc/contract'
import { OpenAPILink } from '@orpc/openapi-client/fetch'
import pino from 'pino'
import { inject } from 'vitest'
import { instant } from '../src/base/clock.ts'
import { type Door, holdDoor } from '../src/base/db.ts'
import { openFiles } from '../src/base/files.ts'
import { openFolder } from '../src/base/filestore-folder.ts'
import type { House } from '../src/base/gate.ts'
import { makeLive } from '../src/base/live.ts'
import { openMetrics } from '../src/base/metrics.ts'
import { openOutbox } from '../src/base/outbox.ts'
import { addressKeys } from '../src/base/rates.ts'
import { contract } from '../src/contract.ts'
import { demoPassword } from '../src/domains/identity/demo.ts'
import { knownDistricts, openApp, subscribers } from '../src/server.ts'

export type Client = ContractRouterClient<typeof contract>

/** Somebody who asks: the typed client, and plain requests with the same identity. */
export interface Person {
  ask: Client
  /** The same client with this idempotency key on every call. */
  keyed(key: string): Client
  page(path: string, init?: RequestInit): Promise<Response>
}

export interface City {
  stranger: Person
  ask: Client
  page: Person['page']
  /** Signs in the demo account of this login (without `demo.`) and gives his client. */
  as(login: Login): Promise<Person>
  clock: { now(): string; advance(milliseconds: number): void }
  door: Door
  house: House
  /** Waits until all reactions to what happened are done. */
  settle(): Promise<void>
  log: { lines: string[] }
}

export type Login =
  | 'acceptor'
  | 'leader'
  | 'dispatcher'
  | 'works'
  | 'sanitation'
  | 'coordinator'
  | 'inspector'
  | 'inspector2'
  | 'leader2'
  | 'evaluator'
  | 'commander'
  | 'handler'
  | 'contractor'
  | 'observer'
  | 'auditor'
  | 'admin'

export const district = '990103'
/** A place in the middle of the district, in Gulou Subdistrict. */
export const inside = { longitude: 123.5035, latitude: 29.4935 }
/** A place in Linjiang Subdistrict. */
export const insideLinjiang = { longitude: 123.5095, latitude: 29.4935 }
export const outside = { longitude: 116.4, latitude: 39.9 }
export const garbage = { edition: 'gbt30428_2_2013', type: 'event', code: '0110' } as const

export async function inCity(live: (city: City) => Promise<void>): Promise<void> {
  const held = await holdDoor({ connection: inject('connection') })
  const folder = await mkdtemp(join(tmpdir(), 'gangmu-files-'))
  let time = Date.parse('2026-04-01T09:00:00+08:00')
  const lines: string[] = []
  const log = pino({ level: 'info' }, { write: line => void lines.push(line) })
  const house: House = {
    door: held.door,
    clock: () => time,
    log,
    files: openFiles(openFolder(folder, log)),
    live: makeLive(),
    addressKey: addressKeys(Buffer.alloc(32)),
    demo: true,
    sendsMail: true,
  }
  const outbox = openOutbox({
    ...house,
    subscribers: subscribers(house),
    districts: knownDistricts(held.door),
  })
  const app = openApp(house, {
    config: { origin: undefined, trustProxy: false, metricsToken: 'for-the-test' },
    metrics: openMetrics(),
    ready: () => true,
  })
  const fetchFrom =
    (headers: Record<string, string>): Person['page'] =>
    async (path, init = {}) => {
      const request = new Request(new URL(path, 'http://city.test'), init)
      for (const [name, value] of Object.entries({ host: 'city.test', ...headers })) {
        if (!request.headers.has(name)) request.headers.set(name, value)
      }
      return app.fetch(request)
    }
  const person = (headers: Record<string, string>): Person => {
    const page = fetchFrom(headers)
    return {
      ask: clientOver(page),
      keyed: key => clientOver(fetchFrom({ ...headers, 'idempotency-key': key })),
      page,
    }
  }
  const stranger = person({})
  try {
    await live({
      stranger,
      ask: stranger.ask,
      page: stranger.page,
      as: async login => {
        const { token } = await stranger.ask.identity.signIn({
          login: `demo.${login}`,
          password: demoPassword,
          carry: 'bearer',
        })
        return person({ authorization: `Bearer ${token}` })
      },
      clock: {
        now: () => instant(time),
        advance: milliseconds => {
          time += milliseconds
        },
      },
      door: held.door,
      house,
      settle: () => outbox.settle(),
      log: { lines },
    })
  } catch (error) {
    // What the server itself said about a bug, beside the test's own complaint.
    for (const line of lines.filter(each => each.includes('"level":50'))) process.stderr.write(line)
    throw error
  } finally {
    await outbox.stop()
    await held.undo()
    await rm(folder, { recursive: true, force: true })
  }
}

/** The browser's own client, over any way of fetching. */
export function clientOver(fetch: (path: string, init?: RequestInit) => Promise<Response>): Client {
  const link = new OpenAPILink(contract, {
    url: 'http://city.test/api',
    fetch: async request => {
      const body =
        request.method === 'GET' || request.method === 'HEAD' ? {} : { body: await request.arrayBuffer() }
      return fetch(request.url, { method: request.method, headers: request.headers, ...body })
    },
  })
  return createORPCClient(link)
}
