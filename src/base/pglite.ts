// The wire server: one PGlite behind the PostgreSQL protocol, so that `pg` is the only driver and there is
// one code path for every engine. It exists because the stock server answers a refused parameterised
// statement with two ReadyForQuery, after which `pg` pairs the next query with the wrong answer.
import { chmodSync, rmSync } from 'node:fs'
import net from 'node:net'
import type { PGlite } from '@electric-sql/pglite'

export type Listen = { path: string } | { port: number; host: string }
export type WireDatabase = Pick<PGlite, 'execProtocolRawStream' | 'isInTransaction' | 'runExclusive'>
export type WireOptions = {
  /** A connection that holds the turn and says nothing for this long is rolled back and closed. */
  idleInTransactionMs?: number
  /** Limit of one message, and of all messages between two Syncs. */
  maxMessageBytes?: number
  /** The backend is lost: nothing can be answered until a new one is started. */
  onBroken?: (reason: string) => void
}
export type Wire = { port: number | undefined; close(): Promise<void> }

/**
 * Serves `db` (ready, and used by nobody else meanwhile) until `close()`, which leaves `db` open.
 *
 * All connections share ONE backend, one after another, so nothing may live in the session:
 * - statements are unnamed (a named Parse is refused); no `prepare`, no temporary tables, no `discard`;
 * - settings and roles only by `set local` inside a transaction: a plain `set` would meet everybody;
 * - locks only as `pg_advisory_xact_lock`: a session lock blocks nobody here and is never given back;
 * - every login is the superuser, whatever name it gives; cancel requests are ignored;
 * - `copy … from stdin` is refused: the backend would wait for data inside the statement and die.
 *
 * A turn is everything up to Sync or Query. One turn runs at a time; a connection inside a transaction, or
 * between Flush and Sync, keeps the turn. With `path`, a socket left there by a dead server is replaced: the
 * caller holds the lock of the data folder.
 */
export async function serveWire(db: WireDatabase, at: Listen, options: WireOptions = {}): Promise<Wire> {
  const turns = new Turns(db, options)
  await turns.greet()
  const server = net.createServer({ noDelay: true }, socket => void new Connection(socket, turns))
  if ('path' in at) rmSync(at.path, { force: true })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(at, resolve)
  })
  if ('path' in at && process.platform !== 'win32') chmodSync(at.path, 0o600)
  const address = server.address()
  return {
    port: address !== null && typeof address === 'object' ? address.port : undefined,
    close: async () => {
      const closed = new Promise(resolve => server.close(resolve))
      await Promise.all([turns.stop(), closed])
    },
  }
}

/** `held` is a part that more will follow before Sync; `query` and `sync` end with ReadyForQuery. */
type Turn = { of: Connection; messages: Buffer[]; size: number; ends: 'query' | 'sync' | 'held' }

// Whose turn it is: the only place that talks to the backend.
class Turns {
  connections = new Set<Connection>()
  welcome: Buffer = Buffer.alloc(0)
  maxBytes: number
  #db: WireDatabase
  #options: WireOptions
  #waiting: Turn[] = []
  #owner: Connection | undefined
  #busy = false
  #broken = false
  #running: Promise<void> | undefined

  constructor(db: WireDatabase, options: WireOptions) {
    this.#db = db
    this.#options = options
    this.maxBytes = options.maxMessageBytes ?? 64 * 1024 * 1024
  }

  // The greeting is the same for everyone, so it is asked once: a login then never waits for a transaction.
  async greet(): Promise<void> {
    const startup = Buffer.from('\0\0\0\0\0\x03\0\0user\0postgres\0database\0postgres\0\0', 'latin1')
    startup.writeInt32BE(startup.length)
    this.welcome = await this.#feed(startup)
  }

  submit(turn: Turn): void {
    turn.of.pendingTurns += 1
    turn.of.pendingBytes += turn.size
    this.#waiting.push(turn)
    this.#run()
  }

