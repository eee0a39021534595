// In which polygon of a layer a place lies, without a polygon test for most places and exactly for all of them.
//
//   const rings = new Rings()
//   rings.add(0, [116.4, 39.9, 116.5, 39.9, 116.5, 40.0, 116.4, 39.9])
//   const locator = buildLocator(rings)
//   locator.locate(116.48, 39.95)   // 0; -1 where no polygon is
//
// Places are rounded to whole units of 1e-7° (a centimetre), corners too; from there on all is decided in integers.
//
// Borders: a place that lies on one belongs to whatever lies a hair to the east of it, and, where that is a border
// too, a far smaller hair to the north. So every place of a layer without gaps and overlaps belongs to exactly one
// polygon, whichever corners the neighbours have: the western and the lower border of a polygon are its own, the
// eastern and the upper one are not.
import { outerLength, read } from './locate/layout.ts'
import { metresTo } from './locate/metres.ts'
import { unitsOf } from './locate/rings.ts'

export interface Nearest {
  face: number
  metres: number
}

export class Locator {
  /** The whole index: keep it, send it to another thread, and make a `Locator` of it again. */
  readonly buffer: ArrayBufferLike
  readonly faces: number
  /** Different edges; where two polygons share one, it counts once. */
  readonly edges: number
  readonly #cells: Int32Array
  readonly #pool: Int32Array
  readonly #outer: Int32Array
  /** The most that an outer edge rises, in units. */
  readonly #tallest: number
  readonly #originX: number
  readonly #originY: number
  readonly #maxX: number
  readonly #maxY: number
  readonly #shift: number
  readonly #columns: number

  /** @throws RangeError where the buffer holds no index */
  constructor(buffer: ArrayBufferLike) {
    const layout = read(buffer)
    this.buffer = buffer
    this.faces = layout.faces
    this.edges = layout.edges
    this.#cells = layout.cells
    this.#pool = layout.pool
    this.#outer = layout.outer
    let tallest = 0
    for (let at = 0; at < layout.outer.length; at += outerLength)
      tallest = Math.max(tallest, (layout.outer[at + 3] ?? 0) - (layout.outer[at + 1] ?? 0))
    this.#tallest = tallest
    this.#originX = layout.originX
    this.#originY = layout.originY
    this.#maxX = layout.maxX
    this.#maxY = layout.maxY
    this.#shift = layout.shift
    this.#columns = layout.columns
  }

  /**
   * The polygon that holds the place, of several the one with the smallest number; -1 where none does.
   * @throws RangeError where it is no place on Earth
   */
  locate(longitude: number, latitude: number): number {
    refuseWrong(longitude, latitude)
    return this.locateUnits(unitsOf(longitude), unitsOf(latitude))
  }

