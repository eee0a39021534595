// Polygons packed for the checking of coverages: whole numbers of 1e-7 degrees (about a centimetre), ring after ring in
// flat arrays, outer rings against the clock and holes with it. What cannot be judged exactly is refused here.

/** The coordinates of a GeoJSON MultiPolygon: degrees, longitude first, rings closed. */
export type Shape = readonly (readonly (readonly (readonly number[])[])[])[]

/** Units a degree. */
export const unitsPerDegree = 1e7
/** Longest edge in units (0.4°, some 40 km), so that every product of the judgement stays below 2^53. */
export const longestEdge = 4_000_000

export const shapeFaults = [
  'bad_position',
  'off_the_earth',
  'open_ring',
  'too_few_corners',
  'edge_too_long',
  'crosses_antimeridian',
  'empty',
] as const
export type ShapeFault = (typeof shapeFaults)[number]

const sentences: Record<ShapeFault, string> = {
  bad_position: 'a position is not two finite numbers',
  off_the_earth: 'a position is beyond ±180° of longitude or ±90° of latitude',
  open_ring: 'a ring does not end where it begins',
  too_few_corners: 'a ring has fewer than three different corners at 1e-7 degrees',
  edge_too_long: 'an edge is longer than 0.4 degrees; put corners along it',
  crosses_antimeridian: 'an edge crosses the antimeridian; cut the polygon there',
  empty: 'a polygon has no ring',
}

/** Why a shape cannot be judged, and where; undefined when it can. */
export function wrongShape(shape: Shape): { wrong: ShapeFault; at: readonly number[] } | undefined {
  if (shape.length === 0) return { wrong: 'empty', at: [] }
  for (const polygon of shape) {
    if (polygon.length === 0) return { wrong: 'empty', at: [] }
    for (const ring of polygon) {
      let corners = 0
      let [px, py] = [Number.NaN, Number.NaN]
      for (const at of ring) {
        const [x, y] = [at[0], at[1]]
        if (typeof x !== 'number' || typeof y !== 'number' || !Number.isFinite(x) || !Number.isFinite(y))
          return { wrong: 'bad_position', at }
        if (Math.abs(x) > 180 || Math.abs(y) > 90) return { wrong: 'off_the_earth', at }
        const [ux, uy] = [Math.round(x * unitsPerDegree), Math.round(y * unitsPerDegree)]
        if (Math.abs(ux - px) > 180 * unitsPerDegree) return { wrong: 'crosses_antimeridian', at }
        if (Math.abs(ux - px) > longestEdge || Math.abs(uy - py) > longestEdge)
          return { wrong: 'edge_too_long', at }
        if (ux !== px || uy !== py) corners += 1
        ;[px, py] = [ux, uy]
      }
      const [first, last] = [ring[0], ring.at(-1)]
      if (first?.[0] !== last?.[0] || first?.[1] !== last?.[1]) return { wrong: 'open_ring', at: first ?? [] }
      // The last corner repeats the first.
      if (corners < 4) return { wrong: 'too_few_corners', at: first ?? [] }
    }
  }
  return undefined
}

/** Whole numbers of west, south, east, north. */
export type UnitBox = [west: number, south: number, east: number, north: number]

/**
 * Shapes in the order they were added; their numbers count from 0. Corner `i` of a ring begins edge `i`; the last corner of
 * each ring repeats the first and begins none.
 */
export class PackedShapes {
  xs = new Int32Array(1024)
  ys = new Int32Array(1024)
  corners = 0
  /** First corner of each ring, and one more; the shape it belongs to, -1 for one that was replaced. */
  readonly rings: number[] = [0]
  readonly ringShape: number[] = []
  readonly shapeRings: number[][] = []
  /** Four numbers a shape. */
  readonly boxes: number[] = []

  get count(): number {
    return this.shapeRings.length
  }

