// OpenStreetMap as rows: borders and closed ways as areas, nodes as places. Ways are put together by geo/osm; an area
// of which parts are not in the file is refused as a row.
import type { Feature } from '../geojson.ts'
import { OsmError, OsmTooLarge, type Tags } from '../osm/items.ts'
import { areaOfRelation, areaOfWay, isArea, lineOf } from '../osm/outline.ts'
import { readOsm } from '../osm/read.ts'
import { collect, type World } from '../osm/world.ts'
import type { Polygon } from '../ring.ts'
import type { ReadOptions, Rows } from './rows.ts'
import { WrongFile } from './wrong.ts'

const kinds = ['boundaries', 'areas', 'lines', 'nodes'] as const
/** What is read at a desk: a quarter of what the command line takes. */
const limits = { nodes: 5_000_000, ways: 750_000, relations: 75_000 }

/** @throws {WrongFile} */
export async function readOsmRows(bytes: Uint8Array, { layer, most, wants }: ReadOptions): Promise<Rows> {
  const world = await worldOf(bytes)
  const found = { boundaries: 0, areas: 0, lines: 0, nodes: world.nodes.length }
  for (const { tags } of world.relations.values()) if (isBorder(tags)) found.boundaries += 1
  for (const way of world.ways.values()) if (says(way.tags)) found[isArea(way) ? 'areas' : 'lines'] += 1
  const order = wants === 'areas' ? kinds : kinds.toReversed()
  const layers = order.filter(kind => found[kind] > 0)
  const chosen = layer === undefined ? layers[0] : layers.find(kind => kind === layer)
  if (!chosen) throw layer === undefined ? new WrongFile('no_layer') : new WrongFile('no_such_layer', layer)
  if (found[chosen] > most) throw new WrongFile('too_many_rows', String(most))
  return {
    format: 'osm',
    layers,
    layer: chosen,
    isTable: false,
    system: 'EPSG:4326',
    features: [...rowsOf(world, chosen)].map((each, at) => ({ row: at + 1, ...each })),
  }
}

async function worldOf(bytes: Uint8Array): Promise<World> {
  async function* whole(): AsyncGenerator<Uint8Array> {
    yield bytes
  }
  try {
    const world = await collect(readOsm(whole()), { limits })
    // Nothing is cut off at the edge of the extract: a grid is whole or it is refused.
    return { ...world, bounds: { west: -180, south: -90, east: 180, north: 90 } }
  } catch (error) {
    if (error instanceof OsmTooLarge) throw new WrongFile('osm_too_large')
    if (error instanceof OsmError) throw new WrongFile('osm_unreadable')
    throw error
  }
}

function* rowsOf(world: World, kind: (typeof kinds)[number]): Generator<Omit<Feature, 'row'>> {
  if (kind === 'nodes') {
    for (const { id, longitude, latitude, tags } of world.nodes)
      yield row(`node/${id}`, tags, { type: 'Point', coordinates: [longitude, latitude] })
  } else if (kind === 'boundaries') {
    for (const relation of world.relations.values())
      if (isBorder(relation.tags))
        yield row(`relation/${relation.id}`, relation.tags, area(areaOfRelation(world, relation)))
  } else {
    for (const way of world.ways.values()) {
      if (!says(way.tags) || isArea(way) !== (kind === 'areas')) continue
      yield row(`way/${way.id}`, way.tags, kind === 'areas' ? area(areaOfWay(world, way)) : line(world, way))
    }
  }
}

function row(origin: string, tags: Tags, geometry: unknown): Omit<Feature, 'row'> {
  return { geometry, properties: Object.fromEntries([...Object.entries(tags), ['origin', `osm:${origin}`]]) }
}

function isBorder({ type, boundary }: Tags): boolean {
  return boundary !== undefined && (type === 'boundary' || type === 'multipolygon')
}

function says(tags: Tags): boolean {
  for (const _ in tags) return true
  return false
}

function area(found: ReturnType<typeof areaOfWay>): unknown {
  if (typeof found === 'string') return { wrong: found === 'missing_nodes' ? 'cut_off' : 'broken_ring' }
  if (found.cut) return { wrong: 'cut_off' }
  const pieces: Polygon[] = found.pieces
  return pieces.length === 1
    ? { type: 'Polygon', coordinates: pieces[0] }
    : { type: 'MultiPolygon', coordinates: pieces }
}

function line(world: World, way: Parameters<typeof lineOf>[1]): unknown {
  const found = lineOf(world, way)
  if (typeof found === 'string') return { wrong: found === 'missing_nodes' ? 'cut_off' : 'too_few_points' }
  if (found.cut) return { wrong: 'cut_off' }
  return found.pieces.length === 1
    ? { type: 'LineString', coordinates: found.pieces[0] }
    : { type: 'MultiLineString', coordinates: found.pieces }
}
