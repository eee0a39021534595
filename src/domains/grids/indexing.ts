// The index of each version that is asked for, remembered as long as the door is open. It is found by the id of the
// version, which is drawn once and for all: what was rolled back or taken back is never asked for again, and what
// another process publishes is another version. So nothing has ever to be forgotten; old ones leave when room runs out.
import { Worker } from 'node:worker_threads'
import type { Tx } from '../../base/db.ts'
import { buildLocator } from '../../geo/locate/build.ts'
import { Rings } from '../../geo/locate/rings.ts'
import { Locator } from '../../geo/locate.ts'
import { readWkb } from '../../geo/wkb.ts'
import type { Grid } from './contract.ts'
import { gridsOfVersion } from './store/shapes.ts'

export interface LayerIndex {
  locator: Locator
  /** By the number of the face: in the order of codes. */
  grids: readonly Grid[]
}

/** What all indexes of this process may take together; the one that was just asked for stays in any case. */
const mostBytes = 256 * 1024 * 1024
const bytesOfGrid = 400
/** From here on a thread is worth starting: building takes longer than that (decision 0017). */
const manyPositions = 50_000
const atOnce = 250

/** The index of a version; the first who asks reads its grids, and others who ask meanwhile wait for it. */
export async function indexOf(tx: Tx, version: string): Promise<LayerIndex> {
  // Whoever reads may be cut off; then everybody reads for himself.
  const found = await indexesOf(tx)
    .find(version)
    ?.catch(() => undefined)
  return found ?? (await beginIndex(tx, version)).built
}

/** Whether it is there already, or being made. */
export function hasIndex(tx: Tx, version: string): boolean {
  return indexesOf(tx).find(version) !== undefined
}

/**
 * Reads what the index needs, and goes on building it; `built` needs no database any more. On the embedded database
 * nobody else gets a word in while this transaction reads, so nobody can wait for it there and keep it waiting.
 */
export async function beginIndex(tx: Tx, version: string): Promise<{ built: Promise<LayerIndex> }> {
  const { promise, resolve, reject } = Promise.withResolvers<LayerIndex>()
  indexesOf(tx).put(version, promise)
  try {
    const { grids, rings } = await gathered(tx, version)
    resolve(locatorOf(rings).then(locator => ({ locator, grids })))
  } catch (trouble) {
    reject(trouble)
    throw trouble
  }
  return { built: promise }
}

async function gathered(tx: Tx, version: string): Promise<{ grids: Grid[]; rings: Rings }> {
  const grids: Grid[] = []
  const rings = new Rings()
  for (;;) {
    const some = await gridsOfVersion(tx, version, grids.at(-1)?.code ?? '', atOnce)
    for (const { shape, ...grid } of some) {
      const face = grids.push(grid) - 1
      for (const ring of readWkb(shape).polygons.flat()) rings.add(face, ring)
    }
    if (some.length < atOnce) return { grids, rings }
  }
}

async function locatorOf(rings: Rings): Promise<Locator> {
  if (rings.positions < manyPositions) return buildLocator(rings)
  const { points, starts, faces, count, faceCount } = rings
  const worker = new Worker(new URL('./locate-thread.ts', import.meta.url), {
    workerData: { points, starts, faces, count, faceCount },
    transferList: [points.buffer, starts.buffer, faces.buffer],
  })
  return new Promise((resolve, reject) => {
    worker.once('message', (buffer: SharedArrayBuffer) => resolve(new Locator(buffer)))
    worker.once('error', reject)
    worker.once('exit', code => reject(new Error(`the thread ended with ${code} and without an index`)))
  })
}

/** All indexes of a door, the least lately used first. */
class Indexes {
  readonly #kept = new Map<string, { promised: Promise<LayerIndex>; bytes: number }>()

  find(version: string): Promise<LayerIndex> | undefined {
    const found = this.#kept.get(version)
    if (!found) return undefined
    this.#kept.delete(version)
    this.#kept.set(version, found)
    return found.promised
  }

  put(version: string, promised: Promise<LayerIndex>): void {
    const entry = { promised, bytes: 0 }
    this.#kept.set(version, entry)
    promised.then(
      ({ locator, grids }) => {
        entry.bytes = locator.buffer.byteLength + grids.length * bytesOfGrid
        this.#makeRoom()
      },
      () => {
        if (this.#kept.get(version) === entry) this.#kept.delete(version)
      },
    )
  }

  #makeRoom(): void {
    let bytes = 0
    for (const entry of this.#kept.values()) bytes += entry.bytes
    for (const [version, entry] of this.#kept) {
      if (bytes <= mostBytes || this.#kept.size === 1) return
      bytes -= entry.bytes
      this.#kept.delete(version)
    }
  }
}

const name = 'indexes of grids'

function indexesOf(tx: Tx): Indexes {
  const known = tx.memory.get(name)
  if (known instanceof Indexes) return known
  const made = new Indexes()
  tx.memory.set(name, made)
  return made
}
