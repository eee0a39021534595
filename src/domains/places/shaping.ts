// From an OSM file to what the district keeps: places of the base map, street furniture, borders of regions; and a
// line for every object that could not be used. Pure: nothing is asked, nothing kept.
import { isInBox } from '../../geo/clip.ts'
import type { OsmRelation, OsmWay, Tags } from '../../geo/osm/items.ts'
import {
  areaOfRelation,
  areaOfWay,
  isArea,
  lineOf,
  type Outline,
  seaOf,
  type Trouble,
} from '../../geo/osm/outline.ts'
import type { World } from '../../geo/osm/world.ts'
import { middle, type Polygon, type Position, squareMetres } from '../../geo/ring.ts'
import { houseNumber, oncePerDoor } from './doors.ts'
import { attributesOf, type Kind, partKind } from './furniture.ts'
import { type Layer, leastZoom } from './layers.ts'
import {
  cleaned,
  type Label,
  type Names,
  namesOf,
  sortArea,
  sortAreaLabel,
  sortLine,
  sortNode,
} from './sorting.ts'

export type Geometry =
  | { type: 'Point'; coordinates: Position }
  | { type: 'MultiLineString'; coordinates: Position[][] }
  | { type: 'MultiPolygon'; coordinates: Polygon[] }

export interface NewPlace {
  layer: Layer
  kind: string | null
  /** Type and id in the source: way/123. */
  origin: string
  names: Names
  number: string
  street: string
  bridge: boolean
  tunnel: boolean
  rank: number | null
  leastZoom: number
  /** Square metres of an area, else 0. */
  size: number
  shape: Geometry
}

export interface Furniture {
  origin: string
  kind: Kind
  name: string
  place: Position
  attributes: Record<string, string>
}

/** A border of `boundary=administrative` that lies in the file as a whole. */
export interface Border {
  level: number
  names: Names
  polygons: Polygon[]
}

export interface LeftOut {
  object: string
  why: Trouble | 'no_place' | 'deleted' | 'invalid'
}

export interface Shaped {
  places: NewPlace[]
  furniture: Furniture[]
  /** Street furniture without a kind in the taxonomy, by its tag. */
  kindless: Map<string, number>
  borders: Border[]
  leftOut: LeftOut[]
  /** Drawn without what is not in the file. */
  cut: string[]
  /** Wholly outside the bounds. */
  outside: number
}

/** @param edition whose kinds parts get first */
export function shape(world: World, edition?: string): Shaped {
  const work = new Shaping(world, edition)
  for (const { of, id, why } of world.unusable) work.leaveOut(`${of}/${id}`, why)
  work.sea()
  for (const way of world.ways.values()) work.way(way)
  for (const relation of world.relations.values()) work.relation(relation)
  for (const { id, longitude, latitude, tags } of world.nodes)
    work.node(`node/${id}`, [longitude, latitude], tags)
  work.nameOnce()
  return work.shaped
}

class Shaping {
  readonly shaped: Shaped = {
    places: [],
    furniture: [],
    kindless: new Map(),
    borders: [],
    leftOut: [],
    cut: [],
    outside: 0,
  }
  #world: World
  #edition: string | undefined

  constructor(world: World, edition: string | undefined) {
    this.#world = world
    this.#edition = edition
  }

  leaveOut(object: string, why: LeftOut['why']): void {
    this.shaped.leftOut.push({ object, why })
  }

