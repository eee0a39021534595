// Rings and polygons in degrees: areas, what lies inside what, the best place for a name. Rings are closed: the
// last position repeats the first.
export type Position = [longitude: number, latitude: number]
export type Ring = Position[]
/** The first ring is the outer one, the others are holes, as in GeoJSON (RFC 7946). */
export type Polygon = Ring[]

/** Radius in metres of the sphere with the surface of the Earth (IUGG). */
const radius = 6_371_007
const perDegree = (Math.PI / 180) * radius

/** Twice the area in square degrees: positive where the ring runs against the clock. */
export function turning(ring: readonly Position[]): number {
  let sum = 0
  const [x0, y0] = ring[0] ?? [0, 0]
  for (let at = 1; at < ring.length; at += 1) {
    const [[ax, ay], [bx, by]] = [ring[at - 1] ?? [0, 0], ring[at] ?? [0, 0]]
    // Relative to the first position, so that small rings far from zero keep their digits.
    sum += (ax - x0) * (by - y0) - (bx - x0) * (ay - y0)
  }
  return sum
}

/** Square metres, on a plane that touches the Earth at the ring; within 1 % for what a district holds. */
export function squareMetres([outer = [], ...holes]: readonly Ring[]): number {
  const latitude = outer[0]?.[1] ?? 0
  const scale = (perDegree * perDegree * Math.cos((latitude * Math.PI) / 180)) / 2
  return holes.reduce(
    (area, hole) => area - Math.abs(turning(hole)) * scale,
    Math.abs(turning(outer)) * scale,
  )
}

/** Metres along the line, on the same plane. */
export function metres(line: readonly Position[]): number {
  let sum = 0
  for (let at = 1; at < line.length; at += 1) {
    const [[ax, ay], [bx, by]] = [line[at - 1] ?? [0, 0], line[at] ?? [0, 0]]
    sum += Math.hypot((bx - ax) * Math.cos((ay * Math.PI) / 180), by - ay)
  }
  return sum * perDegree
}

export function isClosed(ring: readonly Position[]): boolean {
  const [first, last] = [ring[0], ring.at(-1)]
  return (
    ring.length >= 4 &&
    first !== undefined &&
    last !== undefined &&
    first[0] === last[0] &&
    first[1] === last[1]
  )
}

/** Whether the ring goes round the place; for a place on the ring itself either may be said. */
export function isWithin([x, y]: Position, ring: readonly Position[]): boolean {
  let inside = false
  for (let at = 1; at < ring.length; at += 1) {
    const [[ax, ay], [bx, by]] = [ring[at - 1] ?? [0, 0], ring[at] ?? [0, 0]]
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside
  }
  return inside
}

export function isInside(place: Position, [outer = [], ...holes]: readonly Ring[]): boolean {
  return isWithin(place, outer) && !holes.some(hole => isWithin(place, hole))
}

/** Whether one ring lies within another, where the two do not cross but may touch. */
export function isRingWithin(inner: readonly Position[], outer: readonly Position[]): boolean {
  const corners = new Set(outer.map(String))
  const own = inner.find(each => !corners.has(String(each)))
  if (own) return isWithin(own, outer)
  // All corners shared: the middle of an edge that the outer ring does not have.
  const edges = new Set(
    outer.slice(1).flatMap((each, at) => [`${outer[at]}|${each}`, `${each}|${outer[at]}`]),
  )
  for (let at = 1; at < inner.length; at += 1) {
    const [[ax, ay], [bx, by]] = [inner[at - 1] ?? [0, 0], inner[at] ?? [0, 0]]
    if (!edges.has(`${[ax, ay]}|${[bx, by]}`)) return isWithin([(ax + bx) / 2, (ay + by) / 2], outer)
  }
  return false
}

/**
 * Polygons from closed rings by what lies in what: outside, hole, island in the hole, and so on. Outer rings run
 * against the clock, holes with it, as RFC 7946 asks.
 */
