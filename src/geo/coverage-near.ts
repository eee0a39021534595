// Which segments come near which: a grid of cells about as large as a segment.

/** Segments in flat arrays, whole numbers. */
export interface Segments {
  x0: Float64Array
  y0: Float64Array
  x1: Float64Array
  y1: Float64Array
  count: number
}

/** Calls back once for each two segments whose boxes, grown by `pad`, meet. The larger number comes first. */
export function eachNearPair(segments: Segments, pad: number, meet: (i: number, j: number) => void): void {
  const { x0, y0, x1, y1, count } = segments
  if (count < 2) return
  const near = (i: number, j: number): boolean =>
    Math.max(x0[i] as number, x1[i] as number) + pad >= Math.min(x0[j] as number, x1[j] as number) &&
    Math.max(x0[j] as number, x1[j] as number) + pad >= Math.min(x0[i] as number, x1[i] as number) &&
    Math.max(y0[i] as number, y1[i] as number) + pad >= Math.min(y0[j] as number, y1[j] as number) &&
    Math.max(y0[j] as number, y1[j] as number) + pad >= Math.min(y0[i] as number, y1[i] as number)
  if (count <= 40) {
    for (let i = 1; i < count; i += 1) for (let j = 0; j < i; j += 1) if (near(i, j)) meet(i, j)
    return
  }
  const cells = new Cells(segments, pad)
  const seen = new Int32Array(count).fill(-1)
  for (let i = 0; i < count; i += 1) {
    cells.along(x0[i] as number, y0[i] as number, x1[i] as number, y1[i] as number, cell => {
      for (let at = cells.starts[cell] as number; at < (cells.starts[cell + 1] as number); at += 1) {
        const j = cells.members[at] as number
        if (j >= i) break
        if (seen[j] === i) continue
        seen[j] = i
        if (near(i, j)) meet(i, j)
      }
    })
  }
}

/** The segments of each cell, in rising order. */
export class Cells {
  readonly starts: Int32Array
  readonly members: Int32Array
  readonly columns: number
  readonly rows: number
  readonly size: number
  readonly west: number
  readonly south: number
  private readonly pad: number

  constructor({ x0, y0, x1, y1, count }: Segments, pad: number) {
    let [west, south, east, north, length] = [Infinity, Infinity, -Infinity, -Infinity, 0]
    for (let i = 0; i < count; i += 1) {
      const [ax, ay, bx, by] = [x0[i] as number, y0[i] as number, x1[i] as number, y1[i] as number]
      west = Math.min(west, ax, bx)
      east = Math.max(east, ax, bx)
      south = Math.min(south, ay, by)
      north = Math.max(north, ay, by)
      length += Math.abs(bx - ax) + Math.abs(by - ay)
    }
    this.pad = pad
    this.west = west - pad
    this.south = south - pad
    const [wide, high] = [east - west + 2 * pad + 1, north - south + 2 * pad + 1]
    this.size = Math.max(
      1,
      pad * 2,
      (1.5 * length) / Math.max(1, count),
      Math.sqrt((wide * high) / (4 * count + 16)),
    )
    this.columns = Math.floor(wide / this.size) + 1
    this.rows = Math.floor(high / this.size) + 1
    this.starts = new Int32Array(this.columns * this.rows + 1)
    for (let i = 0; i < count; i += 1)
      this.along(x0[i] as number, y0[i] as number, x1[i] as number, y1[i] as number, cell => {
        this.starts[cell + 1] = (this.starts[cell + 1] as number) + 1
      })
    for (let cell = 0; cell < this.columns * this.rows; cell += 1)
      this.starts[cell + 1] = (this.starts[cell + 1] as number) + (this.starts[cell] as number)
    this.members = new Int32Array(this.starts[this.columns * this.rows] as number)
    const next = this.starts.slice()
    for (let i = 0; i < count; i += 1)
      this.along(x0[i] as number, y0[i] as number, x1[i] as number, y1[i] as number, cell => {
        this.members[next[cell] as number] = i
        next[cell] = (next[cell] as number) + 1
      })
  }

  /** The cells a segment comes within `pad` of, each once: row by row, so that long ones take few. */
  along(ax: number, ay: number, bx: number, by: number, visit: (cell: number) => void): void {
    const { pad, size } = this
    const [low, high] = ay < by ? [ay, by] : [by, ay]
    const first = this.row(low - pad)
    const last = this.row(high + pad)
    for (let row = first; row <= last; row += 1) {
      let [from, to] = ax < bx ? [ax, bx] : [bx, ax]
      if (first !== last && ay !== by) {
        // Where the segment runs while it is within this row, one unit wider against rounding.
        const slope = (bx - ax) / (by - ay)
        const bottom = Math.max(low, this.south + row * size - pad)
        const top = Math.min(high, this.south + (row + 1) * size + pad)
        const [left, right] = [ax + (bottom - ay) * slope, ax + (top - ay) * slope]
        from = Math.max(from, Math.min(left, right) - 1)
        to = Math.min(to, Math.max(left, right) + 1)
      }
      const start = this.column(from - pad)
      const end = this.column(to + pad)
      for (let column = start; column <= end; column += 1) visit(row * this.columns + column)
    }
  }

  column(x: number): number {
    return Math.max(0, Math.min(this.columns - 1, Math.floor((x - this.west) / this.size)))
  }

  row(y: number): number {
    return Math.max(0, Math.min(this.rows - 1, Math.floor((y - this.south) / this.size)))
  }
}