  /** The same in units of 1e-7°; what is no whole number of them lies nowhere. */
  locateUnits(x: number, y: number): number {
    const originX = this.#originX
    const originY = this.#originY
    if (!(x >= originX && x <= this.#maxX && y >= originY && y <= this.#maxY)) return -1
    const shift = this.#shift
    const column = (x - originX) >>> shift
    const row = (y - originY) >>> shift
    const word = this.#cells[row * this.#columns + column] ?? 0
    if (word >= 0) return word - 1
    return within(this.#pool, ~word, x, y, originX + column * (1 << shift), originY + row * (1 << shift))
  }

  /**
   * Many places at once, into `found`; -1 also where the numbers are no place.
   * @throws RangeError where the arrays are not equally long
   */
  locateMany(
    longitudes: ArrayLike<number>,
    latitudes: ArrayLike<number>,
    found = new Int32Array(longitudes.length),
  ): Int32Array {
    if (latitudes.length !== longitudes.length || found.length < longitudes.length)
      throw new RangeError('as many latitudes, and room for as many answers, as longitudes')
    for (let at = 0; at < longitudes.length; at += 1)
      found[at] = this.locateUnits(
        unitsOf(longitudes[at] ?? Number.NaN),
        unitsOf(latitudes[at] ?? Number.NaN),
      )
    return found
  }

  /** Every polygon that holds the place, ascending: for layers that may overlap. */
  locateAll(longitude: number, latitude: number): number[] {
    refuseWrong(longitude, latitude)
    const [x, y] = [unitsOf(longitude), unitsOf(latitude)]
    const found: number[] = []
    let face = this.locateUnits(x, y)
    while (face >= 0) {
      found.push(face)
      face = this.#after(face, x, y)
    }
    return found
  }

  /**
   * The polygon nearest to a place that lies in none, of equally near ones the smallest number; undefined where none
   * is within so many metres. On the ellipsoid to a few centimetres within some kilometres, to half a percent beyond.
   */
  nearest(longitude: number, latitude: number, most = Infinity): Nearest | undefined {
    refuseWrong(longitude, latitude)
    const [x, y] = [unitsOf(longitude), unitsOf(latitude)]
    const outer = this.#outer
    const reach = Math.ceil(most / leastMetres) + 1
    let best: Nearest | undefined
    for (let at = this.#firstOuter(y - reach - this.#tallest); at < outer.length; at += outerLength) {
      const y0 = outer[at + 1] ?? 0
      if (y0 > y + reach) break
      const metres = metresTo(x, y, outer[at] ?? 0, y0, outer[at + 2] ?? 0, outer[at + 3] ?? 0)
      if (metres > most) continue
      const face = outer[at + 4] ?? 0
      if (!best || metres < best.metres || (metres === best.metres && face < best.face))
        best = { face, metres }
    }
    return best
  }

  /** Where the outer edges begin whose lower end is not below y. */
  #firstOuter(y: number): number {
    let [low, high] = [0, this.#outer.length / outerLength]
    while (low < high) {
      const half = (low + high) >>> 1
      if ((this.#outer[half * outerLength + 1] ?? 0) < y) low = half + 1
      else high = half
    }
    return low * outerLength
  }

  /** The next larger face that holds the place too. */
  #after(face: number, x: number, y: number): number {
    const [originX, originY, shift] = [this.#originX, this.#originY, this.#shift]
    const [column, row] = [(x - originX) >>> shift, (y - originY) >>> shift]
    const word = this.#cells[row * this.#columns + column] ?? 0
    if (word >= 0 || (~word & 2) === 0) return -1
    return amongSeveral(
      this.#pool,
      ~word,
      x,
      y,
      originX + column * 2 ** shift,
      originY + row * 2 ** shift,
      face + 1,
    )
  }
}

/** A unit of latitude is no shorter anywhere. */
const leastMetres = 0.011057

function refuseWrong(longitude: number, latitude: number): void {
  if (!(Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90))
    throw new RangeError(`not a longitude and latitude in degrees: ${longitude}, ${latitude}`)
}

/** The face of a place in a cell that edges come into; `entry` is 4 × place in the pool + kind (layout.ts). */
function within(pool: Int32Array, entry: number, x: number, y: number, left: number, bottom: number): number {
  if ((entry & 2) !== 0) return amongSeveral(pool, entry, x, y, left, bottom, 0)
  const at = entry >>> 2
  const count = pool[at + 2] ?? 0
  const isOdd =
    (entry & 1) === 0
      ? nearPassed(pool, at + 3, count, x - left, y - bottom)
      : widePassed(pool, at + 3, count, x, y)
  return (pool[at + isOdd] ?? 0) - 1
}

function amongSeveral(
  pool: Int32Array,
  entry: number,
  x: number,
  y: number,
  left: number,
  bottom: number,
  least: number,
): number {
  const isNear = (entry & 1) === 0
  let at = entry >>> 2
  const faces = pool[at] ?? 0
  at += 1
  for (let index = 0; index < faces; index += 1) {
    const face = pool[at] ?? 0
    const coded = pool[at + 1] ?? 0
    const count = coded >>> 1
    if (face >= least) {
      const passed = isNear
        ? nearPassed(pool, at + 2, count, x - left, y - bottom)
        : widePassed(pool, at + 2, count, x, y)
      if ((passed ^ (coded & 1)) === 1) return face
    }
    at += 2 + count * (isNear ? 2 : 4)
  }
  return -1
}

/** 1 where the place lies east of, or on, an odd number of edges; differences fit 15 bits. */
function nearPassed(pool: Int32Array, from: number, count: number, x: number, y: number): number {
  let odd = 0
  for (let at = from; at < from + count * 2; at += 2) {
    const low = pool[at] ?? 0
    const high = pool[at + 1] ?? 0
    const y0 = low >> 16
    const y1 = high >> 16
    if (y < y0 || y >= y1) continue
    const x0 = (low << 16) >> 16
    if (Math.imul(y - y0, ((high << 16) >> 16) - x0) <= Math.imul(x - x0, y1 - y0)) odd ^= 1
  }
  return odd
}

function widePassed(pool: Int32Array, from: number, count: number, x: number, y: number): number {
  let odd = 0
  for (let at = from; at < from + count * 4; at += 4) {
    const y0 = pool[at + 1] ?? 0
    const y1 = pool[at + 3] ?? 0
    if (y < y0 || y >= y1) continue
    const x0 = pool[at] ?? 0
    const x1 = pool[at + 2] ?? 0
    if ((y - y0) * (x1 - x0) <= (x - x0) * (y1 - y0)) odd ^= 1
  }
  return odd
}
