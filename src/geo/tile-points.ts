// Very many points of a city, packed so that a tile of them is a few stretches of flat arrays. A point is two whole
// numbers of the Web Mercator square, a number that names it, a look (what is written of it) and a home (what it is
// filtered by). They stand along a Z-curve, in blocks whose boxes are known; what changes afterwards lies in a small
// overlay behind them until everything is packed anew.
//
// const points = packPoints([{ id: 7, longitude: 116.4, latitude: 39.9, attributes: { kind: '0137' }, home: '110101/' }])
// points.put({ id: 7, longitude: 116.5, latitude: 39.9, attributes: { kind: '0137' }, home: '110101/' })
// encodePoints(points, tileAt(116.5, 39.9, 16), { name: 'part' })
import { type Attributes, across, down } from './tile.ts'
import { Pyramid } from './tile-clusters.ts'
import { alongCurve, Boxes, inBlock, type WorldBox } from './tile-curve.ts'
import { GatheredPoints, inWorld, type Known, reordered } from './tile-gathering.ts'

export interface TilePoint {
  /** Whole, not negative, below 2^53; no two points share one. */
  id: number
  /** Degrees, WGS 84. */
  longitude: number
  latitude: number
  attributes: Attributes
  /** What it is filtered by and not written, as the path of a region. */
  home: string
}

/** Which points are wanted; asked once for each thing that is said, not once a point. */
export interface PointFilter {
  attributes?: ((said: Attributes) => boolean) | undefined
  home?: ((home: string) => boolean) | undefined
}

/** Changes that fit before everything has to be packed anew. */
export const overlayRoom = 4096

const blocksInGroup = 32

/** @throws RangeError where an id is no whole number below 2^53, or stands twice */
export function packPoints(points: Iterable<TilePoint>): PackedPoints {
  const gathered = new GatheredPoints()
  for (const point of points) gathered.add(point)
  return new PackedPoints(gathered)
}

export class PackedPoints {
  /** Rows below `packed` stand along the curve; those from there to `used` are the overlay. */
  readonly packed: number
  used: number
  /** Units of the world, a side of which has 2^32: at zoom 20 one unit of a tile is one of these. */
  readonly x: Uint32Array
  readonly y: Uint32Array
  readonly ids: Float64Array
  readonly looks: Uint16Array
  readonly homes: Uint16Array
  readonly knownLooks: Known<Attributes>
  readonly knownHomes: Known<string>
  readonly pyramid: Pyramid
  /** 1 where the point is gone, or another row has taken its place. */
  readonly #gone: Uint8Array
  #goneCount = 0
  readonly #blocks: Boxes
  readonly #groups: Boxes
  /** Packed rows in the order of their ids. */
  readonly #byId: Uint32Array
  readonly #overlay = new Map<number, number>()
  /** Rows that a tile has: kept between tiles, so that not every tile makes its own. */
  #found = new Uint32Array(1024)

