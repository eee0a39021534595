// Parks: a lake with an island and a pavilion, ways around it and out to every side; gardens with a pond.
import type { Built } from './buildings/building.ts'
import { nothing } from './buildings/building.ts'
import { rectangle, stands } from './buildings/frame.ts'
import { between, distance, isSimple, middleOf, type Point, sides } from './ground/plane.ts'
import type { Chance } from './ground/random.ts'
import type { Named } from './names.ts'

export function park(ring: readonly Point[], name: Named, dice: Chance, isLarge: boolean): Built {
  const built = nothing()
  built.greens.push({ kind: 'park', ring: [...ring], name })
  const middle = middleOf(ring)
  const reach = (angle: number): number => reachOf(ring, middle, angle)
  const [first, second] = [dice.between(0, 6.28), dice.between(0, 6.28)]
  const shore = (angle: number, share: number): Point => {
    const swell = 1 + 0.2 * Math.sin(2 * angle + first) + 0.12 * Math.sin(3 * angle + second)
    const radius = reach(angle) * share * swell
    return { x: middle.x + radius * Math.cos(angle), y: middle.y + radius * Math.sin(angle) }
  }
  const around = (share: number, steps: number): Point[] =>
    Array.from({ length: steps }, (_, at) => shore((2 * Math.PI * at) / steps, share))
  const lake = around(isLarge ? 0.56 : 0.38, isLarge ? 56 : 28)
  if (isSimple(lake)) built.waters.push(lake)
  const way = around(isLarge ? 0.68 : 0.56, 40)
  built.ways.push({ kind: 'path', line: [...way, ...way.slice(0, 1)] })
  // Out to a gate in the middle of every long side.
  for (const [a, b] of sides(ring)) {
    if (distance(a, b) < 45) continue
    const gate = between(a, b, 0.5)
    const to = way.toSorted((one, other) => distance(one, gate) - distance(other, gate))[0]
    if (to) built.ways.push({ kind: 'path', line: [gate, bowed(gate, to, dice), to] })
  }
  if (isLarge) outerWay(built, ring, middle)
  pavilions(built, ring, around(isLarge ? 0.82 : 0.78, isLarge ? 7 : 3), way)
  return built
}

function bowed(a: Point, b: Point, dice: Chance): Point {
  const middle = between(a, b, 0.5)
  const bow = dice.between(-0.18, 0.18)
  return { x: middle.x - (b.y - a.y) * bow, y: middle.y + (b.x - a.x) * bow }
}

function outerWay(built: Built, ring: readonly Point[], middle: Point): void {
  const line = ring.map(corner => between(middle, corner, 0.92))
  built.ways.push({ kind: 'path', line: [...line, ...line.slice(0, 1)] })
}

/** Small houses beside the way. */
function pavilions(
  built: Built,
  ring: readonly Point[],
  places: readonly Point[],
  way: readonly Point[],
): void {
  for (const { x, y } of places) {
    const house = rectangle({ west: x - 5, south: y - 4, wide: 10, high: 8 })
    if (!stands(house, ring) || way.some(each => distance(each, { x, y }) < 9)) continue
    built.buildings.push({ ring: house, holes: [], door: { x, y }, isOfCompound: false })
  }
}

/** How far the nearest side is in a direction. */
function reachOf(ring: readonly Point[], from: Point, angle: number): number {
  const way = { x: Math.cos(angle), y: Math.sin(angle) }
  let nearest = Infinity
  for (const [a, b] of sides(ring)) {
    const [ex, ey] = [b.x - a.x, b.y - a.y]
    const turn = way.x * ey - way.y * ex
    if (Math.abs(turn) < 1e-9) continue
    const t = ((a.x - from.x) * ey - (a.y - from.y) * ex) / turn
    const u = ((a.x - from.x) * way.y - (a.y - from.y) * way.x) / turn
    if (t > 0 && u >= 0 && u <= 1) nearest = Math.min(nearest, t)
  }
  return Number.isFinite(nearest) ? nearest : 0
}
