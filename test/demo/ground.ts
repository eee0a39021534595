// The fictional city as tests look at it: rings by what they belong to, and what lies near what.
import { type DemoCity, growCity, usualSeed } from '../../demo/city.ts'
import { isInside, type Polygon, type Position, type Ring } from '../../src/geo/ring.ts'
import { dongcheng } from '../../src/models/dongcheng.ts'

const grown = new Map<number, DemoCity>()

/** The small city of a seed; several tests look at the same one. */
export function small(seed: number = usualSeed): DemoCity {
  const city = grown.get(seed) ?? freshlyGrown(seed)
  grown.set(seed, city)
  return city
}

export function freshlyGrown(seed: number): DemoCity {
  const { small: size } = dongcheng.sizes
  if (!size) throw new Error('the model has no small city')
  return growCity(size, seed)
}

/** The outer rings and holes of each region with a shape, by code. */
export function shapesOf({ regions }: DemoCity): Map<string, Polygon[]> {
  return new Map(regions.flatMap(({ code, shape }) => (shape ? [[code, polygonsOf(shape)] as const] : [])))
}

/** Shapes of the generator are one polygon or several. */
export function polygonsOf(shape: { type: string; coordinates: unknown }): Polygon[] {
  const given = JSON.parse(JSON.stringify(shape.coordinates))
  return shape.type === 'Polygon' ? [given] : given
}

export function isIn(place: Position, polygons: readonly Polygon[]): boolean {
  return polygons.some(polygon => isInside(place, polygon))
}

export function edges(ring: Ring): [Position, Position][] {
  return ring.slice(1).map((to, at) => [ring[at] ?? to, to])
}

/** Things by the squares of about a hundred metres that their edges touch. */
export class Squares<Thing> {
  #squares = new Map<string, Set<Thing>>()

  add(line: readonly Position[], thing: Thing): void {
    for (const key of this.#keys(line))
      this.#squares.set(key, (this.#squares.get(key) ?? new Set()).add(thing))
  }

  near(line: readonly Position[]): Set<Thing> {
    return new Set([...this.#keys(line)].flatMap(key => [...(this.#squares.get(key) ?? [])]))
  }

  #keys(line: readonly Position[]): Set<string> {
    const [x, y] = [line.map(([east]) => east), line.map(([, north]) => north)]
    const keys = new Set<string>()
    const cell = (degrees: number): number => Math.floor(degrees * 1000)
    for (let column = cell(Math.min(...x)); column <= cell(Math.max(...x)); column += 1)
      for (let row = cell(Math.min(...y)); row <= cell(Math.max(...y)); row += 1) keys.add(`${column} ${row}`)
    return keys
  }
}

export function crosses([a, b]: [Position, Position], [c, d]: [Position, Position]): boolean {
  const side = (p: Position, q: Position, r: Position): number =>
    (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])
  return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0
}