  leave(connection: Connection): void {
    if (!this.connections.delete(connection)) return
    clearTimeout(connection.idle)
    // Who said goodbye wants its work finished; who vanished has nobody left to answer.
    if (!connection.saidGoodbye) this.#waiting = this.#waiting.filter(turn => turn.of !== connection)
    this.#run()
  }

  async stop(): Promise<void> {
    // Without a sentence: a pool that is closing too has nobody left who listens to it.
    for (const connection of this.connections) connection.drop()
    await this.#running
  }

  #run(): void {
    if (this.#busy || this.#broken) return
    this.#busy = true
    this.#running = this.#runAll()
  }

  async #runAll(): Promise<void> {
    while (!this.#broken) {
      const owner = this.#owner
      const at = owner ? this.#waiting.findIndex(turn => turn.of === owner) : 0
      const turn = at < 0 ? undefined : this.#waiting.splice(at, 1)[0]
      try {
        if (turn) await this.#play(turn)
        else if (owner && !this.connections.has(owner)) await this.#undo()
        else break
      } catch (error) {
        this.#broken = true
        const reason = error instanceof Error ? error.message : String(error)
        for (const connection of this.connections) connection.drop('57P02', `the database stopped: ${reason}`)
        this.#options.onBroken?.(reason)
      }
    }
    this.#busy = false
  }

  async #play(turn: Turn): Promise<void> {
    const from = turn.of
    clearTimeout(from.idle)
    const answer = this.#sift(await this.#feed(Buffer.concat(turn.messages)), turn)
    // After an error before Sync the backend rightly skips a Query; otherwise no ReadyForQuery means it is lost.
    const mayBeSilent = turn.ends === 'held' || (turn.ends === 'query' && from.held)
    if (!answer.ready && !mayBeSilent) throw new Error('it left in the middle of a statement')
    from.held = turn.ends === 'held' || !answer.ready
    if (answer.listens) await this.#listen(turn)
    from.send(...answer.frames)
    from.pendingTurns -= 1
    from.pendingBytes -= turn.size
    from.breathe()
    this.#owner = from.held || this.#db.isInTransaction() ? from : undefined
    if (!this.#owner || !this.connections.has(from)) return
    const silence = this.#options.idleInTransactionMs ?? 60_000
    const sentence = `said nothing for ${silence} ms inside a transaction: rolled back`
    from.idle = setTimeout(() => from.drop('25P03', sentence), silence)
  }

  // The rollback also ends a pipeline without Sync. If that pipeline had failed, the backend skips the first
  // rollback, Sync wakes it, and an open block needs the second.
  async #undo(): Promise<void> {
    await this.#feed(Buffer.concat([frame('Q', 'rollback\0'), frame('S')]))
    if (this.#db.isInTransaction()) await this.#feed(frame('Q', 'rollback\0'))
    if (this.#db.isInTransaction()) throw new Error('the transaction of a lost connection cannot be undone')
    this.#owner = undefined
  }

  async #feed(bytes: Buffer): Promise<Buffer> {
    const chunks: Buffer[] = []
    await this.#db.runExclusive(() =>
      // The bytes lie in the backend's memory and are gone after the call: copy.
      this.#db.execProtocolRawStream(bytes, { onRawData: data => void chunks.push(Buffer.from(data)) }),
    )
    return Buffer.concat(chunks)
  }

  // Leaves of an answer what the asker may see. ReadyForQuery: PGlite adds one after every error of an extended
  // message, so only the last counts, at the end of a turn. CopyInResponse: the refusal already follows it.
  #sift(raw: Buffer, turn: Turn): { frames: Buffer[]; ready: boolean; listens: boolean } {
    const frames: Buffer[] = []
    let [ready, listens]: [Buffer | undefined, boolean] = [undefined, false]
    let from = 0
    for (let at = 0, end = 0; at + 5 <= raw.length; at = end) {
      const kind = raw[at]
      end = at + 1 + raw.readInt32BE(at + 1)
      if (kind === COMMAND_COMPLETE) listens ||= /LISTEN\0$/.test(raw.toString('latin1', at + 5, end))
      if (kind !== READY && kind !== COPY_IN && kind !== NOTIFICATION) continue
      if (at > from) frames.push(raw.subarray(from, at))
      from = end
      if (kind === READY) ready = raw.subarray(at, end)
      if (kind === NOTIFICATION && this.#forward(raw.subarray(at, end), turn.of)) from = at
    }
    if (raw.length > from) frames.push(raw.subarray(from))
    if (ready && turn.ends !== 'held') frames.push(ready)
    return { frames, ready: ready !== undefined, listens }
  }

  // Sends a notification to the others who listen; true if the asker itself does.
  #forward(notification: Buffer, asker: Connection): boolean {
    const channel = notification.toString('utf8', 9, notification.indexOf(0, 9))
    for (const other of this.connections)
      if (other !== asker && other.channels.has(channel)) other.send(notification)
    return asker.channels.has(channel)
  }

  // The backend knows one listener, itself. Who listens to what is kept here, and what one connection
  // stops hearing is asked for again when another still wants it.
  async #listen(turn: Turn): Promise<void> {
    const texts = turn.messages.filter(message => message[0] === QUERY || message[0] === PARSE)
    for (const [, stop, name = ''] of texts.join('\n').matchAll(LISTENS)) {
      const channel = name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name.toLowerCase()
      if (!stop) turn.of.channels.add(channel)
      else if (channel === '*') turn.of.channels.clear()
      else turn.of.channels.delete(channel)
    }
    const wanted = new Set([...this.connections].flatMap(connection => [...connection.channels]))
    const again = [...wanted].map(channel => `listen "${channel.replaceAll('"', '""')}"`)
    if (again.length > 0) await this.#feed(frame('Q', `${again.join('; ')}\0`))
  }
}