  constructor(gathered: GatheredPoints) {
    const order = alongCurve(gathered.x, gathered.y, gathered.size)
    const room = order.length + overlayRoom
    this.packed = order.length
    this.used = order.length
    this.x = reordered(gathered.x, order, new Uint32Array(room))
    this.y = reordered(gathered.y, order, new Uint32Array(room))
    this.ids = reordered(gathered.ids, order, new Float64Array(room))
    this.looks = reordered(gathered.looks, order, new Uint16Array(room))
    this.homes = reordered(gathered.homes, order, new Uint16Array(room))
    this.knownLooks = gathered.knownLooks
    this.knownHomes = gathered.knownHomes
    this.#gone = new Uint8Array(room)
    this.#blocks = new Boxes(this.x, this.y, this.packed, inBlock)
    this.#groups = new Boxes(this.x, this.y, this.packed, inBlock * blocksInGroup)
    this.pyramid = new Pyramid(this.x, this.y, this.packed)
    const { ids } = this
    this.#byId = Uint32Array.from(order, (_, row) => row).sort((a, b) => (ids[a] ?? 0) - (ids[b] ?? 0))
    for (let at = 1; at < this.packed; at += 1)
      if (ids[this.#byId[at] ?? 0] === ids[this.#byId[at - 1] ?? 0])
        throw new RangeError(`two points are named ${ids[this.#byId[at] ?? 0]}`)
  }

  get size(): number {
    return this.used - this.#goneCount
  }

  /** Bytes that its arrays take. */
  get bytes(): number {
    const { x, y, ids, looks, homes } = this
    const own = [x, y, ids, looks, homes, this.#gone, this.#byId].reduce(
      (sum, each) => sum + each.byteLength,
      0,
    )
    return own + this.pyramid.bytes + this.#blocks.bytes + this.#groups.bytes
  }

  /** Whether the next change needs everything packed anew first. */
  get isFull(): boolean {
    return this.used - this.packed >= overlayRoom
  }

  /** Adds a point, or puts it in the place of the one with its id. @throws RangeError where the overlay is full */
  put({ id, longitude, latitude, attributes, home }: TilePoint): void {
    if (this.isFull) throw new RangeError('the overlay is full: pack the points anew')
    this.remove(id)
    const row = this.used
    this.used += 1
    this.x[row] = inWorld(across(longitude))
    this.y[row] = inWorld(down(latitude))
    this.ids[row] = id
    this.looks[row] = this.knownLooks.numberOf(attributes)
    this.homes[row] = this.knownHomes.numberOf(home)
    this.#overlay.set(id, row)
  }

  remove(id: number): void {
    const over = this.#overlay.get(id)
    const row = over ?? this.#packedRow(id)
    if (row === undefined || this.#gone[row] === 1) return
    this.#gone[row] = 1
    this.#goneCount += 1
    if (over === undefined) this.pyramid.leaveOut(this.x[row] ?? 0, this.y[row] ?? 0)
    else this.#overlay.delete(id)
  }

  /** The same points, all of them packed, in an order that does not depend on how they came. */
  repacked(): PackedPoints {
    const gathered = new GatheredPoints()
    const rows = new Uint32Array(this.size)
    let count = 0
    for (let row = 0; row < this.used; row += 1) if (this.#gone[row] === 0) rows[count++] = row
    rows.sort((a, b) => (this.ids[a] ?? 0) - (this.ids[b] ?? 0))
    for (const row of rows) gathered.copy(this, row)
    return new PackedPoints(gathered)
  }

  /**
   * The rows in a box that pass the filter: the first `count` of `rows`, which the next call writes over. Those of the
   * overlay come last.
   */
  within(box: WorldBox, filter?: PointFilter): { rows: Uint32Array; count: number } {
    const masks = this.#masksOf(filter)
    let count = 0
    const blocks = this.#blocks
    for (let group = 0; group < this.#groups.count; group += 1) {
      const meets = this.#groups.meets(group, box)
      if (meets === 0) continue
      const first = group * blocksInGroup
      const end = Math.min(blocks.count, first + blocksInGroup)
      if (meets === 2) {
        count = this.#take(first * inBlock, Math.min(this.packed, end * inBlock), undefined, masks, count)
        continue
      }
      for (let block = first; block < end; block += 1) {
        const each = blocks.meets(block, box)
        if (each === 0) continue
        const upto = Math.min(this.packed, (block + 1) * inBlock)
        count = this.#take(block * inBlock, upto, each === 2 ? undefined : box, masks, count)
      }
    }
    count = this.#take(this.packed, this.used, box, masks, count)
    return { rows: this.#found, count }
  }

  /** The rows of the overlay in a box. */
  overlayWithin({ west, north, east, south }: WorldBox): number[] {
    const found: number[] = []
    for (const row of this.#overlay.values()) {
      const [x, y] = [this.x[row] ?? 0, this.y[row] ?? 0]
      if (x >= west && x < east && y >= north && y < south) found.push(row)
    }
    return found
  }

  /** The first row from this one on that is still there. */
  stillThere(from: number): number {
    let row = from
    while (this.#gone[row] === 1) row += 1
    return row
  }

  /** Whether a filter leaves anything out. */
  leavesOut(filter: PointFilter | undefined): boolean {
    return this.#masksOf(filter) !== undefined
  }

  /** Adds rows from `from` on below `upto` to those found: those in the box, where there is one, that pass. */
  #take(
    from: number,
    upto: number,
    box: WorldBox | undefined,
    masks: Masks | undefined,
    count: number,
  ): number {
    if (count + upto - from > this.#found.length) {
      const larger = new Uint32Array(2 * (count + upto - from))
      larger.set(this.#found.subarray(0, count))
      this.#found = larger
    }
    const found = this.#found
    let taken = count
    if (!box && !masks && this.#goneCount === 0) {
      for (let row = from; row < upto; row += 1) found[taken++] = row
      return taken
    }
    const { x, y, looks, homes } = this
    const gone = this.#gone
    for (let row = from; row < upto; row += 1) {
      if (gone[row] === 1) continue
      if (masks && (masks.looks[looks[row] ?? 0] === 0 || masks.homes[homes[row] ?? 0] === 0)) continue
      if (box) {
        const px = x[row] ?? 0
        const py = y[row] ?? 0
        if (px < box.west || px >= box.east || py < box.north || py >= box.south) continue
      }
      found[taken++] = row
    }
    return taken
  }

  /** Which looks and homes pass; undefined where all of them do. */
  #masksOf(filter: PointFilter | undefined): Masks | undefined {
    if (!filter) return undefined
    const looks = this.knownLooks.mask(filter.attributes)
    const homes = this.knownHomes.mask(filter.home)
    return looks.includes(0) || homes.includes(0) ? { looks, homes } : undefined
  }

  #packedRow(id: number): number | undefined {
    let [from, upto] = [0, this.packed]
    while (from < upto) {
      const middle = (from + upto) >> 1
      if ((this.ids[this.#byId[middle] ?? 0] ?? 0) < id) from = middle + 1
      else upto = middle
    }
    const row = this.#byId[from]
    return row !== undefined && this.ids[row] === id ? row : undefined
  }
}

interface Masks {
  looks: Uint8Array
  homes: Uint8Array
}
