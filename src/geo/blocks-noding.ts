// Cuts line pieces at one another, so that two of them meet in corners and nowhere else: snap rounding (Hobby 1999) on a
// plane of whole numbers. Every corner and every crossing makes a pixel of one unit hot, and every piece that passes
// through a hot pixel is drawn through its middle. Nothing moves by more than half a unit, and nothing crosses any more.
// All decisions are exact: coordinates stay below 2^24, so products stay below 2^53.

export interface Noded {
  /** Corners. */
  xs: Int32Array
  ys: Int32Array
  /** Edges, each once, from the smaller corner to the larger; `pieces[at]` are those that lie on edge `at`. */
  from: Int32Array
  upto: Int32Array
  /** For each edge the given pieces that lie on it, as `piece × 2`, plus 1 where the piece runs from `upto` to `from`. */
  pieces: number[][]
}

/** Coordinates reach no further from zero than this. */
export const farthest = 2 ** 24 - 1

/**
 * @param flat ax, ay, bx, by of each piece, whole numbers no further from zero than `farthest`
 * @throws RangeError when a coordinate is none of these
 */
export function noded(flat: ArrayLike<number>): Noded {
  const count = flat.length / 4
  for (let at = 0; at < flat.length; at += 1) {
    const value = flat[at] ?? 0
    if (!Number.isInteger(value) || Math.abs(value) > farthest)
      throw new RangeError(`coordinate ${value} is not a whole number below 2^24`)
  }
  const cells = cellsFor(flat)
  const hot = new HotPixels(cells)
  for (let at = 0; at < count * 4; at += 2) hot.add(flat[at] ?? 0, flat[at + 1] ?? 0)
  crossings(flat, cells, hot)
  const edges = new Map<number, number>()
  const from: number[] = []
  const upto: number[] = []
  const pieces: number[][] = []
  for (let piece = 0; piece < count; piece += 1) {
    const chain = hot.along(flat, piece * 4)
    for (let at = 1; at < chain.length; at += 1) {
      const [a, b] = [chain[at - 1] ?? 0, chain[at] ?? 0]
      const [low, high] = a < b ? [a, b] : [b, a]
      const key = low * 2 ** 26 + high
      let edge = edges.get(key)
      if (edge === undefined) {
        edge = from.length
        edges.set(key, edge)
        from.push(low)
        upto.push(high)
        pieces.push([])
      }
      pieces[edge]?.push(piece * 2 + (a === low ? 0 : 1))
    }
  }
  return {
    xs: Int32Array.from(hot.xs),
    ys: Int32Array.from(hot.ys),
    from: Int32Array.from(from),
    upto: Int32Array.from(upto),
    pieces,
  }
}

/** Which squares of a raster a piece passes through, give or take a square. */
interface Cells {
  of(x: number, y: number): number
  along(flat: ArrayLike<number>, at: number, visit: (cell: number) => void): void
}

function cellsFor(flat: ArrayLike<number>): Cells {
  let length = 0
  for (let at = 0; at < flat.length; at += 4)
    length += Math.hypot((flat[at + 2] ?? 0) - (flat[at] ?? 0), (flat[at + 3] ?? 0) - (flat[at + 1] ?? 0))
  const side = Math.max(16, Math.ceil((2 * length) / Math.max(1, flat.length / 4)))
  const key = (column: number, row: number): number => (column + 2 ** 21) * 2 ** 22 + row + 2 ** 21
  return {
    of: (x, y) => key(Math.floor(x / side), Math.floor(y / side)),
    along: (flat, at, visit) => {
      const [ax, ay, bx, by] = [flat[at] ?? 0, flat[at + 1] ?? 0, flat[at + 2] ?? 0, flat[at + 3] ?? 0]
      const [south, north] = [Math.min(ay, by), Math.max(ay, by)]
      const slope = by === ay ? 0 : (bx - ax) / (by - ay)
      for (let row = Math.floor((south - 1) / side); row <= Math.floor((north + 1) / side); row += 1) {
        const low = Math.min(Math.max(row * side - 1, south), north)
        const high = Math.max(Math.min((row + 1) * side + 1, north), south)
        const [x1, x2] = by === ay ? [ax, bx] : [ax + (low - ay) * slope, ax + (high - ay) * slope]
        const east = Math.floor((Math.max(x1, x2) + 2) / side)
        for (let column = Math.floor((Math.min(x1, x2) - 2) / side); column <= east; column += 1)
          visit(key(column, row))
      }
    },
  }
}

class HotPixels {
  readonly xs: number[] = []
  readonly ys: number[] = []
  readonly #cells: Cells
  readonly #known = new Map<number, number>()
  readonly #inCell = new Map<number, number[]>()

  constructor(cells: Cells) {
    this.#cells = cells
  }

