// All objects of an OSM file together, so that ways find their nodes and relations their ways. Nodes lie in flat
// arrays: a city has millions.
import {
  type Bounds,
  OsmError,
  type OsmItem,
  type OsmNode,
  type OsmRelation,
  OsmTooLarge,
  type OsmWay,
  type Unusable,
} from './items.ts'

export type Place = [longitude: number, latitude: number]

export interface World {
  /** What the file says it covers; else the box around all its nodes. */
  bounds: Bounds
  /** Nodes that say something of themselves. */
  nodes: OsmNode[]
  ways: Map<number, OsmWay>
  relations: Map<number, OsmRelation>
  unusable: Unusable[]
  /** How many nodes there are in all. */
  places: number
  at(node: number): Place | undefined
}

/** What fits into the memory of an ordinary machine: a city of several million people. */
export const most = { nodes: 20_000_000, ways: 3_000_000, relations: 300_000 }

/**
 * @param seen is told now and then how many objects have been read
 * @throws {OsmError} where the file has more than `limits`, or no place at all
 */
export async function collect(
  items: AsyncIterable<OsmItem>,
  { seen = () => {}, limits = most }: { seen?: (objects: number) => void; limits?: typeof most } = {},
): Promise<World> {
  const table = new NodeTable()
  const nodes: OsmNode[] = []
  const ways = new Map<number, OsmWay>()
  const relations = new Map<number, OsmRelation>()
  const unusable: Unusable[] = []
  let bounds: Bounds | undefined
  let objects = 0
  for await (const item of items) {
    objects += 1
    if (objects % 100_000 === 0) seen(objects)
    if (item.type === 'node') {
      table.add(item)
      if (hasTags(item)) nodes.push(item)
    } else if (item.type === 'way') ways.set(item.id, item)
    else if (item.type === 'relation') relations.set(item.id, item)
    else if (item.type === 'unusable') unusable.push(item)
    else bounds = bounds ? around(bounds, item) : item
    if (table.size > limits.nodes || ways.size > limits.ways || relations.size > limits.relations)
      throw new OsmTooLarge(
        'The file holds more than one city. Cut it first, e.g. with “osmium extract -b WEST,SOUTH,EAST,NORTH FILE -o DISTRICT.osm.pbf”.',
      )
  }
  table.order()
  const whole = table.bounds()
  if (!whole) throw new OsmError('The file has no nodes: there is nothing to draw in it.')
  const { west, south, east, north } = bounds ?? whole
  if (!(west < east && south < north))
    throw new OsmError('All objects of the file lie on one spot: there is nothing to draw in it.')
  return {
    bounds: { west, south, east, north },
    nodes,
    ways,
    relations,
    unusable,
    places: table.size,
    at: id => table.at(id),
  }
}

function hasTags({ tags }: OsmNode): boolean {
  for (const _ in tags) return true
  return false
}

function around(one: Bounds, other: Bounds): Bounds {
  return {
    west: Math.min(one.west, other.west),
    south: Math.min(one.south, other.south),
    east: Math.max(one.east, other.east),
    north: Math.max(one.north, other.north),
  }
}

/** Ids and places in arrays side by side, in the order of the ids, which is the order of nearly every file. */
class NodeTable {
  size = 0
  #ids = new Float64Array(1024)
  #places = new Float64Array(2048)
  #isOrdered = true

  add({ id, longitude, latitude }: OsmNode): void {
    if (this.size === this.#ids.length) {
      this.#ids = grown(this.#ids)
      this.#places = grown(this.#places)
    }
    if (this.size > 0 && id <= (this.#ids[this.size - 1] ?? 0)) this.#isOrdered = false
    this.#ids[this.size] = id
    this.#places[this.size * 2] = longitude
    this.#places[this.size * 2 + 1] = latitude
    this.size += 1
  }

  order(): void {
    if (this.#isOrdered) return
    const order = Uint32Array.from({ length: this.size }, (_, index) => index)
    order.sort((a, b) => (this.#ids[a] ?? 0) - (this.#ids[b] ?? 0) || a - b)
    const [ids, places] = [new Float64Array(this.size), new Float64Array(this.size * 2)]
    for (const [index, from] of order.entries()) {
      ids[index] = this.#ids[from] ?? 0
      places[index * 2] = this.#places[from * 2] ?? 0
      places[index * 2 + 1] = this.#places[from * 2 + 1] ?? 0
    }
    this.#ids = ids
    this.#places = places
    this.#isOrdered = true
  }

  at(id: number): Place | undefined {
    let [low, high] = [0, this.size - 1]
    while (low <= high) {
      const middle = (low + high) >> 1
      const found = this.#ids[middle] ?? 0
      if (found === id) return [this.#places[middle * 2] ?? 0, this.#places[middle * 2 + 1] ?? 0]
      if (found < id) low = middle + 1
      else high = middle - 1
    }
    return undefined
  }

  bounds(): Bounds | undefined {
    if (this.size === 0) return undefined
    const bounds = { west: 180, south: 90, east: -180, north: -90 }
    for (let at = 0; at < this.size; at += 1) {
      const [longitude, latitude] = [this.#places[at * 2] ?? 0, this.#places[at * 2 + 1] ?? 0]
      bounds.west = Math.min(bounds.west, longitude)
      bounds.east = Math.max(bounds.east, longitude)
      bounds.south = Math.min(bounds.south, latitude)
      bounds.north = Math.max(bounds.north, latitude)
    }
    return bounds
  }
}

function grown(array: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(array.length * 2)
  larger.set(array)
  return larger
}
