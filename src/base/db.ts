// The one door to the database. Every statement runs in a transaction that begins by taking a role and
// a district; the pool stays in here, so there is no other way in. One driver for every engine.
import { AsyncLocalStorage } from 'node:async_hooks'
import {
  type CompiledQuery,
  type DatabaseConnection,
  DefaultQueryExecutor,
  PostgresAdapter,
  PostgresQueryCompiler,
  type QueryExecutor,
  type QueryExecutorProvider,
  type QueryResult,
} from 'kysely'
import pg from 'pg'
import { DatabaseAway } from './errors.ts'
import { type Hearing, Listener } from './listener.ts'
import { parsers } from './rows.ts'

/** Which role a transaction takes: the application's, or the one that recognises people. */
export type Room = 'gangmu_app' | 'gangmu_identity'

export interface Scope {
  /** The one district that may be written; empty while nobody is recognised yet. */
  district: string
  /** The districts that may be read; by default the one. */
  districts?: readonly string[]
  room?: Room
  /** Reads the database as it is at one instant, and writes nothing. */
  snapshot?: boolean
  /** The work may end the transaction itself, with its last statement; see `Tx.last`. */
  ends?: boolean
}

/** The handle of one running transaction; `sql` statements are executed on it and on nothing else. */
export interface Tx extends QueryExecutorProvider {
  readonly district: string
  readonly districts: readonly string[]
  /** The same handle for the few statements that run all the time: each connection plans them only once. */
  readonly often: QueryExecutorProvider
  /**
   * Where the scope lets the work end the transaction, this handle sends the commit in one packet with the
   * statement, which saves a round trip; nothing can be asked afterwards. Such a commit cannot be withdrawn, so a
   * transaction that has become too old is refused before it is sent. Elsewhere it is as `often`.
   */
  readonly last: QueryExecutorProvider
  readonly ends: boolean
  /** What is remembered as long as the door is open, by whoever knows when it must be forgotten. */
  readonly memory: Map<string, unknown>
  /** Runs after the commit, never after a rollback. */
  afterCommit(work: () => void): void
}

