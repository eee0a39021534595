// Shapes in whole units of 1e-7° (about a centimetre), in which grids are edited: two grids that share a border share
// its numbers, so nothing between them is rounded apart. Every answer here is exact for shapes within a few degrees.

export type Point = readonly [x: number, y: number]
/** Closed: the last point repeats the first. Outer rings run against the clock, holes with it. */
export type Ring = readonly Point[]
export type Polygon = readonly Ring[]
export type Shape = readonly Polygon[]

export const perDegree = 1e7

/** From GeoJSON coordinates of a multipolygon; repeated points and rings without ground are left out. */
export function toUnits(coordinates: readonly (readonly (readonly (readonly number[])[])[])[]): Shape {
  return coordinates.flatMap(polygon => {
    const rings = polygon.map((ring, at) => turned(cleaned(ring.map(unitOf)), at === 0 ? 1 : -1))
    const [outer, ...holes] = rings
    if (!outer || turning(outer) === 0) return []
    return [[outer, ...holes.filter(hole => turning(hole) !== 0)]]
  })
}

export function unitOf([longitude = 0, latitude = 0]: readonly number[]): Point {
  return [Math.round(longitude * perDegree), Math.round(latitude * perDegree)]
}

/** GeoJSON coordinates of a multipolygon. */
export function toDegrees(shape: Shape): number[][][][] {
  return shape.map(polygon => polygon.map(ring => ring.map(([x, y]) => [x / perDegree, y / perDegree])))
}

/** Twice the area in square units: positive where the ring runs against the clock. */
export function turning(ring: Ring): number {
  let sum = 0
  const [x0, y0] = ring[0] ?? [0, 0]
  for (let at = 1; at < ring.length; at += 1) {
    const [[ax, ay], [bx, by]] = [ring[at - 1] ?? [0, 0], ring[at] ?? [0, 0]]
    sum += (ax - x0) * (by - y0) - (bx - x0) * (ay - y0)
  }
  return sum
}

/** Twice the area of the shape in square units. */
export function doubleArea(shape: Shape): number {
  return shape.reduce((sum, polygon) => sum + polygon.reduce((area, ring) => area + turning(ring), 0), 0)
}

/** Square metres, on a plane that touches the Earth at the shape. */
export function squareMetresOf(shape: Shape): number {
  const latitude = (shape[0]?.[0]?.[0]?.[1] ?? 0) / perDegree
  // Radius of the sphere with the surface of the Earth (IUGG).
  const metresPerUnit = ((Math.PI / 180) * 6_371_007) / perDegree
  return (doubleArea(shape) / 2) * metresPerUnit ** 2 * Math.cos((latitude * Math.PI) / 180)
}

/** How wide it is, as a strip of its area and border would be, in units; about. */
export function widthOf(shape: Shape): number {
  let border = 0
  for (const ring of shape.flat())
    for (let at = 1; at < ring.length; at += 1) {
      const [[ax, ay], [bx, by]] = [ring[at - 1] ?? [0, 0], ring[at] ?? [0, 0]]
      border += Math.hypot(bx - ax, by - ay)
    }
  return border === 0 ? 0 : doubleArea(shape) / border
}

/** Without points that repeat the one before them; a ring that does not close is closed. */
export function cleaned(ring: Ring): Ring {
  const clean = ring.filter((each, at) => at === 0 || !isSame(each, ring[at - 1] ?? [0, 0]))
  const [first, last] = [clean[0], clean.at(-1)]
  return first && last && !isSame(first, last) ? [...clean, first] : clean
}

function turned(ring: Ring, way: 1 | -1): Ring {
  return turning(ring) * way < 0 ? ring.toReversed() : ring
}

export function isSame(a: Point, b: Point): boolean {
  return a[0] === b[0] && a[1] === b[1]
}

export function keyOf([x, y]: Point): string {
  return `${x} ${y}`
}

/** On which side of the line from a to b: above nought at the left, nought on the line. */
export function side([ax, ay]: Point, [bx, by]: Point, [x, y]: Point): number {
  return (bx - ax) * (y - ay) - (by - ay) * (x - ax)
}

/** Where a point stands to a shape. `scale` is by how much the point's numbers are larger: 2 for middles of edges. */
export function stand(
  point: Point,
  rings: Iterable<Ring>,
  scale: 1 | 2 = 1,
): 'inside' | 'border' | 'outside' {
  const [x, y] = point
  let isInside = false
  for (const ring of rings) {
    for (let at = 1; at < ring.length; at += 1) {
      const [[px, py], [qx, qy]] = [ring[at - 1] ?? [0, 0], ring[at] ?? [0, 0]]
      const [ax, ay, bx, by] = [px * scale, py * scale, qx * scale, qy * scale]
      const turn = (bx - ax) * (y - ay) - (by - ay) * (x - ax)
      if (turn === 0 && between(ax, x, bx) && between(ay, y, by)) return 'border'
      if (ay > y !== by > y && turn > 0 === by > ay) isInside = !isInside
    }
  }
  return isInside ? 'inside' : 'outside'
}

function between(a: number, value: number, b: number): boolean {
  return a < b ? a <= value && value <= b : b <= value && value <= a
}

export type Box = readonly [west: number, south: number, east: number, north: number]

export function boxOf(shape: Shape): Box {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const [outer = []] of shape) {
    for (const [x, y] of outer) {
      if (x < west) west = x
      if (x > east) east = x
      if (y < south) south = y
      if (y > north) north = y
    }
  }
  return [west, south, east, north]
}

/** Whether two boxes come within that many units of one another. */
export function isNear(a: Box, b: Box, units = 1): boolean {
  return a[0] <= b[2] + units && b[0] <= a[2] + units && a[1] <= b[3] + units && b[1] <= a[3] + units
}
