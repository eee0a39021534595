// Points one after another, before they are packed; and the small tables of what many of them say alike.
import { type Attributes, across, down } from './tile.ts'
import type { TilePoint } from './tile-points.ts'

/** So many different looks, and so many homes: each is a number of 16 bits. */
export const mostKnown = 65_536

/** Rows as they come, in arrays that grow. */
export class GatheredPoints {
  size = 0
  x: Uint32Array = new Uint32Array(1024)
  y: Uint32Array = new Uint32Array(1024)
  ids: Float64Array = new Float64Array(1024)
  looks: Uint16Array = new Uint16Array(1024)
  homes: Uint16Array = new Uint16Array(1024)
  readonly knownLooks = new Known<Attributes>(said => JSON.stringify(said))
  readonly knownHomes = new Known<string>(said => said)

  add({ id, longitude, latitude, attributes, home }: TilePoint): void {
    if (!Number.isSafeInteger(id) || id < 0)
      throw new RangeError(`a point is named by a whole number, not ${id}`)
    const row = this.#next()
    this.x[row] = inWorld(across(longitude))
    this.y[row] = inWorld(down(latitude))
    this.ids[row] = id
    this.looks[row] = this.knownLooks.numberOf(attributes)
    this.homes[row] = this.knownHomes.numberOf(home)
  }

  /** A row of points that are packed already. */
  copy(from: Packed, at: number): void {
    const row = this.#next()
    this.x[row] = from.x[at] ?? 0
    this.y[row] = from.y[at] ?? 0
    this.ids[row] = from.ids[at] ?? 0
    this.looks[row] = this.knownLooks.numberOf(from.knownLooks.said(from.looks[at] ?? 0))
    this.homes[row] = this.knownHomes.numberOf(from.knownHomes.said(from.homes[at] ?? 0))
  }

  #next(): number {
    if (this.size === this.x.length) {
      const room = this.size * 2
      this.x = larger(this.x, new Uint32Array(room))
      this.y = larger(this.y, new Uint32Array(room))
      this.ids = larger(this.ids, new Float64Array(room))
      this.looks = larger(this.looks, new Uint16Array(room))
      this.homes = larger(this.homes, new Uint16Array(room))
    }
    this.size += 1
    return this.size - 1
  }
}

type Packed = Pick<GatheredPoints, 'x' | 'y' | 'ids' | 'looks' | 'homes' | 'knownLooks' | 'knownHomes'>

/** What is said, each thing once, by the number that it has in the rows. */
export class Known<T> {
  readonly all: T[] = []
  readonly #numbers = new Map<string, number>()
  readonly #name: (said: T) => string

  constructor(name: (said: T) => string) {
    this.#name = name
  }

  numberOf(said: T): number {
    const name = this.#name(said)
    const known = this.#numbers.get(name)
    if (known !== undefined) return known
    if (this.all.length === mostKnown) throw new RangeError(`points differ in more than ${mostKnown} ways`)
    this.#numbers.set(name, this.all.length)
    this.all.push(said)
    return this.all.length - 1
  }

  said(number: number): T {
    const said = this.all[number]
    if (said === undefined) throw new RangeError(`nothing is numbered ${number}`)
    return said
  }

  /** 1 for each that passes. */
  mask(passes: ((said: T) => boolean) | undefined): Uint8Array {
    return Uint8Array.from(this.all, said => (!passes || passes(said) ? 1 : 0))
  }
}

/** From 0 to 1 across the world, in whole units of it. */
export function inWorld(share: number): number {
  return Math.min(2 ** 32 - 1, Math.max(0, Math.floor(share * 2 ** 32)))
}

interface Numbers {
  [at: number]: number
  readonly length: number
}

export function reordered<T extends Numbers>(from: Numbers, order: Uint32Array, into: T): T {
  for (let row = 0; row < order.length; row += 1) into[row] = from[order[row] ?? 0] ?? 0
  return into
}

function larger<T extends Numbers & { set(from: ArrayLike<number>): void }>(
  from: ArrayLike<number>,
  into: T,
): T {
  into.set(from)
  return into
}
