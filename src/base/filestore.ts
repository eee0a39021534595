// Where the bytes of files lie: what every store can do, whether a folder of this machine or a bucket that
// several servers share. Keys are made of hashes, so what lies under a key never changes.
import type { Logger } from 'pino'
import { Refusal } from './errors.ts'
import { storeRefusals } from './uploads-calls.ts'

/**
 * Every method refuses with `files.store_away` when the store cannot be reached or will not do it; the store has
 * logged why. `key`: path-like, `/` between its parts.
 */
export interface FileStore {
  /** When it returns, the bytes are kept, whole. */
  keep(key: string, bytes: Uint8Array): Promise<void>
  /** Undefined when there is nothing under the key. */
  read(key: string): Promise<Uint8Array<ArrayBuffer> | undefined>
  holds(key: string): Promise<boolean>
  /** Also when there is nothing any more. */
  remove(key: string): Promise<void>
  close(): void
}

/** Notes what went wrong, without bytes, keys or secrets, and gives what people are told. */
export function storeAway(log: Logger, asked: keyof FileStore, error: unknown): Refusal {
  log.error({ asked, ...reasonOf(error) }, 'file store away')
  return away()
}

export function away(): Refusal {
  return new Refusal('files.store_away', storeRefusals['files.store_away'].status)
}

/** The names that an error goes by. Never its message: stores put requests, signatures and paths into theirs. */
export function reasonOf(error: unknown): { kind: string; code?: unknown; status?: unknown } {
  if (!(error instanceof Error)) return { kind: typeof error }
  const metadata: unknown = Reflect.get(error, '$metadata')
  return {
    kind: error.name,
    code: Reflect.get(error, 'code'),
    status:
      typeof metadata === 'object' && metadata !== null ? Reflect.get(metadata, 'httpStatusCode') : undefined,
  }
}
