// Lines through ground that has no streets of its own: a block that is larger than a grid is cut into squares, and so is
// a community without any street.
import type { Street } from './blocks.ts'
import { boxOf, type Polygon, type Position } from './ring.ts'
import { lattice } from './squares.ts'

/** Cuts reach this far beyond the border that they end on, so that they meet it whatever is rounded. */
const over = 3e-7

/** The lines of squares of about `side` metres that lie within the polygons. */
export function cutsThrough(polygons: readonly Polygon[], side: number): Street[] {
  const cuts: Street[] = []
  for (const polygon of polygons) {
    const [west, south, east, north] = boxOf(polygon[0] ?? [])
    const { columns, rows, square } = lattice({ west, south, east, north }, side)
    const corner = (column: number, row: number): Position => square(column, row).ring[3] ?? [west, north]
    for (let column = 1; column < columns; column += 1) cuts.push(...across(polygon, corner(column, 0)[0], 0))
    for (let row = 1; row < rows; row += 1) cuts.push(...across(polygon, corner(0, row)[1], 1))
  }
  return cuts
}

/** What of an upright (0) or level (1) line lies within the polygon. */
function across(polygon: Polygon, at: number, axis: 0 | 1): Street[] {
  const met: number[] = []
  for (const ring of polygon)
    for (let i = 1; i < ring.length; i += 1) {
      const a = ring[i - 1]
      const b = ring[i]
      if (!a || !b) continue
      if (a[axis] > at === b[axis] > at) continue
      const other = axis === 0 ? 1 : 0
      met.push(a[other] + ((b[other] - a[other]) * (at - a[axis])) / (b[axis] - a[axis]))
    }
  met.sort((a, b) => a - b)
  const cuts: Street[] = []
  for (let i = 1; i < met.length; i += 2) {
    const [from, upto] = [(met[i - 1] ?? 0) - over, (met[i] ?? 0) + over]
    const line: Position[] =
      axis === 0
        ? [
            [at, from],
            [at, upto],
          ]
        : [
            [from, at],
            [upto, at],
          ]
    cuts.push({ line, kind: 'cut' })
  }
  return cuts
}
