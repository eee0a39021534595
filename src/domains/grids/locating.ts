// In which grid a place lies. Everything that asks it asks here, whether for one place or for a hundred thousand, so
// that a place on a shared border is in the same grid whoever asks; the rule of borders is told in geo/locate.ts.
import type { Instant } from '../../base/clock.ts'
import type { Tx } from '../../base/db.ts'
import type { Reaction } from '../../base/outbox.ts'
import type { Grid } from './contract.ts'
import { beginIndex, hasIndex, indexOf, type LayerIndex } from './indexing.ts'
import { nearEnough } from './rules.ts'
import { versionAt } from './store/shapes.ts'
import { unitLayer } from './store.ts'

export interface Position {
  longitude: number
  latitude: number
}

/** The grid, or how many whole metres away the nearest one is; null where the layer has none. */
export type Found = { grid: Grid } | { grid: undefined; metres: number | null }

/** The grid that holds the place at an instant: of several that overlap, the one with the smallest code. */
export async function gridAt(tx: Tx, at: Instant, place: Position, layer = unitLayer): Promise<Found> {
  const index = await layerAt(tx, at, layer)
  const grid = index && gridOf(index, place)
  if (grid) return { grid }
  const nearest = index?.locator.nearest(place.longitude, place.latitude)
  return { grid: undefined, metres: nearest ? Math.ceil(nearest.metres) : null }
}

/** The same of many places, in their order. */
export async function gridsAt(
  tx: Tx,
  at: Instant,
  places: readonly Position[],
  layer = unitLayer,
): Promise<(Grid | undefined)[]> {
  if (places.length === 0) return []
  const index = await layerAt(tx, at, layer)
  return places.map(place => index && gridOf(index, place))
}

/** Every grid of a layer that holds the place: several where the layer may overlap. In the order of codes. */
export async function allGridsAt(tx: Tx, at: Instant, place: Position, layer: string): Promise<Grid[]> {
  const index = await layerAt(tx, at, layer)
  if (!index) return []
  const faces = index.locator.locateAll(place.longitude, place.latitude)
  const found = faces.flatMap(face => index.grids[face] ?? [])
  const nearest = found.length === 0 ? gridOf(index, place) : undefined
  return nearest ? [nearest] : found
}

/** What was just published is made ready in this process before somebody asks, also when it begins later. */
export const indexPublished: Reaction = async ({ tx, now }, { detail: { layer, validFrom } }) => {
  if (typeof layer !== 'string') return
  const version = await versionAt(tx, typeof validFrom === 'string' ? validFrom : now, layer)
  if (version === undefined || hasIndex(tx, version)) return
  const { built } = await beginIndex(tx, version)
  // Whoever asks for it tries again, and is told what is wrong.
  built.catch(() => {})
}

async function layerAt(tx: Tx, at: Instant, layer: string): Promise<LayerIndex | undefined> {
  const version = await versionAt(tx, at, layer)
  return version === undefined ? undefined : indexOf(tx, version)
}

function gridOf({ locator, grids }: LayerIndex, { longitude, latitude }: Position): Grid | undefined {
  const face = locator.locate(longitude, latitude)
  return grids[face >= 0 ? face : (locator.nearest(longitude, latitude, nearEnough)?.face ?? -1)]
}