export interface Door {
  within<T>(scope: Scope, work: (tx: Tx) => Promise<T>): Promise<T>
  /** The owner's entrance, for migrations, partitions and the job tables: no role, no district. */
  owner<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  /** One parameterised statement of a library that keeps its own tables (jobs). */
  foreign(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>
  listen(channel: string, hearing: Hearing): Promise<void>
  close(): Promise<void>
}

export interface DoorOptions {
  connection: pg.PoolConfig
  /** A transaction that takes longer is cut off, so that it cannot outlive the sealing of its hour. */
  longestMs?: number
}

/**
 * A second transaction inside a first would wait for ever on PGlite, which has one backend; so it is an
 * error everywhere, found by the first test that runs into it.
 */
const inside = new AsyncLocalStorage<true>()

export function openDoor({ connection, longestMs = 30_000 }: DoorOptions): Door {
  const pool = new pg.Pool({
    max: 16,
    connectionTimeoutMillis: 10_000,
    // Compiling a statement that counts a desk's queues takes PostgreSQL ten times as long as running it.
    options: '-c jit=off',
    ...connection,
    types: parsers,
    pipeline: true,
  })
  // An idle connection that breaks is the pool's to replace; the next request notices if none can be had.
  pool.on('error', () => {})
  // One that breaks in use fails its next statement; unheard, the event would end the process.
  pool.on('connect', client => client.on('error', () => {}))
  const names = namesFor(connection)
  const memory = new Map<string, unknown>()
  let listener: Listener | undefined

  const inTransaction = async <T>(scope: Scope | undefined, work: (tx: Tx) => Promise<T>): Promise<T> => {
    if (inside.getStore()) throw new Error('a transaction is open already: use its handle')
    const client = await connect(pool)
    const began = performance.now()
    // After a suspended machine this may run before the timer: the hour may be sealed by now.
    const refuseLate = (): void => {
      if (performance.now() - began > longestMs) throw new DatabaseAway('too late to commit')
    }
    let broken: Error | undefined
    let outcome: { result: T; committed: () => void }
    let released = false
    const cutOff = setTimeout(() => {
      released = true
      // A pipelined client would wait politely for its answer before it leaves.
      client.connection.stream.destroy()
      client.release(new Error('transaction took too long'))
    }, longestMs)
    try {
      const begun = begin(client, scope ? beginning(scope) : 'begin')
      const { tx, committed, ended } = handle(client, scope, names, memory, refuseLate)
      const result = await inside.run(true, () => work(tx)).finally(() => begun)
      // A commit that was sent with the last statement was in time then, and cannot be withdrawn.
      if (!ended()) refuseLate()
      const { command } = await (ended() ?? client.query('commit'))
      // PostgreSQL answers the commit of a failed transaction with a rollback, not with an error.
      if (command !== 'COMMIT') throw new Error('the transaction had failed before its commit')
      outcome = { result, committed }
    } catch (error) {
      if (isConnectionLoss(error)) {
        broken = error
        throw new DatabaseAway('connection lost', { cause: error })
      }
      await client.query('rollback').catch((trouble: Error) => {
        broken = trouble
      })
      // Two that waited for one another: one was sent away, unchanged, and may ask again.
      if (isDeadlock(error)) throw new DatabaseAway('deadlock', { cause: error })
      throw error
    } finally {
      clearTimeout(cutOff)
      if (!released) client.release(broken)
    }
    outcome.committed()
    return outcome.result
  }

  return {
    within: inTransaction,
    owner: work => inTransaction(undefined, work),
    foreign: async (text, values) => {
      const client = await connect(pool)
      let broken: Error | undefined
      try {
        // The library expects the driver's own types (Date for times), not ours.
        return await client.query({ text, types: pg.types, ...(values && { values }) })
      } catch (error) {
        if (isConnectionLoss(error)) broken = error
        throw error
      } finally {
        client.release(broken)
      }
    },
    listen: async (channel, hearing) => {
      listener ??= new Listener(connection)
      await listener.add(channel, hearing)
    },
    close: async () => {
      await listener?.close()
      await pool.end()
    },
  }
}

/**
 * Lets a transaction's beginning leave in one packet with its first statement, which saves a round trip.
 * Nothing can slip past it: should the beginning fail, PostgreSQL refuses every statement up to the rollback.
 */
function begin(client: pg.PoolClient, text: string): Promise<unknown> {
  const { stream } = client.connection
  stream.cork()
  const begun = client.query(text)
  process.nextTick(() => stream.uncork())
  // Whoever began waits for it after the work; until then nobody listens.
  begun.catch(() => {})
  return begun
}

/**
 * What every transaction begins with. `set local` takes no parameters, so what
 * goes in is checked here.
 */
function beginning({ district, districts, room = 'gangmu_app', snapshot = false }: Scope): string {
  const readable = districts ?? (district === '' ? [] : [district])
  for (const code of [district, ...readable]) {
    if (code !== '' && !/^\d{6}$/.test(code)) throw new Error(`not a district code: ${JSON.stringify(code)}`)
  }
  return (
    `begin${snapshot ? ' isolation level repeatable read, read only' : ''}; set local role ${room}; set local gangmu.district = '${district}'; ` +
    `set local gangmu.districts = '${readable.join(',')}'`
  )
}

function handle(
  client: pg.ClientBase,
  scope: Scope | undefined,
  names: Names,
  memory: Map<string, unknown>,
  refuseLate: () => void,
): { tx: Tx; committed: () => void; ended: () => Promise<pg.QueryResult> | undefined } {
  const after: (() => void)[] = []
  let ended: Promise<pg.QueryResult> | undefined
  const send = (query: pg.QueryConfig): Promise<pg.QueryResult> => {
    if (ended) throw new Error('the transaction has sent its last statement')
    return client.query(query)
  }
  const executor = executorOf(({ sql: text, parameters }) => send({ text, values: [...parameters] }))
  const named = ({ sql: text, parameters }: CompiledQuery): Promise<pg.QueryResult> => {
    const name = names(text)
    return send({ text, values: [...parameters], ...(name !== undefined && { name }) })
  }
  const often = executorOf(named)
  const ends = scope?.ends ?? false
  const last = executorOf(query => {
    refuseLate()
    const answered = named(query)
    // Should the statement fail, the commit behind it is answered with a rollback.
    ended = client.query('commit')
    ended.catch(() => {})
    return answered
  })
  const district = scope?.district ?? ''
  return {
    tx: {
      getExecutor: () => executor,
      often: { getExecutor: () => often },
      last: { getExecutor: () => (ends ? last : often) },
      ends,
      memory,
      district,
      districts: scope?.districts ?? [district],
      afterCommit: work => after.push(work),
    },
    committed: () => {
      for (const work of after) inside.exit(work)
    },
    ended: () => ended,
  }
}

function executorOf(send: (query: CompiledQuery) => Promise<pg.QueryResult>): QueryExecutor {
  const connection: DatabaseConnection = {
    executeQuery: async <R>(query: CompiledQuery): Promise<QueryResult<R>> => {
      const result = await send(query)
      return { rows: result.rows, numAffectedRows: BigInt(result.rowCount ?? 0) }
    },
    streamQuery: () => {
      throw new Error('read in pages instead of streaming')
    },
  }
  return new DefaultQueryExecutor(new PostgresQueryCompiler(), new PostgresAdapter(), {
    provideConnection: consumer => consumer(connection),
  })
}

/** Under which name a connection keeps the plan of a statement; undefined where it can keep none. */
type Names = (text: string) => string | undefined

/**
 * The embedded database, which has no address but a socket in its folder, refuses names: all connections
 * share its one session. A plan is made for a role; PostgreSQL makes it anew when another one uses it.
 */
function namesFor({ connectionString }: pg.PoolConfig): Names {
  if (connectionString === undefined) return () => undefined
  const names = new Map<string, string>()
  return text => {
    const name = names.get(text) ?? `often_${names.size}`
    names.set(text, name)
    return name
  }
}

/**
 * For tests: one transaction around everything, undone at the end. Each `within` becomes a savepoint that
 * takes its role and district anew; they run one after another, as they share the one connection.
 */
export async function holdDoor(options: DoorOptions): Promise<{ door: Door; undo: () => Promise<void> }> {
  const pool = new pg.Pool({ ...options.connection, max: 1, types: parsers, pipeline: true })
  const client = await connect(pool)
  await client.query('begin')
  const names = namesFor(options.connection)
  const memory = new Map<string, unknown>()
  let turn: Promise<unknown> = Promise.resolve()
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = turn.then(work, work)
    turn = mine.catch(() => {})
    return mine
  }
  const within = async <T>(scope: Scope | undefined, work: (tx: Tx) => Promise<T>): Promise<T> => {
    if (inside.getStore()) throw new Error('a transaction is open already: use its handle')
    return inTurn(async () => {
      const taken = scope ? beginning(scope).replace(/^begin[^;]*; /, '') : 'set local role none'
      await client.query(`savepoint held; ${taken}`)
      try {
        const { tx, committed } = handle(client, scope && { ...scope, ends: false }, names, memory, () => {})
        const result = await inside.run(true, () => work(tx))
        await client.query('release savepoint held')
        // The next one may already wait for its turn: it is let in after this has left.
        setImmediate(committed)
        return result
      } catch (error) {
        await client.query('rollback to savepoint held; release savepoint held')
        throw error
      }
    })
  }
  return {
    door: {
      within,
      owner: work => within(undefined, work),
      foreign: (text, values) =>
        inTurn(() => client.query({ text, types: pg.types, ...(values && { values }) })),
      listen: async () => {},
      close: async () => {},
    },
    undo: async () => {
      await inTurn(() => client.query('rollback'))
      client.release()
      await pool.end()
    },
  }
}

async function connect(pool: pg.Pool): Promise<pg.PoolClient> {
  try {
    return await pool.connect()
  } catch (error) {
    throw new DatabaseAway('no connection', { cause: error })
  }
}

function isDeadlock(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === '40P01' || error.code === '40001')
}

/** Connection losses come as Node's socket errors, the driver's own sentence, or classes 08 and 57P. */
function isConnectionLoss(error: unknown): error is Error {
  if (!(error instanceof Error)) return false
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  return (
    /^(08|57P0)/.test(code) ||
    /^(ECONN|EPIPE|ENOENT|ETIMEDOUT)/.test(code) ||
    /Connection terminated|Client has encountered a connection error|not queryable/.test(error.message)
  )
}
