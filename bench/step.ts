// How fast a case takes a step: the real move() beside the same work as one bare statement under pgbench,
// on the same server, in turns. With HTTP, without, 200 cases a statement, and on the embedded database.
import { sql } from 'kysely'
import pg from 'pg'
import { instant } from '../src/base/clock.ts'
import { type Door, openDoor } from '../src/base/db.ts'
import { makeRoom, subscribe } from '../src/base/events.ts'
import { copyCity, type PreparedCopy } from '../test/database.ts'
import { compared, machine, median, print, type Result } from './report.ts'
import { openHttp } from './step/http.ts'
import { openRaw } from './step/raw.ts'
import { makeCases, type Staff, staff, type Walk, walkFor, wrongIn } from './step/walk.ts'

const clientCounts = [1, 4, 16]
const embeddedCounts = [1, 16]
const atOnce = 200

interface Size {
  cases: number
  rounds: number
  ms: number
}

interface Measured {
  results: Result[]
  wrong: number
}

export async function bench(args: readonly string[]): Promise<void> {
  const url = process.env.BENCH_DATABASE_URL ?? process.env.TEST_DATABASE_URL
  if (!url) {
    throw new Error(
      'bench step needs a PostgreSQL server on this machine: set BENCH_DATABASE_URL (or TEST_DATABASE_URL), ' +
        'e.g. postgres://gangmu:gangmu@localhost:5432/postgres; the login must be able to create databases',
    )
  }
  const size: Size = args.includes('--quick')
    ? { cases: 6000, rounds: 2, ms: 1000 }
    : { cases: 20_000, rounds: 7, ms: 3000 }
  // Every event has a subscriber in the real server: the live screens.
  subscribe('live', 'all')
  const server = await onCopy(url, copy => onPostgres(copy, size))
  const embedded = await onCopy(undefined, copy => onEmbedded(copy, size))
  print({
    bench: 'step',
    machine: { ...machine(), ...(await about(url)) },
    results: [...server.results, ...embedded.results],
    wrong: server.wrong + embedded.wrong,
  })
}

/** Everything on the server in turns, so that a slow minute of the machine meets both sides. */
async function onPostgres(copy: PreparedCopy, { cases, rounds, ms }: Size): Promise<Measured> {
  const door = await prepared(copy)
  const who = await staff(door)
  const single = await makeCases(door, cases)
  const bulk = await makeCases(door, cases)
  const asked = await makeCases(door, cases * 2)
  const first = await makeCases(door, 160)
  const raw = await openRaw(copy.env.DATABASE_URL ?? '', cases)
  // Both sides with the statistics that autovacuum would have gathered by the next minute.
  await door.owner(tx => sql`analyze`.execute(tx))
  await warmUp(door, first, who)
  const http = await openHttp(door, copy.env.GANGMU_DATA ?? '', asked, who.department)
  const figures = new Figures()
  for (let round = 0; round < rounds; round++) {
    console.error(`round ${round + 1} of ${rounds}`)
    await emptied(door)
    for (const clients of clientCounts) {
      figures.add(`raw ${clients}`, await raw.measure({ clients, batch: 1, ms }))
      figures.add(`ours ${clients}`, await walkFor(door, single, who, { callers: clients, batch: 1, ms }))
    }
    figures.add('raw bulk', await raw.measure({ clients: 1, batch: atOnce, ms }))
    figures.add('ours bulk', await walkFor(door, bulk, who, { callers: 1, batch: atOnce, ms }))
    await emptied(door)
    for (const clients of clientCounts) {
      const { perSecond, p99 } = await http.measure({ clients, ms })
      figures.add(`http ${clients}`, perSecond)
      figures.add(`p99 ${clients}`, p99)
    }
  }
  await http.close()
  const wrong = http.refused() + (await wrongIn(door, [first, single, bulk, asked]))
  await raw.close()
  await door.close()
  const peer = 'pgbench one statement'
  const results = [
    ...clientCounts.map(clients => {
      const what = { case: clientsSaid(clients, 'no HTTP'), peer, unit: 'steps/s' }
      return compared(what, figures.of(`ours ${clients}`), figures.of(`raw ${clients}`))
    }),
    ...clientCounts.map(clients => {
      const p99 = Math.round(median(figures.of(`p99 ${clients}`)))
      const what = { case: clientsSaid(clients, `HTTP, p99 ${p99} ms`), peer, unit: 'steps/s' }
      return compared(what, figures.of(`http ${clients}`), figures.of(`raw ${clients}`))
    }),
    compared(
      {
        case: `bulk, ${atOnce} cases a statement`,
        peer: `pgbench, ${atOnce} cases a statement`,
        unit: 'cases/s',
      },
      figures.of('ours bulk'),
      figures.of('raw bulk'),
    ),
  ]
  return { results, wrong }
}

