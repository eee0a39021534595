// The step through HTTP: the real app on a loopback socket in this process, its reactions running, and the
// clients in a process of their own, so that they do not take the server's thread.
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { serve } from '@hono/node-server'
import pino from 'pino'
import type { Door } from '../../src/base/db.ts'
import { openFiles } from '../../src/base/files.ts'
import { openFolder } from '../../src/base/filestore-folder.ts'
import type { House } from '../../src/base/gate.ts'
import { makeLive } from '../../src/base/live.ts'
import { openMetrics } from '../../src/base/metrics.ts'
import { openOutbox } from '../../src/base/outbox.ts'
import { addressKeys } from '../../src/base/rates.ts'
import { demoPassword } from '../../src/domains/identity/demo.ts'
import { knownDistricts, openApp, subscribers } from '../../src/server.ts'
import { clientOver } from '../../test/city.ts'
import type { Answer, Order } from './clients.ts'
import type { Walk } from './walk.ts'

/** Who takes the four steps that ask for no picture: a bench of the step, not of uploads. */
const logins = ['acceptor', 'leader', 'dispatcher', 'works']

export interface Http {
  /** Steps a second, and the milliseconds within which 99 of 100 were answered. */
  measure(options: { clients: number; ms: number }): Promise<{ perSecond: number; p99: number }>
  refused(): number
  close(): Promise<void>
}

export async function openHttp(door: Door, folder: string, walk: Walk, department: string): Promise<Http> {
  const log = pino({ level: 'info' }, { write: () => {} })
  const house: House = {
    door,
    clock: Date.now,
    log,
    files: openFiles(openFolder(join(folder, 'files'), log)),
    live: makeLive(),
    addressKey: addressKeys(Buffer.alloc(32)),
    demo: true,
    sendsMail: false,
  }
  const known = knownDistricts(door)
  const app = openApp(house, {
    config: { origin: undefined, trustProxy: false, metricsToken: undefined },
    metrics: openMetrics(),
    ready: () => true,
  })
  const client = clientOver(async (path, init) => app.request(path, init))
  const tokens: string[] = []
  for (const login of logins) {
    const signed = await client.identity.signIn({
      login: `demo.${login}`,
      password: demoPassword,
      carry: 'bearer',
    })
    if (!signed.token) throw new Error(`demo.${login} got no token`)
    tokens.push(signed.token)
  }
  const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' })
  await once(server, 'listening')
  const address = server.address()
  const port = address !== null && typeof address === 'object' ? address.port : 0
  const child = fork(join(import.meta.dirname, 'clients.ts'), {
    env: { ...process.env, NODE_NO_WARNINGS: '1' },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const ask = async (order: Order): Promise<Answer> => {
    child.send(order)
    const [answer]: Answer[] = await once(child, 'message')
    if (!answer) throw new Error('the clients gave no answer')
    return answer
  }
  await ask({ open: { port, tokens, ids: walk.ids, department } })
  let refused = 0
  return {
    measure: async ({ clients, ms }) => {
      // The reactions run beside the requests, as in the real server, but not while others are measured.
      const outbox = openOutbox({ ...house, subscribers: subscribers(house), districts: known })
      const { taken, seconds, p99, refused: unkind } = await ask({ measure: { clients, ms } })
      await outbox.stop()
      if (taken === 0) throw new Error('every case has taken its last step: make more of them')
      walk.taken += taken
      refused += unkind
      return { perSecond: taken / seconds, p99 }
    },
    refused: () => refused,
    close: async () => {
      child.disconnect()
      server.close()
    },
  }
}
