// Files in a folder of this machine: what a single server needs, and nothing else.
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Logger } from 'pino'
import { v7 as newId } from 'uuid'
import { type FileStore, storeAway } from './filestore.ts'

export function openFolder(folder: string, log: Logger): FileStore {
  const at = (key: string): string => join(folder, ...key.split('/'))
  // A full disk or a folder taken away is trouble of the store, not a bug of the request.
  const trying = <T>(asked: keyof FileStore, work: Promise<T>): Promise<T> =>
    work.catch(error => {
      throw storeAway(log, asked, error)
    })
  return {
    keep: (key, bytes) => trying('keep', keep(at(key), bytes)),
    read: key => trying('read', read(at(key))),
    holds: key =>
      trying(
        'holds',
        stat(at(key))
          .catch(absent)
          .then(found => found !== undefined),
      ),
    remove: key => trying('remove', rm(at(key), { force: true })),
    close: () => {},
  }
}

/** Written beside and moved into place, so that a crash never leaves half a file under a full hash. */
async function keep(path: string, bytes: Uint8Array): Promise<void> {
  if (await stat(path).catch(absent)) return
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const beside = `${path}.${newId()}`
  await writeFile(beside, bytes, { flush: true, mode: 0o600 })
  await rename(beside, path)
}

async function read(path: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const bytes = await readFile(path).catch(absent)
  return bytes && new Uint8Array(bytes)
}

function absent(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error
}