/** Every connection has settled on its plans, as in a server that has run for a minute: five times it plans anew. */
async function warmUp(door: Door, walk: Walk, who: Staff): Promise<void> {
  const callers = Math.max(...clientCounts)
  while (walk.taken < walk.ids.length * 12) await walkFor(door, walk, who, { callers, batch: 1, ms: 50 })
}

/** The embedded database has one backend and no pgbench: a figure without a peer. */
async function onEmbedded(copy: PreparedCopy, { cases, rounds, ms }: Size): Promise<Measured> {
  const door = await prepared(copy)
  const who = await staff(door)
  const walk = await makeCases(door, cases / 4)
  await door.owner(tx => sql`analyze`.execute(tx))
  const figures = new Figures()
  for (let round = 0; round < rounds; round++) {
    for (const callers of embeddedCounts) {
      figures.add(`ours ${callers}`, await walkFor(door, walk, who, { callers, batch: 1, ms }))
    }
  }
  const wrong = await wrongIn(door, [walk])
  await door.close()
  const results = embeddedCounts.map(callers => {
    const what = { case: clientsSaid(callers, 'no HTTP, embedded'), peer: 'none', unit: 'steps/s' }
    return compared(what, figures.of(`ours ${callers}`))
  })
  return { results, wrong }
}

async function prepared({ connection }: PreparedCopy): Promise<Door> {
  // No connection leaves between two turns: pgbench does not count its connecting either.
  const door = openDoor({ connection: { ...connection, idleTimeoutMillis: 0 } })
  await door.owner(tx => makeRoom(tx, instant(Date.now())))
  return door
}

/** Both outboxes as after a quiet minute: what nobody has taken yet would slow down the next round. */
async function emptied(door: Door): Promise<void> {
  await door.owner(tx => sql`truncate base.outbox, raw.outbox`.execute(tx))
}

/** The test's own copy of the prepared city: on this server, or embedded where there is no address. */
async function onCopy<T>(url: string | undefined, work: (copy: PreparedCopy) => Promise<T>): Promise<T> {
  if (url === undefined) delete process.env.TEST_DATABASE_URL
  else process.env.TEST_DATABASE_URL = url
  const copy = await copyCity({ open: true })
  return work(copy).finally(() => copy.remove())
}

async function about(url: string): Promise<Record<string, string>> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query<{ postgres: string; durable: string }>(`
    select current_setting('server_version') as postgres,
      concat_ws(', ', 'fsync ' || current_setting('fsync'),
        'synchronous_commit ' || current_setting('synchronous_commit')) as durable`)
  await client.end()
  return { ...rows[0] }
}

const clientsSaid = (count: number, how: string) => `${count} client${count === 1 ? '' : 's'}, ${how}`

/** What each side reached in each round. */
class Figures {
  readonly #by = new Map<string, number[]>()

  add(name: string, value: number): void {
    this.#by.set(name, [...this.of(name), value])
  }

  of(name: string): readonly number[] {
    return this.#by.get(name) ?? []
  }
}
