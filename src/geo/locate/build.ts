// Builds the index: row by row from west to east, keeping which faces hold the lower left corner of each cell, and
// writing down for each cell that edges come into what decides within it.
import { Locator } from '../locate.ts'
import { type Edges, matchEdges } from './edges.ts'
import { outerLength, write } from './layout.ts'
import { Pool } from './pool.ts'
import { listEdges, type Raster, rasterFor } from './raster.ts'
import type { RingList } from './rings.ts'

/** The index over faces 0 … `rings.faceCount` - 1. Takes about 15 µs a polygon of 66 corners. */
export function buildLocator(rings: RingList): Locator {
  const edges = matchEdges(rings)
  const raster = rasterFor(edges)
  const { cells, pool, parted } = sweep(edges, raster)
  const outer = outerOf(edges, parted)
  return new Locator(write({ ...raster, faces: rings.faceCount, edges: edges.count, cells, pool, outer }))
}

/**
 * What lies west of a cell's lower left corner, a hair to the east and a far smaller hair to the north, decides which
 * faces hold the corner. From there a place in the cell is reached by going up the left side and then east. An edge
 * that comes in through the left side is passed on one of the two ways or on neither, which is the same as: it is
 * passed where the place is no lower than its western end, and once more where it is passed going east.
 */
function sweep(edges: Edges, raster: Raster): { cells: Int32Array; pool: Int32Array; parted: Uint8Array } {
  const { x0, y0, x1, y1, a, b } = edges
  const { columns, rows, shift, originX, originY } = raster
  const size = 2 ** shift
  const listed = listEdges(edges, raster)
  const cells = new Int32Array(columns * rows)
  const pool = new Pool(edges, size)
  // Faces that hold an odd number of the edges passed so far: at the corner of this cell, and of the next.
  let here: number[] = []
  for (let row = 0; row < rows; row += 1) {
    const bottom = originY + row * size
    const top = bottom + size
    here = []
    let word = 0
    for (let column = 0; column < columns; column += 1) {
      const cell = row * columns + column
      const from = listed.starts[cell] ?? 0
      const upto = listed.starts[cell + 1] ?? 0
      if (from === upto) {
        cells[cell] = word
        continue
      }
      const left = originX + column * size
      const right = left + size
      const corner = here.slice()
      const next = here
      pool.begin(left, bottom)
      for (let at = from; at < upto; at += 1) {
        const e = listed.edges[at] ?? 0
        const ax = x0[e] ?? 0
        const ay = y0[e] ?? 0
        const bx = x1[e] ?? 0
        const by = y1[e] ?? 0
        const faceA = a[e] ?? 0
        const faceB = b[e] ?? -1
        const west = ax < bx ? ax : bx
        const east = ax < bx ? bx : ax
        const entersLeft = west <= left && left < east
        if (ay <= bottom && bottom < by) {
          const over = (bottom - ay) * (bx - ax)
          const toLeft = (left - ax) * (by - ay)
          const isBefore = over < toLeft
          const isAtOrBefore = over <= toLeft
          if ((isAtOrBefore && !isBefore) !== (entersLeft && isAtOrBefore)) toggle(corner, faceA, faceB)
          if (!isBefore && over < (right - ax) * (by - ay)) toggle(next, faceA, faceB)
        }
        if (ay < by && east > left && west < right && ay < top && by > bottom) pool.edge(e, ax, ay, bx, by)
        const start = ax < bx ? ay : by
        if (entersLeft && bottom < start && start < top) pool.edge(e, left, start, left, top)
      }
      cells[cell] = pool.end(corner)
      here = next
      word = pool.wordOf(here)
    }
  }
  return { cells, pool: pool.done(), parted: pool.parted }
}

/** Faces of an edge that is passed begin where they did not hold, and end where they did. */
function toggle(faces: number[], a: number, b: number): void {
  toggleOne(faces, a)
  if (b >= 0) toggleOne(faces, b)
}

function toggleOne(faces: number[], face: number): void {
  const at = faces.indexOf(face)
  const last = faces.length - 1
  if (at < 0) faces.push(face)
  else {
    faces[at] = faces[last] ?? 0
    faces.length = last
  }
}

/**
 * Where a face may end and no other begin: the only edges that can be nearest to a place outside all faces. Of two
 * faces that share an edge and lie on the same side of it, the smaller number stands for both. By their lower ends.
 */
function outerOf({ count, x0, y0, x1, y1, a, b }: Edges, parted: Uint8Array): Int32Array {
  const found: number[] = []
  for (let e = 0; e < count; e += 1) if (parted[e] !== 1) found.push(e)
  found.sort((one, other) => (y0[one] ?? 0) - (y0[other] ?? 0))
  const outer = new Int32Array(found.length * outerLength)
  for (const [at, e] of found.entries()) {
    const [one, other] = [a[e] ?? 0, b[e] ?? -1]
    const face = other < 0 ? one : Math.min(one, other)
    outer.set([x0[e] ?? 0, y0[e] ?? 0, x1[e] ?? 0, y1[e] ?? 0, face], at * outerLength)
  }
  return outer
}
