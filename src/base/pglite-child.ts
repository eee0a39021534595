// The process of the embedded database: locks the folder, opens PGlite with PostGIS and serves the wire. It is
// a process of its own so that a long statement never stops HTTP; it leaves when its parent does.
import { existsSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { postgis } from '@electric-sql/pglite-postgis'
import { type ChildNews, ChildOrder } from './embedded.ts'
import { FolderInUse, type Lock, takeLock } from './lock.ts'
import { serveWire, type Wire } from './pglite.ts'

process.umask(0o077) // the rows are nobody else's to read, whatever mode the folder has
const order = ChildOrder.parse(JSON.parse(process.argv[2] ?? '{}'))
let lock: Lock | undefined
let open: { db: PGlite; wire: Wire } | undefined
let leaving = false

process.on('disconnect', leave)
// Ctrl-C and a closing terminal reach the whole group, and a service manager ends all of it, but the parent may
// still have work to finish: while there is one, its leaving decides.
process.on('SIGINT', () => !process.connected && leave())
process.on('SIGHUP', () => !process.connected && leave())
process.on('SIGTERM', () => (process.connected ? setTimeout(leave, 5_000) : leave()))

try {
  const hint = process.connected
    ? `database of the server with process ${process.ppid}`
    : 'database by itself'
  lock = await takeLock(order.folder, { waitMs: order.lockWaitMs, hint })
  const db = await openDatabase()
  const { listen, idleInTransactionMs } = order
  const wire = await serveWire(db, listen, {
    idleInTransactionMs,
    onBroken: reason => end(1, { broken: reason }),
  })
  open = { db, wire }
  await tell({ ready: true, port: wire.port })
} catch (error) {
  const sentence = error instanceof Error ? error.message : String(error)
  if (!process.connected) process.stderr.write(`${sentence}\n`)
  const inUse = error instanceof FolderInUse
  await end(1, { refused: { sentence, inUse, holder: inUse ? error.holder : undefined } })
}

async function openDatabase(): Promise<PGlite> {
  const data = path.join(order.folder, 'pg')
  const unfinished = path.join(order.folder, 'pg.unfinished')
  // A first start that was cut off leaves half a database, in which nobody has stored anything yet.
  if (existsSync(unfinished)) rmSync(data, { recursive: true, force: true })
  if (!existsSync(data)) writeFileSync(unfinished, '')
  const db = new PGlite(data, { extensions: { postgis } })
  await db.waitReady
  await db.exec('create extension if not exists postgis')
  rmSync(unfinished, { force: true })
  return db
}

async function leave(): Promise<void> {
  if (leaving) return
  leaving = true
  setTimeout(() => process.exit(1), 10_000)
  await open?.wire.close()
  await open?.db.close()
  await end(0)
}

async function end(code: number, news?: ChildNews): Promise<void> {
  if (news) await tell(news)
  lock?.release()
  process.exit(code)
}

function tell(news: ChildNews): Promise<void> {
  return new Promise(resolve => {
    if (process.send && process.connected) process.send(news, undefined, undefined, () => resolve())
    else resolve()
  })
}
