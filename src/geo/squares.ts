// Lays squares over a box: the plainest division into grids, for a place where nobody has drawn better ones. Squares
// that are neighbours share the very same corners, so that nothing lies between two of them or in both.
import type { Box } from './clip.ts'
import type { Position, Ring } from './ring.ts'

export interface Square {
  /** From the west, from 0. */
  column: number
  /** From the north, from 0. */
  row: number
  ring: Ring
  centre: Position
}

export interface Squares {
  columns: number
  rows: number
  squares: Square[]
}

const metresPerDegree = 111_195

/**
 * Squares of about `side` metres that fill the box exactly, row by row from the north-west. Sides come out a little
 * shorter or longer, so that no strip is left over; a box smaller than a square is one. Of more than `most` the side
 * grows until they suffice.
 */
export function squares(box: Box, side: number, most = Number.POSITIVE_INFINITY): Squares {
  const middle = (((box.south + box.north) / 2) * Math.PI) / 180
  const width = (box.east - box.west) * metresPerDegree * Math.cos(middle)
  const height = (box.north - box.south) * metresPerDegree
  const counted = (length: number): [number, number] => [
    Math.max(1, Math.round(width / length)),
    Math.max(1, Math.round(height / length)),
  ]
  let length = side
  let [columns, rows] = counted(length)
  while (columns * rows > most) {
    length *= 1.05
    ;[columns, rows] = counted(length)
  }
  const xs = edges(box.west, box.east, columns)
  const ys = edges(box.north, box.south, rows)
  const all: Square[] = []
  for (let row = 0; row < rows; row += 1)
    for (let column = 0; column < columns; column += 1) {
      const [west, east] = [xs[column] ?? 0, xs[column + 1] ?? 0]
      const [north, south] = [ys[row] ?? 0, ys[row + 1] ?? 0]
      all.push({
        column,
        row,
        ring: ringOf(west, south, east, north),
        centre: [(west + east) / 2, (south + north) / 2],
      })
    }
  return { columns, rows, squares: all }
}

/** To seven decimals, as they are kept; both ends exactly. */
function edges(from: number, upto: number, count: number): number[] {
  return Array.from({ length: count + 1 }, (_, at) =>
    at === 0 ? from : at === count ? upto : Math.round((from + ((upto - from) * at) / count) * 1e7) / 1e7,
  )
}

function ringOf(west: number, south: number, east: number, north: number): Ring {
  return [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ]
}
