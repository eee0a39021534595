// The order and the boxes by which many points lie packed: along the Z-curve every square of the quadtree is one
// stretch of rows, and the boxes of short stretches say which of them a view needs.

/** A square of the quadtree at zoom 26 is 60 cm: what lies closer keeps the order it came in. */
const coarseBits = 16
const fineBits = 10

export const inBlock = 32

/** Rows in the order of the curve; of the same square of 60 cm in the order they came. */
export function alongCurve(x: Uint32Array, y: Uint32Array, size: number): Uint32Array {
  const coarse = new Uint32Array(size)
  const fine = new Uint32Array(size)
  const mask = 2 ** fineBits - 1
  const shift = 32 - coarseBits - fineBits
  for (let row = 0; row < size; row += 1) {
    const [px, py] = [x[row] ?? 0, y[row] ?? 0]
    coarse[row] = (spread(px >>> coarseBits) | (spread(py >>> coarseBits) << 1)) >>> 0
    fine[row] = spread((px >>> shift) & mask) | (spread((py >>> shift) & mask) << 1)
  }
  let order: Uint32Array = Uint32Array.from(fine, (_, row) => row)
  for (const by of [0, 10]) order = sortedBy(order, fine, by, 10)
  for (const by of [0, 11, 22]) order = sortedBy(order, coarse, by, 11)
  return order
}

/** One pass of a radix sort: by a few bits of the keys, otherwise in the order that was. */
function sortedBy(order: Uint32Array, keys: Uint32Array, from: number, bits: number): Uint32Array {
  const mask = 2 ** bits - 1
  const starts = new Uint32Array(mask + 2)
  for (const row of order) {
    const digit = ((keys[row] ?? 0) >>> from) & mask
    starts[digit + 1] = (starts[digit + 1] ?? 0) + 1
  }
  for (let digit = 1; digit <= mask; digit += 1)
    starts[digit] = (starts[digit] ?? 0) + (starts[digit - 1] ?? 0)
  const sorted = new Uint32Array(order.length)
  for (const row of order) {
    const digit = ((keys[row] ?? 0) >>> from) & mask
    const at = starts[digit] ?? 0
    sorted[at] = row
    starts[digit] = at + 1
  }
  return sorted
}

/** Sixteen bits with a gap before each. */
function spread(value: number): number {
  let bits = value & 0xffff
  bits = (bits | (bits << 8)) & 0x00ff00ff
  bits = (bits | (bits << 4)) & 0x0f0f0f0f
  bits = (bits | (bits << 2)) & 0x33333333
  return (bits | (bits << 1)) & 0x55555555
}

/** Whether one square of the quadtree comes before another of its size along the curve. */
export function isBefore(ax: number, ay: number, bx: number, by: number): boolean {
  const [dx, dy] = [(ax ^ bx) >>> 0, (ay ^ by) >>> 0]
  // The highest bit in which they differ decides; of both in the same place that of y.
  return dy < dx && dy < (dx ^ dy) >>> 0 ? ax < bx : ay < by
}

/** Rows west ≤ x < east and north ≤ y < south, in units of the world. */
export interface WorldBox {
  west: number
  north: number
  east: number
  south: number
}

/** The boxes of stretches of rows, each of the same length, edges included. */
export class Boxes {
  readonly count: number
  readonly #least: { x: Uint32Array; y: Uint32Array }
  readonly #most: { x: Uint32Array; y: Uint32Array }

  constructor(x: Uint32Array, y: Uint32Array, size: number, length: number) {
    this.count = Math.ceil(size / length)
    this.#least = {
      x: new Uint32Array(this.count).fill(0xffffffff),
      y: new Uint32Array(this.count).fill(0xffffffff),
    }
    this.#most = { x: new Uint32Array(this.count), y: new Uint32Array(this.count) }
    for (let row = 0; row < size; row += 1) {
      const box = Math.floor(row / length)
      const [px, py] = [x[row] ?? 0, y[row] ?? 0]
      if (px < (this.#least.x[box] ?? 0)) this.#least.x[box] = px
      if (px > (this.#most.x[box] ?? 0)) this.#most.x[box] = px
      if (py < (this.#least.y[box] ?? 0)) this.#least.y[box] = py
      if (py > (this.#most.y[box] ?? 0)) this.#most.y[box] = py
    }
  }

  get bytes(): number {
    return this.count * 16
  }

  /** 0 where nothing of it is within, 2 where all of it is, 1 between. */
  meets(box: number, within: WorldBox): 0 | 1 | 2 {
    const left = this.#least.x[box] ?? 0
    const right = this.#most.x[box] ?? 0
    if (left >= within.east || right < within.west) return 0
    const top = this.#least.y[box] ?? 0
    const foot = this.#most.y[box] ?? 0
    if (top >= within.south || foot < within.north) return 0
    return left >= within.west && right < within.east && top >= within.north && foot < within.south ? 2 : 1
  }
}
