// A block turned so that its houses stand upright in it: everything is laid out along two axes and turned back.
import {
  areaOf,
  direction,
  distance,
  extentOf,
  isWithin,
  liesWithin,
  type Point,
  sides,
  turnedBy,
} from '../ground/plane.ts'

export interface Frame {
  /** The block, turned. */
  ring: Point[]
  west: number
  south: number
  east: number
  north: number
  /** Back to the ground. */
  back(points: readonly Point[]): Point[]
}

/** How a block lies: the direction of its longest sides, turned to be nearest to west–east, in radians. */
export function lieOfBlock(ring: readonly Point[]): number {
  return leaning(ring, () => true)
}

/** The direction of the sides that face south and north: along these run rows of flats. */
export function rowsOfBlock(ring: readonly Point[]): number {
  return leaning(ring, along => Math.abs(along.x) > 0.75)
}

function leaning(ring: readonly Point[], counts: (along: Point) => boolean): number {
  let [x, y] = [0, 0]
  for (const [a, b] of sides(ring)) {
    const along = direction(a, b)
    if (!counts(along)) continue
    const angle = Math.atan2(along.y, along.x)
    // Four directions are one: sum up the quadrupled angle, long sides more.
    const weight = distance(a, b) ** 1.5
    x += weight * Math.cos(4 * angle)
    y += weight * Math.sin(4 * angle)
  }
  return Math.atan2(y, x) / 4
}

export function frameOf(ring: readonly Point[], angle: number): Frame {
  const turned = ring.map(point => turnedBy(point, -angle))
  return { ring: turned, ...extentOf(turned), back: points => points.map(point => turnedBy(point, angle)) }
}

/** Where a band of the block from south to north is free over its whole depth: from west to east. */
export function clearing({ ring }: Frame, south: number, north: number): [west: number, east: number][] {
  let clear: [number, number][] | undefined
  for (const y of [south, (2 * south + north) / 3, (south + 2 * north) / 3, north]) {
    const crossings: number[] = []
    for (const [a, b] of sides(ring))
      if (a.y > y !== b.y > y) crossings.push(a.x + ((y - a.y) * (b.x - a.x)) / (b.y - a.y))
    crossings.sort((one, other) => one - other)
    const spans: [number, number][] = []
    for (let at = 0; at + 1 < crossings.length; at += 2)
      spans.push([crossings[at] ?? 0, crossings[at + 1] ?? 0])
    clear = clear === undefined ? spans : shared(clear, spans)
  }
  return clear ?? []
}

function shared(one: readonly [number, number][], other: readonly [number, number][]): [number, number][] {
  return one.flatMap(([west, east]) =>
    other.flatMap(([a, b]): [number, number][] =>
      Math.min(east, b) > Math.max(west, a) ? [[Math.max(west, a), Math.min(east, b)]] : [],
    ),
  )
}

export interface Slot {
  west: number
  south: number
  wide: number
  high: number
}

/** Finds room for a rectangle in the block clear of what stands there, as near to a place as can be. */
export function roomFor(
  frame: Frame,
  taken: readonly Slot[],
  { wide, high }: Pick<Slot, 'wide' | 'high'>,
  near: Point,
  gap = 8,
): Slot | undefined {
  let best: { slot: Slot; off: number } | undefined
  for (let west = frame.west; west + wide <= frame.east; west += 4)
    for (let south = frame.south; south + high <= frame.north; south += 4) {
      const off = Math.hypot(west + wide / 2 - near.x, south + high / 2 - near.y)
      if (best && off >= best.off) continue
      const slot = { west, south, wide, high }
      if (taken.some(other => overlaps(slot, other, gap)) || !liesWithin(rectangle(slot), frame.ring))
        continue
      best = { slot, off }
    }
  return best?.slot
}

function overlaps(one: Slot, other: Slot, gap: number): boolean {
  return (
    one.west < other.west + other.wide + gap &&
    other.west < one.west + one.wide + gap &&
    one.south < other.south + other.high + gap &&
    other.south < one.south + one.high + gap
  )
}

export function rectangle({ west, south, wide, high }: Slot): Point[] {
  return [
    { x: west, y: south },
    { x: west + wide, y: south },
    { x: west + wide, y: south + high },
    { x: west, y: south + high },
  ]
}

/** Whether a footprint stands in the block and clear of its edge. */
export function stands(footprint: readonly Point[], ring: readonly Point[]): boolean {
  const [first] = footprint
  return first !== undefined && isWithin(first, ring) && areaOf(footprint) > 8 && liesWithin(footprint, ring)
}
