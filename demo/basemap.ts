// The city as the base map keeps it: the same layers and kinds that an import of open data brings.
import { type Layer, leastZoom } from '../src/domains/places/layers.ts'
import type { Geometry, NewPlace } from '../src/domains/places/shaping.ts'
import { middle, type Position } from '../src/geo/ring.ts'
import type { Address } from './addresses.ts'
import type { Block } from './blocks.ts'
import { inset } from './ground/inset.ts'
import { outlineOf } from './ground/outline.ts'
import { areaOf, middleOf, type Point } from './ground/plane.ts'
import type { Named } from './names.ts'
import type { City } from './plan.ts'
import { isBridge, type Street, type Stretch } from './streets.ts'
import { streetRules, type Zone } from './traits.ts'
import { position } from './warp.ts'

export interface Mapped {
  net: City
  at: (corner: number) => Point
  blocks: readonly Block[]
  streets: readonly Street[]
  stretch: ReadonlyMap<string, Stretch>
  addresses: readonly Address[]
}

const river: Named = { zh: '棠江', en: 'Tang River' }

export function placesOf(mapped: Mapped): NewPlace[] {
  const list = new List()
  lands(list, mapped)
  waters(list, mapped)
  streets(list, mapped)
  for (const { street, number, place } of mapped.addresses)
    list.add('address', null, point(place), { number, street })
  return list.places
}

class List {
  readonly places: NewPlace[] = []

  add(
    layer: Layer,
    kind: string | null,
    shape: Geometry,
    more: Partial<NewPlace> & { named?: Named | undefined } = {},
  ): void {
    const { named, size = 0, rank = null, ...rest } = more
    this.places.push({
      origin: `${layer}/${this.places.length + 1}`,
      layer,
      kind,
      names: named ? { name: named.zh, ...named } : { name: '', zh: '', en: '' },
      number: '',
      street: '',
      bridge: false,
      tunnel: false,
      rank,
      size,
      leastZoom: leastZoom({ layer, kind, latitude: 29.5, area: size, rank }),
      shape,
      ...rest,
    })
  }

  area(
    layer: Layer,
    kind: string | null,
    [outer, ...holes]: readonly (readonly Point[])[],
    named?: Named,
  ): void {
    if (!outer) return
    const size = Math.abs(areaOf(outer)) - holes.reduce((sum, hole) => sum + Math.abs(areaOf(hole)), 0)
    this.add(layer, kind, polygon([outer, ...holes]), {
      size,
      named: layer === 'building' ? undefined : named,
    })
  }

  label(kind: string, rank: number, place: Position, named: Named): void {
    this.add('label', kind, { type: 'Point', coordinates: place }, { rank, named })
  }
}

function lands(list: List, { blocks }: Mapped): void {
  for (const { land, ring, name, built, use, parcel } of blocks) {
    if (land) list.area('land', land, [ring])
    for (const green of built.greens) {
      list.area('green', green.kind, [green.ring])
      if (green.name) list.label('park', use === 'park' ? 3 : 4, middleIn(green.ring, 0.3), green.name)
    }
    for (const water of built.waters) list.area('water', null, [water])
    for (const way of built.ways) list.add('street', way.kind, line([way.line]))
    for (const building of built.buildings) {
      list.area('building', null, [building.ring, ...building.holes])
      if (building.name)
        list.label(
          use === 'station' ? 'station' : 'building',
          use === 'station' ? 3 : 5,
          degrees(middleOf(building.ring)),
          building.name,
        )
    }
    if (
      name &&
      parcel !== undefined &&
      (use === 'slabs' || use === 'towers') &&
      !list.places.some(({ layer, names }) => layer === 'label' && names.name === name.zh)
    )
      list.label('place', 5, middleIn(ring, 0), name)
  }
}