export function nested(rings: readonly Ring[]): Polygon[] {
  const sorted = rings
    .map(ring => ({ ring, size: Math.abs(turning(ring)), box: boxOf(ring) }))
    .filter(({ ring, size }) => isClosed(ring) && size > 0)
    .sort((a, b) => b.size - a.size)
  const placed: { ring: Ring; box: Box; depth: number; polygon: Polygon }[] = []
  const polygons: Polygon[] = []
  for (const { ring, box } of sorted) {
    // The smallest of the larger rings around it.
    const parent = placed.findLast(each => isBoxWithin(box, each.box) && isRingWithin(ring, each.ring))
    const depth = parent ? parent.depth + 1 : 0
    if (parent && depth % 2 === 1) {
      parent.polygon.push(turned(ring, -1))
      placed.push({ ring, box, depth, polygon: parent.polygon })
    } else {
      const polygon = [turned(ring, 1)]
      polygons.push(polygon)
      placed.push({ ring, box, depth, polygon })
    }
  }
  return polygons
}

export function turned(ring: Ring, way: 1 | -1): Ring {
  return turning(ring) * way < 0 ? ring.toReversed() : ring
}

type Box = [west: number, south: number, east: number, north: number]

export function boxOf(line: readonly Position[]): Box {
  const box: Box = [Infinity, Infinity, -Infinity, -Infinity]
  for (const [x, y] of line) {
    box[0] = Math.min(box[0], x)
    box[1] = Math.min(box[1], y)
    box[2] = Math.max(box[2], x)
    box[3] = Math.max(box[3], y)
  }
  return box
}

function isBoxWithin(inner: Box, outer: Box): boolean {
  return inner[0] >= outer[0] && inner[1] >= outer[1] && inner[2] <= outer[2] && inner[3] <= outer[3]
}

/**
 * The place within the polygon that is farthest from its edge (after Agafonkin's polylabel: a search in cells that
 * are divided while they may hold a better place), to about a hundredth of its extent.
 */
export function middle(polygon: readonly Ring[]): Position {
  const [west, south, east, north] = boxOf(polygon[0] ?? [])
  // On a plane where both directions are equally long.
  const squeeze = Math.cos((((south + north) / 2) * Math.PI) / 180)
  const flat = polygon.map(ring => ring.map(([x, y]): Position => [x * squeeze, y]))
  const size = Math.min((east - west) * squeeze, north - south)
  const precision = Math.max((east - west) * squeeze, north - south) / 100
  const cellAt = (x: number, y: number, half: number) => {
    const distance = distanceWithin([x, y], flat)
    return { x, y, half, distance, most: distance + half * Math.SQRT2 }
  }
  let best = cellAt(((west + east) / 2) * squeeze, (south + north) / 2, 0)
  const cells: (typeof best)[] = []
  const half = Math.max(size / 2, precision)
  for (let x = west * squeeze; x < east * squeeze; x += half * 2)
    for (let y = south; y < north; y += half * 2) cells.push(cellAt(x + half, y + half, half))
  for (let step = 0; step < 2000; step += 1) {
    let top = 0
    for (let at = 1; at < cells.length; at += 1)
      if ((cells[at]?.most ?? 0) > (cells[top]?.most ?? 0)) top = at
    const [cell] = cells.splice(top, 1)
    if (!cell || cell.most - best.distance <= precision) break
    if (cell.distance > best.distance) best = cell
    const quarter = cell.half / 2
    for (const [dx, dy] of [
      [-1, -1],
      [1, -1],
      [-1, 1],
      [1, 1],
    ] as const)
      cells.push(cellAt(cell.x + dx * quarter, cell.y + dy * quarter, quarter))
  }
  return [best.x / squeeze, best.y]
}

/** Distance to the nearest edge; negative outside. */
function distanceWithin(place: Position, rings: readonly Ring[]): number {
  let nearest = Infinity
  let inside = false
  for (const ring of rings) {
    if (isWithin(place, ring)) inside = !inside
    for (let at = 1; at < ring.length; at += 1)
      nearest = Math.min(nearest, distanceTo(place, ring[at - 1] ?? [0, 0], ring[at] ?? [0, 0]))
  }
  return inside ? nearest : -nearest
}

function distanceTo([x, y]: Position, [ax, ay]: Position, [bx, by]: Position): number {
  const [dx, dy] = [bx - ax, by - ay]
  const length = dx * dx + dy * dy
  const share = length === 0 ? 0 : Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / length))
  return Math.hypot(x - ax - share * dx, y - ay - share * dy)
}