  add(x: number, y: number): void {
    const key = (x + 2 ** 24) * 2 ** 25 + y + 2 ** 24
    if (this.#known.has(key)) return
    const pixel = this.xs.length
    this.#known.set(key, pixel)
    this.xs.push(x)
    this.ys.push(y)
    const cell = this.#cells.of(x, y)
    const there = this.#inCell.get(cell)
    if (there) there.push(pixel)
    else this.#inCell.set(cell, [pixel])
  }

  /** The pixels that a piece passes through, from its beginning to its end. */
  along(flat: ArrayLike<number>, at: number): number[] {
    const [ax, ay, bx, by] = [flat[at] ?? 0, flat[at + 1] ?? 0, flat[at + 2] ?? 0, flat[at + 3] ?? 0]
    const met = new Set<number>()
    this.#cells.along(flat, at, cell => {
      for (const pixel of this.#inCell.get(cell) ?? [])
        if (passes(ax, ay, bx, by, this.xs[pixel] ?? 0, this.ys[pixel] ?? 0)) met.add(pixel)
    })
    const [dx, dy] = [bx - ax, by - ay]
    const how = (pixel: number): number => (this.xs[pixel] ?? 0) * dx + (this.ys[pixel] ?? 0) * dy
    return [...met].sort((a, b) => how(a) - how(b))
  }
}

/** Whether the piece passes through the pixel around a point: its west and south sides belong to it, the others do not. */
function passes(ax: number, ay: number, bx: number, by: number, px: number, py: number): boolean {
  // Twice as large, so that the sides of pixels are whole numbers too.
  const [west, south, east, north] = [2 * px - 1, 2 * py - 1, 2 * px + 1, 2 * py + 1]
  if (2 * Math.min(ax, bx) >= east || 2 * Math.max(ax, bx) < west) return false
  if (2 * Math.min(ay, by) >= north || 2 * Math.max(ay, by) < south) return false
  if (ax === bx || ay === by) return true
  const [dx, dy] = [bx - ax, by - ay]
  const side = (x: number, y: number): number => Math.sign(dx * (y - 2 * ay) - dy * (x - 2 * ax))
  const corners = [side(west, south), side(east, south), side(west, north), side(east, north)]
  if (corners.includes(1) && corners.includes(-1)) return true
  // It only touches a corner; of the four one belongs to the pixel.
  return corners[0] === 0
}

function crossings(flat: ArrayLike<number>, cells: Cells, hot: HotPixels): void {
  const inCell = new Map<number, number[]>()
  for (let at = 0; at < flat.length; at += 4) {
    let last = -1
    cells.along(flat, at, cell => {
      if (cell === last) return
      last = cell
      const there = inCell.get(cell)
      if (there) there.push(at)
      else inCell.set(cell, [at])
    })
  }
  for (const there of inCell.values())
    for (let i = 1; i < there.length; i += 1)
      for (let j = 0; j < i; j += 1) cross(flat, there[i] ?? 0, there[j] ?? 0, hot)
}

/** Where two pieces cross within both; ends that lie on the other piece are hot by themselves. */
function cross(flat: ArrayLike<number>, p: number, q: number, hot: HotPixels): void {
  const [ax, ay, bx, by] = [flat[p] ?? 0, flat[p + 1] ?? 0, flat[p + 2] ?? 0, flat[p + 3] ?? 0]
  const [cx, cy, dx, dy] = [flat[q] ?? 0, flat[q + 1] ?? 0, flat[q + 2] ?? 0, flat[q + 3] ?? 0]
  if (Math.max(ax, bx) < Math.min(cx, dx) || Math.max(cx, dx) < Math.min(ax, bx)) return
  if (Math.max(ay, by) < Math.min(cy, dy) || Math.max(cy, dy) < Math.min(ay, by)) return
  const [ux, uy, vx, vy] = [bx - ax, by - ay, dx - cx, dy - cy]
  const a = vx * (ay - cy) - vy * (ax - cx)
  const b = vx * (by - cy) - vy * (bx - cx)
  const c = ux * (cy - ay) - uy * (cx - ax)
  const d = ux * (dy - ay) - uy * (dx - ax)
  if (a * b >= 0 && !(a > 0 !== b > 0 && a !== 0 && b !== 0)) return
  if (c === 0 || d === 0 || c > 0 === d > 0) return
  // a ÷ (a - b) of the way from the first end to the second.
  hot.add(rounded(ax, ux, a, a - b), rounded(ay, uy, a, a - b))
}

/** from + step × share ÷ whole to the nearest whole number, halves upwards; exactly. */
function rounded(from: number, step: number, share: number, whole: number): number {
  const near = from + (step * share) / whole
  const down = Math.floor(near + 0.5)
  const rest = near + 0.5 - down
  if (rest > 1e-6 && rest < 1 - 1e-6) return down
  const sign = whole < 0 ? -1n : 1n
  const divisor = 2n * BigInt(whole) * sign
  const value = (2n * (BigInt(from) * BigInt(whole) + BigInt(step) * BigInt(share)) + BigInt(whole)) * sign
  const quotient = value / divisor
  return Number(value % divisor < 0n ? quotient - 1n : quotient)
}
