// A shape divided along drawn lines. The pieces cover what the shape covered, to the unit: where a line crosses the
// border it gets a point there, which the neighbours must be given too (`settled` in edit-borders.ts).
import { noded } from './edit-noding.ts'
import { cancelled, type Edge, segmentsOf, traced } from './edit-overlay.ts'
import { doubleArea, type Point, type Shape, stand } from './edit-units.ts'

/**
 * The pieces, the largest first; parts of the shape that the lines do not divide stay with the largest. Undefined
 * where the lines divide nothing: they miss it, end within it, or only run along its border.
 */
export function split(shape: Shape, lines: readonly (readonly Point[])[]): Shape[] | undefined {
  const drawn = lines.flatMap(line => line.slice(1).map((b, at) => ({ a: line[at] ?? b, b, of: 1 })))
  const segments = noded([...segmentsOf(shape, 0), ...drawn])
  if (!segments) return undefined
  const own = cancelled(segments, 0)
  const border = [...own.values()].map(({ a, b }) => [a, b] as const)
  const edges = new Map<string, Edge>(own)
  for (const { a, b, of } of segments) {
    if (of !== 1 || stand([a[0] + b[0], a[1] + b[1]], border, 2) !== 'inside') continue
    for (const [from, to] of [
      [a, b],
      [b, a],
    ] as const)
      edges.set(`${from[0]} ${from[1]}|${to[0]} ${to[1]}`, { a: from, b: to, isDrawn: true })
  }
  const found = traced([...edges.values()])
  const pieces = found.filter(({ isDrawn }) => isDrawn).map(({ polygon }): Shape => [polygon])
  if (pieces.length < 2) return undefined
  pieces.sort((a, b) => doubleArea(b) - doubleArea(a))
  const whole = found.filter(({ isDrawn }) => !isDrawn).map(({ polygon }) => polygon)
  return pieces.map((piece, at) => (at === 0 ? [...piece, ...whole] : piece))
}
