// The district's parts as packed points, in the memory of this process: read once, then kept up to date by asking before
// every tile what changed since. Nothing here is told of changes, so nothing can be missed, whichever process made them.
import { v7 as newId } from 'uuid'
import type { Tx } from '../../base/db.ts'
import { overlayRoom, type PackedPoints, packPoints, type TilePoint } from '../../geo/tile-points.ts'
import { type DrawnPart, latestRevision, partsSince, partsToPack, type Revision } from './store/revisions.ts'

type Begin = <T>(work: (tx: Tx) => Promise<T>) => Promise<T>

export interface District {
  points: PackedPoints
  /** Names these points as they were packed; with the revision it says what a tile shows. */
  base: string
  revision: Revision
}

/** So many bytes of packed points are kept, of the districts asked for most lately: some 32 a part. */
const mostBytes = 256 * 1024 * 1024
/** Rows read at once. */
const stretch = 20_000

export class PackedDistricts {
  readonly #kept = new Map<string, District>()
  readonly #running = new Map<string, Promise<District>>()
  readonly #waiting = new Map<string, Promise<District>>()
  readonly #most: number

  constructor(most = mostBytes) {
    this.#most = most
  }

  /**
   * The district as it is now. Of those who ask while somebody looks, the next look serves all: one that began before
   * they asked may not have seen what they saw committed.
   */
  current(district: string, begin: Begin): Promise<District> {
    const running = this.#running.get(district)
    if (!running) return this.#look(district, begin)
    const waiting =
      this.#waiting.get(district) ??
      running
        .catch(() => undefined)
        .then(() => {
          this.#waiting.delete(district)
          return this.#look(district, begin)
        })
    this.#waiting.set(district, waiting)
    return waiting
  }

  #look(district: string, begin: Begin): Promise<District> {
    const look = followed(this.#kept.get(district), begin)
      .then(found => {
        this.#keep(district, found)
        return found
      })
      .finally(() => this.#running.delete(district))
    this.#running.set(district, look)
    return look
  }

  #keep(district: string, found: District): void {
    this.#kept.delete(district)
    this.#kept.set(district, found)
    let bytes = [...this.#kept.values()].reduce((sum, { points }) => sum + points.bytes, 0)
    for (const [oldest, { points }] of this.#kept) {
      if (bytes <= this.#most || oldest === district) return
      this.#kept.delete(oldest)
      bytes -= points.bytes
    }
  }
}

async function followed(known: District | undefined, begin: Begin): Promise<District> {
  const { number, mark, follows } = await begin(tx => latestRevision(tx, known?.revision))
  if (!known || !follows) return read(begin, { number, mark })
  if (known.revision.number === number) return known
  const changed = await begin(tx => partsSince(tx, known.revision.number, overlayRoom + 1))
  // A survey came in: reading everything costs less than so many changes.
  if (changed.length > overlayRoom) return read(begin, { number, mark })
  let { points, base } = known
  for (const part of changed) {
    if (points.isFull) {
      points = points.repacked()
      base = newId()
    }
    if (part.retired) points.remove(pointOf(part).id)
    else points.put(pointOf(part))
  }
  return { points, base, revision: { number, mark } }
}

/** In stretches, each of its own moment: what changes meanwhile has a later revision and is asked for next time. */
async function read(begin: Begin, revision: Revision): Promise<District> {
  const all: TilePoint[] = []
  for (let after = ''; ; ) {
    const found = await begin(tx => partsToPack(tx, after, stretch))
    for (const part of found) all.push(pointOf(part))
    after = found.at(-1)?.code ?? ''
    if (found.length < stretch) break
  }
  return { points: packPoints(all), base: newId(), revision }
}

function pointOf({ code, kind, state, regionPath, longitude, latitude }: DrawnPart): TilePoint {
  return {
    id: pointId(code),
    longitude,
    latitude,
    attributes: { kind, state },
    home: regionPath,
  }
}

/** A code without its district: ten digits, so that it is a number that every program reads right. */
function pointId(code: string): number {
  return Number(code.slice(6))
}