  /** Adds a shape and returns its number. Throws RangeError with a sentence where it cannot be judged. */
  add(shape: Shape): number {
    const at = this.count
    this.shapeRings.push([])
    this.boxes.push(0, 0, 0, 0)
    try {
      this.put(at, shape)
    } catch (error) {
      this.shapeRings.pop()
      this.boxes.length -= 4
      throw error
    }
    return at
  }

  /** Puts another shape in the place of one. */
  put(at: number, shape: Shape): void {
    const wrong = wrongShape(shape)
    if (wrong) throw new RangeError(`shape ${at}: ${sentences[wrong.wrong]} (${wrong.at.join(', ')})`)
    const own = this.shapeRings[at]
    if (!own) throw new RangeError(`there is no shape ${at}`)
    for (const ring of own) this.ringShape[ring] = -1
    own.length = 0
    const box: UnitBox = [Infinity, Infinity, -Infinity, -Infinity]
    for (const polygon of shape) {
      for (const [place, ring] of polygon.entries()) {
        own.push(this.rings.length - 1)
        this.ringShape.push(at)
        this.write(ring, place === 0, box)
      }
    }
    for (const [side, value] of box.entries()) this.boxes[at * 4 + side] = value
  }

  boxOf(at: number): UnitBox {
    const { boxes } = this
    const from = at * 4
    return [boxes[from] ?? 0, boxes[from + 1] ?? 0, boxes[from + 2] ?? 0, boxes[from + 3] ?? 0]
  }

  /** The shape an edge belongs to. */
  shapeOf(edge: number): number {
    let [low, high] = [0, this.ringShape.length - 1]
    while (low < high) {
      const half = (low + high + 1) >> 1
      if ((this.rings[half] as number) <= edge) low = half
      else high = half - 1
    }
    return this.ringShape[low] ?? -1
  }

  hasCorner(shape: number, x: number, y: number): boolean {
    for (const ring of this.shapeRings[shape] ?? []) {
      const [from, last] = this.span(ring)
      for (let i = from; i < last; i += 1) if (this.xs[i] === x && this.ys[i] === y) return true
    }
    return false
  }

  /** First corner and end (that of the repeated corner) of a ring. */
  span(ring: number): [from: number, last: number] {
    return [this.rings[ring] ?? 0, (this.rings[ring + 1] ?? 1) - 1]
  }

  private write(ring: readonly (readonly number[])[], isOuter: boolean, box: UnitBox): void {
    const from = this.corners
    this.reserve(from + ring.length)
    const { xs, ys } = this
    let end = from
    for (const at of ring) {
      const [x, y] = [
        Math.round((at[0] as number) * unitsPerDegree),
        Math.round((at[1] as number) * unitsPerDegree),
      ]
      if (end > from && xs[end - 1] === x && ys[end - 1] === y) continue
      xs[end] = x
      ys[end] = y
      end += 1
      if (x < box[0]) box[0] = x
      if (y < box[1]) box[1] = y
      if (x > box[2]) box[2] = x
      if (y > box[3]) box[3] = y
    }
    if (turning(xs, ys, from, end - 1) > 0 !== isOuter) {
      xs.subarray(from, end).reverse()
      ys.subarray(from, end).reverse()
    }
    this.corners = end
    this.rings.push(end)
  }

  private reserve(size: number): void {
    if (size <= this.xs.length) return
    const grow = (before: Int32Array): Int32Array<ArrayBuffer> => {
      const after = new Int32Array(Math.max(size, before.length * 2))
      after.set(before)
      return after
    }
    this.xs = grow(this.xs)
    this.ys = grow(this.ys)
  }
}

/** Twice the area, positive against the clock; relative to the first corner, so that small rings keep their digits. */
function turning(xs: Int32Array, ys: Int32Array, from: number, last: number): number {
  const [x, y] = [xs[from] as number, ys[from] as number]
  let sum = 0
  for (let i = from; i < last; i += 1) {
    sum +=
      ((xs[i] as number) - x) * ((ys[i + 1] as number) - y) -
      ((xs[i + 1] as number) - x) * ((ys[i] as number) - y)
  }
  return sum
}