function waters(list: List, { net, at }: Mapped): void {
  const faces = [...net.faces.values()]
  const union = (zone: Zone): number[][] =>
    outlineOf(faces.filter(({ trait }) => trait.zone === zone).map(({ ring }) => ring))
  for (const outline of union('river')) list.area('water', null, [outline.map(at)])
  for (const outline of union('promenade')) {
    const ring = inset(
      outline.map(at),
      outline.map((corner, here) => {
        const { kind } = net.side(corner, outline[(here + 1) % outline.length] ?? corner)
        return kind === 'quay' ? 0.4 : streetRules[kind].width / 2
      }),
    )
    if (ring) list.area('green', 'park', [ring])
  }
  for (const outline of union('canal')) {
    const ring = inset(
      outline.map(at),
      outline.map((corner, here) => {
        const { kind } = net.side(corner, outline[(here + 1) % outline.length] ?? corner)
        return kind === 'lane'
          ? 6
          : kind === 'secondary' && outline.length > 8
            ? streetRules[kind].width / 2 + 2
            : 1
      }),
    )
    if (ring) list.area('water', null, [ring])
  }
  for (const { line: course, name, kind } of courses(net, at))
    list.add('waterway', kind, line([course]), { named: name })
}

/** Where the river and the moat flow, for their names. */
function courses(net: City, at: Mapped['at']): { line: Point[]; name: Named; kind: string }[] {
  const middles = (kind: 'river' | 'canal'): Point[] => {
    const found: Point[] = []
    for (const [key, { kind: sideKind }] of net.sides) {
      const [a = 0, b = 0] = key.split('-').map(Number)
      const both = [net.leftOf(a, b), net.leftOf(b, a)]
      if (sideKind === 'plain' && kind === 'river' && both.every(face => face?.trait.zone === 'river'))
        found.push(at(a), at(b))
    }
    return found
  }
  const unique = new Map(
    middles('river').map(place => [`${Math.round(place.x)} ${Math.round(place.y)}`, place]),
  )
  const west = [...unique.values()].sort((one, other) => one.x - other.x)
  return [{ line: west, name: river, kind: 'river' }]
}

function streets(list: List, { net, at, streets: all }: Mapped): void {
  for (const { kind, name, runs } of all) {
    const drawn = streetRules[kind].drawn
    if (!drawn) continue
    const pieces = { land: [] as Point[][], bridge: [] as Point[][] }
    for (const run of runs)
      for (let here = 1; here < run.length; here += 1) {
        const [a, b] = [run[here - 1] ?? 0, run[here] ?? 0]
        const into = isBridge(net, a, b) ? pieces.bridge : pieces.land
        const last = into.at(-1)
        const start = at(a)
        if (last?.at(-1) === start || (last && same(last.at(-1), start))) last.push(at(b))
        else into.push([start, at(b)])
      }
    for (const [bridge, lines] of [
      [false, pieces.land],
      [true, pieces.bridge],
    ] as const)
      if (lines.length > 0) list.add('street', drawn, line(lines), { named: name, bridge })
  }
}

function same(one: Point | undefined, other: Point): boolean {
  return one !== undefined && one.x === other.x && one.y === other.y
}

export function degrees(place: Point): Position {
  return position(place)
}

function point(place: Point): Geometry {
  return { type: 'Point', coordinates: position(place) }
}

function line(lines: readonly (readonly Point[])[]): Geometry {
  return { type: 'MultiLineString', coordinates: lines.map(each => each.map(position)) }
}

function polygon(rings: readonly (readonly Point[])[]): Geometry {
  return {
    type: 'MultiPolygon',
    coordinates: [rings.map(ring => [...ring, ...ring.slice(0, 1)].map(position))],
  }
}

/** Where a name fits best; `down` moves it south by that share of the extent, off a lake. */
function middleIn(ring: readonly Point[], down: number): Position {
  const [longitude, latitude] = middle([[...ring, ...ring.slice(0, 1)].map(position)])
  if (down === 0) return [longitude, latitude]
  const ys = ring.map(({ y }) => y)
  return [
    longitude,
    Math.round((latitude - ((Math.max(...ys) - Math.min(...ys)) * down) / 111_320) * 1e7) / 1e7,
  ]
}
