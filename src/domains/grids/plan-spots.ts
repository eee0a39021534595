// Which of many shapes a place lies in: a raster of candidates, then the rings themselves. A place on a common border is
// in one of the two, because both are asked about the same edge in the same way.
import { boxOf, type Polygon, type Position } from '../../geo/ring.ts'

/** Gives the number of the shape that holds a place, the smallest where several do; -1 is none. */
export function spotter(shapes: readonly (readonly Polygon[])[]): (place: Position) => number {
  const boxes = shapes.map(polygons => boxOf(polygons.flatMap(([outer = []]) => outer)))
  const [west, south, east, north] = boxOf(
    boxes.flatMap(([w, s, e, n]): Position[] =>
      w <= e
        ? [
            [w, s],
            [e, n],
          ]
        : [],
    ),
  )
  const side = Math.max(1, Math.ceil(Math.sqrt(shapes.length * 4)))
  const [wide, high] = [(east - west) / side || 1, (north - south) / side || 1]
  const column = (x: number): number => Math.min(side - 1, Math.max(0, Math.floor((x - west) / wide)))
  const row = (y: number): number => Math.min(side - 1, Math.max(0, Math.floor((y - south) / high)))
  const cells: number[][] = Array.from({ length: side * side }, () => [])
  for (const [shape, [w, s, e, n]] of boxes.entries()) {
    if (w > e) continue
    for (let y = row(s); y <= row(n); y += 1)
      for (let x = column(w); x <= column(e); x += 1) cells[y * side + x]?.push(shape)
  }
  return place => {
    const [x, y] = place
    if (!(x >= west && x <= east && y >= south && y <= north)) return -1
    for (const shape of cells[row(y) * side + column(x)] ?? []) {
      const [w, s, e, n] = boxes[shape] ?? [1, 1, 0, 0]
      if (x < w || x > e || y < s || y > n) continue
      if (shapes[shape]?.some(polygon => holds(polygon, place))) return shape
    }
    return -1
  }
}

/** Even-odd over all rings; an edge is always asked from its lower end, so that both its sides hear the same. */
function holds(polygon: Polygon, [x, y]: Position): boolean {
  let inside = false
  for (const ring of polygon)
    for (let at = 1; at < ring.length; at += 1) {
      const [a, b] = [ring[at - 1] ?? [0, 0], ring[at] ?? [0, 0]]
      const [[lx = 0, ly = 0], [hx = 0, hy = 0]] = (a[1] ?? 0) < (b[1] ?? 0) ? [a, b] : [b, a]
      if (ly <= y && y < hy && x < lx + ((hx - lx) * (y - ly)) / (hy - ly)) inside = !inside
    }
  return inside
}