  sea(): void {
    const coast = [...this.#world.ways.values()].filter(({ tags }) => tags.natural === 'coastline')
    if (coast.length === 0) return
    const origin = `way/${coast[0]?.id}`
    const pieces = this.#pieces(origin, seaOf(this.#world, coast))
    if (pieces) this.#area(origin, { layer: 'water', kind: null }, {}, pieces)
  }

  way(way: OsmWay): void {
    const origin = `way/${way.id}`
    const { tags } = way
    const area = isArea(way) ? sortArea(tags, false) : undefined
    const line = area ? undefined : sortLine(tags)
    if (area || (isArea(way) && this.#stands(tags))) {
      const pieces = this.#pieces(origin, areaOfWay(this.#world, way))
      if (pieces && area) this.#area(origin, area, tags, pieces)
      if (pieces) this.#standing(origin, middleOf(pieces), tags)
    }
    if (line) {
      const pieces = this.#pieces(origin, lineOf(this.#world, way))
      if (pieces) this.#line(origin, line, tags, pieces)
    }
  }

  relation(relation: OsmRelation): void {
    const { tags } = relation
    // Borders run far; that one is not whole is no loss to tell.
    if (tags.boundary === 'administrative') this.#border(tags, areaOfRelation(this.#world, relation))
    else if (tags.type === 'multipolygon') this.#multipolygon(relation)
  }

  #multipolygon(relation: OsmRelation): void {
    const { tags } = relation
    const origin = `relation/${relation.id}`
    const area = sortArea(tags, true)
    if (!area && !this.#stands(tags)) return
    const pieces = this.#pieces(origin, areaOfRelation(this.#world, relation))
    if (pieces && area) this.#area(origin, area, tags, pieces)
    if (pieces) this.#standing(origin, middleOf(pieces), tags)
  }

  /** Whether it has a house number or is street furniture, whatever its shape. */
  #stands(tags: Tags): boolean {
    return tags['addr:housenumber'] !== undefined || typeof partKind(tags, this.#edition) === 'object'
  }

  node(origin: string, place: Position, tags: Tags): void {
    if (!isInBox(place, this.#world.bounds)) {
      this.shaped.outside += 1
      return
    }
    const names = namesOf(tags)
    const label = names.name === '' ? undefined : sortNode(tags)
    if (label) this.#label(origin, label, names, place)
    this.#standing(origin, place, tags)
  }

  /** Each house number once; and where a street widens, the area has its name too: one of them is enough. */
  nameOnce(): void {
    const streets = new Set(
      this.shaped.places.flatMap(each => (each.layer === 'street' ? [each.names.name] : [])),
    )
    this.shaped.places = oncePerDoor(this.shaped.places).filter(
      ({ layer, kind, names, origin }) =>
        !(layer === 'label' && kind === 'place' && !origin.startsWith('node/') && streets.has(names.name)),
    )
  }

  #border(tags: Tags, outline: Outline<Polygon> | Trouble): void {
    const level = Number(tags.admin_level)
    if (typeof outline === 'string' || outline.cut || outline.pieces.length === 0) return
    if (Number.isInteger(level))
      this.shaped.borders.push({ level, names: namesOf(tags), polygons: outline.pieces })
  }

  /** What of an outline is drawn; undefined where nothing is, which is told. */
  #pieces<Piece>(origin: string, outline: Outline<Piece> | Trouble): Piece[] | undefined {
    if (typeof outline === 'string') {
      this.leaveOut(origin, outline)
      return undefined
    }
    if (outline.pieces.length === 0) {
      this.shaped.outside += 1
      return undefined
    }
    if (outline.cut) this.shaped.cut.push(origin)
    return outline.pieces
  }

  #area(
    origin: string,
    sorted: NonNullable<ReturnType<typeof sortArea>>,
    tags: Tags,
    pieces: Polygon[],
  ): void {
    const size = pieces.reduce((sum, piece) => sum + squareMetres(piece), 0)
    const names = namesOf(tags)
    this.#add(origin, { ...sorted, names, size, shape: { type: 'MultiPolygon', coordinates: pieces } })
    const label = names.name === '' ? undefined : sortAreaLabel(sorted, tags, size)
    if (label) this.#label(origin, label, names, middleOf(pieces))
  }

  #line(
    origin: string,
    sorted: NonNullable<ReturnType<typeof sortLine>>,
    tags: Tags,
    pieces: Position[][],
  ): void {
    this.#add(origin, {
      ...sorted,
      names: namesOf(tags),
      bridge: tags.bridge !== undefined && tags.bridge !== 'no',
      tunnel: (tags.tunnel !== undefined && tags.tunnel !== 'no') || tags.location === 'underground',
      shape: { type: 'MultiLineString', coordinates: pieces },
    })
  }

  #label(origin: string, { kind, rank }: Label, names: Names, place: Position): void {
    this.#add(origin, { layer: 'label', kind, names, rank, shape: { type: 'Point', coordinates: place } })
  }

  /** What stands at a place whatever its shape: a house number, a piece of street furniture. */
  #standing(origin: string, place: Position, tags: Tags): void {
    const number = houseNumber(cleaned(tags['addr:housenumber'] ?? ''))
    if (number !== '')
      this.#add(origin, {
        layer: 'address',
        kind: null,
        names: { name: '', zh: '', en: '' },
        number,
        street: cleaned(tags['addr:street'] ?? tags['addr:place'] ?? ''),
        shape: { type: 'Point', coordinates: place },
      })
    const kind = partKind(tags, this.#edition)
    if (typeof kind === 'string' && origin.startsWith('node/'))
      this.shaped.kindless.set(kind, (this.shaped.kindless.get(kind) ?? 0) + 1)
    else if (typeof kind === 'object') {
      const { name } = namesOf(tags)
      this.shaped.furniture.push({
        origin,
        kind,
        name,
        place: rounded(place),
        attributes: attributesOf(tags),
      })
    }
  }

  #add(
    origin: string,
    given: Pick<NewPlace, 'layer' | 'kind' | 'names' | 'shape'> & Partial<NewPlace>,
  ): void {
    const { layer, kind, size = 0, rank = null } = given
    const latitude = this.#world.bounds.south
    this.shaped.places.push({
      number: '',
      street: '',
      bridge: false,
      tunnel: false,
      ...given,
      origin,
      size,
      rank,
      leastZoom: leastZoom({ layer, kind, latitude, area: size, rank }),
    })
  }
}

/** The best place for a name or a pin: within the largest piece. */
function middleOf(pieces: readonly Polygon[]): Position {
  const largest = pieces.reduce((best, piece) => (squareMetres(piece) > squareMetres(best) ? piece : best))
  return rounded(middle(largest))
}

function rounded([x, y]: Position): Position {
  return [Math.round(x * 1e7) / 1e7, Math.round(y * 1e7) / 1e7]
}
