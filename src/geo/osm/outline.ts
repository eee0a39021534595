// The shapes of OSM objects: lines, areas of closed ways and of multipolygons, and the sea beside coastlines, all cut
// off at the bounds of the file. What an extract has cut through is closed as well as it can be; what cannot be drawn
// says why.
import { areaLeftOf, type Box, clipLine, clipPolygon } from '../clip.ts'
import {
  isClosed,
  isRingWithin,
  nested,
  type Polygon,
  type Position,
  type Ring,
  squareMetres,
} from '../ring.ts'
import type { OsmRelation, OsmWay } from './items.ts'
import { stitch } from './stitch.ts'
import type { World } from './world.ts'

export type Trouble =
  /** Fewer nodes are in the file than a line or an area needs. */
  | 'missing_nodes'
  /** The rings cannot be closed: ways are missing or do not meet. */
  | 'broken_ring'
  /** The rings cross one another. */
  | 'crossing'
  /** It has no extent. */
  | 'no_extent'

/** What is to be drawn, in pieces; `cut` where parts of it are not in the file. None at all: it lies outside. */
export interface Outline<Piece> {
  pieces: Piece[]
  cut: boolean
}

export function lineOf(world: World, way: OsmWay): Outline<Position[]> | Trouble {
  const { runs, missing } = runsOf(world, way.nodes)
  const lines = runs.map(run => placesOf(world, run)).filter(line => line.length >= 2)
  if (lines.length === 0) return missing > 0 ? 'missing_nodes' : 'no_extent'
  return { pieces: lines.flatMap(line => clipLine(line, world.bounds)), cut: missing > 0 }
}

/** The area of a closed way. */
export function areaOfWay(world: World, way: OsmWay): Outline<Polygon> | Trouble {
  const ring = closed(world, way.nodes)
  const cut = way.nodes.some(node => !world.at(node))
  if (ring.length < 4) return cut ? 'missing_nodes' : 'no_extent'
  return clipped(nested([ring]), world.bounds, cut)
}

/** Whether the way comes back to its beginning, as areas do. */
export function isArea({ nodes }: OsmWay): boolean {
  return nodes.length >= 4 && nodes[0] === nodes.at(-1)
}

/**
 * The area of a multipolygon or boundary. Which ring is a hole follows from what lies in what; only where ways are
 * missing the roles decide, so that a courtyard is never taken for its house.
 */
export function areaOfRelation(world: World, { members }: OsmRelation): Outline<Polygon> | Trouble {
  const ways = members.filter(({ type }) => type === 'way')
  const present = ways.filter(({ ref }) => world.ways.has(ref))
  const ringsOf = (chosen: typeof present) => {
    const { rings, open } = stitch(chosen.map(({ ref }) => world.ways.get(ref)?.nodes ?? []))
    return { rings: rings.map(ring => closed(world, ring)).filter(ring => ring.length >= 4), open }
  }
  const isWhole = present.length === ways.length
  const { rings, open } = ringsOf(present)
  if (isWhole && open.length === 0) {
    const cut = present.some(({ ref }) => world.ways.get(ref)?.nodes.some(node => !world.at(node)))
    return rings.length === 0 ? 'no_extent' : clipped(nested(rings), world.bounds, cut)
  }
  const outers = ringsOf(present.filter(({ role }) => role !== 'inner')).rings
  const inners = ringsOf(present.filter(({ role }) => role === 'inner')).rings
  if (outers.length === 0) return 'broken_ring'
  const held = inners.filter(inner => outers.some(outer => isRingWithin(inner, outer)))
  return clipped(nested([...outers, ...held]), world.bounds, true)
}

/** How far the end of a coastline may be from the edge of the extract that cut it, in degrees. */
const nearEdge = 0.004

/**
 * The sea within the bounds: to the right of coastlines (https://wiki.openstreetmap.org/wiki/Tag:natural=coastline).
 * None where no coastline comes into the bounds.
 */
export function seaOf(world: World, coastlines: readonly OsmWay[]): Outline<Polygon> | Trouble {
  const runs = coastlines.flatMap(({ nodes }) => runsOf(world, nodes).runs)
  const { rings, open } = stitch(runs, true)
  // Turned round, so that the water lies to the left.
  const lines = [...rings, ...open].map(nodes => placesOf(world, nodes).toReversed())
  const reaching = lines.map(line => (isClosed(line) ? line : toEdge(line, world.bounds)))
  const sea = areaLeftOf(reaching, world.bounds)
  if (sea === 'untouched') return { pieces: [], cut: false }
  return sea ? { pieces: sea, cut: open.length > 0 } : 'broken_ring'
}

/** Lengthens a line whose ends lie just within the edge. */
function toEdge(line: readonly Position[], { west, south, east, north }: Box): Position[] {
  const onward = ([x, y]: Position): Position[] => {
    const sides = [
      { far: x - west, at: [west - nearEdge, y] },
      { far: east - x, at: [east + nearEdge, y] },
      { far: y - south, at: [x, south - nearEdge] },
      { far: north - y, at: [x, north + nearEdge] },
    ] satisfies { far: number; at: Position }[]
    const nearest = sides.reduce((best, side) => (side.far < best.far ? side : best))
    return nearest.far >= 0 && nearest.far < nearEdge ? [[nearest.at[0] ?? x, nearest.at[1] ?? y]] : []
  }
  const [first, last] = [line[0], line.at(-1)]
  return [...(first ? onward(first) : []), ...line, ...(last ? onward(last) : [])]
}

function clipped(polygons: readonly Polygon[], bounds: Box, cut: boolean): Outline<Polygon> | Trouble {
  if (polygons.every(polygon => squareMetres(polygon) < 0.01)) return 'no_extent'
  const pieces: Polygon[] = []
  for (const polygon of polygons) {
    const inside = clipPolygon(polygon, bounds)
    if (!inside) return 'crossing'
    pieces.push(...inside)
  }
  return { pieces, cut }
}

/** A ring of the nodes that are in the file. */
function closed(world: World, nodes: readonly number[]): Ring {
  const different = placesOf(world, nodes)
  const [first] = different
  if (first && !isClosed(different)) different.push([...first])
  return different
}

/** Where the nodes lie, those left out that are not in the file or repeat the one before. */
function placesOf(world: World, nodes: readonly number[]): Position[] {
  const places: Position[] = []
  for (const node of nodes) {
    const place = world.at(node)
    const last = places.at(-1)
    if (place && (place[0] !== last?.[0] || place[1] !== last[1])) places.push(place)
  }
  return places
}

/** The stretches of a way whose nodes are in the file. */
function runsOf(world: World, nodes: readonly number[]): { runs: number[][]; missing: number } {
  const runs: number[][] = []
  let missing = 0
  let run: number[] | undefined
  for (const node of nodes) {
    if (!world.at(node)) {
      missing += 1
      run = undefined
    } else if (run) run.push(node)
    else {
      run = [node]
      runs.push(run)
    }
  }
  return { runs, missing }
}
