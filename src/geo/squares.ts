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

/** The same squares, made one by one: for a place where only few of them are wanted. */
export interface Lattice {
  columns: number
  rows: number
  /** The square that a place within the box lies in; of two that share its border the eastern, or southern one. */
  at(place: Position): Pick<Square, 'column' | 'row'>
  square(column: number, row: number): Square
}

export function lattice(box: Box, side: number): Lattice {
  const middle = (((box.south + box.north) / 2) * Math.PI) / 180
  const width = (box.east - box.west) * metresPerDegree * Math.cos(middle)
  const columns = Math.max(1, Math.round(width / side))
  const rows = Math.max(1, Math.round(((box.north - box.south) * metresPerDegree) / side))
  const x = (column: number): number => edge(box.west, box.east, columns, column)
  const y = (row: number): number => edge(box.north, box.south, rows, row)
  const between = (count: number, guess: number, isBefore: (at: number) => boolean): number => {
    let at = Math.min(count - 1, Math.max(0, Math.floor(guess)))
    while (at > 0 && isBefore(at)) at -= 1
    while (at < count - 1 && !isBefore(at + 1)) at += 1
    return at
  }
  return {
    columns,
    rows,
    at: ([longitude, latitude]) => ({
      column: between(
        columns,
        ((longitude - box.west) / (box.east - box.west || 1)) * columns,
        at => longitude < x(at),
      ),
      row: between(
        rows,
        ((box.north - latitude) / (box.north - box.south || 1)) * rows,
        at => latitude > y(at),
      ),
    }),
    square: (column, row) => {
      const [west, east, north, south] = [x(column), x(column + 1), y(row), y(row + 1)]
      return {
        column,
        row,
        ring: ringOf(west, south, east, north),
        centre: [(west + east) / 2, (south + north) / 2],
      }
    },
  }
}

/** To seven decimals, as they are kept; both ends exactly. */
function edge(from: number, upto: number, count: number, at: number): number {
  if (at === 0) return from
  return at === count ? upto : Math.round((from + ((upto - from) * at) / count) * 1e7) / 1e7
}

function edges(from: number, upto: number, count: number): number[] {
  return Array.from({ length: count + 1 }, (_, at) => edge(from, upto, count, at))
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
