// Communities and the grids of each: codes of the national pattern, outlines that share every corner with their grids,
// and the layers that are put together from unit grids.

import type { GridFeature } from '../src/domains/grids/store.ts'
import { nested, type Polygon, type Position } from '../src/geo/ring.ts'
import { outlineOf } from './ground/outline.ts'
import { distance, middleOf, type Point } from './ground/plane.ts'
import type { Named } from './names.ts'
import type { City, Ground } from './plan.ts'
import { position } from './warp.ts'

export interface Community {
  /** As the faces have it. */
  at: number
  code: string
  name: Named
  faces: Ground[]
  shape: Shape
}

export interface Shape {
  type: 'MultiPolygon'
  coordinates: Polygon[]
}

type Placing = (corner: number) => Point

/** Numbered from west to east, from north to south. */
export function communitiesOf(net: City, at: Placing, subdistrict: string, stem: () => Named): Community[] {
  const faces = new Map<number, Ground[]>()
  for (const face of net.faces.values()) {
    const { community } = face.trait
    if (community !== undefined) faces.set(community, [...(faces.get(community) ?? []), face])
  }
  const middle = (own: readonly Ground[]): Point =>
    middleOf((outlineOf(own.map(({ ring }) => ring))[0] ?? []).map(at))
  return inOrder([...faces], ([, own]) => middle(own), 520).map(([community, own], index) => {
    const name = stem()
    return {
      at: community,
      code: `${subdistrict}${serial(index + 1)}`,
      name: { zh: `${name.zh}社区`, en: `${name.en} Community` },
      faces: own,
      shape: shapeOf(own, at),
    }
  })
}

export function shapeOf(faces: readonly Ground[], at: Placing): Shape {
  const rings = outlineOf(faces.map(({ ring }) => ring)).map(ring =>
    closed(ring.map(corner => position(at(corner)))),
  )
  return { type: 'MultiPolygon', coordinates: nested(rings) }
}

function closed(ring: Position[]): Position[] {
  const [first] = ring
  return first ? [...ring, first] : ring
}

/** Each face of a community is a unit grid, numbered from west to east in rows from north to south. */
export function unitGrids({ code, name, faces }: Community, at: Placing): (GridFeature & { face: Ground })[] {
  return inOrder(faces, face => middleOf(face.ring.map(at)), 105).map((face, index) => ({
    face,
    code: `${code}${serial(index + 1)}`,
    name: `${name.zh.slice(0, -2)} ${serial(index + 1)}`,
    region: code,
    geometry: { type: 'Polygon', coordinates: [closed(face.ring.map(corner => position(at(corner))))] },
  }))
}

/** Unit grids of a community put together to so many that hang together and are about as large as one another. */
export function groupedGrids(
  net: City,
  { code, name, faces }: Community,
  at: Placing,
  groups: number,
  word: string,
): GridFeature[] {
  const sets = grouped(net, faces, at, groups)
  const own = inOrder(sets, set => middleOf(set.flatMap(face => face.ring.map(at)).slice(0, 3)), 400)
  return own.map((set, index) => ({
    code: `${code}${serial(index + 1)}`,
    name: `${name.zh.slice(0, -2)}${word}${index + 1}`,
    region: code,
    geometry: shapeOf(set, at),
  }))
}

/** Grows each group from a corner of what is left, always by the nearest neighbour. */
function grouped(net: City, faces: readonly Ground[], at: Placing, groups: number): Ground[][] {
  const middles = new Map(faces.map(face => [face, middleOf(face.ring.map(at))]))
  const place = (face: Ground): Point => middles.get(face) ?? { x: 0, y: 0 }
  const left = new Set(faces)
  const neighbours = (face: Ground): Ground[] =>
    face.ring.flatMap((a, here) => {
      const other = net.leftOf(face.ring[(here + 1) % face.ring.length] ?? a, a)
      return other && other.trait.community === face.trait.community ? [other] : []
    })
  const sets: Ground[][] = []
  for (let group = groups; group > 0 && left.size > 0; group -= 1) {
    const most = Math.ceil(left.size / group)
    const [start] = [...left].sort(
      (one, other) => place(one).x - place(one).y - place(other).x + place(other).y,
    )
    if (!start) break
    const set = [start]
    left.delete(start)
    while (set.length < most) {
      const open = set.flatMap(neighbours).filter(face => left.has(face))
      const [next] = open.sort(
        (one, other) => distance(place(one), place(start)) - distance(place(other), place(start)),
      )
      if (!next) break
      set.push(next)
      left.delete(next)
    }
    sets.push(set)
  }
  // What was cut off joins the group beside it.
  for (let before = -1; left.size > 0 && left.size !== before; ) {
    before = left.size
    for (const face of [...left]) {
      const beside = new Set(neighbours(face))
      const set = sets.find(each => each.some(own => beside.has(own)))
      if (set) {
        set.push(face)
        left.delete(face)
      }
    }
  }
  return sets
}

/** In rows of so many metres from north to south, within them from west to east. */
function inOrder<Thing>(things: readonly Thing[], place: (thing: Thing) => Point, row: number): Thing[] {
  const placed = things.map(thing => ({ thing, at: place(thing) }))
  const north = Math.max(...placed.map(({ at }) => at.y))
  const rowOf = ({ y }: Point): number => Math.floor((north - y) / row)
  return placed
    .sort((one, other) => rowOf(one.at) - rowOf(other.at) || one.at.x - other.at.x)
    .map(({ thing }) => thing)
}

function serial(number: number): string {
  return String(number).padStart(3, '0')
}
