// Borders as lines: an edge that several areas share is drawn once, at the highest of their levels, and edges that
// follow one another become one line, so that dashes run on instead of falling over each other.
import type { Area, Border, Rings } from './showing.ts'

type Point = readonly number[]

export interface BorderLine {
  border: Border
  isChosen: boolean
  points: Point[]
}

const rank: Record<Border, number> = { grid: 0, community: 1, subdistrict: 2 }

interface Edge {
  border: Border
  isChosen: boolean
  ends: readonly [Point, Point]
}

export function borderLines(areas: readonly Area[]): BorderLine[] {
  const edges = new Map<string, Edge>()
  for (const { shape, border, chosen = false } of areas) {
    for (const ring of shape.coordinates.flat()) {
      for (let at = 1; at < ring.length; at++) {
        const [from, to] = [ring[at - 1], ring[at]]
        if (!from || !to) continue
        const [one, other] = [keyOf(from), keyOf(to)]
        if (one === other) continue
        const key = one < other ? `${one}|${other}` : `${other}|${one}`
        const there = edges.get(key)
        if (!there) edges.set(key, { border, isChosen: chosen, ends: [from, to] })
        else {
          if (rank[border] > rank[there.border]) there.border = border
          there.isChosen ||= chosen
        }
      }
    }
  }
  const groups = Map.groupBy(edges.values(), ({ border, isChosen }) => `${border} ${isChosen}`)
  return [...groups.values()].flatMap(group => chained(group))
}

/** Lines as long as they can be: they end where a third edge of their kind meets them, or where they close. */
function chained(edges: readonly Edge[]): BorderLine[] {
  const meeting = new Map<string, Edge[]>()
  for (const edge of edges) {
    for (const end of edge.ends) {
      const key = keyOf(end)
      meeting.set(key, [...(meeting.get(key) ?? []), edge])
    }
  }
  const drawn = new Set<Edge>()
  const lines: BorderLine[] = []
  const follow = (first: Edge, start: Point): void => {
    const points = [start]
    let edge: Edge | undefined = first
    let at = start
    while (edge && !drawn.has(edge)) {
      drawn.add(edge)
      const [one, other]: readonly [Point, Point] = edge.ends
      at = keyOf(one) === keyOf(at) ? other : one
      points.push(at)
      const here: readonly Edge[] = meeting.get(keyOf(at)) ?? []
      edge = here.length === 2 ? here.find(next => !drawn.has(next)) : undefined
    }
    lines.push({ border: first.border, isChosen: first.isChosen, points })
  }
  for (const edge of edges) {
    const start = edge.ends.find(end => meeting.get(keyOf(end))?.length !== 2)
    if (start && !drawn.has(edge)) follow(edge, start)
  }
  // What is left are closed lines without a beginning.
  for (const edge of edges) if (!drawn.has(edge)) follow(edge, edge.ends[0])
  return lines
}

/** A point inside the area where its name may stand: the middle of the widest span at the height of its middle. */
export function labelPoint(polygons: readonly Rings[]): [number, number] | undefined {
  const largest = polygons.toSorted((a, b) => sizeOf(b) - sizeOf(a))[0]
  const outer = largest?.[0]
  if (!largest || !outer || outer.length < 4) return undefined
  const heights = outer.map(([, y = 0]) => y)
  const middle = middleOf(outer)[1]
  const [low, high] = [Math.min(...heights), Math.max(...heights)]
  // At the very height of a corner the spans are ambiguous: a little beside it they are not.
  const height = middle > low && middle < high ? middle + (high - low) * 1e-9 : (low + high) / 2
  const crossings = largest.flatMap(ring => crossingsOf(ring, height)).sort((a, b) => a - b)
  let best: [number, number] | undefined
  let width = -1
  for (let at = 1; at < crossings.length; at += 2) {
    const [from = 0, to = 0] = [crossings[at - 1], crossings[at]]
    if (to - from <= width) continue
    width = to - from
    best = [(from + to) / 2, height]
  }
  return best
}

function crossingsOf(ring: readonly Point[], height: number): number[] {
  return ring.slice(1).flatMap(([x2 = 0, y2 = 0], at) => {
    const [x1 = 0, y1 = 0] = ring[at] ?? []
    return y1 > height === y2 > height ? [] : [x1 + ((height - y1) / (y2 - y1)) * (x2 - x1)]
  })
}

/** The centre of mass of a ring. */
function middleOf(ring: readonly Point[]): [number, number] {
  const [x0 = 0, y0 = 0] = ring[0] ?? []
  let [twice, x, y] = [0, 0, 0]
  for (let at = 1; at < ring.length; at++) {
    const [ax = 0, ay = 0] = ring[at - 1] ?? []
    const [bx = 0, by = 0] = ring[at] ?? []
    const cross = (ax - x0) * (by - y0) - (bx - x0) * (ay - y0)
    twice += cross
    x += cross * (ax + bx - 2 * x0)
    y += cross * (ay + by - 2 * y0)
  }
  return twice === 0 ? [x0, y0] : [x0 + x / (3 * twice), y0 + y / (3 * twice)]
}

function sizeOf(polygon: Rings): number {
  const ring = polygon[0] ?? []
  const [x0 = 0, y0 = 0] = ring[0] ?? []
  let twice = 0
  for (let at = 1; at < ring.length; at++) {
    const [ax = 0, ay = 0] = ring[at - 1] ?? []
    const [bx = 0, by = 0] = ring[at] ?? []
    twice += (ax - x0) * (by - y0) - (bx - x0) * (ay - y0)
  }
  return Math.abs(twice)
}

/** Points that agree to a centimetre are one. */
function keyOf([x = 0, y = 0]: Point): string {
  return `${x.toFixed(7)},${y.toFixed(7)}`
}
