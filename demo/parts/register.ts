// The register of parts as a survey would bring it: everything that stands in the city, in degrees, with its keeper.
import type { PartRow } from '../../src/domains/parts/store.ts'
import type { Block } from '../blocks.ts'
import { keeperOf } from '../departments.ts'
import { outlineOf } from '../ground/outline.ts'
import { distance, isWithin, type Point } from '../ground/plane.ts'
import { chance } from '../ground/random.ts'
import type { City } from '../plan.ts'
import type { Street, Stretch } from '../streets.ts'
import { position } from '../warp.ts'
import { partsAlong } from './along.ts'
import { crossingsOf, partsAtCrossings } from './crossings.ts'
import { bridges, busStops, partsOnGrounds, partsOnRiver } from './grounds.ts'
import type { Placed } from './part.ts'

interface Standing {
  net: City
  at: (corner: number) => Point
  blocks: readonly Block[]
  streets: readonly Street[]
  stretch: ReadonlyMap<string, Stretch>
  seed: number
}

/** Kinds that are surveyed to half a metre; the others to one. */
const exact = /^(010|011|0123|0137|0139|0150|0210|0113)/

export function partRows({ net, at, blocks, streets, stretch, seed }: Standing): PartRow[] {
  const ours = outlineOf(
    [...net.faces.values()].filter(({ trait }) => trait.community !== undefined).map(({ ring }) => ring),
  ).map(ring => ring.map(at))
  const isOurs = (place: Point): boolean => ours.filter(ring => isWithin(place, ring)).length % 2 === 1
  const crossings = crossingsOf(net, at, stretch)
  const near = nearby(crossings.map(({ at: place, reach }) => ({ place, reach })))
  const isClear = (place: Point): boolean => isOurs(place) && !near(place)
  const all: Placed[] = [
    ...partsAlong(net, at, streets, isClear, seed),
    ...partsAtCrossings(crossings, seed),
    ...busStops(at, streets, isClear),
    ...partsOnGrounds(blocks, seed),
    ...partsOnRiver(net, at, isOurs),
    ...bridges(net, at, streets, isOurs),
  ]
  const dice = chance(seed, 'register')
  const free = apart()
  return all
    .filter(each => pointsOf(each).every(isOurs) && free(each))
    .map((each, row) => rowOf(each, row + 1, dice))
}

function rowOf(
  { kind, edition, shape, name, attributes }: Placed,
  row: number,
  dice: ReturnType<typeof chance>,
): PartRow {
  const { department, keeper } = edition ? keeperOfOlder(kind) : keeperOf(kind)
  const year = dice.whole(2006, 2024)
  const roll = dice.next()
  return {
    row,
    kind,
    ...(edition !== undefined && { edition }),
    ...(name !== undefined && { name }),
    shape:
      shape.type === 'Point'
        ? { type: 'Point', coordinates: position(shape.at) }
        : shape.type === 'LineString'
          ? { type: 'LineString', coordinates: shape.line.map(position) }
          : { type: 'Polygon', coordinates: [[...shape.ring, ...shape.ring.slice(0, 1)].map(position)] },
    accuracy: exact.test(kind) ? 'A' : 'B',
    state: roll < 0.985 ? 'intact' : roll < 0.997 ? 'damaged' : 'lost',
    supervising: department,
    maintaining: keeper,
    installedOn: `${year}-${two(dice.whole(1, 12))}-${two(dice.whole(1, 28))}`,
    surveyedOn: `2025-${two(dice.whole(9, 11))}-${two(dice.whole(1, 28))}`,
    source: '虚构普查 Invented survey',
    ...(attributes && { attributes }),
  }
}

/** Hydrants belong to the waterworks, lights to the traffic centre. */
function keeperOfOlder(kind: string): { department: string; keeper: string } {
  const code = kind === '0113' ? 'D03' : 'D10'
  return { department: code, keeper: code }
}

function pointsOf({ shape }: Placed): readonly Point[] {
  return shape.type === 'Point' ? [shape.at] : shape.type === 'LineString' ? shape.line : shape.ring
}

function two(number: number): string {
  return String(number).padStart(2, '0')
}

/** Whether some place is nearer than its reach, looked up in squares. */
function nearby(places: readonly { place: Point; reach: number }[]): (place: Point) => boolean {
  const size = 40
  const squares = new Map<string, (typeof places)[number][]>()
  for (const each of places) {
    const key = `${Math.floor(each.place.x / size)} ${Math.floor(each.place.y / size)}`
    squares.set(key, [...(squares.get(key) ?? []), each])
  }
  return ({ x, y }) => {
    const [column, line] = [Math.floor(x / size), Math.floor(y / size)]
    for (let dx = -1; dx <= 1; dx += 1)
      for (let dy = -1; dy <= 1; dy += 1)
        for (const { place, reach } of squares.get(`${column + dx} ${line + dy}`) ?? [])
          if (distance(place, { x, y }) < reach) return true
    return false
  }
}

/** No two points within a metre and a half of one another: a survey would take them for one. */
function apart(): (placed: Placed) => boolean {
  const size = 1.5
  const taken = new Map<string, Point>()
  return ({ shape }) => {
    if (shape.type !== 'Point') return true
    const [column, line] = [Math.floor(shape.at.x / size), Math.floor(shape.at.y / size)]
    for (let dx = -1; dx <= 1; dx += 1)
      for (let dy = -1; dy <= 1; dy += 1) {
        const other = taken.get(`${column + dx} ${line + dy}`)
        if (other && distance(other, shape.at) < size) return false
      }
    taken.set(`${column} ${line}`, shape.at)
    return true
  }
}