// One socket: cuts the stream into messages and collects them to turns.
class Connection {
  idle: NodeJS.Timeout | undefined
  channels = new Set<string>()
  /** Between Flush and Sync: the unnamed statement and the open portal live in the shared backend. */
  held = false
  saidGoodbye = false
  pendingTurns = 0
  pendingBytes = 0
  #socket: net.Socket
  #turns: Turns
  #chunks: Buffer[] = []
  #received = 0
  #messages: Buffer[] = []
  #size = 0
  #started = false

  constructor(socket: net.Socket, turns: Turns) {
    this.#socket = socket
    this.#turns = turns
    turns.connections.add(this)
    socket.on('data', chunk => this.#read(chunk))
    socket.on('drain', () => this.breathe())
    socket.on('error', () => {}) // 'close' follows and does what is needed
    socket.on('close', () => turns.leave(this))
  }

  send(...frames: Buffer[]): void {
    if (this.#socket.writable && frames.length > 0) this.#socket.write(Buffer.concat(frames))
  }

  /** Ends the connection, with a sentence if there is a code; what it had open is rolled back. */
  drop(code?: string, sentence = ''): false {
    if (code) this.send(frame('E', `SFATAL\0VFATAL\0C${code}\0M${sentence}\0\0`))
    this.saidGoodbye = false
    this.#socket.destroySoon()
    setTimeout(() => this.#socket.destroy(), 1_000).unref() // who does not read must not keep it open
    this.#turns.leave(this)
    return false
  }

  /** Stops reading while much is unfinished or unread, so that a fast sender cannot fill the memory. */
  breathe(): void {
    const waiting = this.pendingTurns > 64 || this.pendingBytes > this.#turns.maxBytes
    if (this.saidGoodbye && this.pendingTurns === 0) this.#socket.end()
    else if (waiting || this.#socket.writableLength > 4 * 1024 * 1024) this.#socket.pause()
    else if (this.#socket.isPaused()) this.#socket.resume()
  }

  #read(chunk: Buffer): void {
    this.#chunks.push(chunk)
    this.#received += chunk.length
    for (let more = true; more && this.#turns.connections.has(this) && !this.saidGoodbye; )
      more = this.#started ? this.#message() : this.#startup()
  }

  #startup(): boolean {
    const head = this.#peek(8)
    if (!head) return false
    const [length, version] = [head.readInt32BE(0), head.readInt32BE(4)]
    if (length < 8 || length > 10_000) return this.drop('08P01', 'this is no PostgreSQL client')
    if (!this.#take(length)) return false
    if (version === CANCEL_REQUEST) this.#socket.destroySoon()
    else if (version === SSL_REQUEST || version === GSS_REQUEST) this.send(Buffer.from('N'))
    else if (version >> 16 !== 3) this.drop('0A000', 'only version 3 of the protocol is spoken here')
    else {
      this.#started = true
      // A newer minor version is answered with "3.0, no options", as the protocol asks.
      this.send(version & 0xffff ? frame('v', '\0\x03\0\0\0\0\0\0') : Buffer.alloc(0), this.#turns.welcome)
    }
    return true
  }

  #message(): boolean {
    const head = this.#peek(5)
    if (!head) return false
    const kind = head.toString('latin1', 0, 1)
    const length = 1 + head.readInt32BE(1)
    if (length < 5 || !'QPBDECSHXdcf'.includes(kind)) return this.drop('08P01', 'message not understood')
    if (length + this.#size > this.#turns.maxBytes)
      return this.drop('54000', `more than ${this.#turns.maxBytes} bytes in one statement`)
    const message = this.#take(length)
    if (!message) return false
    if (kind === 'X') this.saidGoodbye = true
    if (kind === 'P' && message[5] !== 0)
      return this.drop('0A000', 'named statements are not possible here: all connections share one session')
    if (kind === 'Q') this.#submit('held')
    // Copy messages are skipped, as PostgreSQL does outside a copy; and nobody here is ever inside one.
    if ('QPBDECS'.includes(kind)) {
      this.#messages.push(message)
      this.#size += length
    }
    if ('QE'.includes(kind)) this.#messages.push(COPY_REFUSAL)
    if ('QSHX'.includes(kind)) this.#submit(kind === 'Q' ? 'query' : kind === 'S' ? 'sync' : 'held')
    return true
  }

  #submit(ends: Turn['ends']): void {
    const turn = { of: this, messages: this.#messages, size: this.#size, ends }
    this.#messages = []
    this.#size = 0
    if (turn.size > 0) this.#turns.submit(turn)
    this.breathe()
  }

  #take(length: number): Buffer | undefined {
    const bytes = this.#peek(length)
    if (!bytes) return undefined
    if (bytes.length > length) this.#chunks[0] = bytes.subarray(length)
    else this.#chunks.shift()
    this.#received -= length
    return bytes.subarray(0, length)
  }

  // At least `length` bytes in one piece. Chunks are joined when a message is complete, never one by one, so
  // that the cost of a large message stays linear.
  #peek(length: number): Buffer | undefined {
    if (this.#received < length) return undefined
    const [first] = this.#chunks
    if (first && first.length >= length) return first
    const all = Buffer.concat(this.#chunks)
    this.#chunks = [all]
    return all
  }
}

const [READY, COPY_IN, NOTIFICATION, COMMAND_COMPLETE, QUERY, PARSE] = Buffer.from('ZGACQP')
const [SSL_REQUEST, GSS_REQUEST, CANCEL_REQUEST] = [80877103, 80877104, 80877102]
const LISTENS = /\b(un)?listen\s+("(?:[^"]|"")*"|\*|[\p{L}_][\p{L}\p{N}_$]*)/giu

// Follows every statement. The backend skips it, unless the statement is `copy … from stdin`, which then fails
// in good order instead of ending the process.
const COPY_REFUSAL = frame('f', 'this database takes no copy from stdin: use insert … select from unnest\0')

function frame(kind: string, body = ''): Buffer {
  const bytes = Buffer.from(`${kind}\0\0\0\0${body}`)
  bytes.writeInt32BE(bytes.length - 1, 1)
  return bytes
}
