// Boxes as numbers of a quadtree: each box stands under the smallest square of the Web Mercator grid that holds it
// whole. What meets a view is then found by plain comparisons of numbers, with any ordered index.
import type { Box } from './clip.ts'
import { type TileId, tileAt } from './tile.ts'

/** Squares are divided no further than this. */
export const deepest = 16

/**
 * The number of a square: all squares within it follow it, before its next neighbour of the same size. Below 2^53.
 */
export function quadOf({ z, x, y }: TileId): number {
  let morton = 0
  for (let bit = z - 1; bit >= 0; bit -= 1) {
    const [right, lower] = [Math.floor(x / 2 ** bit) % 2, Math.floor(y / 2 ** bit) % 2]
    morton = morton * 4 + right + 2 * lower
  }
  return morton * 4 ** (deepest - z) * 32 + z
}

/** The smallest square that holds the box. */
export function quadAround({ west, south, east, north }: Box): number {
  for (let z = deepest; z > 0; z -= 1) {
    const [one, other] = [tileAt(west, north, z), tileAt(east, south, z)]
    if (one.x === other.x && one.y === other.y) return quadOf(one)
  }
  return quadOf({ z: 0, x: 0, y: 0 })
}

/** Numbers from `from` on and below `upto`. */
export interface Span {
  from: number
  upto: number
}

/** The spans of numbers under which everything stands that may meet the box: at most four squares and what holds them. */
export function spansMeeting(box: Box): Span[] {
  let z = deepest
  let [one, other] = [tileAt(box.west, box.north, z), tileAt(box.east, box.south, z)]
  while (z > 0 && (other.x - one.x > 1 || other.y - one.y > 1)) {
    z -= 1
    ;[one, other] = [tileAt(box.west, box.north, z), tileAt(box.east, box.south, z)]
  }
  const spans = new Map<number, Span>()
  for (let x = one.x; x <= other.x; x += 1)
    for (let y = one.y; y <= other.y; y += 1) {
      const from = quadOf({ z, x, y })
      spans.set(from, { from, upto: from - z + 4 ** (deepest - z) * 32 })
      for (let above = z - 1; above >= 0; above -= 1) {
        const shift = 2 ** (z - above)
        const number = quadOf({ z: above, x: Math.floor(x / shift), y: Math.floor(y / shift) })
        spans.set(number, { from: number, upto: number + 1 })
      }
    }
  return [...spans.values()]
}
