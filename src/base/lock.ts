// The lock on the data folder: PGlite takes none, and two of them on one folder destroy it. It is an SQLite
// file held in an exclusive transaction, which the operating system frees when the process dies, however it
// dies; a file with a process number in it would stay behind and lie.
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'

export type Lock = { release(): void }
export type Holder = z.infer<typeof Holder>
export const Holder = z.object({ pid: z.number(), since: z.string(), hint: z.string() })

/** Somebody else has the folder. `holder` is missing when that process has not yet written who it is. */
export class FolderInUse extends Error {
  override name = 'FolderInUse'
  folder: string
  holder: Holder | undefined

  constructor(folder: string, holder: Holder | undefined) {
    const who = holder ? `process ${holder.pid} (${holder.hint}) since ${holder.since}` : 'another process'
    super(
      `The data folder ${folder} is in use by ${who}. ` +
        'Stop that one first, or start this one with another folder (GANGMU_DATA).',
    )
    this.folder = folder
    this.holder = holder
  }
}

/**
 * Takes the lock of `folder`, which must exist, or throws FolderInUse. It waits up to `waitMs`, because the
 * child of a server that was just killed needs a moment to leave. `hint` tells people who holds it.
 * Never open or copy the file `lock` in the holding process by other means: closing any handle of it would
 * free the lock (POSIX).
 */
export async function takeLock(folder: string, { waitMs = 5_000, hint = 'Gangmu' } = {}): Promise<Lock> {
  const note = path.join(folder, 'lock.json')
  const database = new DatabaseSync(path.join(folder, 'lock'), { timeout: 0 })
  const until = performance.now() + waitMs
  while (!begin(database)) {
    if (performance.now() >= until) {
      database.close()
      throw new FolderInUse(folder, read(note))
    }
    await sleep(100)
  }
  const holder: Holder = { pid: process.pid, since: new Date().toISOString(), hint }
  writeFileSync(note, `${JSON.stringify(holder)}\n`, { mode: 0o600 })
  return {
    release() {
      rmSync(note, { force: true })
      database.close()
    },
  }
}

const BUSY = 5

function begin(database: DatabaseSync): boolean {
  try {
    database.exec('begin exclusive')
    return true
  } catch (error) {
    if (error instanceof Error && 'errcode' in error && error.errcode === BUSY) return false
    throw error
  }
}

function read(note: string): Holder | undefined {
  try {
    return Holder.parse(JSON.parse(readFileSync(note, 'utf8')))
  } catch {
    return undefined // not written yet, or just removed
  }
}
