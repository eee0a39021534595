// A raster of square cells over all edges, and which edges come into which cell. More than the true ones may be
// listed, never fewer; every decision is made later, exactly.
import type { Edges } from './edges.ts'

export interface Raster {
  /** Cells are 2^shift units wide and high, half open: the lower and the left side are theirs. */
  shift: number
  columns: number
  rows: number
  originX: number
  originY: number
  maxX: number
  maxY: number
}

/** As many cells an edge as bring most places into a cell without any, and no more. */
const cellsAnEdge = 4
const fewestCells = 2 ** 14
/** So that a place anywhere in the cell of an edge keeps the products below 2^53. */
const widestShift = 25

export function rasterFor({ count, x0, y0, x1, y1 }: Edges): Raster {
  let [originX, originY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity]
  for (let e = 0; e < count; e += 1) {
    const ax = x0[e] ?? 0
    const ay = y0[e] ?? 0
    const bx = x1[e] ?? 0
    const by = y1[e] ?? 0
    originX = Math.min(originX, ax, bx)
    maxX = Math.max(maxX, ax, bx)
    originY = Math.min(originY, ay)
    maxY = Math.max(maxY, by)
  }
  if (count === 0) return { shift: 0, columns: 0, rows: 0, originX: 0, originY: 0, maxX: -1, maxY: -1 }
  const most = Math.max(fewestCells, count * cellsAnEdge)
  const side = (shift: number, size: number): number => Math.floor(size / 2 ** shift) + 1
  let shift = 6
  while (shift < widestShift && side(shift, maxX - originX) * side(shift, maxY - originY) > most) shift += 1
  return {
    shift,
    columns: side(shift, maxX - originX),
    rows: side(shift, maxY - originY),
    originX,
    originY,
    maxX,
    maxY,
  }
}

/** Edges of cell c are `edges[starts[c]]` … `edges[starts[c + 1] - 1]`. */
export interface Listed {
  starts: Int32Array
  edges: Int32Array
}

export function listEdges(given: Edges, raster: Raster): Listed {
  const starts = new Int32Array(raster.columns * raster.rows + 1)
  eachCell(given, raster, cell => {
    starts[cell + 1] = (starts[cell + 1] ?? 0) + 1
  })
  for (let cell = 0; cell < starts.length - 1; cell += 1)
    starts[cell + 1] = (starts[cell + 1] ?? 0) + (starts[cell] ?? 0)
  const edges = new Int32Array(starts.at(-1) ?? 0)
  const next = starts.slice()
  eachCell(given, raster, (cell, edge) => {
    const at = next[cell] ?? 0
    edges[at] = edge
    next[cell] = at + 1
  })
  return { starts, edges }
}

function eachCell(
  { count, x0, y0, x1, y1 }: Edges,
  { shift, columns, originX, originY }: Raster,
  meet: (cell: number, edge: number) => void,
): void {
  const size = 2 ** shift
  for (let e = 0; e < count; e += 1) {
    const ax = x0[e] ?? 0
    const ay = y0[e] ?? 0
    const bx = x1[e] ?? 0
    const by = y1[e] ?? 0
    const first = ((ax < bx ? ax : bx) - originX) >>> shift
    const last = ((ax < bx ? bx : ax) - originX) >>> shift
    const lowest = (ay - originY) >>> shift
    const highest = (by - originY) >>> shift
    for (let row = lowest; row <= highest; row += 1) {
      let from = first
      let upto = last
      if (lowest < highest && first < last) {
        const slope = (bx - ax) / (by - ay)
        const bottom = originY + row * size
        const one = ax + (Math.max(ay, bottom) - ay) * slope
        const other = ax + (Math.min(by, bottom + size) - ay) * slope
        // A unit more on either side than rounding can take away.
        from = Math.max(first, Math.floor((Math.min(one, other) - 1 - originX) / size))
        upto = Math.min(last, Math.floor((Math.max(one, other) + 1 - originX) / size))
      }
      for (let column = from; column <= upto; column += 1) meet(row * columns + column, e)
    }
  }
}
