// How an index lies in its one buffer: a header, the words of the cells, the pool that they point into, and the
// edges that only one face has. All 32-bit integers in the machine's order, so that threads share it as it is.
//
// A word is 0 where no face is, face + 1 where one face holds the whole cell, and else ~(4 × place in the pool + kind).
// Kind 0, one border: [outcome, other outcome, count, edges …]; outcomes are face + 1 or 0. An odd number of edges
// passed from the west makes it the other. Kind 2, anything else: [faces, then for each face, ascending: face,
// 2 × count + whether it holds before any edge, edges …]. An edge is two words, x | y << 16 of both ends from the
// lower left corner of the cell, or, where that is too near (kind 1 and 3), four words in units.
import type { Raster } from './raster.ts'

export const wide = 1
export const several = 2
/** Ends of near edges lie within this of the corner, so that products of differences fit 32 bits. */
export const nearest = 2 ** 14

const magic = 0x676c6f63
const layoutVersion = 1
const headerLength = 16
export const outerLength = 5

export interface Layout extends Raster {
  faces: number
  edges: number
  cells: Int32Array
  pool: Int32Array
  /** x0, y0, x1, y1, face of each, by y0. */
  outer: Int32Array
}

/** Everything in one shared buffer. */
export function write(layout: Layout): SharedArrayBuffer {
  const { shift, columns, rows, originX, originY, maxX, maxY, faces, edges, cells, pool, outer } = layout
  const length = headerLength + cells.length + pool.length + outer.length
  const buffer = new SharedArrayBuffer(length * 4)
  const all = new Int32Array(buffer)
  all.set([magic, layoutVersion, shift, columns, rows, originX, originY, maxX, maxY, faces, edges])
  all.set([cells.length, pool.length, outer.length], 11)
  all.set(cells, headerLength)
  all.set(pool, headerLength + cells.length)
  all.set(outer, headerLength + cells.length + pool.length)
  return buffer
}

/** @throws RangeError where the buffer holds no index, half of one, or one of another layout */
export function read(buffer: ArrayBufferLike): Layout {
  const all = buffer.byteLength % 4 === 0 ? new Int32Array(buffer) : new Int32Array()
  if (all[0] !== magic) throw new RangeError('this buffer holds no index of places')
  if (all[1] !== layoutVersion)
    throw new RangeError(`the index has layout ${all[1]}, and ${layoutVersion} is read here: build it again`)
  const number = (at: number): number => all[at] ?? 0
  const [cells, pool, outer] = [number(11), number(12), number(13)]
  const [columns, rows] = [number(3), number(4)]
  const isWhole = cells >= 0 && pool >= 0 && outer >= 0 && headerLength + cells + pool + outer === all.length
  if (!isWhole || cells !== columns * rows || outer % outerLength !== 0)
    throw new RangeError('the index is not whole: build it again')
  return {
    shift: number(2),
    columns,
    rows,
    originX: number(5),
    originY: number(6),
    maxX: number(7),
    maxY: number(8),
    faces: number(9),
    edges: number(10),
    cells: all.subarray(headerLength, headerLength + cells),
    pool: all.subarray(headerLength + cells, headerLength + cells + pool),
    outer: all.subarray(headerLength + cells + pool),
  }
}
